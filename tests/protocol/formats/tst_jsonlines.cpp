// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/jsonlines.h"

#include "protocol/capture/storewriter.h"
#include "tests/support/records.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Capture;
using namespace Samples;

/// One message a line, with the keys of docs/json-lines.md in their order.
class TestJsonLines : public QObject
{
    Q_OBJECT

private slots:
    void writesEveryKeyInOrder();
    void leavesOutWhatDoesNotApply();
    void keepsDataAsItCrossed();
    void keepsOneLine();
    void leavesOutDataThatIsNoJson_data();
    void leavesOutDataThatIsNoJson();
    void putsAttachmentsInPlace();
    void rendersMsgpack();
    void namesTypesByProtocol();
    void exportsACapture();
    void tellsWhatWasNoted();
    void tellsWhatWasDone();
    void stopsWithItsSink();
};

namespace {

QByteArray lineOf(const MessageRecord &message, int protocol = 5)
{
    Formats::JsonLinesWriter writer([](QByteArrayView) { return true; });
    return writer.line(message, protocol);
}

} // namespace

void TestJsonLines::writesEveryKeyInOrder()
{
    MessageRecord message = eventMessage(7, "x", "1");
    message.content = QByteArray("43/chat,3[true]");
    message.dataOffset = 9;
    message.kind = Kind::Ack;
    message.socketIo = 3;
    message.direction = Direction::Received;
    message.nsp = "/chat";
    message.event = "n\"a\\me\n\x01";
    message.ackId = 3;
    message.ackOf = 5;
    message.ackLatencyUs = 1500;
    message.payloadBytes = 6;
    message.socketIoBytes = 8;
    message.savedBytes = 2;
    message.changed = "rule";
    message.problems.add(Problem::WsRsv2);
    message.problems.add(Problem::SioUnknownAck);
    QCOMPARE(lineOf(message),
             QByteArray("{\"id\":7,\"time\":\"2026-03-01T12:00:00.000007Z\",\"session\":1,"
                        "\"connection\":1,\"direction\":\"received\",\"transport\":"
                        "\"websocket\",\"kind\":\"ack\",\"engineio\":\"message\","
                        "\"socketio\":\"ACK\",\"namespace\":\"/chat\","
                        "\"event\":\"n\\\"a\\\\me\\n\\u0001\",\"ackId\":3,"
                        "\"ackOf\":5,\"ackLatencyUs\":1500,\"data\":[true],"
                        "\"text\":\"43/chat,3[true]\",\"payloadBytes\":6,\"wireBytes\":19,"
                        "\"changed\":\"rule\",\"problems\":[\"ws-rsv2\","
                        "\"sio-unknown-ack\"]}\n"));
}

void TestJsonLines::leavesOutWhatDoesNotApply()
{
    MessageRecord message;
    message.id = 1;
    message.time = at(-1);
    message.kind = Kind::Binary;
    message.transport = Transport::None;
    message.isBinary = true;
    message.content = QByteArray("abc");
    QCOMPARE(lineOf(message),
             QByteArray("{\"id\":1,\"time\":\"2026-03-01T11:59:59.999999Z\",\"direction\":"
                        "\"sent\",\"kind\":\"binary\",\"base64\":\"YWJj\","
                        "\"payloadBytes\":0,\"wireBytes\":0}\n"));
    message.kind = Kind::Http;
    message.content = {};
    QVERIFY(!lineOf(message).contains("base64"));
    message.kind = Kind::Text;
    message.isBinary = false;
    QVERIFY(lineOf(message).contains("\"text\":\"\""));
    message.content = QByteArray("\xff");
    QVERIFY(lineOf(message).contains("\"base64\":\"/w==\""));
}

void TestJsonLines::keepsDataAsItCrossed()
{
    const QByteArray data = "{\"b\":12345678901234567890.10,\"a\":1e5,\"b\" : \"\\u00e9\"}";
    QVERIFY(lineOf(eventMessage(1, "x", data)).contains("\"data\":[\"x\"," + data + "],"));
    QVERIFY(lineOf(eventMessage(1, "x", "{\"$k\":1}")).contains("\"data\":[\"x\",{\"$$k\":1}]"));
}

void TestJsonLines::keepsOneLine()
{
    const QByteArray line = lineOf(eventMessage(1, "x", "{\n\r\n\"a\":1\t}"));
    QCOMPARE(line.count('\n'), 1);
    QVERIFY(line.contains("\"data\":[\"x\",{   \"a\":1\t}]"));
    QVERIFY(!QJsonDocument::fromJson(line).isNull());
}

