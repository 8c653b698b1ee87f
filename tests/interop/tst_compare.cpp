// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/crew.h"
#include "protocol/compare/figures.h"
#include "protocol/compare/payload.h"
#include "protocol/compare/reportjson.h"
#include "protocol/compare/site.h"
#include "protocol/compare/socketiopeer.h"
#include "protocol/compare/tally.h"
#include "protocol/compare/websocketpeer.h"
#include "tests/interop/peer.h"
#include "tests/support/comparisonrun.h"
#include "tests/support/testcertificates.h"

#include <QJsonArray>
#include <QTest>

using namespace Compare;
using namespace std::chrono_literals;

namespace {

/// A program of this folder, with the packages of \a version.
std::unique_ptr<::Peer> node(const QString &script, const QString &version,
                             const QJsonObject &options)
{
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    const QByteArray json = QJsonDocument(options).toJson(QJsonDocument::Compact);
    return std::make_unique<::Peer>(
        QStringLiteral(SOCKSCOPE_NODE),
        QStringList {here + script, here + version, QString::fromUtf8(json)});
}

/// compare-server.js, and what it calls things.
class RealServer
{
public:
    explicit RealServer(const QString &version, const QJsonObject &options = {})
        : m_peer(node(QStringLiteral("compare-server.js"), version, options))
        , port(m_peer->nextObject()[QLatin1String("port")].toInt())
    {
    }

    Target target() const
    {
        Target target = Target::at("http://127.0.0.1:" + QByteArray::number(port));
        target.echoEvent = "repeat";
        target.broadcastEvent = "spread";
        target.webSocketPath = "/ws/echo";
        target.chatPath = "/ws/chat";
        return target;
    }

private:
    std::unique_ptr<::Peer> m_peer;

public:
    int port = 0;
};

Plan smallPlan(const Target &target)
{
    Plan plan;
    plan.targets = {target};
    plan.sizes = {16, 5000, 1'000'000};
    plan.messages = 10;
    plan.receivers = 2;
    plan.rounds = 1;
    plan.outage = 200ms;
    return plan;
}

/// Somebody who has echoes made through a tap, in turn with others.
class Echoer
{
public:
    explicit Echoer(const RealServer &server)
        : m_target(server.target())
        , m_site(m_threads, m_target)
    {
    }
    virtual ~Echoer() = default;
    Q_DISABLE_COPY_MOVE(Echoer)

    /// What crosses the tap while \a texts are echoed.
    Interval echo(const QList<QByteArray> &texts)
    {
        make(texts);
        m_site.settle();
        m_tally.take(m_site.takeMeasured());
        return m_tally.interval(texts.constFirst().size());
    }

protected:
    virtual void make(const QList<QByteArray> &texts) = 0;
    QByteArray address() { return m_site.door({}).measured; }

    Threads m_threads;
    Target m_target;

private:
    Site m_site;
    Tally m_tally;
};

/// Our client.
class Ours final : public Echoer
{
public:
    Ours(const RealServer &server, const Way &way)
        : Echoer(server)
        , m_crew(m_threads, 30s)
    {
        m_crew.add([&](Net::Poller &poller) -> std::unique_ptr<Compare::Peer> {
            if (!way.isSocketIo())
                return std::make_unique<WebSocketPeer>(poller, m_target.webSocketPath, false);
            return std::make_unique<SocketIoPeer>(poller, m_target,
                                                  SocketIoPeer::Options {.way = way});
        });
        failure = m_crew.open(address());
    }

    QByteArray failure;

private:
    void make(const QList<QByteArray> &texts) override
    {
        failure += m_crew.exercise(Work::Echo, texts).failure;
    }

    Crew m_crew;
};

/// The official one.
class Theirs final : public Echoer
{
public:
    Theirs(const RealServer &server, const QString &version, const Way &way)
        : Echoer(server)
    {
        const QByteArray where = address();
        m_client = node(QStringLiteral("compare-load.js"), version,
                        {{QStringLiteral("port"), where.mid(where.lastIndexOf(':') + 1).toInt()},
                         {QStringLiteral("way"), QString::fromLatin1(wayName(way))}});
        isReady = m_client->nextObject()[QLatin1String("ready")].toBool();
    }

