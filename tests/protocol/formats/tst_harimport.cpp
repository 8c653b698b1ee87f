// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/importedhar.h"

using namespace Capture;

namespace {

QByteArray fileNamed(const QByteArray &name)
{
    QFile file(QStringLiteral(SOCKSCOPE_TEST_DATA "/har/%1.har").arg(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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
    void takesOtherSpellings_data();
    void takesOtherSpellings();
    void tellsWhatTheFileLacks();
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
    const ImportedHar har(fileNamed(name));
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
    const ImportedHar har(webSocketHar(
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
        const ImportedHar har(webSocketHar(R"([{"type":"send","data":"x","time":)" + time + "}]"));
        QCOMPARE(har.messages.size(), std::size_t(2));
        QCOMPARE(har.messages[1].record.time.time_since_epoch().count(), second + 125'000);
    }
    for (const QByteArray time : {"1e999", "-5", "\"yesterday\"", "{}", "[1]", "null", "true"}) {
        const ImportedHar har(webSocketHar(R"([{"type":"send","data":"x","time":)" + time + "}]"));
        QCOMPARE(har.messages.size(), std::size_t(2));
        QCOMPARE(har.messages[1].record.time.time_since_epoch().count(), second);
    }
}

void TestHarImport::readsOpCodes()
{
    const ImportedHar har(
        webSocketHar(R"([{"opcode":"ping","data":""},{"opcode":10,"data":"AQ=="},)"
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
        const ImportedHar har(R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z",)"
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
        const ImportedHar har(whole.first(size));
        if (!har.isRead) {
            QVERIFY2(har.error.endsWith(u'.'), qPrintable(har.error));
            continue;
        }
        // Behind the entry nothing may be missing but brackets.
        QVERIFY(!har.remarks.isEmpty() || whole.sliced(size).trimmed().isEmpty());
    }
    const qsizetype middle = whole.indexOf("430[");
    const ImportedHar har(whole.first(middle + 5));
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
    const ImportedHar har(file);
    QVERIFY(!har.isRead);
    QVERIFY2(har.error.endsWith(u'.') && har.error.contains(QStringLiteral("no HAR")),
             qPrintable(har.error));
}

/// What one program or another writes instead of what most do.
void TestHarImport::takesOtherSpellings_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("story");
    QTest::addColumn<QByteArray>("lastText");
    const auto entry = [](const QByteArray &members) {
        return R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z",)" + members
            + "}]}}";
    };
    QTest::newRow("Chrome: a frame that says what went wrong")
        << webSocketHar(R"([{"type":"send","opcode":1,"data":"x"},)"
                        R"({"type":"error","opcode":-1,"data":"Invalid frame header"}])")
        << QByteArray("sent text") << QByteArray("x");
    QTest::newRow("Chrome: WebSocket over HTTP/2")
        << entry(R"("_resourceType":"websocket","request":{"method":"CONNECT",)"
                 R"("url":"https://a/b","httpVersion":"http/2.0","headers":[{"name":":protocol",)"
                 R"("value":"websocket"}]},"response":{"status":200},"_webSocketMessages":[)"
                 R"({"type":"receive","time":1772366400.5,"opcode":1,"data":"over h2"}])")
        << QByteArray("received text") << QByteArray("over h2");
    QTest::newRow("HTTP Toolkit: no body is none, and fields of one name are one")
        << entry(R"("request":{"method":"GET","url":"ws://a/b","headers":[)"
                 R"({"name":"sec-websocket-protocol","value":"chat,superchat"}]},"response":{)"
                 R"("status":101,"headers":[{"name":"sec-websocket-protocol","value":"chat"}],)"
                 R"("content":{"size":0,"mimeType":"application/octet-stream"}},)"
                 R"("_webSocketMessages":[{"type":"send","opcode":2,"time":1772366400.5,)"
                 R"("data":"aGk="}],"_webSocketClose":{"code":1000,"reason":"",)"
                 R"("timestamp":1772366401})")
        << QByteArray("sent binary | received close") << QByteArray("\x03\xe8");
    QTest::newRow("Safari: no time, an address in brackets, no method")
        << QByteArray(R"({"log":{"creator":{"name":"WebKit Web Inspector"},"entries":[{)"
                      R"("pageref":"page_0","startedDateTime":"","time":0,"request":{"method":"",)"
                      R"("url":"ws://a/b","httpVersion":"","headers":[]},"response":{"status":101,)"
                      R"("headers":[]},"serverIPAddress":"[::1]","_fetchType":"Network Load",)"
                      R"("_webSocketMessages":[{"type":"receive","data":"late"}]}]}})")
        << QByteArray("received text") << QByteArray("late");
    QTest::newRow("mitmproxy: nothing of a response that never came")
        << entry(R"("request":{"method":"GET","url":"http://a/b"},"response":{"status":0,)"
                 R"("headers":[],"content":{},"_error":null},"timings":{"connect":-1.0,)"
                 R"("ssl":null})")
        << QByteArray() << QByteArray();
    QTest::newRow("times as words, kinds as words, data that is JSON itself")
        << webSocketHar(R"([{"type":"outgoing","time":"2026-03-01T12:00:01.5Z","opcode":"TEXT",)"
                        R"("data":{"b":1,"a":[2]}},{"type":"incoming","opcode":"binary",)"
                        R"("encoding":"BASE64","data":"_-8"},{"type":"incoming","opcode":"close",)"
                        R"("data":"A+g="}])")
        << QByteArray("sent text | received binary | received close") << QByteArray("\x03\xe8");
    QTest::newRow("times since the connection began")
        << webSocketHar(
               R"([{"type":"send","time":0.5,"data":"1"},{"type":"send","time":2,"data":"2"}])")
        << QByteArray("sent text | sent text") << QByteArray("2");
    QTest::newRow("a list of entries alone, and a mark of its order of bytes")
        << QByteArray("\xef\xbb\xbf [{\"request\":{\"url\":\"wss://a\"},"
                      "\"_webSocketMessages\":[{\"type\":\"send\",\"data\":\"x\"},]},]")
        << QByteArray("sent text") << QByteArray("x");
}

void TestHarImport::takesOtherSpellings()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, story);
    QFETCH(const QByteArray, lastText);
    const ImportedHar har(file);
    QVERIFY2(har.isRead, qPrintable(har.error));
    QCOMPARE(har.story(), story);
    QVERIFY(!har.messages.empty());
    if (!story.isEmpty())
        QCOMPARE(har.messages.back().record.content.bytes, lastText);
    for (std::size_t i = 1; i < har.messages.size(); ++i)
        QVERIFY(har.messages[i].record.time >= har.messages[i - 1].record.time);
    if (file.contains("Invalid frame"))
        QVERIFY(har.reader->sessions().at(0).closeReason.contains("Invalid frame header"));
}

void TestHarImport::tellsWhatTheFileLacks()
{
    const ImportedHar har(
        R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z",)"
        R"("request":{"method":"GET","url":"ws://a/b"},"response":{"status":101}},)"
        R"({"startedDateTime":"2026-03-01T12:00:01Z","request":{"method":"GET",)"
        R"("url":"http://a/b"},"response":{"status":200,"content":{"size":5,)"
        R"("text":""}}}]}})");
    QVERIFY(har.isRead);
    QVERIFY2(har.remarks.contains(QStringLiteral("no list of the messages of one WebSocket")),
             qPrintable(har.remarks));
    QVERIFY2(har.remarks.contains(QStringLiteral("the body of one response")),
             qPrintable(har.remarks));
    const ImportedHar silent(webSocketHar("[]"));
    QCOMPARE(silent.remarks, QString());
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
    const ImportedHar har(R"({"log":{"entries":[)" + entry("/1", "01 04 05") + ','
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
    const ImportedHar har(R"({"log":{"entries":[{"request":{"url":"data:text/plain,x"}},{},7,)"
                          R"({"startedDateTime":"2026-03-01T12:00:00Z","time":3,"request":{)"
                          R"("method":"GET","url":"http://a/"},"response":{"status":200,)"
                          R"("content":{"text":"aGk=","encoding":"base64"}}}]}})");
    QVERIFY(har.isRead);
    QVERIFY(har.remarks.contains(QStringLiteral("one entry is of no http")));
    QVERIFY(
        har.remarks.contains(QStringLiteral("2 things in the list of entries are no requests")));
    QCOMPARE(har.messages.size(), std::size_t(1));
    const auto exchange = har.reader->exchange(1);
    QVERIFY(exchange);
    QCOMPARE(exchange->responseBody.bytes, "hi");
    QCOMPARE(exchange->responseEnded->time_since_epoch().count(), 1'772'366'400'003'000);
}

QTEST_GUILESS_MAIN(TestHarImport)
#include "tst_harimport.moc"
