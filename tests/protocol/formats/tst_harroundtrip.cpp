// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storewriter.h"
#include "protocol/formats/har/harimport.h"
#include "protocol/formats/har/harwriter.h"
#include "protocol/formats/jsonlines.h"
#include "tests/support/capturecomparison.h"
#include "tests/support/exporting.h"
#include "tests/support/goldencapture.h"
#include "tests/support/samplecapture.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using Capture::StoreReader;
using Capture::StoreWriter;

namespace {

/// The whole capture as HAR, in a file. Empty if it went wrong.
QByteArray exported(const QString &capture, const QString &har,
                    std::optional<StoreReader::Choice> choice = {})
{
    QFile file(har);
    const bool isWritten = Exporting::intoFile(capture, har, Formats::writeHar, std::move(choice));
    return isWritten && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Makes a capture of a HAR; what went wrong, or nothing.
QString imported(const QString &har, const QString &capture)
{
    QString error;
    const auto writer = StoreWriter::create(capture, &error);
    if (!writer)
        return error;
    Formats::Import work {
        .path = har, .store = *writer, .progress = {}, .remarks = {}, .error = {}};
    if (!Formats::importHar(work))
        return QStringLiteral("not imported: %1").arg(work.error);
    return writer->finish() ? work.remarks.join(u'\n') : writer->errorText();
}

QByteArray jsonLines(const QString &capture)
{
    const auto reader = StoreReader::open(capture, nullptr);
    return reader ? Exporting::text(*reader, Formats::writeJsonLines) : QByteArray();
}

/// Random bytes, text or not, of any of the lengths that matter.
QByteArray anything(QRandomGenerator &random)
{
    const qsizetype size = random.bounded(20) == 0 ? random.bounded(200'000) : random.bounded(40);
    QByteArray bytes(size, Qt::Uninitialized);
    const int kind = random.bounded(3);
    for (char &c : bytes)
        c = static_cast<char>(kind == 0 ? random.bounded(256) : random.bounded(1, 127));
    if (kind == 2)
        bytes += "\xf0\x9f\x98\x80 \xe2\x82\xac \\u0041 \"quoted\\";
    return bytes;
}

} // namespace

/// What an admin namespace and rules tell, and what is wrong: of each a few.
void addKnowledge(Capture::RecordBatch &batch, QRandomGenerator &random, Capture::Id sessions)
{
    using namespace Samples;
    using Membership = Capture::MembershipRecord;
    const auto maybe = [&random](qint64 number) {
        return random.bounded(2) == 0 ? std::optional(at(number)) : std::nullopt;
    };
    const auto some = [&random](int most) { return Capture::Id(random.bounded(most)); };
    std::vector<Membership> guesses;
    for (Capture::Id id = some(5); id > 0; --id) {
        Membership one {.id = id,
                        .source = 1,
                        .how = static_cast<Membership::How>(random.bounded(3)),
                        .nsp = anything(random),
                        .room = anything(random),
                        .member = anything(random),
                        .session = some(int(sessions) + 1),
                        .began = at(id),
                        .wasPresent = random.bounded(2) == 0,
                        .ended = maybe(id + 1),
                        .wasLost = random.bounded(2) == 0,
                        .joinedBy = some(9),
                        .leftBy = some(9),
                        .evidence = anything(random)};
        batch.memberships.push_back(one);
        one.id = -id;
        one.how = Membership::How::Inferred;
        guesses.push_back(one);
    }
    if (!guesses.empty() && random.bounded(2) == 0)
        batch.guesses = guesses;
    for (Capture::Id id = some(3); id > 0; --id) {
        batch.servers.push_back({.id = id,
                                 .source = 1,
                                 .name = anything(random),
                                 .host = anything(random),
                                 .pid = some(1000),
                                 .uptimeMs = some(1000),
                                 .clients = some(1000),
                                 .pollingClients = some(1000),
                                 .time = at(id)});
        batch.sockets.push_back({.id = id,
                                 .source = 1,
                                 .nsp = anything(random),
                                 .socketId = anything(random),
                                 .clientId = anything(random),
                                 .transport = "polling",
                                 .address = anything(random),
                                 .handshake = anything(random),
                                 .data = anything(random),
                                 .connected = maybe(id),
                                 .disconnected = maybe(id + 1),
                                 .reason = anything(random)});
        batch.problems.push_back({.id = id,
                                  .time = at(id),
                                  .problem = Problem::SioBadJson,
                                  .session = some(4),
                                  .connection = some(4),
                                  .exchange = some(4),
                                  .message = some(9),
                                  .frame = some(9),
                                  .detail = anything(random)});
    }
}

/// Captures that go out as HAR and come back.
class TestHarRoundTrip : public QObject
{
    Q_OBJECT

private slots:
    void keepsTraces_data();
    void keepsTraces();
    void keepsOldCaptures_data();
    void keepsOldCaptures();
    void keepsOneOfEachThing();
    void keepsAnything();
    void keepsLongContents();
    void keepsWhatIsChosen();
    void writesWhatChromeReads();
};

void TestHarRoundTrip::keepsTraces_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : GoldenTrace::paths())
        QTest::newRow(qPrintable(QFileInfo(path).completeBaseName())) << path;
}