    bool isReady = false;
    std::vector<double> p50s; ///< as it sees them itself
    std::vector<double> rates;

private:
    void make(const QList<QByteArray> &texts) override
    {
        QJsonArray array;
        for (const QByteArray &text : texts)
            array.append(QString::fromLatin1(text));
        m_client->write(QJsonDocument(array).toJson(QJsonDocument::Compact) + '\n');
        const QJsonObject said = m_client->nextObject();
        p50s.push_back(said[QLatin1String("p50Us")].toDouble());
        rates.push_back(said[QLatin1String("perSecond")].toDouble());
    }

    std::unique_ptr<::Peer> m_client;
};

Transfer figures(const Interval &interval, int count)
{
    Transfer transfer;
    transfer.work = Work::Echo;
    transfer.messages = count;
    takeFigures(transfer, interval);
    return transfer;
}

} // namespace

Q_DECLARE_METATYPE(Way)

class TestCompare : public QObject
{
    Q_OBJECT

private slots:
    void measuresRealServers_data();
    void measuresRealServers();
    void recoversFromARealServer();
    void countsInsideTls();
    void agreesWithTheOfficialClients_data();
    void agreesWithTheOfficialClients();
    void commandSaysWhatItMeasured();
    void commandStopsWithWhatItHas();
    void commandSaysWhatIsWrong_data();
    void commandSaysWhatIsWrong();
};

void TestCompare::measuresRealServers_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QJsonObject>("options");
    const QJsonObject plain;
    QTest::newRow("4") << QStringLiteral("v4") << plain;
    QTest::newRow("4, deflate") << QStringLiteral("v4")
                                << QJsonObject {{QStringLiteral("deflate"), true},
                                                {QStringLiteral("allowEIO3"), true}};
    QTest::newRow("4, msgpack") << QStringLiteral(
        "v4") << QJsonObject {{QStringLiteral("parser"), QStringLiteral("msgpack")}};
    QTest::newRow("3") << QStringLiteral("v3") << plain;
    QTest::newRow("3, msgpack") << QStringLiteral(
        "v3") << QJsonObject {{QStringLiteral("parser"), QStringLiteral("msgpack")}};
}

void TestCompare::measuresRealServers()
{
    QFETCH(QString, version);
    QFETCH(QJsonObject, options);
    const bool isMsgpack = options.contains(QLatin1String("parser"));
    const bool isDeflated = options.contains(QLatin1String("deflate"));
    const RealServer server(version, options);
    Plan plan = smallPlan(server.target());
    plan.patience = 3s;
    const Report report = runComparison(plan);
    QCOMPARE(report.failure, QByteArray());
    QCOMPARE(report.results.size(), allWays().size());
    for (const WayResult &result : report.results) {
        const QByteArray name = wayName(result.way) + ": " + result.failure;
        const bool isWrongParser = result.way.isSocketIo() && result.way.msgpack != isMsgpack;
        if (isWrongParser || (result.way.deflate && !isDeflated)) {
            QVERIFY2(!result.failure.isEmpty(), name.constData());
            QVERIFY2(result.transfers.empty(), name.constData());
            continue;
        }
        QVERIFY2(result.failure.isEmpty(), name.constData());
        QCOMPARE(result.transfers.size(), std::size_t(12));
        for (const Transfer &transfer : result.transfers) {
            const QByteArray where = name + workName(transfer.work) + ' '
                + QByteArray::number(transfer.size) + ' ' + transfer.failure;
            QVERIFY2(transfer.failure.isEmpty(), where.constData());
            QCOMPARE(transfer.sent.payload.median, double(transfer.size));
            QVERIFY2(transfer.perSecond.median > 0, where.constData());
            QVERIFY(!transfer.serverCpu.isKnown());
            if (transfer.work == Work::Broadcast)
                QCOMPARE(transfer.received.payload.median, 2.0 * double(transfer.size));
        }
        for (const Interruption &cut : result.interruptions) {
            QVERIFY2(cut.failure.isEmpty(), (name + cut.failure).constData());
            QVERIFY(cut.missed.median > 5);
            QVERIFY(cut.lost.median >= cut.missed.median);
        }
        if (result.blocked.wasTried)
            QCOMPARE(result.blocked.works,
                     result.way.stack == Stack::SocketIoUpgrade
                         || result.way.stack == Stack::SocketIoPolling);
    }
    QCOMPARE(report.targets.constFirst().takesRevision3,
             std::optional(options.contains(QLatin1String("allowEIO3"))));
}

