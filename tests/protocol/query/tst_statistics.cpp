// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/names.h"
#include "protocol/capture/nametable.h"
#include "protocol/query/statisticsaccumulator.h"
#include "protocol/query/statisticstext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace Capture;
using Query::Grouping;
using Query::Statistics;
using Query::StatisticsAccumulator;
using Query::StatisticsRow;

namespace {

Time at(qint64 us)
{
    return Time(std::chrono::microseconds(1'772'366'400'000'000 + us));
}

bool isClosed(Id session)
{
    return session % 2 == 0;
}

/// Some thousand messages of all kinds, of which many ask, and many of those are answered.
struct Traffic
{
    Traffic()
    {
        QRandomGenerator random(11);
        qint64 clock = 0;
        std::vector<std::size_t> questions;
        for (Id id = 1; id <= 6000; ++id) {
            clock += random.bounded(1 << random.bounded(1, 22));
            MessageFacts facts;
            facts.id = id;
            facts.time = at(clock);
            facts.session = random.bounded(6);
            facts.nsp = names.numberOf(random.bounded(2) == 0 ? "/" : "/chat");
            facts.direction = random.bounded(2) == 0 ? Direction::Sent : Direction::Received;
            facts.transport = static_cast<Transport>(random.bounded(3));
            facts.kind = static_cast<Kind>(random.bounded(int(Kind::Raw) + 1));
            if (facts.kind == Kind::Event)
                facts.event = names.numberOf("event " + QByteArray::number(random.bounded(4)));
            facts.payloadBytes = random.bounded(1 << random.bounded(1, 20));
            facts.socketIoBytes = random.bounded(20);
            facts.transportBytes = random.bounded(14);
            facts.savedBytes = random.bounded(10);
            facts.isProblem = random.bounded(50) == 0;
            facts.asksAnswer = facts.kind == Kind::Event && random.bounded(2) == 0;
            if (facts.kind == Kind::Ack && !questions.empty()) {
                const auto which = random.bounded(static_cast<int>(questions.size()));
                MessageFacts &question = messages[questions[static_cast<std::size_t>(which)]];
                questions.erase(questions.begin() + which);
                facts.ackOf = question.id;
                facts.ackLatencyUs = question.answerLatencyUs
                    = (facts.time - question.time).count();
                question.answer = id;
            }
            if (facts.asksAnswer && random.bounded(4) != 0) // the others nobody answers
                questions.push_back(messages.size());
            isChosen.push_back(random.bounded(5) != 0);
            messages.push_back(facts);
        }
    }

    NameTable names;
    std::vector<MessageFacts> messages;
    std::vector<bool> isChosen;
};

/// A row counted plainly.
struct Plain
{
    qint64 count = 0;
    qint64 payload = 0;
    qint64 wire = 0;
    qint64 problems = 0;
    qint64 asked = 0;
    qint64 pending = 0;
    qint64 never = 0;
    std::vector<qint64> sizes;
    std::vector<qint64> latencies;
    std::vector<qint64> gaps;
    std::optional<Time> last;

    void add(const MessageFacts &facts)
    {
        ++count;
        payload += facts.payloadBytes;
        wire += facts.wireBytes();
        problems += facts.isProblem ? 1 : 0;
        sizes.push_back(facts.payloadBytes);
        if (last)
            gaps.push_back((facts.time - *last).count());
        last = facts.time;
        if (!facts.asksAnswer)
            return;
        ++asked;
        if (facts.answer != 0)
            latencies.push_back(facts.answerLatencyUs);
        else
            ++(isClosed(facts.session) ? never : pending);
    }
};

bool isNear(qint64 found, std::vector<qint64> all, double percent)
{
    if (all.empty())
        return found == -1;
    std::ranges::sort(all);
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * double(all.size())));
    const qint64 exact = all[std::max<std::size_t>(rank, 1) - 1];
    return std::abs(found - exact) <= exact / 128;
}

bool isRow(const StatisticsRow &row, const Plain &plain)
{
    return row.count == plain.count && row.payloadBytes == plain.payload
        && row.wireBytes == plain.wire && row.problems == plain.problems && row.asked == plain.asked
        && row.pending == plain.pending && row.unanswered == plain.never
        && row.answered == std::ssize(plain.latencies) && isNear(row.sizeP50, plain.sizes, 50)
        && isNear(row.sizeP95, plain.sizes, 95)
        && row.sizeMost == *std::ranges::max_element(plain.sizes)
        && isNear(row.latencyP50Us, plain.latencies, 50)
        && isNear(row.latencyP95Us, plain.latencies, 95)
        && isNear(row.latencyP99Us, plain.latencies, 99) && isNear(row.gapP50Us, plain.gaps, 50)
        && isNear(row.gapP95Us, plain.gaps, 95);
}

/// What tells a row apart, as text.
QByteArray keyOf(const StatisticsRow &row, const Grouping &grouping)
{
    QByteArray key;
    if (grouping.bySession)
        key += QByteArray::number(row.session) + '|';
    if (grouping.byNamespace)
        key += row.nsp + '|';
    if (grouping.byEvent)
        key += Query::eventName(row).toByteArray() + '|';
    if (grouping.byDirection)
        key += directionName(row.direction).toByteArray();
    return key;
}

} // namespace

