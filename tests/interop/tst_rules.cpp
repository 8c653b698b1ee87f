// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/compiledrules.h"
#include "protocol/rules/presets.h"
#include "tests/interop/peer.h"
#include "tests/interop/tappedcapture.h"

#include <QJsonArray>
#include <QTest>

#include <memory>

using namespace std::chrono_literals;

/// What the rules of a tap do to a real app: a server and a client of socket.io that reconnects.
class TestRules : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { m_app.reset(); }

    void firewallLeavesPolling_data() { versions(); }
    void firewallLeavesPolling();
    void clientsFallBackToPolling();
    void tunnelIsSurvived_data();
    void tunnelIsSurvived();
    void serverRestarts_data() { versions(); }
    void serverRestarts();
    void slowMobileIsSlow();
    void stickySessionIsLost();
    void acksGetLost_data() { versions(); }
    void acksGetLost();
    void acksComeLate();
    void pollingIsBroken();
    void handshakesFailThreeTimes_data() { versions(); }
    void handshakesFailThreeTimes();
    void messagesAreChanged_data();
    void messagesAreChanged();
    void connectionsEnd_data();
    void connectionsEnd();
    void aSeedMakesARunAgain();

private:
    struct App;

    static void versions();
    static std::vector<Rules::Rule> preset(const QByteArray &name);
    void start(const QString &version, const QStringList &transports, const QJsonObject &more = {});
    void setRules(std::vector<Rules::Rule> rules, quint64 seed = 1);
    void clearRules();
    /// The next line of the client about \a what; empty if there is none.
    QJsonObject next(const char *what);
    /// Stops, and finds messages that were changed by \a rule, or problems in its name.
    int changedBy(const QByteArray &rule);

    std::unique_ptr<App> m_app;
};

struct TestRules::App
{
    std::unique_ptr<Peer> server;
    std::unique_ptr<TappedCapture> capture;
    std::unique_ptr<Peer> client;
};

void TestRules::versions()
{
    QTest::addColumn<QString>("version");
    for (const char *version : {"v2", "v3", "v4"})
        QTest::newRow(version) << QString::fromLatin1(version);
}

std::vector<Rules::Rule> TestRules::preset(const QByteArray &name)
{
    for (const Rules::Preset &preset : Rules::presets()) {
        if (preset.name == name)
            return preset.rules;
    }
    return {};
}

void TestRules::start(const QString &version, const QStringList &transports,
                      const QJsonObject &more)
{
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    const QString node = QStringLiteral(SOCKSCOPE_NODE);
    const auto run = [&](const char *script, const QJsonObject &options) {
        const QByteArray json = QJsonDocument(options).toJson(QJsonDocument::Compact);
        return std::make_unique<Peer>(node,
                                      QStringList {here + QString::fromLatin1(script),
                                                   here + version, QString::fromUtf8(json)});
    };
    m_app = std::make_unique<App>();
    QJsonObject options {{QStringLiteral("interval"), 700}, {QStringLiteral("timeout"), 500}};
    for (auto it = more.begin(); it != more.end(); ++it)
        options.insert(it.key(), it.value());
    m_app->server = run("lively-server.js", options);
    const int port = m_app->server->nextObject().value(QLatin1String("port")).toInt();
    m_app->capture = std::make_unique<TappedCapture>(static_cast<quint16>(port));
    options.insert(QStringLiteral("port"), m_app->capture->port());
    options.insert(QStringLiteral("transports"), QJsonArray::fromStringList(transports));
    m_app->client = run("lively-client.js", options);
}

void TestRules::setRules(std::vector<Rules::Rule> rules, quint64 seed)
{
    auto compiled = Rules::CompiledRules::of({.seed = seed, .rules = std::move(rules)});
    auto *done = std::get_if<std::shared_ptr<const Rules::CompiledRules>>(&compiled);
    QVERIFY(done);
    m_app->capture->live().taps().setRules(*done);
}

void TestRules::clearRules()
{
    m_app->capture->live().taps().setRules(nullptr);
}

QJsonObject TestRules::next(const char *what)
{
    for (;;) {
        const QJsonObject line = m_app->client->nextObject();
        if (line.isEmpty() || line.value(QLatin1String("client")) == QLatin1String(what))
            return line;
    }
}