void TestCompare::recoversFromARealServer()
{
    const RealServer server(QStringLiteral("v4"), {{QStringLiteral("recovery"), true}});
    Plan plan = smallPlan(server.target());
    plan.works.clear();
    plan.blocks = false;
    plan.ways = {{Stack::SocketIoWebSocket}, {Stack::SocketIoUpgrade}};
    const Report report = runComparison(plan);
    QVERIFY(report.targets.constFirst().offersRecovery);
    for (const WayResult &result : report.results) {
        QCOMPARE(result.interruptions.size(), std::size_t(2));
        const Interruption &without = result.interruptions[0];
        QVERIFY2(without.failure.isEmpty(), without.failure.constData());
        QVERIFY(!without.recovers);
        QVERIFY(without.lost.median > 5);
        QCOMPARE(without.recovered.median, 0.0);
        const Interruption &with = result.interruptions[1];
        QVERIFY2(with.failure.isEmpty(), with.failure.constData());
        QVERIFY(with.recovers);
        QCOMPARE(with.lost.median, 0.0);
        QVERIFY(with.recovered.median > 5);
        QCOMPARE(with.recovered.median, with.missed.median);
        QCOMPARE(with.doubled.median, 0.0);
    }
}

void TestCompare::countsInsideTls()
{
    const TestCertificates certificates;
    QVERIFY(certificates.isMade);
    const RealServer server(
        QStringLiteral("v4"),
        {{QStringLiteral("key"), QString::fromLatin1(certificates.key.toPem())},
         {QStringLiteral("cert"), QString::fromLatin1(certificates.certificate.toPem())}});
    Target target = server.target();
    target.url.replace("http:", "https:");
    Plan plan = smallPlan(target);
    plan.works = {Work::Echo};
    plan.cuts = false;
    plan.ways = {{Stack::WebSocket}, {Stack::SocketIoUpgrade}};
    const Report strict = runComparison(plan);
    for (const WayResult &result : strict.results)
        QVERIFY2(result.failure.contains("could not be reached"), result.failure.constData());

    plan.targets[0].tls.authoritiesPem = certificates.authority;
    const Report report = runComparison(plan);
    for (const WayResult &result : report.results) {
        QVERIFY2(result.failure.isEmpty(), result.failure.constData());
        for (const Transfer &transfer : result.transfers)
            QVERIFY2(transfer.failure.isEmpty(), transfer.failure.constData());
    }
    // As without TLS.
    const Transfer *echo = report.results.front().transfer(Work::Echo, 16);
    QCOMPARE(echo->sent.wire.median, 22.0);
    QCOMPARE(echo->received.wire.median, 18.0);
    QVERIFY(!report.results.front().blocked.works);
    QVERIFY(report.results.back().blocked.works);
}

void TestCompare::agreesWithTheOfficialClients_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<Way>("way");
    QTest::newRow("ws") << QStringLiteral("v4") << Way {Stack::WebSocket};
    QTest::newRow("socket.io 4, websocket")
        << QStringLiteral("v4") << Way {Stack::SocketIoWebSocket};
    QTest::newRow("socket.io 4, polling") << QStringLiteral("v4") << Way {Stack::SocketIoPolling};
    QTest::newRow("socket.io 3, websocket")
        << QStringLiteral("v3") << Way {Stack::SocketIoWebSocket};
}

