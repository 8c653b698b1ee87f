// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/democrowd.h"
#include "protocol/server/demoserver.h"
#include "tests/interop/tappedcapture.h"

#include <QTest>

using Capture::Kind;

namespace {

/// What a capture of the demo has to show, as far as it is there.
class Story
{
public:
    explicit Story(const QString &path)
        : m_reader(Capture::StoreReader::open(path, nullptr))
    {
        if (m_reader == nullptr)
            return;
        for (const auto &row : m_reader->messages(m_reader->messageIds(true)))
            lookAt(row);
        for (const Capture::ProblemRecord &problem : m_reader->problems(0, 10'000))
            m_problems.insert(problem.problem);
        for (const Capture::SessionRecord &session : m_reader->sessions())
            lookAt(session);
        for (const auto &exchange : m_reader->exchanges(m_reader->exchangeIds())) {
            if (exchange.isHandshake && exchange.status == 403)
                m_stuck.insert(exchange.session);
        }
    }

    QStringList missing() const
    {
        QStringList parts;
        const auto want = [&parts](bool isThere, const char *part) {
            if (!isThere)
                parts.append(QString::fromLatin1(part));
        };
        want(m_hasPresence, "presence");
        want(m_hasRoom, "a message to a room");
        want(m_hasFile, "a file as binary");
        want(m_longestAckUs >= 1'500'000, "a late answer");
        want(m_hasUnanswered, "an answer that never comes");
        want(isSomebodyStuck(), "a session that is stuck in polling");
        want(m_upgraded, "an upgrade");
        want(m_hasRecovered, "a session that goes on after a cut");
        want(m_plain >= 2, "plain WebSockets");
        want(m_problems.contains(Problem::SioConnectError), "a connect error");
        want(m_problems.contains(Problem::EioErrorAnswer), "a refused request");
        want(m_problems.contains(Problem::WsNoCloseFrame), "a connection that was lost");
        return parts;
    }
    /// Those that tell of something wrong in Sockscope itself, not of the story.
    QSet<Problem> otherProblems() const
    {
        return m_problems - QSet<Problem> {Problem::SioConnectError, Problem::EioErrorAnswer,
                                           Problem::WsNoCloseFrame,  Problem::TapReset,
                                           Problem::WsCutOff,        Problem::HttpCutOff,
                                           Problem::TapCutOff};
    }

private:
    void lookAt(const Capture::MessageRow &row)
    {
        const Capture::MessageRecord &message = row.record;
        m_hasPresence = m_hasPresence || message.event == "presence";
        m_hasRoom = m_hasRoom || message.content.bytes.contains(R"("room":"lunch")");
        m_hasFile = m_hasFile || (message.event == "file" && !message.attachments.empty());
        m_longestAckUs = std::max(m_longestAckUs, message.ackLatencyUs);
        m_hasUnanswered = m_hasUnanswered
            || (message.event == "report" && message.ackId >= 0 && row.answer == 0);
    }

    void lookAt(const Capture::SessionRecord &session)
    {
        using Stage = Capture::TransportStep::Stage;
        using Type = Capture::SessionRecord::Type;
        const bool isSocketIo = session.type == Type::SocketIo;
        const bool begins
            = !session.transports.isEmpty() && session.transports.first().stage == Stage::Polling;
        const bool isOnWebSocket
            = std::any_of(session.transports.begin(), session.transports.end(),
                          [](const auto &step) { return step.stage == Stage::WebSocket; });
        m_upgraded = m_upgraded || (isSocketIo && begins && isOnWebSocket);
        if (isSocketIo && begins && !isOnWebSocket)
            m_polling.insert(session.id);
        m_plain += session.type == Type::WebSocket ? 1 : 0;
        for (const Capture::NamespaceState &nsp : session.namespaces) {
            if (nsp.name != "/chat" || nsp.socketId.isEmpty())
                continue;
            m_hasRecovered = m_hasRecovered
                || (session.follows != 0 && m_chats.value(session.follows) == nsp.socketId);
            m_chats.insert(session.id, nsp.socketId);
        }
    }

    bool isSomebodyStuck() const
    {
        return std::any_of(m_stuck.begin(), m_stuck.end(),
                           [this](Capture::Id id) { return m_polling.contains(id); });
    }

    std::unique_ptr<Capture::StoreReader> m_reader;
    bool m_hasPresence = false;
    bool m_hasRoom = false;
    bool m_hasFile = false;
    bool m_hasUnanswered = false;
    bool m_upgraded = false;
    bool m_hasRecovered = false;
    qint64 m_longestAckUs = 0;
    int m_plain = 0;
    QSet<Problem> m_problems;
    QSet<Capture::Id> m_stuck;
    QSet<Capture::Id> m_polling; // sessions that never were anything else
    QHash<Capture::Id, QByteArray> m_chats; // the socket of each session
};

} // namespace

/// Every view has something true to show, soon after the demo began.
class DemoTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsItsStory();
};

void DemoTest::tellsItsStory()
{
    constexpr int Pace = 3;
    constexpr int Patience = 30'000 / Pace;
    Net::NetThread net;
    Server::DemoServer server(net);
    const QByteArray address = server.start().address;
    TappedCapture capture(address.mid(address.lastIndexOf(':') + 1).toUShort());
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    Client::DemoCrowd crowd(net);
    crowd.start("127.0.0.1:" + QByteArray::number(capture.port()), Pace);
    QTRY_COMPARE_WITH_TIMEOUT(Story(capture.path()).missing(), QStringList(), Patience);
    crowd.stop();
    server.stop();
    QVERIFY2(!capture.finish().isEmpty(), qPrintable(capture.error));
    const Story story(capture.path());
    QCOMPARE(story.missing(), QStringList());
    QCOMPARE(story.otherProblems(), QSet<Problem>());
}

QTEST_GUILESS_MAIN(DemoTest)
#include "tst_demo.moc"