void TestHarRoundTrip::keepsTraces()
{
    QFETCH(const QString, path);
    const QTemporaryDir dir;
    const QString first = dir.filePath(QStringLiteral("first"));
    const QString second = dir.filePath(QStringLiteral("second"));
    const QString har = dir.filePath(QStringLiteral("x.har"));
    QVERIFY(GoldenCapture::record(GoldenTrace::load(path), first));
    const QByteArray text = exported(first, har);
    QJsonParseError error;
    QJsonDocument::fromJson(text, &error);
    QCOMPARE(error.errorString(), QStringLiteral("no error occurred"));
    QCOMPARE(imported(har, second), QString());
    QCOMPARE(CaptureComparison::differences(first, second).join(u'\n'), QString());
    QCOMPARE(StoreReader::open(second, nullptr)->exchangeIds(),
             StoreReader::open(first, nullptr)->exchangeIds());
}

void TestHarRoundTrip::keepsOldCaptures_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("1") << QStringLiteral("format1");
    QTest::newRow("3") << QStringLiteral("format3");
}

void TestHarRoundTrip::keepsOldCaptures()
{
    QFETCH(const QString, name);
    const QTemporaryDir dir;
    const QString first = QStringLiteral(SOCKSCOPE_TEST_DATA "/captures/%1.sockscope").arg(name);
    const QString second = dir.filePath(QStringLiteral("second"));
    const QString har = dir.filePath(QStringLiteral("x.har"));
    QVERIFY(!exported(first, har).isEmpty());
    QCOMPARE(imported(har, second), QString());
    QVERIFY(!jsonLines(first).isEmpty());
    QCOMPARE(jsonLines(second), jsonLines(first));
}

void TestHarRoundTrip::keepsOneOfEachThing()
{
    const SampleCapture sample;
    const QTemporaryDir dir;
    const QString second = dir.filePath(QStringLiteral("second"));
    const QString har = dir.filePath(QStringLiteral("x.har"));
    QVERIFY(!exported(sample.path(), har).isEmpty());
    QCOMPARE(imported(har, second), QString());
    QCOMPARE(jsonLines(second), jsonLines(sample.path()));
    QCOMPARE(CaptureComparison::differences(sample.path(), second)
                 .filter(QRegularExpression(QStringLiteral("^(?!SELECT .* FROM totals)"))),
             QStringList());
}

