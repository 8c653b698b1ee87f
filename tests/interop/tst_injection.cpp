// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/tappedsessions.h"
#include "protocol/socketio/compose.h"
#include "tests/interop/peer.h"
#include "tests/interop/tappedcapture.h"

#include <QJsonArray>
#include <QTest>

using Acting::InjectionNews;
using Capture::Direction;

/// Messages are sent into live sessions of real peers, both ways, among those of the app. Both ends
/// count. SOCKSCOPE_TEST_MESSAGES is how many the app says each way.
class TestInjection : public QObject
{
    Q_OBJECT

private slots:
    void socketIo_data();
    void socketIo();
    void webSocket_data();
    void webSocket();
};

namespace {

constexpr int Injected = 200; // each way

int total()
{
    bool isNumber = false;
    const int wanted = qEnvironmentVariableIntValue("SOCKSCOPE_TEST_MESSAGES", &isNumber);
    return isNumber ? wanted : 4000;
}

int injectedOf(int total)
{
    return std::max(Injected, total / 100);
}

QStringList arguments(const QString &script, const QString &folder, const QJsonObject &options)
{
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    return {here + script, here + folder,
            QString::fromUtf8(QJsonDocument(options).toJson(QJsonDocument::Compact))};
}

/// Sends into the only session of a capture, some at a time, and hears what becomes of it.
class Injector : public QObject
{
public:
    Injector(LiveCapture &live, int count, bool isSocketIo, bool isMsgpack)
        : m_live(live)
        , m_count(count)
        , m_isSocketIo(isSocketIo)
        , m_isMsgpack(isMsgpack)
    {
        connect(&live, &LiveCapture::advanced, this,
                [this](const Capture::Advance &advance) { m_sessions.take(advance); });
        connect(&live.taps(), &Tap::TapSet::injectionNews, this,
                [this](quint32 /*source*/, const InjectionNews &news) { take(news); });
        m_timer.callOnTimeout(this, &Injector::send);
    }
    bool isReady() const
    {
        const QList<ComposeTarget> targets = m_sessions.targets();
        return targets.size() == 2
            && (targets[0].protocol == Client::Protocol::SocketIo) == m_isSocketIo;
    }
    void start() { m_timer.start(1); }

    int sent = 0;
    int answered = 0;
    int asked = 0;
    QStringList faults;

private:
    void send()
    {
        const QList<ComposeTarget> targets = m_sessions.targets();
        if (m_next == m_count || targets.size() != 2) {
            m_timer.stop();
            return;
        }
        for (const ComposeTarget &target : targets) {
            const auto place = m_sessions.place(target.source);
            Acting::Injection injection {
                .number = ++m_number, .place = place->session, .direction = place->direction};
            const QByteArray number = QByteArray::number(m_next);
            if (m_isSocketIo) {
                const bool asks = m_next % 10 == 0;
                asked += asks ? 1 : 0;
                m_asked.insert(m_number, m_next);
                injection.what = Acting::InjectedPacket {
                    .packet
                    = SocketIo::eventMessage("/", "injected", {.json = number, .attachments = {}}),
                    .asks = asks,
                    .isMsgpack = m_isMsgpack};
            } else {
                injection.what = Acting::InjectedMessage {WebSocket::OpCode::Text,
                                                          "{\"injected\":" + number + '}'};
            }
            m_live.taps().inject(place->source, injection);
        }
        ++m_next;
    }
    void take(const InjectionNews &news)
    {
        switch (news.state) {
        case InjectionNews::State::Waiting:
            break;
        case InjectionNews::State::Sent:
            ++sent;
            break;
        case InjectionNews::State::Answered: {
            ++answered;
            const QByteArray end = ',' + QByteArray::number(m_asked.value(news.number) * 2) + ']';
            if (!news.answer.endsWith(end))
                faults.append(QString::fromUtf8(news.answer + " does not end with " + end));
            break;
        }
        case InjectionNews::State::Failed:
            faults.append(QString::fromUtf8(news.error));
        }
    }

    LiveCapture &m_live;
    int m_count;
    bool m_isSocketIo;
    bool m_isMsgpack;
    TappedSessions m_sessions;
    QTimer m_timer;
    int m_next = 0;
    quint64 m_number = 0;
    QHash<quint64, int> m_asked;
};

void verifyCount(const QJsonObject &count, const char *side, int answered)
{
    const QByteArray words = QJsonDocument(count).toJson(QJsonDocument::Compact);
    QCOMPARE(count.value(QLatin1String("side")).toString(), QString::fromLatin1(side));
    QVERIFY2(count.value(QLatin1String("faults")).toArray().isEmpty(), words.constData());
    QCOMPARE(count.value(QLatin1String("heard")).toInt(), total());
    QCOMPARE(count.value(QLatin1String("injected")).toInt(), injectedOf(total()));
    QCOMPARE(count.value(QLatin1String("answered")).toInt(), answered);
}

/// Of what was recorded: each injected message is there, and marked.
void verifyCapture(const QList<QJsonObject> &lines)
{
    int marked = 0;
    int withheld = 0;
    int others = 0;
    for (const QJsonObject &line : lines) {
        const QString change = line.value(QLatin1String("change")).toString();
        marked += change == QLatin1String("injected") ? 1 : 0;
        withheld += change == QLatin1String("withheld") ? 1 : 0;
        const bool isOwn = line.value(QLatin1String("data")).toArray().at(0) == QLatin1String("own")
            || line.value(QLatin1String("text")).toString().contains(QLatin1String("\"own\""));
        others += isOwn && change.isEmpty() ? 1 : 0;
    }
    QCOMPARE(marked, 2 * injectedOf(total()));
    QVERIFY(withheld == 0 || withheld == 2 * ((injectedOf(total()) + 9) / 10));
    QCOMPARE(others, 2 * total());
}

} // namespace