int TestRules::changedBy(const QByteArray &rule)
{
    m_app->client->write("end\n");
    m_app->client->finish();
    int count = 0;
    for (const QJsonObject &line : m_app->capture->finish()) {
        if (line.value(QLatin1String("changed")).toString().contains(QString::fromUtf8(rule)))
            ++count;
    }
    return count;
}

void TestRules::firewallLeavesPolling()
{
    QFETCH(const QString, version);
    start(version, {QStringLiteral("polling"), QStringLiteral("websocket")});
    setRules(preset("Firewall blocks WebSocket"));
    QVERIFY(!next("not upgraded").isEmpty());
    m_app->client->write("ask 7\ntransport\n");
    QCOMPARE(next("transport").value(QLatin1String("name")), QLatin1String("polling"));
    QCOMPARE(next("answered").value(QLatin1String("answer")), QLatin1String("7"));
    QVERIFY(changedBy("firewall") >= 1);
}

void TestRules::clientsFallBackToPolling()
{
    start(QStringLiteral("v4"), {QStringLiteral("websocket"), QStringLiteral("polling")},
          {{QStringLiteral("tryAll"), true}});
    QCOMPARE(next("connected").value(QLatin1String("transport")), QLatin1String("websocket"));
    setRules(preset("Firewall blocks WebSocket"));
    // What is connected stays so; a new connection has to fall back.
    m_app->client->write("ask 1\n");
    QVERIFY(!next("answered").isEmpty());
    std::vector<Rules::Rule> rules = preset("Firewall blocks WebSocket");
    Rules::Rule cut = {.name = "cut",
                       .subject = Rules::Subject::Connection,
                       .action = Rules::Cut {.resets = true},
                       .length = 50ms};
    rules.push_back(cut);
    setRules(rules);
    QVERIFY(!next("disconnected").isEmpty());
    QCOMPARE(next("connected").value(QLatin1String("transport")), QLatin1String("polling"));
}

void TestRules::tunnelIsSurvived_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("transport");
    QTest::addColumn<bool>("recovery");
    for (const char *version : {"v2", "v3", "v4"}) {
        for (const char *transport : {"polling", "websocket"}) {
            const bool recovers = qstrcmp(version, "v4") == 0;
            QTest::addRow("%s %s", version, transport)
                << QString::fromLatin1(version) << QString::fromLatin1(transport) << recovers;
        }
    }
}

void TestRules::tunnelIsSurvived()
{
    QFETCH(const QString, version);
    QFETCH(const QString, transport);
    QFETCH(const bool, recovery);
    start(version, {transport}, {{QStringLiteral("recovery"), recovery}});
    const QJsonObject first = next("connected");
    QVERIFY(!first.isEmpty());
    m_app->client->write("say hello\n"); // recovery needs an offset
    QVERIFY(!next("heard").isEmpty());
    std::vector<Rules::Rule> rules = preset("Train in a tunnel");
    QCOMPARE(rules.size(), std::size_t(1));
    rules[0].after = 100ms;
    rules[0].length = 4s;
    setRules(rules);
    QCOMPARE(next("disconnected").value(QLatin1String("reason")), QLatin1String("ping timeout"));
    const QJsonObject again = next("connected");
    QVERIFY(!again.isEmpty());
    QCOMPARE(again.value(QLatin1String("recovered")).toBool(), recovery);
    if (recovery)
        QCOMPARE(again.value(QLatin1String("id")), first.value(QLatin1String("id")));
    m_app->client->write("ask 3\n");
    QCOMPARE(next("answered").value(QLatin1String("answer")), QLatin1String("3"));
}

void TestRules::serverRestarts()
{
    QFETCH(const QString, version);
    start(version, {QStringLiteral("websocket")});
    QVERIFY(!next("connected").isEmpty());
    std::vector<Rules::Rule> rules = preset("Server restarts");
    QCOMPARE(rules.size(), std::size_t(2));
    rules[1].length = 1500ms;
    setRules(rules);
    const QString reason = next("disconnected").value(QLatin1String("reason")).toString();
    QVERIFY2(reason.startsWith(QLatin1String("transport")), qPrintable(reason));
    QVERIFY(!next("failed").isEmpty());
    QVERIFY(!next("connected").isEmpty());
}

