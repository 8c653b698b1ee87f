// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storewriter.h"
#include "protocol/query/compile.h"
#include "protocol/query/parser.h"
#include "protocol/rules/livematcher.h"
#include "tests/protocol/query/randomcapture.h"
#include "tests/protocol/query/randomquery.h"

#include <QTest>

#include <algorithm>

using namespace Capture;
using Rules::LiveMatcher;
using Rules::LiveMessage;

namespace {

Query::Expression read(const QByteArray &query)
{
    return std::get<Query::Expression>(Query::parse(query));
}

} // namespace

class TestLiveMatcher : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void meansWhatTheStoreMeans_data();
    void meansWhatTheStoreMeans();
    void meansItInRandomQueriesToo();
    void matches_data();
    void matches();
    void saysWhatCannotBeTold_data();
    void saysWhatCannotBeTold();

private:
    /// A recorded message as it was before it was recorded; nothing if it was otherwise then.
    std::optional<LiveMessage> before(const MessageRecord &message) const;
    /// The numbers of those for which store and matcher differ.
    std::vector<Id> differing(const QByteArray &query);

    std::unique_ptr<RandomCapture> m_capture;
    std::vector<std::pair<Id, LiveMessage>> m_messages;
};

void TestLiveMatcher::initTestCase()
{
    m_capture = std::make_unique<RandomCapture>();
    QVERIFY(m_capture->isGood);
    for (const MessageRecord &message : m_capture->world.batch.messages) {
        if (const auto live = before(message))
            m_messages.emplace_back(message.id, *live);
    }
    QVERIFY(m_messages.size() > 60);
    for (const Transport transport : {Transport::WebSocket, Transport::Polling}) {
        QVERIFY(std::any_of(m_messages.begin(), m_messages.end(), [&](const auto &message) {
            return message.second.transport == transport;
        }));
    }
}

std::optional<LiveMessage> TestLiveMatcher::before(const MessageRecord &message) const
{
    const World &world = m_capture->world;
    const SessionRecord *session = world.session(message.session);
    const ExchangeRecord *exchange = world.exchange(message.exchange);
    const auto frames
        = std::count_if(world.batch.frames.begin(), world.batch.frames.end(),
                        [&](const auto &frame) { return frame.message == message.id; });
    const bool isAnswered = std::any_of(world.batch.answers.begin(), world.batch.answers.end(),
                                        [&](const auto &some) { return some.asked == message.id; });
    const bool isWhole = frames == (message.transport == Transport::WebSocket ? 1 : 0);
    const bool isOther = exchange != nullptr && !exchange->target.startsWith(session->path);
    if (isAnswered || !isWhole || isOther || session->state == SessionRecord::State::Closed
        || message.aside != Aside::None || !message.problems.isEmpty())
        return std::nullopt;
    LiveMessage live {.direction = message.direction,
                      .transport = message.transport,
                      .kind = message.kind,
                      .engineIo = message.engineIo,
                      .socketIo = message.socketIo,
                      .nsp = message.nsp,
                      .event = message.event,
                      .ackId = message.ackId,
                      .path = session->path,
                      .body
                      = message.content.bytes.mid(message.socketIo < 0 ? 0 : message.dataOffset),
                      .content = message.content.bytes,
                      .isBinary = message.isBinary,
                      .hasBinaryPieces = false,
                      .payloadBytes = message.payloadBytes,
                      .wireBytes = message.wireBytes(),
                      .closeCode = {}};
    if (message.kind == Kind::Close && live.content.size() >= 2)
        live.closeCode = quint16(uchar(live.content[0]) * 256 + uchar(live.content[1]));
    return live;
}

std::vector<Id> TestLiveMatcher::differing(const QByteArray &query)
{
    const Query::Expression expression = read(query);
    StoreReader::Choice choice;
    choice.condition = Query::compile(expression, StoreReader::Rows::Messages, *m_capture->reader);
    std::vector<Id> chosen;
    const std::atomic_bool cancelled = false;
    m_capture->reader->choose(
        StoreReader::Rows::Messages, choice, 0, 10'000, cancelled,
        [&](std::span<const Id> ids) { chosen.insert(chosen.end(), ids.begin(), ids.end()); });
    LiveMatcher matcher(expression);
    std::vector<Id> different;
    for (const auto &[id, message] : m_messages) {
        const bool isChosen = std::binary_search(chosen.begin(), chosen.end(), id);
        if (matcher.matches(message) != isChosen)
            different.push_back(id);
    }
    return different;
}