void TestHarRoundTrip::keepsAnything()
{
    using namespace Samples;
    QRandomGenerator random(20'260'301);
    for (int round = 0; round < 40; ++round) {
        const QTemporaryDir dir;
        const QString first = dir.filePath(QStringLiteral("first"));
        const QString second = dir.filePath(QStringLiteral("second"));
        const QString har = dir.filePath(QStringLiteral("x.har"));
        QString error;
        const auto store = StoreWriter::create(first, &error);
        QVERIFY2(store, qPrintable(error));
        Capture::RecordBatch batch;
        Capture::SourceRecord source;
        source.id = 1;
        source.name = anything(random);
        source.type = static_cast<Capture::SourceRecord::Type>(
            random.bounded(int(Capture::SourceRecord::Type::Admin) + 1));
        batch.sources.push_back(source);
        const Capture::Id connections = random.bounded(1, 4);
        Capture::Id exchange = 0;
        for (Capture::Id id = 1; id <= connections; ++id) {
            auto one = connection(id);
            one.error = anything(random);
            batch.connections.push_back(one);
            auto talk = session(id);
            talk.sid = anything(random);
            talk.type = static_cast<Capture::SessionRecord::Type>(
                random.bounded(int(Capture::SessionRecord::Type::Raw) + 1));
            for (int n = random.bounded(3); n > 0; --n) {
                talk.namespaces.append({.name = anything(random),
                                        .socketId = anything(random),
                                        .isConnected = n == 1});
                talk.transports.append(
                    {.time = at(n),
                     .stage = static_cast<Capture::TransportStep::Stage>(
                         random.bounded(int(Capture::TransportStep::Stage::Closed) + 1)),
                     .connection = id});
            }
            batch.sessions.push_back(talk);
            if (random.bounded(3) == 0)
                batch.sessionNotes.push_back({.session = id, .note = anything(random)});
            Capture::ExchangeRecord upgrade;
            upgrade.id = ++exchange;
            upgrade.connection = id;
            upgrade.requestStarted = at(id);
            upgrade.isHandshake = random.bounded(4) != 0;
            upgrade.status = upgrade.isHandshake ? 101 : 200;
            upgrade.requestHead = anything(random);
            upgrade.responseHead = anything(random);
            upgrade.requestBody = anything(random);
            upgrade.responseBody = anything(random);
            upgrade.responseCoding = random.bounded(4) == 0 ? "gzip" : "";
            batch.exchanges.push_back(upgrade);
        }
        const Capture::Id messages = random.bounded(1, 60);
        Capture::Id frames = 0;
        for (Capture::Id id = 1; id <= messages; ++id) {
            auto message = eventMessage(id, "x", "1");
            message.connection = random.bounded(1, static_cast<int>(connections) + 1);
            message.session = message.connection;
            message.exchange = random.bounded(5) == 0 ? message.connection : 0;
            message.direction = static_cast<Capture::Direction>(random.bounded(2));
            message.kind = static_cast<Capture::Kind>(random.bounded(int(Capture::Kind::Raw) + 1));
            message.transport = static_cast<Capture::Transport>(random.bounded(3));
            message.event = anything(random);
            message.nsp = anything(random);
            message.isBinary = random.bounded(2) == 0;
            message.content = anything(random);
            message.aside = static_cast<Capture::Aside>(random.bounded(3));
            if (random.bounded(4) == 0)
                message.problems.add(Problem::SioBadJson);
            for (int n = random.bounded(3); n > 0; --n)
                message.attachments.emplace_back(anything(random));
            for (int n = random.bounded(4); n > 0; --n) {
                auto one = frame(++frames, id, random.bounded(1000));
                one.connection = message.connection;
                one.firstByte = static_cast<quint8>(random.bounded(256));
                one.storedBytes = random.bounded(1000);
                batch.frames.push_back(one);
            }
            if (random.bounded(6) == 0)
                batch.frames.push_back(frame(++frames, 0, 7));
            if (random.bounded(5) == 0)
                batch.alterations.push_back(
                    {.message = id,
                     .time = at(id),
                     .alteration = {.what = static_cast<Capture::Alteration::What>(random.bounded(
                                        int(Capture::Alteration::What::Answered) + 1)),
                                    .by = "rule " + anything(random),
                                    .heldUs = random.bounded(1000),
                                    .other = anything(random)}});
            if (id > 1 && random.bounded(5) == 0)
                batch.answers.push_back({id - 1, id, 17});
            if (random.bounded(5) == 0)
                batch.annotations.push_back(
                    {.message = id, .isBookmarked = true, .note = anything(random)});
            batch.messages.push_back(message);
        }
        addKnowledge(batch, random, connections);
        if (random.bounded(2) == 0)
            batch.about = {.title = anything(random), .description = anything(random)};
        batch.gaps.push_back({.id = 1,
                              .started = at(1),
                              .ended = at(7),
                              .cause = static_cast<Capture::GapRecord::Cause>(
                                  random.bounded(int(Capture::GapRecord::Cause::Missing) + 1)),
                              .bytes = 12});
        batch.totals.emplace();
        QVERIFY(store->write(batch) && store->finish());
        QVERIFY(!exported(first, har).isEmpty());
        QCOMPARE(imported(har, second), QString());
        QCOMPARE(CaptureComparison::differences(first, second).join(u'\n'), QString());
    }
}

