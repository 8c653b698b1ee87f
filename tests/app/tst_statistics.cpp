// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/livecapture.h"
#include "protocol/client/democrowd.h"
#include "protocol/query/compile.h"
#include "protocol/query/parser.h"
#include "protocol/query/statisticsreader.h"
#include "protocol/query/statisticstext.h"
#include "protocol/server/demoserver.h"
#include "tests/interop/capturedlines.h"
#include "widgets/common/timerange.h"
#include "widgets/statistics/statisticsjob.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using Capture::Transport;
using Query::Grouping;
using Query::Statistics;
using Query::StatisticsReader;
using Query::StatisticsRow;

namespace {

constexpr Grouping ByAll {
    .bySession = true, .byNamespace = true, .byEvent = true, .byDirection = true};

/// The demo's traffic over both transports, recorded through a tap.
class Recording
{
public:
    Recording()
        : m_capture(LiveCapture::start({.path = path()}, &error))
    {
        if (!m_capture)
            return;
        Server::DemoServer server(m_capture->netThread());
        const QByteArray target = server.start().address;
        Tap::TapOptions options;
        options.target.host = "127.0.0.1";
        options.target.port = target.mid(target.indexOf(':') + 1).toUShort();
        QSignalSpy started(m_capture.get(), &LiveCapture::tapStarted);
        const quint32 source = m_capture->addTap(options);
        if (started.isEmpty() && !started.wait())
            return;
        qint64 messages = 0;
        QObject::connect(
            m_capture.get(), &LiveCapture::advanced, m_capture.get(),
            [&messages](const Capture::Advance &advance) { messages = advance.totals.messages; });
        Client::DemoCrowd crowd(m_capture->netThread());
        crowd.start(started.first().at(1).toByteArray(), 20);
        isGood = QTest::qWaitFor([&messages] { return messages > 1800; }, 30'000);
        crowd.stop();
        server.stop();
        isGood = isGood && QTest::qWaitFor([&] { return m_capture->tapCounts(source).open == 0; });
        counts = m_capture->tapCounts(source);
        isGood = m_capture->stop(&error) && isGood;
    }

    QString path() const { return m_folder.filePath(QStringLiteral("demo.sockscope")); }
    std::unique_ptr<Capture::StoreReader> open() const
    {
        QString text;
        return Capture::StoreReader::open(path(), &text);
    }

    QString error;
    bool isGood = false;
    Tap::TapCounts counts;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<LiveCapture> m_capture;
};

Statistics statisticsOf(const Recording &recording, const Grouping &grouping,
                        const QByteArray &filter = {})
{
    const auto reader = recording.open();
    const auto expression = Query::parse(filter);
    StatisticsReader::Choice choice;
    choice.condition = Query::compile(std::get<Query::Expression>(expression),
                                      Capture::StoreReader::Rows::Messages, *reader);
    StatisticsReader statistics(grouping, choice);
    statistics.read(*reader, false);
    return statistics.statistics(*reader);
}

qint64 bothOf(const Capture::ByteCount &count)
{
    return count.sent + count.received;
}

/// Of the polling requests that no message names.
qint64 bytesWithoutMessage(const Recording &recording)
{
    const auto reader = recording.open();
    Capture::NameTable names;
    QSet<Capture::Id> named;
    reader->messageFacts(0, names, false, [&named](auto messages) {
        for (const Capture::MessageFacts &message : messages)
            named.insert(message.exchange);
    });
    qint64 bytes = 0;
    reader->exchangeFacts(0, false, [&](auto exchanges) {
        for (const Capture::ExchangeFacts &exchange : exchanges) {
            if (exchange.isPolling && !named.contains(exchange.id))
                bytes += bothOf(exchange.wireBytes);
        }
    });
    return bytes;
}

} // namespace

/// The numbers of real traffic.
class TestStatisticsOfTraffic : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_recording.isGood, qPrintable(m_recording.error)); }
    void equalsAPlainPassOverTheExport_data();
    void equalsAPlainPassOverTheExport();
    void layersAddUpToWhatTheTapCounted();
    void layersOfPartsAddUp();
    void theWindowCountsTheSame();

