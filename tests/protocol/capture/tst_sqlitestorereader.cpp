// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/nametable.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/support/conditions.h"
#include "tests/support/records.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>

using namespace Capture;
using namespace Samples;

/// How StoreReader finds its way in a capture: long contents, lists, search.
class TestSqliteStoreReader : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void readsLongContents();
    void dropsPiecesAfterAHole();
    void listsRows();
    void readsWhileWriting();
    void finds();
    void visitsEveryMessage();
    void choosesWhatTheRowsSay_data();
    void choosesWhatTheRowsSay();
    void choosesInPortions();
    void leavesAsideWhatIsLabelled();
    void tellsWhatAnOverviewCounts();
    void tellsFactsOfMessages();
    void tellsFactsOfExchanges();
    void tellsInPortionsWhileWriting();

private:
    void writeSessions();
    struct Row
    {
        Id id = 0;
        Id session = 0;
        bool isHeartbeat = false;

        bool isChosen(const StoreReader::Choice &choice) const;
    };
    std::vector<Row> read(StoreReader::Rows rows);
    void reopen();

    QTemporaryDir m_dir;
    QString m_path;
    std::unique_ptr<StoreWriter> m_writer;
    std::unique_ptr<StoreReader> m_reader;
};

void TestSqliteStoreReader::init()
{
    static int count = 0;
    m_reader.reset();
    m_writer.reset();
    m_path = m_dir.filePath(QString::number(++count) + QStringLiteral(".sockscope"));
    QString error;
    m_writer = StoreWriter::create(m_path, &error);
    QVERIFY2(m_writer, qPrintable(error));
}

/// Finishes the file and opens it.
void TestSqliteStoreReader::reopen()
{
    QVERIFY2(m_writer->finish(), qPrintable(m_writer->errorText()));
    m_writer.reset();
    QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
    QString error;
    m_reader = StoreReader::open(m_path, &error);
    QVERIFY2(m_reader, qPrintable(error));
}