/// The numbers of the statistics against numbers counted plainly.
class TestStatistics : public QObject
{
    Q_OBJECT

private slots:
    void equalsAPlainCount_data();
    void equalsAPlainCount();
    void liveIsAsWhole();
    void countsSlices();
    void putsTooManyKindsTogether();
    void layersOfPolling();
    void groupsByWords();
    void writesFiles();
};

void TestStatistics::equalsAPlainCount_data()
{
    QTest::addColumn<QByteArray>("by");
    for (const char *by : {"session", "namespace", "event", "direction",
                           "namespace,event,direction", "session,namespace,event,direction"})
        QTest::newRow(by) << QByteArray(by);
}

void TestStatistics::equalsAPlainCount()
{
    QFETCH(QByteArray, by);
    const Traffic traffic;
    const Grouping grouping = *Query::groupingFromText(by);
    StatisticsAccumulator accumulator(grouping, false, traffic.names);
    std::map<QByteArray, Plain> plain;
    Plain total;
    for (std::size_t i = 0; i < traffic.messages.size(); ++i) {
        const MessageFacts &facts = traffic.messages[i];
        accumulator.add(facts, traffic.isChosen[i]);
        if (!traffic.isChosen[i])
            continue;
        StatisticsRow row;
        row.session = facts.session;
        row.nsp = traffic.names.name(facts.nsp);
        row.event = traffic.names.name(facts.event);
        row.kind = facts.kind;
        row.direction = facts.direction;
        plain[keyOf(row, grouping)].add(facts);
        total.add(facts);
    }
    const Statistics statistics = accumulator.statistics(isClosed);
    QCOMPARE(statistics.looked, std::ssize(traffic.messages));
    QCOMPARE(statistics.rows.size(), plain.size());
    for (const StatisticsRow &row : statistics.rows) {
        const QByteArray key = keyOf(row, grouping);
        QVERIFY2(plain.contains(key) && isRow(row, plain[key]), key.constData());
    }
    QVERIFY(isRow(statistics.total, total));
    QVERIFY(total.never > 0 && total.pending > 0 && !total.latencies.empty());
}

/// Questions that are read before they are answered come to the same as those read afterwards.
void TestStatistics::liveIsAsWhole()
{
    Traffic traffic;
    const Grouping grouping {.byNamespace = true, .byEvent = true};
    StatisticsAccumulator whole(grouping, true, traffic.names);
    for (const MessageFacts &facts : traffic.messages)
        whole.add(facts, true);
    StatisticsAccumulator live(grouping, true, traffic.names);
    for (MessageFacts facts : traffic.messages) {
        facts.answer = 0;
        facts.answerLatencyUs = -1;
        live.add(facts, true);
        if (facts.id % 100 == 0)
            QCOMPARE(live.statistics(isClosed).looked, facts.id);
    }
    QCOMPARE(Query::statisticsJson(live.statistics(isClosed)),
             Query::statisticsJson(whole.statistics(isClosed)));
    QCOMPARE(live.statistics(isClosed).slices.size(), whole.statistics(isClosed).slices.size());
}

void TestStatistics::countsSlices()
{
    const Traffic traffic;
    StatisticsAccumulator accumulator({}, true, traffic.names);
    for (const MessageFacts &facts : traffic.messages)
        accumulator.add(facts, true);
    const Statistics statistics = accumulator.statistics(isClosed);
    const auto width = statistics.sliceWidth;
    QVERIFY(statistics.slices.size() > 60);
    QVERIFY(statistics.slices.size() <= Query::TimeSlices::MostSlices);
    qint64 messages = 0;
    qint64 answers = 0;
    for (const Query::TimeSlice &slice : statistics.slices) {
        qint64 sent = 0;
        qint64 sentBytes = 0;
        qint64 received = 0;
        qint64 problems = 0;
        std::vector<qint64> latencies;
        for (const MessageFacts &facts : traffic.messages) {
            if (facts.time < slice.start || facts.time >= slice.start + width)
                continue;
            ++(facts.direction == Direction::Sent ? sent : received);
            sentBytes += facts.direction == Direction::Sent ? facts.wireBytes() : 0;
            problems += facts.isProblem ? 1 : 0;
            if (facts.asksAnswer && facts.answer != 0)
                latencies.push_back(facts.answerLatencyUs);
        }
        QCOMPARE(slice.sentMessages, sent);
        QCOMPARE(slice.receivedMessages, received);
        QCOMPARE(slice.sentBytes, sentBytes);
        QCOMPARE(slice.problems, problems);
        QCOMPARE(slice.answers, std::ssize(latencies));
        QVERIFY(isNear(slice.latencyP50Us, latencies, 50));
        QVERIFY(isNear(slice.latencyP95Us, latencies, 95));
        messages += sent + received;
        answers += slice.answers;
    }
    QCOMPARE(messages, statistics.total.count);
    QCOMPARE(answers, statistics.total.answered);
}