void TestJsonLines::leavesOutDataThatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("cut off") << QByteArray("{\"a\":");
    QTest::newRow("not UTF-8") << QByteArray("\"\xff\"");
    QTest::newRow("control character") << QByteArray("\"\x01\"");
    QTest::newRow("trailing") << QByteArray("1] ,[2");
}

void TestJsonLines::leavesOutDataThatIsNoJson()
{
    QFETCH(QByteArray, data);
    const QByteArray line = lineOf(eventMessage(1, "x", data));
    QVERIFY(!line.contains("\"data\""));
    QVERIFY(!QJsonDocument::fromJson(line).isNull());
}

void TestJsonLines::putsAttachmentsInPlace()
{
    MessageRecord message = eventMessage(1, "f",
                                         "{\"_placeholder\":true,\"num\":0},{\"x\":{\"_"
                                         "placeholder\":true,\"num\":1}}");
    message.content.bytes.replace("42[", "452-[");
    message.content.size = message.content.bytes.size();
    message.socketIo = 5;
    message.socketIoBytes = 3;
    message.dataOffset = 4;
    message.attachments = {Content(QByteArray("abc")), Content(QByteArray())};
    const QByteArray line = lineOf(message);
    QVERIFY2(line.contains("\"data\":[\"f\",{\"$binary\":\"YWJj\"},{\"x\":{\"$binary\":\"\"}}]"),
             line.constData());
    QVERIFY(line.contains("\"socketio\":\"BINARY_EVENT\""));
}

void TestJsonLines::rendersMsgpack()
{
    const QByteArray packet = QByteArray::fromHex(
        "85a47479706502a46461746191a568656c6c6fa76f7074696f6e7381a8636f6d7072657373c3a2696400"
        "a36e7370a12f");
    MessageRecord message = eventMessage(1, "hello", "1");
    message.isMsgpack = true;
    message.isBinary = true;
    message.dataOffset = 0;
    message.content = packet;
    QVERIFY(lineOf(message).contains("\"data\":[\"hello\"],\"base64\":\"haR0eXBl"));
    message.content = QByteArray(QByteArray("\x04") + packet); // Engine.IO 3
    message.dataOffset = 1;
    QVERIFY(lineOf(message, 4).contains("\"data\":[\"hello\"],\"base64\":\"BIWkdHlw"));
    message.content = QByteArray("b" + packet.toBase64()); // polling
    message.isBinary = false;
    QVERIFY(lineOf(message).contains("\"data\":[\"hello\"],\"text\":\"bhaR0eXBl"));
}

void TestJsonLines::namesTypesByProtocol()
{
    MessageRecord message = eventMessage(1, "", "1");
    message.kind = Kind::ConnectError;
    message.socketIo = 4;
    message.content = QByteArray("44\"no\"");
    QVERIFY(lineOf(message, 5)
                .contains("\"socketio\":\"CONNECT_ERROR\",\"namespace\":\"/\","
                          "\"data\":\"no\""));
    QVERIFY(lineOf(message, 4).contains("\"socketio\":\"ERROR\""));
}