void TestRules::slowMobileIsSlow()
{
    start(QStringLiteral("v4"), {QStringLiteral("websocket")},
          {{QStringLiteral("interval"), 20000}, {QStringLiteral("timeout"), 20000}});
    QVERIFY(!next("connected").isEmpty());
    m_app->client->write("ask 1\n");
    QVERIFY(next("answered").value(QLatin1String("after")).toInt() < 100);
    setRules(preset("Slow mobile"));
    m_app->client->write("ask 2\n");
    const int after = next("answered").value(QLatin1String("after")).toInt();
    QVERIFY2(after >= 200, qPrintable(QString::number(after))); // there and back
    QVERIFY(changedBy("long way") >= 2);
}

void TestRules::stickySessionIsLost()
{
    start(QStringLiteral("v4"), {QStringLiteral("polling")});
    QVERIFY(!next("connected").isEmpty());
    setRules(preset("Sticky session lost"), 3);
    const QString reason = next("disconnected").value(QLatin1String("reason")).toString();
    QCOMPARE(reason, QStringLiteral("transport error"));
    clearRules();
    QVERIFY(!next("connected").isEmpty());
    QVERIFY(changedBy("other server") >= 1);
}

void TestRules::acksGetLost()
{
    QFETCH(const QString, version);
    start(version, {QStringLiteral("websocket")}, {{QStringLiteral("ackTimeout"), 1500}});
    QVERIFY(!next("connected").isEmpty());
    std::vector<Rules::Rule> rules = preset("Acks get lost");
    setRules(rules, 5);
    for (int i = 0; i < 40; ++i)
        m_app->client->write("ask " + QByteArray::number(i) + '\n');
    int answered = 0;
    int lost = 0;
    while (answered + lost < 40) {
        const QJsonObject line = m_app->client->nextObject();
        QVERIFY(!line.isEmpty());
        answered += line.value(QLatin1String("client")) == QLatin1String("answered") ? 1 : 0;
        lost += line.value(QLatin1String("client")) == QLatin1String("not answered") ? 1 : 0;
    }
    QVERIFY2(lost >= 4 && lost <= 22, qPrintable(QString::number(lost)));
    QCOMPARE(changedBy("lost ack"), lost);
}

void TestRules::acksComeLate()
{
    start(QStringLiteral("v4"), {QStringLiteral("websocket")},
          {{QStringLiteral("ackTimeout"), 300},
           {QStringLiteral("interval"), 20000},
           {QStringLiteral("timeout"), 20000}});
    QVERIFY(!next("connected").isEmpty());
    setRules(preset("Acks come late"));
    m_app->client->write("ask 5\n");
    QVERIFY(!next("not answered").isEmpty());
    QCOMPARE(next("answered late").value(QLatin1String("answer")), QLatin1String("5"));
    QCOMPARE(changedBy("late ack"), 1);
}

void TestRules::pollingIsBroken()
{
    start(QStringLiteral("v4"), {QStringLiteral("polling")});
    QVERIFY(!next("connected").isEmpty());
    setRules(preset("Polling is broken"));
    QVERIFY(!next("disconnected").isEmpty());
    QVERIFY(!next("failed").isEmpty());
    clearRules();
    QVERIFY(!next("connected").isEmpty());
    QVERIFY(changedBy("broken polling") >= 2);
}

void TestRules::handshakesFailThreeTimes()
{
    QFETCH(const QString, version);
    start(version, {QStringLiteral("polling")});
    QVERIFY(!next("connected").isEmpty());
    std::vector<Rules::Rule> rules = preset("Handshakes fail 3 times");
    rules.push_back({.name = "cut",
                     .subject = Rules::Subject::Connection,
                     .action = Rules::Cut {},
                     .length = 50ms});
    setRules(rules);
    QVERIFY(!next("disconnected").isEmpty());
    for (int i = 0; i < 3; ++i)
        QVERIFY(!next("failed").isEmpty());
    QVERIFY(!next("connected").isEmpty());
    QCOMPARE(changedBy("not yet"), 3);
}