void TestStatistics::putsTooManyKindsTogether()
{
    const NameTable names;
    StatisticsAccumulator accumulator({.bySession = true}, true, names);
    const auto most = static_cast<Id>(StatisticsAccumulator::MostRows);
    for (Id id = 1; id <= most + 10; ++id) {
        MessageFacts facts;
        facts.id = id;
        facts.session = id;
        accumulator.add(facts, true);
    }
    const Statistics statistics = accumulator.statistics(isClosed);
    QCOMPARE(std::ssize(statistics.rows), most + 1);
    QVERIFY(statistics.rows.back().isRest);
    QCOMPARE(statistics.rows.back().count, 10);
    QCOMPARE(statistics.total.count, most + 10);
}

/// Heads belong to the exchange, bodies to its messages; a message may carry the whole exchange.
void TestStatistics::layersOfPolling()
{
    MessageFacts packet;
    packet.transport = Transport::Polling;
    packet.kind = Kind::Event;
    packet.exchange = 1;
    packet.payloadBytes = 40;
    packet.engineIoBytes = 1;
    packet.socketIoBytes = 4;
    packet.savedBytes = 5;
    ExchangeFacts exchange;
    exchange.id = 1;
    exchange.isPolling = true;
    for (const bool countsAll : {true, false}) {
        Query::LayerSum sum(countsAll);
        exchange.wireBytes = {100, 0};
        sum.set(exchange); // the request came first
        QCOMPARE(sum.total().wire(), countsAll ? 100 : 0);
        sum.add(packet, true);
        sum.add(packet, false);
        exchange.wireBytes = {100, 480};
        sum.set(exchange);
        const qint64 carried = 80; // of both
        QCOMPARE(sum.of(Transport::Polling).http, 580 - carried);
        QCOMPARE(sum.of(Transport::Polling).payload, 40);
        QCOMPARE(sum.of(Transport::Polling).wire(), 580 - 40);

        ExchangeFacts other = exchange;
        other.id = 2;
        sum.set(other);
        QCOMPARE(sum.of(Transport::Polling).http, 580 - carried + (countsAll ? 580 : 0));
        other.message = 9; // which carries it all
        sum.set(other);
        QCOMPARE(sum.of(Transport::Polling).http, 580 - carried);
        MessageFacts whole;
        whole.transport = Transport::Polling;
        whole.kind = Kind::Http;
        whole.exchange = 2;
        whole.transportBytes = 580;
        sum.add(whole, true);
        QCOMPARE(sum.of(Transport::Polling).http, 580 - carried + 580);
    }
}

void TestStatistics::groupsByWords()
{
    QCOMPARE(*Query::groupingFromText("session"), Grouping {.bySession = true});
    QCOMPARE(*Query::groupingFromText("direction,event"),
             (Grouping {.byEvent = true, .byDirection = true}));
    for (const char *text : {"", "Session", "event,", "event, direction", "kind"})
        QVERIFY2(!Query::groupingFromText(text), text);
}

void TestStatistics::writesFiles()
{
    NameTable names;
    StatisticsAccumulator accumulator({.byEvent = true}, true, names);
    MessageFacts facts;
    facts.id = 1;
    facts.kind = Kind::Event;
    facts.event = names.numberOf("say \"hi\", you");
    facts.payloadBytes = 20;
    facts.transportBytes = 2;
    accumulator.add(facts, true);
    const Statistics statistics = accumulator.statistics(isClosed);
    QCOMPARE(Query::statisticsCsv(statistics, statistics.rows),
             QByteArray("event,count,problems,payloadBytes,wireBytes,sizeP50,sizeP95,sizeMax,asked,"
                        "answered,pending,unanswered,latencyP50Us,latencyP95Us,latencyP99Us,"
                        "gapP50Us,gapP95Us,ratePerSecond\r\n"
                        "\"say \"\"hi\"\", you\",1,0,20,22,20,20,20,0,0,0,0,,,,,,\r\n"));
    const QJsonObject json = QJsonDocument::fromJson(Query::statisticsJson(statistics)).object();
    const QJsonObject row = json[u"rows"][0].toObject();
    QCOMPARE(row[u"event"].toString(), QStringLiteral("say \"hi\", you"));
    QCOMPARE(row[u"wireBytes"].toInt(), 22);
    QVERIFY(!row.contains(u"latencyP50Us"));
    QCOMPARE(json[u"layers"][u"other"][u"payload"].toInt(), 20);
    const QByteArray table = Query::statisticsTable(statistics);
    QVERIFY(table.startsWith("1 of 1 messages\n"));
    QVERIFY(table.contains("say \"hi\", you"));
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