void TestHarRoundTrip::keepsLongContents()
{
    // In pieces, with a character across where they are cut.
    using namespace Samples;
    const QTemporaryDir dir;
    const QString first = dir.filePath(QStringLiteral("first"));
    const QString second = dir.filePath(QStringLiteral("second"));
    const QString har = dir.filePath(QStringLiteral("x.har"));
    QString error;
    const auto store = StoreWriter::create(first, &error);
    Capture::RecordBatch batch;
    batch.connections.push_back(connection(1));
    batch.sessions.push_back(session(1));
    QByteArray text;
    while (text.size() < (3 << 20))
        text += "x\xe2\x82\xac\"\n\xf0\x9f\x98\x80";
    for (const bool isBinary : {false, true}) {
        auto message = eventMessage(isBinary ? 2 : 1, "x", "1");
        message.isBinary = isBinary;
        message.content = text;
        message.attachments.emplace_back(text);
        batch.messages.push_back(message);
    }
    batch.totals.emplace();
    QVERIFY(store->write(batch) && store->finish());
    QVERIFY(!exported(first, har).isEmpty());
    QCOMPARE(imported(har, second), QString());
    QCOMPARE(CaptureComparison::differences(first, second).join(u'\n'), QString());
}

void TestHarRoundTrip::keepsWhatIsChosen()
{
    const SampleCapture sample;
    const QTemporaryDir dir;
    const QString second = dir.filePath(QStringLiteral("second"));
    const QString har = dir.filePath(QStringLiteral("x.har"));
    StoreReader::Choice choice;
    choice.from = Samples::at(SampleCapture::Upload * 1000);
    QVERIFY(!exported(sample.path(), har, choice).isEmpty());
    QCOMPARE(imported(har, second), QString());
    QString error;
    const auto reader = StoreReader::open(second, &error);
    QVERIFY2(reader, qPrintable(error));
    QCOMPARE(reader->messageIds(true),
             (std::vector<Capture::Id> {SampleCapture::Upload, SampleCapture::BadText,
                                        SampleCapture::Long, SampleCapture::Close,
                                        SampleCapture::Pending, SampleCapture::Msgpack}));
    QCOMPARE(reader->totals().messages, 6);
}

void TestHarRoundTrip::writesWhatChromeReads()
{
    const SampleCapture sample;
    const QTemporaryDir dir;
    const QByteArray text = exported(sample.path(), dir.filePath(QStringLiteral("x.har")));
    const QJsonObject log
        = QJsonDocument::fromJson(text).object()[QStringLiteral("log")].toObject();
    const QJsonObject entry = log[QStringLiteral("entries")].toArray().first().toObject();
    QCOMPARE(entry[QStringLiteral("_resourceType")].toString(), QStringLiteral("websocket"));
    QVERIFY(
        entry[QStringLiteral("request")].toObject()[QStringLiteral("url")].toString().startsWith(
            QStringLiteral("ws://127.0.0.1:3000/socket.io/?EIO=4")));
    const QJsonObject asking = entry[QStringLiteral("_webSocketMessages")].toArray()[2].toObject();
    QCOMPARE(asking[QStringLiteral("type")].toString(), QStringLiteral("send"));
    QCOMPARE(asking[QStringLiteral("opcode")].toInt(), 1);
    QCOMPARE(asking[QStringLiteral("time")].toDouble(), 1'772'366'400.004);
    QCOMPARE(asking[QStringLiteral("data")].toString().toUtf8(),
             "426[\"chat message\",{\"z\":1,\"a\":12345678901234567890.10,\"a\":2}]");
    QCOMPARE(entry[QStringLiteral("_webSocketClose")].toObject()[QStringLiteral("code")].toInt(),
             1001);
}

QTEST_GUILESS_MAIN(TestHarRoundTrip)
#include "tst_harroundtrip.moc"