void TestRules::messagesAreChanged_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("transport");
    QTest::addColumn<Rules::Action>("action");
    QTest::addColumn<QString>("heard");
    using Find = Rules::Replace::Find;
    for (const char *version : {"v2", "v3", "v4"}) {
        for (const char *transport : {"polling", "websocket"}) {
            const auto add = [&](const char *name, Rules::Action action, const char *heard) {
                QTest::addRow("%s %s %s", version, transport, name)
                    << QString::fromLatin1(version) << QString::fromLatin1(transport)
                    << std::move(action) << QString::fromLatin1(heard);
            };
            add("replaced", Rules::Replace {Find::Pointer, "/1", R"("two")"}, "two last");
            add("dropped", Rules::Drop {}, "last");
            add("twice", Rules::Duplicate {1}, "one one last");
        }
    }
}

void TestRules::messagesAreChanged()
{
    QFETCH(const QString, version);
    QFETCH(const QString, transport);
    QFETCH(const Rules::Action, action);
    QFETCH(const QString, heard);
    start(version, {transport});
    QVERIFY(!next("connected").isEmpty());
    setRules({{.name = "test",
               .filter = "event:said one",
               .direction = Capture::Direction::Received,
               .action = action}});
    m_app->client->write("say one\nsay last\n");
    QStringList all;
    do {
        const QJsonObject line = next("heard");
        QVERIFY(!line.isEmpty());
        all.append(line.value(QLatin1String("values")).toArray().at(0).toString());
    } while (all.last() != QLatin1String("last"));
    QCOMPARE(all.join(u' '), heard);
    QCOMPARE(changedBy("test"), 1);
}

void TestRules::connectionsEnd_data()
{
    QTest::addColumn<Rules::Action>("action");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, Rules::Action action, const char *reason) {
        QTest::newRow(name) << std::move(action) << QString::fromLatin1(reason);
    };
    row("closed", Rules::Close {4000, "enough"}, "transport close");
    row("FIN", Rules::Cut {.resets = false}, "transport close");
    row("reset", Rules::Cut {.resets = true}, "transport ");
    row("FIN in a message", Rules::Cut {.resets = false, .inMessage = true}, "transport close");
    row("reset in a message", Rules::Cut {.resets = true, .inMessage = true}, "transport ");
    row("stalled", Rules::Stall {}, "ping timeout");
}

void TestRules::connectionsEnd()
{
    QFETCH(const Rules::Action, action);
    QFETCH(const QString, reason);
    start(QStringLiteral("v4"), {QStringLiteral("websocket")});
    QVERIFY(!next("connected").isEmpty());
    setRules({{.name = "test", .filter = "event:said", .action = action, .times = 1}});
    m_app->client->write("say one\n");
    const QString told = next("disconnected").value(QLatin1String("reason")).toString();
    QVERIFY2(told.startsWith(reason), qPrintable(told));
    QVERIFY(!next("connected").isEmpty());
}

void TestRules::aSeedMakesARunAgain()
{
    QStringList runs;
    for (const quint64 seed : {quint64(9), quint64(9), quint64(10)}) {
        start(QStringLiteral("v4"), {QStringLiteral("websocket")});
        QVERIFY(!next("connected").isEmpty());
        setRules(
            {{.name = "test", .filter = "event:number", .action = Rules::Drop {}, .percent = 50}},
            seed);
        m_app->client->write("count 60\nsay last\n");
        QStringList numbers;
        for (;;) {
            const QJsonObject line = m_app->client->nextObject();
            QVERIFY(!line.isEmpty());
            if (line.value(QLatin1String("client")) == QLatin1String("heard"))
                break;
            if (line.value(QLatin1String("client")) == QLatin1String("number"))
                numbers.append(QString::number(line.value(QLatin1String("number")).toInt()));
        }
        runs.append(numbers.join(u' '));
    }
    QCOMPARE(runs[0], runs[1]);
    QVERIFY(runs[0] != runs[2]);
    QVERIFY(runs[0].count(u' ') > 10 && runs[0].count(u' ') < 50);
}

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