/// The same echoes by the official client, through a tap too: the same bytes, and times and rates
/// that are near. Both have their turn, so that what else the machine does hits both. How near they
/// are depends on it all the same: that is printed and hardly judged.
void TestCompare::agreesWithTheOfficialClients()
{
    QFETCH(QString, version);
    QFETCH(Way, way);
    constexpr int Count = 40;
    constexpr int Rounds = 7;
    const RealServer server(version);
    Ours ours(server, way);
    Theirs theirs(server, version, way);
    QVERIFY(theirs.isReady);
    for (const qint64 size : {16, 4096}) {
        const QList<QByteArray> texts = payloads(Count, size, false);
        ours.echo(texts); // node has compiled it now
        theirs.echo(texts);
        theirs.p50s.clear();
        theirs.rates.clear();
        std::vector<double> p50s[2];
        std::vector<double> rates[2];
        for (int round = 0; round < Rounds; ++round) {
            const Interval our = ours.echo(texts);
            QCOMPARE(ours.failure, QByteArray());
            const Interval their = theirs.echo(texts);
            QCOMPARE(our.messages.size(), std::size_t(2 * Count));
            QCOMPARE(their.messages.size(), our.messages.size());
            if (way.usesWebSocket()) {
                QCOMPARE(our.sent, their.sent);
                QCOMPARE(our.received, their.received);
            } else { // heads are each client's own
                QCOMPARE(our.sent.payload, their.sent.payload);
                QCOMPARE(our.sent.socketIo, their.sent.socketIo);
                QCOMPARE(our.received.payload, their.received.payload);
                QCOMPARE(our.received.socketIo, their.received.socketIo);
            }
            const Transfer both[] {figures(our, Count), figures(their, Count)};
            for (const int who : {0, 1}) {
                p50s[who].push_back(both[who].p50.median);
                rates[who].push_back(both[who].perSecond.median);
            }
        }
        const Spread p50[] {Spread::of(p50s[0]), Spread::of(p50s[1])};
        const Spread rate[] {Spread::of(rates[0]), Spread::of(rates[1])};
        const double p50Ratio = p50[0].median / p50[1].median;
        const double rateRatio = rate[0].median / rate[1].median;
        const Spread seen = Spread::of(theirs.p50s);
        qInfo("%s, %lld bytes: p50 at the tap %.0f us (%.0f-%.0f), theirs %.0f us (%.0f-%.0f), "
              "ratio %.2f; as they see it themselves %.0f us",
              QTest::currentDataTag(), qlonglong(size), p50[0].median, p50[0].low, p50[0].high,
              p50[1].median, p50[1].low, p50[1].high, p50Ratio, seen.median);
        qInfo("%.0f/s (%.0f-%.0f), theirs %.0f/s (%.0f-%.0f), ratio %.2f; as they see it %.0f/s",
              rate[0].median, rate[0].low, rate[0].high, rate[1].median, rate[1].low, rate[1].high,
              rateRatio, Spread::of(theirs.rates).median);
        QVERIFY(p50Ratio > 0.05 && p50Ratio < 20);
        // One asks again when it has heard the answer: over polling that takes the official client
        // several times as long as ours.
        QVERIFY(rateRatio > 0.05 && rateRatio < (way.usesWebSocket() ? 20 : 100));
        // The way to the tap and back is in what they see.
        QVERIFY(seen.median > p50[1].median);
    }
}

void TestCompare::commandSaysWhatItMeasured()
{
    const RealServer server(QStringLiteral("v4"));
    const QString url = QStringLiteral("http://127.0.0.1:%1").arg(server.port);
    QStringList arguments {
        QStringLiteral("compare"),          url,
        QStringLiteral("--echo-event"),     QStringLiteral("repeat"),
        QStringLiteral("--websocket-path"), QStringLiteral("/ws/echo"),
        QStringLiteral("--sizes"),          QStringLiteral("16,2k"),
        QStringLiteral("--messages"),       QStringLiteral("5"),
        QStringLiteral("--rounds"),         QStringLiteral("2"),
        QStringLiteral("--ways"),           QStringLiteral("websocket,socketio-polling"),
        QStringLiteral("--embedded")};
    ::Peer table(QStringLiteral(SOCKSCOPE_PROGRAM), arguments);
    QCOMPARE(table.finish(), 0);
    const QByteArray text = table.output();
    const QByteArray errors = table.errors();
    QVERIFY2(errors.contains("round 2 of 2: embedded server, socketio-polling\n"),
             errors.constData());
    QVERIFY(!errors.contains("ERROR"));
    QVERIFY2(text.contains("echo, 2000 bytes, 5 messages"), text.constData());
    QVERIFY(text.contains(url.toUtf8() + " websocket"));
    QVERIFY(text.contains("embedded socketio-polling"));
    QVERIFY(text.contains("No event was named that the server sends to all others."));

    arguments.append(QStringLiteral("--json"));
    ::Peer json(QStringLiteral(SOCKSCOPE_PROGRAM), arguments);
    QCOMPARE(json.finish(), 0);
    const auto read = reportFromJson(json.output());
    QVERIFY(std::holds_alternative<Report>(read));
    const Report &report = std::get<Report>(read);
    QCOMPARE(report.roundsDone, 2);
    QCOMPARE(report.results.size(), std::size_t(4));
    const Transfer *echo = report.result(0, {Stack::WebSocket})->transfer(Work::Echo, 2000);
    QVERIFY(echo != nullptr);
    QCOMPARE(echo->sent.wire, (Spread {2008, 2008, 2008, 2}));
    QCOMPARE(echo->received.wire, (Spread {2004, 2004, 2004, 2}));

    arguments.last() = QStringLiteral("--markdown");
    ::Peer markdown(QStringLiteral(SOCKSCOPE_PROGRAM), arguments);
    QCOMPARE(markdown.finish(), 0);
    QVERIFY(markdown.output().startsWith("# "));
    arguments.last() = QStringLiteral("--csv");
    ::Peer csv(QStringLiteral(SOCKSCOPE_PROGRAM), arguments);
    QCOMPARE(csv.finish(), 0);
    const QByteArray lines = csv.output();
    QVERIFY2(lines.contains("socketio-polling") && lines.count('\n') > 10, lines.constData());
}