void TestJsonLines::exportsACapture()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("x"));
    QString error;
    auto store = StoreWriter::create(path, &error);
    QVERIFY2(store, qPrintable(error));
    RecordBatch batch = traffic(1, 3'000);
    batch.sessions = {session(1)};
    batch.sessions[0].socketIo = 4;
    // Longer than its first part.
    MessageRecord &spilled = batch.messages[1];
    const QByteArray whole = spilled.content.bytes;
    spilled.content.bytes = whole.first(5);
    spilled.content.spill = 1;
    batch.pieces = {{1, 0, whole.sliced(5)}};
    MessageRecord &binary = batch.messages[2];
    binary = eventMessage(3, "f", "{\"_placeholder\":true,\"num\":0}");
    binary.attachments = {Content(QByteArray("abc"))};
    QVERIFY(store->write(batch) && store->finish());
    auto reader = StoreReader::open(path, &error);
    QVERIFY2(reader, qPrintable(error));
    QByteArray output;
    Formats::JsonLinesWriter writer([&output](QByteArrayView bytes) {
        output += bytes;
        return true;
    });
    QVERIFY(writer.writeAll(*reader));
    const QList<QByteArray> lines = output.split('\n');
    QCOMPARE(lines.size(), 3'001);
    QCOMPARE(lines[0] + '\n', lineOf(eventMessage(1, "chat", "{\"text\":\"hello\"}")));
    QCOMPARE(lines[1] + '\n', lineOf(eventMessage(2, "chat", "{\"text\":\"hello\"}")));
    QVERIFY(lines[2].contains("\"data\":[\"f\",{\"$binary\":\"YWJj\"}]"));
    for (qsizetype i = 0; i < 3'000; ++i)
        QCOMPARE(QJsonDocument::fromJson(lines[i]).object()[QStringLiteral("id")].toInteger(),
                 i + 1);
}

void TestJsonLines::tellsWhatWasNoted()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("x"));
    QString error;
    auto store = StoreWriter::create(path, &error);
    RecordBatch batch = traffic(1, 3);
    batch.annotations = {{.message = 2, .isBookmarked = true, .note = {}},
                         {.message = 3, .isBookmarked = false, .note = "say \"hi\"\nnow"}};
    QVERIFY(store->write(batch) && store->finish());
    auto reader = StoreReader::open(path, &error);
    QByteArray output;
    Formats::JsonLinesWriter writer([&output](QByteArrayView bytes) {
        output += bytes;
        return true;
    });
    QVERIFY(writer.writeAll(*reader));
    const QList<QByteArray> lines = output.split('\n');
    QVERIFY(!lines[0].contains("bookmarked") && !lines[0].contains("note"));
    QVERIFY(lines[1].endsWith(",\"bookmarked\":true}"));
    QVERIFY(lines[2].endsWith(",\"note\":\"say \\\"hi\\\"\\nnow\"}"));
    output.clear();
    QVERIFY(writer.writeChosen(*reader, {}));
    QCOMPARE(output, lines.join('\n'));
}

void TestJsonLines::tellsWhatWasDone()
{
    using What = Alteration::What;
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("x"));
    QString error;
    auto store = StoreWriter::create(path, &error);
    RecordBatch batch = traffic(1, 5);
    const auto alter = [&batch](Id message, const Alteration &alteration) {
        batch.alterations.push_back({.message = message, .time = at(9), .alteration = alteration});
    };
    const QByteArray longText = "42[\"" + QByteArray(StoreReader::WholeBytes, 'x') + "\"]";
    alter(2, {.what = What::Dropped, .by = "lose acks", .other = {}});
    alter(3, {.what = What::Delayed, .by = "slow", .heldUs = 2'100'000, .other = {}});
    alter(3, {.what = What::Replaced, .by = "you", .heldUs = 7, .other = "42[\"was \\\"\"]"});
    alter(4, {.what = What::Replaced, .by = "you", .other = "\xff", .otherIsBinary = true});
    alter(5, {.what = What::Replaced, .by = "you", .other = longText});
    QVERIFY(store->write(batch) && store->finish());
    auto reader = StoreReader::open(path, &error);
    QByteArray output;
    Formats::JsonLinesWriter writer([&output](QByteArrayView bytes) {
        output += bytes;
        return true;
    });
    QVERIFY(writer.writeAll(*reader));
    const QList<QByteArray> lines = output.split('\n');
    QVERIFY(!lines[0].contains("change"));
    QVERIFY2(lines[1].endsWith(",\"changed\":\"lose acks\",\"change\":\"dropped\"}"),
             lines[1].constData());
    QVERIFY2(lines[2].endsWith(",\"changed\":\"you, slow\",\"change\":\"replaced+delayed\","
                               "\"heldUs\":2100000,\"other\":\"42[\\\"was \\\\\\\"\\\"]\"}"),
             lines[2].constData());
    QVERIFY2(lines[3].endsWith(",\"change\":\"replaced\",\"otherBase64\":\"/w==\"}"),
             lines[3].constData());
    const QJsonObject last = QJsonDocument::fromJson(lines[4]).object();
    QCOMPARE(last[QStringLiteral("other")].toString().toUtf8(), longText);
    output.clear();
    QVERIFY(writer.writeChosen(*reader, {}));
    QCOMPARE(output, lines.join('\n'));
}

void TestJsonLines::stopsWithItsSink()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("x"));
    QString error;
    auto store = StoreWriter::create(path, &error);
    QVERIFY(store->write(traffic(1, 10)) && store->finish());
    auto reader = StoreReader::open(path, &error);
    int lines = 0;
    Formats::JsonLinesWriter writer([&lines](QByteArrayView) { return ++lines < 3; });
    QVERIFY(!writer.writeAll(*reader));
    QCOMPARE(lines, 3);
}

QTEST_GUILESS_MAIN(TestJsonLines)
#include "tst_jsonlines.moc"
