// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harimport.h"

#include "protocol/capture/names.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Capture;

namespace {

/// A capture made of a HAR.
struct Imported
{
    explicit Imported(const QByteArray &har) { read(har); }
    void read(const QByteArray &har)
    {
        const QString path = dir.filePath(QStringLiteral("x.har"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(har) == har.size());
        file.close();
        readFile(path);
    }
    void readFile(const QString &path)
    {
        const QString capture = dir.filePath(QStringLiteral("capture"));
        QString text;
        const auto writer = StoreWriter::create(capture, &text);
        QVERIFY2(writer, qPrintable(text));
        Formats::Import work {
            .path = path, .store = *writer, .progress = {}, .remarks = {}, .error = {}};
        isRead = Formats::importHar(work);
        QVERIFY2(writer->finish(), qPrintable(writer->errorText()));
        remarks = work.remarks.join(u' ');
        error = work.error;
        reader = StoreReader::open(capture, &text);
        QVERIFY2(reader, qPrintable(text));
        reader->forEachMessage(0, 1 << 20, [this](MessageRow &&row) {
            messages.push_back(std::move(row));
            return true;
        });
    }
    /// "received eio-open | sent connect | …", without the exchanges of HTTP.
    QByteArray story() const
    {
        QByteArray text;
        for (const MessageRow &row : messages) {
            if (row.record.kind == Kind::Handshake || row.record.kind == Kind::Http)
                continue;
            text += text.isEmpty() ? "" : " | ";
            text += directionName(row.record.direction).toByteArray() + ' '
                + kindName(row.record.kind).toByteArray();
        }
        return text;
    }

    QTemporaryDir dir;
    bool isRead = false;
    QString remarks;
    QString error;
    std::unique_ptr<StoreReader> reader;
    std::vector<MessageRow> messages;
};

QByteArray fileNamed(const QByteArray &name)
{
    QFile file(QStringLiteral(SOCKSCOPE_TEST_DATA "/har/%1.har").arg(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A HAR with one WebSocket that has these messages.
QByteArray webSocket(const QByteArray &messages)
{
    return R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z","request":{"url":"ws://a/b"},)"
           R"("_webSocketMessages":)"
        + messages + "}]}}";
}

} // namespace

/// HARs of other programs, and files that are none.
class TestHarImport : public QObject
{
    Q_OBJECT

private slots:
    void readsEachProgram_data();
    void readsEachProgram();
    void keepsTextAsItCrossed();
    void readsTimes();
    void readsOpCodes();
    void tellsHowItWasClosed();
    void readsWhatIsThereOfACutFile();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void standsDeepNests();
    void takesLongMessages();
    void stopsWhenTold();
    void keepsTheOrderOfTimes();
    void leavesOutWhatIsNoHttp();
};

void TestHarImport::readsEachProgram_data()
{
    QTest::addColumn<QString>("url");
    for (const char *const name : {"chrome", "firefox", "safari", "playwright", "insomnia",
                                   "mitmproxy", "httptoolkit", "charles", "odd"})
        QTest::newRow(name) << QString();
}

void TestHarImport::readsEachProgram()
{
    const QByteArray name = QTest::currentDataTag();
    const Imported har(fileNamed(name));
    QVERIFY(har.isRead);
    const bool isOdd = name == "odd";
    QCOMPARE(har.remarks.isEmpty(), !isOdd); // of which one says that it has no time
    QByteArray story = "received eio-open | sent connect | received connect | sent event | "
                       "received ack | sent event | received eio-ping | sent eio-pong";
    const bool isPolling
        = name == "firefox" || name == "safari" || name == "insomnia" || name == "charles";
    if (isPolling)
        story = "received eio-open | sent connect | received connect | sent event | "
                "received ack | received eio-ping | sent event | sent eio-pong";
    if (name == "httptoolkit" || isOdd)
        story += " | received close";
    QCOMPARE(har.story(), story);
    const auto sessions = har.reader->sessions();
    QCOMPARE(sessions.size(), std::size_t(1));
    QCOMPARE(sessions[0].sid, "lv_VI97HAXpY6yYWAAAB");
    QCOMPARE(sessions[0].type, SessionRecord::Type::SocketIo);
    QCOMPARE(har.reader->sources()[0].type, SourceRecord::Type::Import);
    for (const MessageRow &row : har.messages) {
        QVERIFY2(row.record.problems.isEmpty(), row.record.problems.toCodes().constData());
        if (row.record.event == "hello") {
            QCOMPARE(row.record.content.bytes,
                     "420[\"hello\",{\"z\":1,\"a\":12345678901234567890.10,\"a\":2}]");
            QVERIFY(row.answer != 0);
        }
        if (row.record.event == "upload") {
            QCOMPARE(row.record.attachments.size(), std::size_t(1));
            QCOMPARE(har.reader->attachmentBytes(row.record.id, 0, 0, 9), "\x01\x02\x03\x04");
        }
    }
}

void TestHarImport::keepsTextAsItCrossed()
{
    const Imported har(webSocket(
        R"([{"type":"send","data":"\ud83d\ude00 \u20ac \" \\ \/ \b\f\n\r\t \u0000é\ud800"},)"
        R"({"type":"receive","opcode":2,"data":"no base64!"},)"
        R"({"type":"receive","opcode":2,"data":"_-8"}])"));
    QCOMPARE(har.story(), "sent text | received binary | received binary");
    QCOMPARE(har.messages[1].record.content.bytes,
             QByteArray("\xf0\x9f\x98\x80 \xe2\x82\xac \" \\ / \b\f\n\r\t ") + '\0'
                 + "\xc3\xa9\xef\xbf\xbd");
    QCOMPARE(har.messages[2].record.content.bytes, "no base64!");
    QCOMPARE(har.messages[3].record.content.bytes, "\xff\xef");
}

void TestHarImport::readsTimes()
{
    const qint64 second = 1'772'366'400'000'000; // 2026-03-01T12:00:00Z
    for (const QByteArray time :
         {"1772366400.125", "1772366400125", "1772366400125000", "\"2026-03-01T12:00:00.125Z\"",
          "\"1772366400.125\"", "\"2026-03-01T13:00:00.125000+01:00\"", "1.772366400125e9"}) {
        const Imported har(webSocket(R"([{"type":"send","data":"x","time":)" + time + "}]"));
        QCOMPARE(har.messages.size(), std::size_t(2));
        QCOMPARE(har.messages[1].record.time.time_since_epoch().count(), second + 125'000);
    }
    for (const QByteArray time : {"1e999", "-5", "\"yesterday\"", "{}", "[1]", "null", "true"}) {
        const Imported har(webSocket(R"([{"type":"send","data":"x","time":)" + time + "}]"));
        QCOMPARE(har.messages.size(), std::size_t(2));
        QCOMPARE(har.messages[1].record.time.time_since_epoch().count(), second);
    }
}

void TestHarImport::readsOpCodes()
{
    const Imported har(webSocket(R"([{"opcode":"ping","data":""},{"opcode":10,"data":"AQ=="},)"
                                 R"({"opcode":"Binary","data":"AQ=="},{"opcode":"1","data":"x"},)"
                                 R"({"opcode":99,"data":"x"},{"opcode":"?"},7,{"opcode":0}])"));
    QCOMPARE(har.story(),
             "received ping | received pong | received binary | received text | "
             "received text");
    QVERIFY2(har.remarks.contains(QStringLiteral("3 WebSocket messages could not be read")),
             qPrintable(har.remarks));
}

void TestHarImport::tellsHowItWasClosed()
{
    const auto closed = [](const QByteArray &how) {
        const Imported har(R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z",)"
                           R"("request":{"url":"ws://a/b"},"_webSocketMessages":[],)"
                           R"("_webSocketClose":)"
                           + how + "}]}}");
        return har.reader->sessions().at(0).closeReason;
    };
    QVERIFY(closed(R"({"code":1001,"reason":"bye"})").startsWith("1001"));
    QVERIFY(closed(R"("aborted")").contains("aborted"));
}

void TestHarImport::readsWhatIsThereOfACutFile()
{
    const QByteArray whole = fileNamed("chrome");
    for (qsizetype size = whole.size() - 1; size > 200; size -= 97) {
        const Imported har(whole.first(size));
        if (!har.isRead) {
            QVERIFY2(har.error.endsWith(u'.'), qPrintable(har.error));
            continue;
        }
        // Behind the entry nothing may be missing but brackets.
        QVERIFY(!har.remarks.isEmpty() || whole.sliced(size).trimmed().isEmpty());
    }
    const qsizetype middle = whole.indexOf("430[");
    const Imported har(whole.first(middle + 5));
    QCOMPARE(har.story(), "received eio-open | sent connect | received connect | sent event");
    QVERIFY2(har.remarks.contains(QStringLiteral("ends in the middle")), qPrintable(har.remarks));
}

void TestHarImport::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("other JSON") << QByteArray(R"({"log":{"version":"1.2"}})");
    QTest::newRow("no JSON") << QByteArray("{hello");
    QTest::newRow("no entries") << QByteArray(R"({"log":{"entries":{}}})");
    QTest::newRow("nothing but brackets") << QByteArray("{\"log\":") + QByteArray(100'000, '[');
    QTest::newRow("bytes") << QByteArray("{\0\xff\xfe", 4);
    QTest::newRow("only a brace") << QByteArray("{");
}

void TestHarImport::saysWhatIsWrong()
{
    QFETCH(const QByteArray, file);
    const Imported har(file);
    QVERIFY(!har.isRead);
    QVERIFY2(har.error.endsWith(u'.') && har.error.contains(QStringLiteral("no HAR")),
             qPrintable(har.error));
}

void TestHarImport::standsDeepNests()
{
    const QByteArray deep = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    const Imported har(R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z","extra":)"
                       + deep + R"(,"request":{"url":"ws://a/b","headers":)" + deep
                       + R"(},"_webSocketMessages":[{"data":)" + deep + R"(},{"data":"x"}]}]}})");
    QVERIFY(har.isRead);
    QVERIFY(har.story().endsWith("received text"));
}

void TestHarImport::takesLongMessages()
{
    constexpr qsizetype Size = 40 << 20;
    QByteArray text(Size, 'x');
    for (qsizetype i = 0; i + 12 < Size; i += 9'973)
        text.replace(i, 12, "\\u20ac\\\"\\n\\\\");
    const Imported har(webSocket(R"([{"type":"send","data":")" + text + R"("}])"));
    QCOMPARE(har.messages.size(), std::size_t(2));
    QCOMPARE(har.messages[1].record.content.size,
             text.replace("\\u20ac\\\"\\n\\\\", "\xe2\x82\xac\"\n\\").size());
    QCOMPARE(har.reader->messageBytes(2, Size / 2, 20'000), text.mid(Size / 2, 20'000));
}

void TestHarImport::stopsWhenTold()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("x"));
    QString error;
    const auto writer = StoreWriter::create(path, &error);
    double told = -1;
    Formats::Import work {.path = QStringLiteral(SOCKSCOPE_TEST_DATA "/har/chrome.har"),
                          .store = *writer,
                          .progress =
                              [&told](double done) {
                                  told = done;
                                  return false;
                              },
                          .remarks = {},
                          .error = {}};
    QVERIFY(!Formats::importHar(work));
    QVERIFY(work.error.isEmpty());
    QVERIFY(told >= 0 && told <= 1);
}

void TestHarImport::keepsTheOrderOfTimes()
{
    const auto entry = [](const QByteArray &path, const QByteArray &times) {
        QByteArray list;
        for (const QByteArray &time : times.split(' '))
            list += (list.isEmpty() ? "" : ",") + QByteArray(R"({"data":")") + time
                + R"(","time":17723664)" + time + "}";
        return R"({"startedDateTime":"2026-03-01T12:00:00Z","request":{"url":"ws://a)" + path
            + R"("},"_webSocketMessages":[)" + list + "]}";
    };
    const Imported har(R"({"log":{"entries":[)" + entry("/1", "01 04 05") + ','
                       + entry("/2", "02 03 06") + "]}}");
    QByteArray order;
    for (const MessageRow &row : har.messages) {
        if (row.record.kind == Kind::Text)
            order += row.record.content.bytes + ' ';
    }
    QCOMPARE(order, "01 02 03 04 05 06 ");
}

void TestHarImport::leavesOutWhatIsNoHttp()
{
    const Imported har(R"({"log":{"entries":[{"request":{"url":"data:text/plain,x"}},{},7,)"
                       R"({"startedDateTime":"2026-03-01T12:00:00Z","time":3,"request":{)"
                       R"("method":"GET","url":"http://a/"},"response":{"status":200,)"
                       R"("content":{"text":"aGk=","encoding":"base64"}}}]}})");
    QVERIFY(har.isRead);
    QVERIFY(har.remarks.contains(QStringLiteral("2 entries are of no http")));
    QCOMPARE(har.messages.size(), std::size_t(1));
    const auto exchange = har.reader->exchange(1);
    QVERIFY(exchange);
    QCOMPARE(exchange->responseBody.bytes, "hi");
    QCOMPARE(exchange->responseEnded->time_since_epoch().count(), 1'772'366'400'003'000);
}

QTEST_GUILESS_MAIN(TestHarImport)
#include "tst_harimport.moc"