void TestCompare::commandStopsWithWhatItHas()
{
    ::Peer peer(QStringLiteral(SOCKSCOPE_PROGRAM),
                {QStringLiteral("compare"), QStringLiteral("--json"), QStringLiteral("--rounds"),
                 QStringLiteral("100"), QStringLiteral("--ways"), QStringLiteral("websocket"),
                 QStringLiteral("--sizes"), QStringLiteral("16")});
    QByteArray line;
    do {
        line = peer.nextErrorLine();
        QVERIFY(!line.isEmpty());
    } while (!line.startsWith("round 3 of 100"));
    peer.signal(SIGINT);
    QCOMPARE(peer.finish(), 0);
    const auto read = reportFromJson(peer.output());
    QVERIFY(std::holds_alternative<Report>(read));
    const Report &report = std::get<Report>(read);
    QVERIFY(report.wasCancelled);
    QVERIFY(report.roundsDone >= 2 && report.roundsDone < 100);
    QVERIFY(report.results.front().transfer(Work::Echo, 16)->p50.count >= 2);
}

void TestCompare::commandSaysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");
    const auto row
        = [](const char *name, const QString &arguments, int status, const QByteArray &words) {
              QTest::newRow(name) << arguments.split(u' ') << status << words;
          };
    row("way", QStringLiteral("--ways websocket,smoke"), 2, "--ways takes websocket,");
    row("work", QStringLiteral("--works rest"), 2, "--works takes one-way,");
    row("size", QStringLiteral("--sizes 16,x"), 2, "--sizes takes bytes");
    row("small size", QStringLiteral("--sizes 1"), 2, "A size is from 8 to 16777216");
    row("number", QStringLiteral("--rounds many"), 2, "--rounds takes a number");
    row("rounds", QStringLiteral("--rounds 0"), 2, "number of rounds");
    row("time", QStringLiteral("--outage long"), 2, "--outage takes a time");
    row("URL", QStringLiteral("ftp://127.0.0.1"), 2, "ftp://127.0.0.1");
    row("auth", QStringLiteral("http://127.0.0.1:1 --auth secret"), 2,
        "--auth takes a JSON object");
    row("name without a URL", QStringLiteral("--echo-event x"), 2, "--echo-event goes with a URL");
    row("two formats", QStringLiteral("--json --csv"), 2, "only one of them");
    row("option", QStringLiteral("--loud"), 2, "loud");
    row("nobody there", QStringLiteral("http://127.0.0.1:1 --rounds 1"), 1, "round 1 of 1");
}

void TestCompare::commandSaysWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, words);
    ::Peer peer(QStringLiteral(SOCKSCOPE_PROGRAM),
                QStringList {QStringLiteral("compare")} + arguments);
    QCOMPARE(peer.finish(), status);
    const QByteArray errors = peer.errors();
    QVERIFY2(errors.contains(words), errors.constData());
    if (status == 2)
        QCOMPARE(errors.count('\n'), 1);
    else
        QVERIFY(peer.output().contains("The server could not be reached: "));
}

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