private:
    Recording m_recording;
};

void TestStatisticsOfTraffic::equalsAPlainPassOverTheExport_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("direction"); // what the filter says, of a line
    QTest::newRow("everything") << QByteArray() << QByteArray();
    QTest::newRow("sent") << QByteArray("dir:sent") << QByteArray("sent");
    QTest::newRow("received") << QByteArray("dir:received") << QByteArray("received");
}

void TestStatisticsOfTraffic::equalsAPlainPassOverTheExport()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, direction);
    struct Plain
    {
        qint64 count = 0;
        qint64 payload = 0;
        qint64 wire = 0;
        qint64 asked = 0;
        std::vector<qint64> sizes;
        std::vector<qint64> latencies;
        std::vector<qint64> gaps;
        QDateTime last;
        qint64 lastUs = 0;
    };
    QString error;
    const QList<QJsonObject> lines = capturedLines(m_recording.path(), &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    std::map<qint64, qint64> latencyOf; // by the message that asked
    for (const QJsonObject &line : lines) {
        if (line.contains(u"ackOf"))
            latencyOf[line[u"ackOf"].toInteger()] = line[u"ackLatencyUs"].toInteger();
    }
    const auto microseconds = [](const QString &time) { // "2026-03-01T12:00:00.000007Z"
        return QDateTime::fromString(time.left(19) + u'Z', Qt::ISODate).toSecsSinceEpoch()
            * 1'000'000
            + time.mid(20, 6).toLongLong();
    };
    std::map<QString, Plain> rows;
    for (const QJsonObject &line : lines) {
        if (!direction.isEmpty() && line[u"direction"].toString().toUtf8() != direction)
            continue;
        const QString name
            = line.contains(u"event") ? line[u"event"].toString() : line[u"kind"].toString();
        Plain &row
            = rows[QStringLiteral("%1|%2|%3|%4")
                       .arg(line[u"session"].toInteger())
                       .arg(line[u"namespace"].toString(), name, line[u"direction"].toString())];
        ++row.count;
        row.payload += line[u"payloadBytes"].toInteger();
        row.wire += line[u"wireBytes"].toInteger();
        row.sizes.push_back(line[u"payloadBytes"].toInteger());
        const qint64 time = microseconds(line[u"time"].toString());
        if (row.count > 1)
            row.gaps.push_back(std::max<qint64>(0, time - row.lastUs));
        row.lastUs = time;
        if (line[u"kind"].toString() == u"event" && line.contains(u"ackId")) {
            ++row.asked;
            if (const auto latency = latencyOf.find(line[u"id"].toInteger());
                latency != latencyOf.end())
                row.latencies.push_back(latency->second);
        }
    }
    const Statistics statistics = statisticsOf(m_recording, ByAll, filter);
    QCOMPARE(statistics.looked, lines.size());
    QCOMPARE(statistics.rows.size(), rows.size());
    qint64 answered = 0;
    for (const StatisticsRow &row : statistics.rows) {
        const QString key
            = QStringLiteral("%1|%2|%3|%4")
                  .arg(row.session)
                  .arg(QString::fromUtf8(row.nsp), QString::fromUtf8(Query::eventName(row)),
                       row.direction == Capture::Direction::Sent ? QStringLiteral("sent")
                                                                 : QStringLiteral("received"));
        QVERIFY2(rows.contains(key), qPrintable(key));
        Plain &plain = rows[key];
        QCOMPARE(row.count, plain.count);
        QCOMPARE(row.payloadBytes, plain.payload);
        QCOMPARE(row.wireBytes, plain.wire);
        QCOMPARE(row.asked, plain.asked);
        QCOMPARE(row.answered, std::ssize(plain.latencies));
        QCOMPARE(row.pending, 0); // all sessions are closed
        QCOMPARE(row.unanswered, plain.asked - std::ssize(plain.latencies));
        answered += row.answered;
        const auto isNear = [](qint64 found, std::vector<qint64> &all, double percent) {
            if (all.empty())
                return found == -1;
            std::ranges::sort(all);
            const auto rank = std::ceil(percent / 100 * double(all.size()));
            const qint64 exact = all[static_cast<std::size_t>(rank) - 1];
            return std::abs(found - exact) <= exact / 128;
        };
        QVERIFY(isNear(row.sizeP50, plain.sizes, 50) && isNear(row.sizeP95, plain.sizes, 95));
        QVERIFY(isNear(row.latencyP50Us, plain.latencies, 50));
        QVERIFY(isNear(row.latencyP99Us, plain.latencies, 99));
        QVERIFY(isNear(row.gapP50Us, plain.gaps, 50) && isNear(row.gapP95Us, plain.gaps, 95));
    }
    QVERIFY(answered > 0);
}