void TestLiveMatcher::meansWhatTheStoreMeans_data()
{
    QTest::addColumn<QByteArray>("query");
    int told = 0;
    for (const QByteArray &term : RandomQuery::terms()) {
        if (Rules::notTold(read(term)))
            continue;
        ++told;
        QTest::newRow(term.constData()) << term;
        QTest::addRow("-%s", term.constData()) << '-' + term;
    }
    QVERIFY(told > 40);
}

void TestLiveMatcher::meansWhatTheStoreMeans()
{
    QFETCH(QByteArray, query);
    QCOMPARE(differing(query), std::vector<Id>());
}

void TestLiveMatcher::meansItInRandomQueriesToo()
{
    int asked = 0;
    for (quint32 seed = 1; seed <= 600; ++seed) {
        const QByteArray query = RandomQuery(seed).next();
        if (Rules::notTold(read(query)))
            continue;
        ++asked;
        QVERIFY2(differing(query).empty(), query.constData());
    }
    QVERIFY(asked > 100);
}

void TestLiveMatcher::matches_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<LiveMessage>("message");
    QTest::addColumn<bool>("does");
    const LiveMessage asking {.kind = Kind::Event,
                              .engineIo = 4,
                              .socketIo = 5,
                              .nsp = "/chat",
                              .event = "say",
                              .ackId = 3,
                              .body = R"(["say",{"user":{"id":7}},{"$binary":"AAE="}])",
                              .hasBinaryPieces = true};
    const LiveMessage close {.kind = Kind::Close, .closeCode = 0};
    const LiveMessage noCode {.kind = Kind::Close};
    const LiveMessage broken {.kind = Kind::Event, .socketIo = 2, .event = "a\xff"};
    const auto row = [](const char *name, const char *query, const LiveMessage &message,
                        bool does) { QTest::newRow(name) << QByteArray(query) << message << does; };
    row("nothing asked", "", asking, true);
    row("asks", "is:pending", asking, true);
    row("an answer asks nothing", "is:pending", {.kind = Kind::Ack, .ackId = 3}, false);
    row("beat", "is:heartbeat", {.kind = Kind::EioPong}, true);
    row("no beat", "is!=heartbeat", asking, true);
    row("its text frame", "opcode:text", asking, true);
    row("attachment's frame", "opcode:2", asking, true);
    row("polling has no frames", "opcode:1", {.transport = Transport::Polling}, false);
    row("ping's frame", "opcode:ping", {.kind = Kind::Ping}, true);
    row("pointer", "data./1/user/id=7", asking, true);
    row("binary has no data", "data.a=1",
        {.kind = Kind::Binary, .body = R"({"a":1})", .isBinary = true}, false);
    row("code 0", "close:0", close, true);
    row("no code equals none", "close!=1000", noCode, false);
    row("no UTF-8 fits no pattern", "event:a*", broken, false);
    row("nor another text", "event!=a", broken, true);
    row("but an expression", "event~a", broken, true);
}

void TestLiveMatcher::matches()
{
    QFETCH(QByteArray, query);
    QFETCH(LiveMessage, message);
    LiveMatcher matcher(read(query));
    QTEST(matcher.matches(message), "does");
}

void TestLiveMatcher::saysWhatCannotBeTold_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<qsizetype>("offset");
    const auto row = [](const char *query, const char *word, qsizetype offset = 0) {
        QTest::newRow(query) << QByteArray(word) << offset;
    };
    row("room:lobby", "room");
    row("kind:event room:lobby", "room", 11);
    row("-(event:x or session:1)", "session", 13);
    row("tcp:1", "tcp");
    row("ack>1s", "ack");
    row("time:10:02", "time");
    row("after:#4", "after");
    row("before:#4", "before");
    row("fin:1", "fin");
    row("rsv1:0", "rsv1");
    row("status:200", "status");
    row("source:1", "source");
    row("problem:sio-*", "problem");
    row("dialect:stomp", "dialect");
    row("verb:SEND", "verb");
    row("note:*", "note");
    row("changed:x", "changed");
    row("opcode:0", "opcode:0");
    row("opcode:continuation", "opcode:continuation");
    row("opcode:5", "opcode:5");
    row("is:unanswered", "is:unanswered");
    row("is:problem", "is:problem");
    row("is:changed", "is:changed");
    row("is:bookmarked", "is:bookmarked");
    row("is:admin", "is:admin");
}

void TestLiveMatcher::saysWhatCannotBeTold()
{
    QFETCH(QByteArray, word);
    const auto error = Rules::notTold(read(QTest::currentDataTag()));
    QVERIFY(error);
    QCOMPARE(error->text, word + " cannot be told of a message that is still on its way");
    QTEST(error->offset, "offset");
    QVERIFY(error->size > 0);
}

QTEST_GUILESS_MAIN(TestLiveMatcher)
#include "tst_livematcher.moc"