void TestInjection::socketIo_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("transport");
    QTest::addColumn<QString>("parser");
    QTest::addColumn<bool>("deflate");
    for (const char *version : {"v2", "v3", "v4"}) {
        const auto add = [version](const char *transport, const char *parser, bool deflate) {
            QTest::addRow("%s %s %s%s", version, transport, parser, deflate ? " deflate" : "")
                << QString::fromLatin1(version) << QString::fromLatin1(transport)
                << QString::fromLatin1(parser) << deflate;
        };
        add("polling", "default", false);
        add("websocket", "default", false);
        add("websocket", "default", true);
        add("upgrade", "msgpack", false);
    }
}

void TestInjection::socketIo()
{
    QFETCH(const QString, version);
    QFETCH(const QString, transport);
    QFETCH(const QString, parser);
    QFETCH(const bool, deflate);
    const QString node = QStringLiteral(SOCKSCOPE_NODE);
    const int injected = injectedOf(total());
    QJsonObject options {{QStringLiteral("parser"), parser},
                         {QStringLiteral("deflate"), deflate},
                         {QStringLiteral("total"), total()},
                         {QStringLiteral("injected"), injected},
                         {QStringLiteral("transport"), transport}};
    Peer server(node, arguments(QStringLiteral("crowded-server.js"), version, options));
    const int port = server.nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server.errors().constData());
    TappedCapture capture(static_cast<quint16>(port));
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    Injector injector(capture.live(), injected, true, parser == QLatin1String("msgpack"));
    options.insert(QStringLiteral("port"), capture.port());
    Peer client(node, arguments(QStringLiteral("crowded-client.js"), version, options));
    QVERIFY2(!client.nextObject().isEmpty(), client.errors().constData());
    QTRY_VERIFY(injector.isReady());
    client.write("begin\n");
    injector.start();
    QCOMPARE(client.finish(), 0);
    const int asked = (total() + 9) / 10;
    verifyCount(client.nextObject(), "client", asked);
    verifyCount(server.nextObject(), "server", asked);
    QTRY_COMPARE(injector.sent, 2 * injected);
    QTRY_COMPARE(injector.answered, injector.asked);
    QVERIFY2(injector.faults.isEmpty(), qPrintable(injector.faults.value(0)));
    server.signal(SIGTERM);
    server.finish();
    const QList<QJsonObject> lines = capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    verifyCapture(lines);
}

void TestInjection::webSocket_data()
{
    QTest::addColumn<bool>("deflate");
    QTest::newRow("plain") << false;
    QTest::newRow("deflate") << true;
}

void TestInjection::webSocket()
{
    QFETCH(const bool, deflate);
    const QString node = QStringLiteral(SOCKSCOPE_NODE);
    const int injected = injectedOf(total());
    QJsonObject options {{QStringLiteral("side"), QStringLiteral("server")},
                         {QStringLiteral("deflate"), deflate},
                         {QStringLiteral("total"), total()},
                         {QStringLiteral("injected"), injected}};
    const QString script = QStringLiteral("crowded-ws.js");
    Peer server(node, arguments(script, QStringLiteral("v4"), options));
    const int port = server.nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server.errors().constData());
    TappedCapture capture(static_cast<quint16>(port));
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    Injector injector(capture.live(), injected, false, false);
    options.insert(QStringLiteral("side"), QStringLiteral("client"));
    options.insert(QStringLiteral("port"), capture.port());
    Peer client(node, arguments(script, QStringLiteral("v4"), options));
    QVERIFY2(!client.nextObject().isEmpty(), client.errors().constData());
    QTRY_VERIFY(injector.isReady());
    client.write("begin\n");
    injector.start();
    QCOMPARE(client.finish(), 0);
    verifyCount(client.nextObject(), "client", 0);
    verifyCount(server.nextObject(), "server", 0);
    QVERIFY2(injector.faults.isEmpty(), qPrintable(injector.faults.value(0)));
    server.signal(SIGTERM);
    server.finish();
    const QList<QJsonObject> lines = capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    verifyCapture(lines);
}

QTEST_GUILESS_MAIN(TestInjection)
#include "tst_injection.moc"