void TestSqliteStoreReader::readsLongContents()
{
    QByteArray whole(300'000, '\0');
    std::iota(whole.begin(), whole.end(), '\0');
    whole.replace(250'000, 6, "Needle");
    RecordBatch batch;
    batch.pieces = {{1, 0, whole.mid(70'000, 100'000)}, {2, 0, "other"}};
    QVERIFY(m_writer->write(batch) && m_writer->commit());
    RecordBatch second;
    second.pieces = {{1, 1, whole.mid(170'000)}};
    MessageRecord message = eventMessage(1, "long", "1");
    message.content.bytes = whole.first(70'000);
    message.content.size = whole.size();
    message.content.spill = 1;
    second.messages = {message};
    QVERIFY(m_writer->write(second));
    reopen();

    QCOMPARE(m_reader->messageBytes(1, 0, whole.size() + 9), whole);
    QCOMPARE(m_reader->messageBytes(1, 69'990, 20), whole.mid(69'990, 20));
    QCOMPARE(m_reader->messageBytes(1, 169'000, 2'000), whole.mid(169'000, 2'000));
    QCOMPARE(m_reader->messageBytes(1, 299'999, 5), whole.last(1));
    QCOMPARE(m_reader->messageBytes(1, 300'000, 5), QByteArray());
    QCOMPARE(m_reader->message(1)->record.content.bytes, whole);
    const std::vector<Id> ids {1};
    const auto rows = m_reader->messages(ids);
    QCOMPARE(rows[0].record.content.bytes, whole.first(StoreReader::PreviewBytes));
    QCOMPARE(rows[0].record.content.size, whole.size());
    std::vector<Id> found;
    std::atomic_bool cancelled = false;
    m_reader->choose(
        StoreReader::Rows::Messages, containing("needle"), 0, 9, cancelled,
        [&found](std::span<const Id> matches) { found.assign(matches.begin(), matches.end()); });
    QCOMPARE(found, std::vector<Id> {1});
}

void TestSqliteStoreReader::dropsPiecesAfterAHole()
{
    RecordBatch batch;
    batch.pieces = {{1, 0, "BB"}, {1, 2, "DD"}, {1, 3, "EE"}};
    MessageRecord message = eventMessage(1, "long", "1");
    message.content.bytes = "AA";
    message.content.size = 10;
    message.content.spill = 1;
    batch.messages = {message};
    QVERIFY(m_writer->write(batch));
    reopen();
    QCOMPARE(m_reader->messageBytes(1, 0, 10), QByteArray("AABB"));
    QCOMPARE(m_reader->message(1)->record.content.size, 10);
}

void TestSqliteStoreReader::listsRows()
{
    constexpr Id Count = 10'000;
    std::vector<Id> shown;
    std::vector<Id> all;
    for (Id first = 1; first <= Count; first += 1'000) {
        RecordBatch batch = traffic(first, 1'000);
        for (MessageRecord &message : batch.messages) {
            all.push_back(message.id);
            if (message.id % 10 == 0)
                message.kind = Kind::EioPing;
            else
                shown.push_back(message.id);
        }
        QVERIFY(m_writer->write(batch) && m_writer->commit());
    }
    reopen();
    QCOMPARE(m_reader->messageIds(false), shown);
    QCOMPARE(m_reader->messageIds(true), all);
    QCOMPARE(m_reader->totals().messages, Count);
}

void TestSqliteStoreReader::readsWhileWriting()
{
    QVERIFY(m_writer->write(traffic(1, 10)) && m_writer->commit());
    QString error;
    m_reader = StoreReader::open(m_path, &error);
    QVERIFY2(m_reader, qPrintable(error));
    QCOMPARE(m_reader->messageIds(false).size(), std::size_t(10));
    QVERIFY(m_writer->write(traffic(11, 10)));
    QCOMPARE(m_reader->messageIds(false).size(), std::size_t(10));
    QVERIFY(m_writer->commit());
    QCOMPARE(m_reader->messageIds(false).size(), std::size_t(20));
    QCOMPARE(m_reader->message(20)->record.id, 20);
    QCOMPARE(m_reader->framesOfMessage(20).size(), std::size_t(1));
    QVERIFY(m_writer->fileBytes() > 0);
}

void TestSqliteStoreReader::finds()
{
    RecordBatch batch;
    for (Id id = 1; id <= 5'000; ++id)
        batch.messages.push_back(eventMessage(id, id % 1'000 == 7 ? "Special" : "chat", "\"x\""));
    batch.messages[99].nsp = "/SPECIALS";
    QVERIFY(m_writer->write(batch));
    reopen();
    std::vector<Id> found;
    std::atomic_bool cancelled = false;
    const auto collect
        = [&found](std::span<const Id> ids) { found.insert(found.end(), ids.begin(), ids.end()); };
    const auto search = [&](const QByteArray &text, Id after) {
        return m_reader->choose(StoreReader::Rows::Messages, containing(text), after, 5'000,
                                cancelled, collect);
    };
    QCOMPARE(search("sPECIAL", 0), 5'000);
    QCOMPARE(found, (std::vector<Id> {7, 100, 1'007, 2'007, 3'007, 4'007}));
    found.clear();
    search("special", 1'007);
    QCOMPARE(found, (std::vector<Id> {2'007, 3'007, 4'007}));
    found.clear();
    search("nowhere", 0);
    QVERIFY(found.empty());
    cancelled = true;
    QCOMPARE(search("special", 0), 0);
}

void TestSqliteStoreReader::visitsEveryMessage()
{
    QVERIFY(m_writer->write(traffic(1, 5'000)));
    reopen();
    Id expected = 0;
    bool isInOrder = true;
    m_reader->forEachMessage(0, 10, [&](MessageRow &&row) {
        isInOrder = isInOrder && row.record.id == ++expected
            && row.record.content.bytes.size() == 10 && row.record.content.size > 10;
        return true;
    });
    QVERIFY(isInOrder);
    QCOMPARE(expected, 5'000);
    int visits = 0;
    m_reader->forEachMessage(4'990, 1'000, [&visits](MessageRow &&) { return ++visits < 3; });
    QCOMPARE(visits, 3);
}

namespace {

// Of the capture that is chosen from. The last rows are far away from the others.
constexpr Id NearRows = 20'000;
constexpr Id FarRow = Id(1) << 40;

/// Sources of the sessions 1 to 4; that of the last is not in the file.
constexpr std::array<quint32, 5> SourceOf {0, 1, 1, 2, 0};

const std::vector<Id> &chosenIds()
{
    static const std::vector<Id> ids = [] {
        std::vector<Id> all;
        for (Id id = 1; id <= NearRows; ++id) {
            if (id % 100 != 3)
                all.push_back(id);
        }
        for (Id id = FarRow; id < FarRow + 10; ++id)
            all.push_back(id);
        return all;
    }();
    return ids;
}

} // namespace

bool TestSqliteStoreReader::Row::isChosen(const StoreReader::Choice &choice) const
{
    if (isHeartbeat && !choice.withHeartbeats)
        return false;
    if (choice.session != 0)
        return session == choice.session;
    return choice.source == 0
        || (session < std::ssize(SourceOf)
            && SourceOf.at(static_cast<std::size_t>(session)) == choice.source);
}

/// Messages, frames and exchanges of several sessions and sources, and of none.
void TestSqliteStoreReader::writeSessions()
{
    RecordBatch batch;
    for (Id id = 1; id <= 3; ++id) {
        batch.sessions.push_back(session(id));
        batch.sessions.back().source = SourceOf.at(static_cast<std::size_t>(id));
    }
    for (Id id = 1; id <= 5; ++id) {
        batch.connections.push_back(connection(id));
        batch.connections.back().session = id % 5; // the last has none
    }
    const std::array kinds {Kind::Event, Kind::Ping, Kind::EioPong, Kind::Text, Kind::Raw};
    for (const Id id : chosenIds()) {
        MessageRecord message = eventMessage(id, "chat", "1");
        message.session = id / 7 % 5;
        message.kind = kinds.at(static_cast<std::size_t>(id % std::ssize(kinds)));
        batch.messages.push_back(message);
        FrameRecord some = frame(id, id, 10);
        some.connection = id / 3 % 7; // 0 and 6 are not in the file
        batch.frames.push_back(some);
        ExchangeRecord exchange;
        exchange.id = id;
        exchange.connection = id / 3 % 7;
        exchange.session = id % 4 == 0 ? id / 4 % 4 : 0;
        if (id % 50 == 0 && id <= NearRows) // the writer keeps a bit for each up to the last
            batch.exchanges.push_back(exchange);
    }
    QVERIFY2(m_writer->write(batch) && m_writer->commit(), qPrintable(m_writer->errorText()));
}

/// What every row says, read as a whole.
std::vector<TestSqliteStoreReader::Row> TestSqliteStoreReader::read(StoreReader::Rows rows)
{
    const auto sessionOf = [](Id connection) { return connection <= 4 ? connection : 0; };
    std::vector<Row> all;
    if (rows == StoreReader::Rows::Messages) {
        for (const MessageRow &row : m_reader->messages(chosenIds()))
            all.push_back({row.record.id, row.record.session, isHeartbeat(row.record.kind)});
    } else if (rows == StoreReader::Rows::Frames) {
        for (const FrameRecord &row : m_reader->frames(chosenIds()))
            all.push_back({row.id, sessionOf(row.connection)});
    } else {
        for (const ExchangeRow &row : m_reader->exchanges(chosenIds()))
            all.push_back({row.id, row.session != 0 ? row.session : sessionOf(row.connection)});
    }
    return all;
}

void TestSqliteStoreReader::choosesWhatTheRowsSay_data()
{
    QTest::addColumn<bool>("isFinished");
    QTest::newRow("live") << false;
    QTest::newRow("finished") << true; // with indexes
}

void TestSqliteStoreReader::choosesWhatTheRowsSay()
{
    QFETCH(const bool, isFinished);
    writeSessions();
    if (isFinished) {
        reopen();
    } else {
        QString error;
        m_reader = StoreReader::open(m_path, &error);
        QVERIFY2(m_reader, qPrintable(error));
    }
    std::atomic_bool cancelled = false;
    using Rows = StoreReader::Rows;
    for (const Rows rows : {Rows::Messages, Rows::Frames, Rows::Exchanges}) {
        const std::vector<Row> all = read(rows);
        QVERIFY(all.size() > 300);
        for (const Id session : {0, 1, 2, 3, 4, 9}) {
            for (const quint32 source : {0U, 1U, 2U, 3U}) {
                for (const bool withHeartbeats : {false, true}) {
                    const StoreReader::Choice choice {session, source, withHeartbeats};
                    std::vector<Id> chosen;
                    const Id looked = m_reader->choose(
                        rows, choice, 0, FarRow + 9, cancelled, [&](std::span<const Id> ids) {
                            chosen.insert(chosen.end(), ids.begin(), ids.end());
                        });
                    QCOMPARE(looked, FarRow + 9);
                    std::vector<Id> expected;
                    for (const Row &row : all) {
                        if (row.isChosen(choice))
                            expected.push_back(row.id);
                    }
                    QCOMPARE(chosen, expected);
                    QCOMPARE(chosen.empty(), session == 9 || (session == 0 && source == 3));
                }
            }
        }
    }
    QVERIFY2(m_reader->errorText().isEmpty(), qPrintable(m_reader->errorText()));
}

void TestSqliteStoreReader::choosesInPortions()
{
    writeSessions();
    reopen();
    std::atomic_bool cancelled = false;
    std::vector<Id> chosen;
    int portions = 0;
    const auto collect = [&](std::span<const Id> ids) {
        chosen.insert(chosen.end(), ids.begin(), ids.end());
        ++portions;
    };
    const StoreReader::Choice choice {.session = 2};
    const auto choose = [&](Id after, Id last) {
        chosen.clear();
        portions = 0;
        return m_reader->choose(StoreReader::Rows::Messages, choice, after, last, cancelled,
                                collect);
    };
    QCOMPARE(choose(0, NearRows), NearRows);
    QVERIFY(portions > 1);
    QVERIFY(std::is_sorted(chosen.begin(), chosen.end()));
    const std::vector<Id> all = chosen;
    QCOMPARE(choose(all[9], all[19]), all[19]);
    QCOMPARE(chosen, std::vector<Id>(all.begin() + 10, all.begin() + 20));
    QCOMPARE(choose(all[9], all[9]), all[9]);
    QVERIFY(chosen.empty());

    const Id looked = m_reader->choose(StoreReader::Rows::Messages, choice, 0, NearRows, cancelled,
                                       [&](std::span<const Id>) { cancelled = true; });
    QVERIFY(looked < NearRows);
    QCOMPARE(choose(7, NearRows), 7); // cancelled before it began
    QVERIFY(chosen.empty());
}

void TestSqliteStoreReader::leavesAsideWhatIsLabelled()
{
    RecordBatch batch;
    for (Id id = 1; id <= 4; ++id)
        batch.messages.push_back(eventMessage(id, "chat", "1"));
    QVERIFY(m_writer->write(batch) && m_writer->commit());
    m_reader = StoreReader::open(m_path, nullptr);
    QVERIFY(m_reader);
    const auto chosen = [this](const StoreReader::Choice &choice) {
        const std::atomic_bool cancelled = false;
        std::vector<Id> all;
        m_reader->choose(
            StoreReader::Rows::Messages, choice, 0, 8, cancelled,
            [&all](std::span<const Id> ids) { all.insert(all.end(), ids.begin(), ids.end()); });
        return all;
    };
    const StoreReader::Choice all {.from = {}, .to = {}, .condition = {}};
    StoreReader::Choice withoutHeartbeats = all;
    withoutHeartbeats.withHeartbeats = false;
    QCOMPARE(chosen(all), (std::vector<Id> {1, 2, 3, 4}));
    QCOMPARE(chosen(withoutHeartbeats), (std::vector<Id> {1, 2, 3, 4}));

    for (Id id = 5; id <= 8; ++id)
        batch.messages[std::size_t(id - 5)] = eventMessage(id, "chat", "1");
    batch.messages[0].aside = Aside::Admin;
    batch.messages[2].aside = Aside::Heartbeat;
    QVERIFY(m_writer->write(batch) && m_writer->commit());
    QCOMPARE(chosen(all), (std::vector<Id> {1, 2, 3, 4, 6, 7, 8}));
    QCOMPARE(chosen(withoutHeartbeats), (std::vector<Id> {1, 2, 3, 4, 6, 8}));
    QCOMPARE(m_reader->messageIds(true), (std::vector<Id> {1, 2, 3, 4, 6, 7, 8}));
    QCOMPARE(m_reader->messageIds(false), (std::vector<Id> {1, 2, 3, 4, 6, 8}));
    StoreReader::Choice asked = all;
    auto condition = std::make_shared<Condition>();
    condition->wantsAdmin = true;
    asked.condition = condition;
    QCOMPARE(chosen(asked).size(), std::size_t(8));
}

void TestSqliteStoreReader::tellsWhatAnOverviewCounts()
{
    RecordBatch batch;
    batch.messages = {eventMessage(1, "chat", "1"), eventMessage(2, "chat", "22"),
                      eventMessage(FarRow, "chat", "333")};
    batch.messages[1].direction = Direction::Received;
    batch.messages[1].savedBytes = 5;
    batch.messages[1].problems.add(Problem::SioConnectError);
    batch.messages[2].kind = Kind::EioPing;
    batch.messages[2].payloadBytes = -3; // as no writer writes
    QVERIFY(m_writer->write(batch));
    reopen();
    std::vector<MessageTick> all;
    const std::atomic_bool cancelled = false;
    const auto collect = [&all](std::span<const MessageTick> ticks) {
        all.insert(all.end(), ticks.begin(), ticks.end());
    };
    QCOMPARE(m_reader->timeline(0, cancelled, collect), FarRow);
    QCOMPARE(all.size(), std::size_t(3));
    QCOMPARE(all[0].time, at(1));
    QCOMPARE(all[0].direction, Direction::Sent);
    QCOMPARE(all[0].payloadBytes, batch.messages[0].payloadBytes);
    QCOMPARE(all[0].wireBytes, batch.messages[0].wireBytes());
    QVERIFY(!all[0].isProblem && all[0].aside == Aside::None);
    QCOMPARE(all[1].direction, Direction::Received);
    QCOMPARE(all[1].wireBytes, batch.messages[1].wireBytes());
    QVERIFY(all[1].isProblem && all[1].aside == Aside::None);
    QVERIFY(all[2].aside == Aside::Heartbeat && !all[2].isProblem);
    QCOMPARE(all[2].payloadBytes, 0);
    all.clear();
    QCOMPARE(m_reader->timeline(2, cancelled, collect), FarRow);
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(m_reader->timeline(FarRow, cancelled, collect), FarRow);
    QCOMPARE(all.size(), std::size_t(1));
    QVERIFY2(m_reader->errorText().isEmpty(), qPrintable(m_reader->errorText()));
}

void TestSqliteStoreReader::tellsFactsOfMessages()
{
    RecordBatch batch;
    batch.messages = {eventMessage(1, "chat", "1"), eventMessage(2, "chat", "22"),
                      eventMessage(FarRow, "bye", "333")};
    batch.messages[0].ackId = 7;
    batch.messages[0].nsp = "/room";
    batch.messages[1].kind = Kind::Ack;
    batch.messages[1].event = {};
    batch.messages[1].ackId = 7;
    batch.messages[1].ackOf = 1;
    batch.messages[1].ackLatencyUs = 900;
    batch.messages[1].direction = Direction::Received;
    batch.messages[1].savedBytes = 5;
    batch.messages[1].problems.add(Problem::SioConnectError);
    batch.answers = {{.asked = 1, .answer = 2, .latencyUs = 900}};
    QVERIFY(m_writer->write(batch));
    reopen();
    std::vector<MessageFacts> all;
    NameTable names;
    const std::atomic_bool cancelled = false;
    const auto collect = [&all](std::span<const MessageFacts> facts) {
        all.insert(all.end(), facts.begin(), facts.end());
    };
    QCOMPARE(m_reader->messageFacts(0, names, cancelled, collect), FarRow);
    QCOMPARE(all.size(), std::size_t(3));
    QCOMPARE(all[0].id, 1);
    QCOMPARE(all[0].time, at(1));
    QCOMPARE(names.name(all[0].nsp), "/room");
    QCOMPARE(names.name(all[0].event), "chat");
    QVERIFY(all[0].asksAnswer && !all[0].isProblem);
    QCOMPARE(all[0].answer, 2);
    QCOMPARE(all[0].answerLatencyUs, 900);
    QCOMPARE(all[1].kind, Kind::Ack);
    QCOMPARE(all[1].event, 0U);
    QVERIFY(!all[1].asksAnswer && all[1].isProblem);
    QCOMPARE(all[1].ackOf, 1);
    QCOMPARE(all[1].ackLatencyUs, 900);
    QCOMPARE(all[1].wireBytes(), batch.messages[1].wireBytes());
    QCOMPARE(names.name(all[2].event), "bye");
    QVERIFY(all[2].event != all[0].event);
    QVERIFY2(m_reader->errorText().isEmpty(), qPrintable(m_reader->errorText()));
}

void TestSqliteStoreReader::tellsFactsOfExchanges()
{
    RecordBatch batch;
    ExchangeRecord exchange;
    exchange.id = 4;
    exchange.connection = 2;
    exchange.session = 3;
    exchange.requestStarted = at(1);
    exchange.requestEnded = at(2);
    exchange.method = "GET";
    exchange.isPolling = true;
    exchange.wireBytes = {.sent = 10, .received = 20};
    batch.exchanges = {exchange};
    QVERIFY(m_writer->write(batch));
    reopen();
    std::vector<ExchangeFacts> all;
    const std::atomic_bool cancelled = false;
    QCOMPARE(m_reader->exchangeFacts(0, cancelled,
                                     [&all](std::span<const ExchangeFacts> facts) {
                                         all.insert(all.end(), facts.begin(), facts.end());
                                     }),
             4);
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(all[0].session, 3);
    QCOMPARE(all[0].requestStarted, at(1));
    QCOMPARE(all[0].requestEnded, at(2));
    QVERIFY(!all[0].responseEnded && all[0].isGet && all[0].isPolling && !all[0].isHandshake);
    QCOMPARE(all[0].wireBytes, exchange.wireBytes);
}

void TestSqliteStoreReader::tellsInPortionsWhileWriting()
{
    constexpr Id Many = 20'000;
    QVERIFY(m_writer->write(traffic(1, Many)) && m_writer->commit());
    QString error;
    m_reader = StoreReader::open(m_path, &error);
    QVERIFY2(m_reader, qPrintable(error));
    std::atomic_bool cancelled = false;
    Id count = 0;
    int portions = 0;
    // What is committed meanwhile is found too: no statement holds the state of the first portion.
    const auto writeMore = [&](std::span<const MessageTick> ticks) {
        count += std::ssize(ticks);
        if (++portions == 1)
            QVERIFY(m_writer->write(traffic(Many + 1, 10)) && m_writer->commit());
    };
    QCOMPARE(m_reader->timeline(0, cancelled, writeMore), Many + 10);
    QCOMPARE(count, Many + 10);
    QVERIFY(portions > 2);

    const Id looked = m_reader->timeline(
        0, cancelled, [&cancelled](std::span<const MessageTick>) { cancelled = true; });
    QVERIFY(looked > 0 && looked < Many);
    QCOMPARE(m_reader->timeline(looked, cancelled, writeMore), looked); // cancelled before it began
    QCOMPARE(count, Many + 10);
}

QTEST_GUILESS_MAIN(TestSqliteStoreReader)
#include "tst_sqlitestorereader.moc"