void TestStatisticsOfTraffic::layersAddUpToWhatTheTapCounted()
{
    const Statistics statistics = statisticsOf(m_recording, {});
    const Capture::Totals totals = m_recording.open()->totals();
    QCOMPARE(bothOf(totals.wire),
             qint64(m_recording.counts.sentBytes + m_recording.counts.receivedBytes));
    for (const Transport transport : {Transport::WebSocket, Transport::Polling}) {
        QVERIFY(statistics.of(transport).payload > 0);
        QVERIFY(statistics.of(transport).http > 0);
    }
    QVERIFY(statistics.of(Transport::WebSocket).webSocket > 0);
    QVERIFY(statistics.of(Transport::WebSocket).saved > 0);
    QCOMPARE(statistics.of(Transport::Polling).webSocket, 0);
    QVERIFY(statistics.rest);
    const Query::LayerCosts total = statistics.layerTotal();
    QCOMPARE(total.payload, bothOf(totals.payload));
    QCOMPARE(total.socketIo, bothOf(totals.socketIo));
    QCOMPARE(total.engineIo, bothOf(totals.engineIo));
    QCOMPARE(total.webSocket, bothOf(totals.webSocket));
    QCOMPARE(total.saved, bothOf(totals.saved));
    QCOMPARE(total.wire(), bothOf(totals.wire));
    // What stands in no message is what was cut off: bytes of frames and heads, and little of it.
    QVERIFY(statistics.rest->wire() >= 0);
    QVERIFY(statistics.rest->wire() < total.wire() / 20);
    QCOMPARE(statistics.rest->payload, 0);
    QCOMPARE(statistics.rest->saved, 0);
}

/// What filters divide between them comes to the whole, but for what no message carries. (A
/// request that brought nothing but attachments belongs to no message.)
void TestStatisticsOfTraffic::layersOfPartsAddUp()
{
    Query::LayerCosts parts = statisticsOf(m_recording, {}, "transport:websocket").layerTotal();
    const Statistics polling = statisticsOf(m_recording, {}, "transport:polling");
    parts += polling.layerTotal();
    parts += statisticsOf(m_recording, {}, "-transport:websocket -transport:polling").layerTotal();
    const Statistics whole = statisticsOf(m_recording, {});
    parts += *whole.rest;
    parts.http += bytesWithoutMessage(m_recording);
    QCOMPARE(parts, whole.layerTotal());
}

void TestStatisticsOfTraffic::theWindowCountsTheSame()
{
    CaptureFeed feed;
    MessageFilter filter;
    feed.open(m_recording.open(), [this] { return m_recording.open(); });
    StatisticsJob job(feed, filter);
    job.setGrouping(ByAll);
    job.setActive(true);
    QTRY_VERIFY(!job.isReading());
    QCOMPARE(Query::statisticsJson(*job.statistics()),
             Query::statisticsJson(statisticsOf(m_recording, ByAll)));
    filter.setText(QStringLiteral("event:\"chat message\" dir:sent"));
    QVERIFY(job.isReading());
    QTRY_VERIFY(!job.isReading());
    QVERIFY(job.statistics()->total.count > 0);
    QCOMPARE(
        Query::statisticsJson(*job.statistics()),
        Query::statisticsJson(statisticsOf(m_recording, ByAll, "event:\"chat message\" dir:sent")));
}

QTEST_GUILESS_MAIN(TestStatisticsOfTraffic)
#include "tst_statistics.moc"
