// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harscan.h"
#include "tests/support/importedhar.h"

#include <QTemporaryFile>

using namespace Capture;

/// HARs that are made to do harm, or are only very large.
class TestHarHostile : public QObject
{
    Q_OBJECT

private slots:
    void standsDeepNests();
    void standsHostileFiles_data();
    void standsHostileFiles();
    void standsCrowds();
    void takesLongMessages();
    void stopsWhenTold_data();
    void stopsWhenTold();
};

void TestHarHostile::standsDeepNests()
{
    const QByteArray deep = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    const ImportedHar har(R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z","extra":)"
                          + deep + R"(,"request":{"url":"ws://a/b","headers":)" + deep
                          + R"(},"_webSocketMessages":[{"data":)" + deep
                          + R"(},{"data":"x"}]}]}})");
    QVERIFY(har.isRead);
    QVERIFY(har.story().endsWith("received text"));
}

void TestHarHostile::standsHostileFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("remark"); // empty: all can be read
    QTest::addColumn<int>("messages"); // with handshakes
    const QByteArray digits(100'000, '9');
    QTest::newRow("numbers that are none")
        << R"({"log":{"entries":[{"startedDateTime":1e999,"time":)" + digits
            + R"(,"timings":{"wait":1e308,"send":-1e308},"request":{"url":"ws://a","bodySize":)"
            + digits + R"(},"response":{"status":)" + digits
            + R"(},"_webSocketMessages":[{"opcode":-0.0,"time":-1e999,"data":"x"},{"opcode":)"
            + digits
            + R"(,"data":"y"},{"opcode":1e-400,"time":1e400,"data":"z"}],)"
              R"("_webSocketClose":{"code":1e30,"timestamp":"9e999"}}]}})"
        << QStringLiteral("2 WebSocket messages could not be read") << 2;
    const QByteArray begin
        = R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z","request":{"url":"ws://a"},)"
          R"("_webSocketMessages":[{"data":"x"},{"data":")";
    constexpr qsizetype Long = 10 << 20;
    QTest::newRow("a string without an end")
        << begin + QByteArray(Long, 'y') << QStringLiteral("ends in the middle") << 2;
    QTest::newRow("a name without an end")
        << R"({"log":{"entries":[{"request":{"url":"http://a"},"response":{"status":204}},{")"
            + QByteArray(Long, 'y')
        << QStringLiteral("longer than any should be") << 1;
    QTest::newRow("a time without an end")
        << R"({"log":{"entries":[{"request":{"url":"http://a"},"response":{"status":204}},)"
           R"({"startedDateTime":")"
            + QByteArray(Long, '1')
        << QStringLiteral("ends in the middle") << 1;
    QTest::newRow("backslashes without an end")
        << begin + QByteArray(Long, '\\') << QStringLiteral("ends in the middle") << 2;
    QTest::newRow("escapes that are none") << begin
            + R"(\u12\q\u{41}\ud800\ud800\udfff\)"
              "\"\"}]}]}}" << QString() << 3;
    QTest::newRow("bytes of zero within text")
        << begin + QByteArray(3, '\0') + "\"}]}]}}" << QString() << 3;
    QTest::newRow("bytes of zero behind a while")
        << begin + "y\"}" + QByteArray(Long, '\0') << QStringLiteral("ends in the middle") << 3;
    QTest::newRow("no UTF-8") << begin + "\xff\xfe\xed\xa0\x80\"}]}]}}" << QString() << 3;
    QTest::newRow("line ends in heads") << QByteArray(
        R"({"log":{"entries":[{"request":{"method":"GET / HTTP/1.1\r\nX: y",)"
        R"("url":"ws://a/\r\n\r\nb","headers":[{"name":"a\r\n\r\n","value":"b\r\n"}]},)"
        R"("_webSocketMessages":[{"data":"x"}]}]}})")
                                        << QString() << 2;
    QByteArray fields;
    for (int i = 0; i < 200'000; ++i)
        fields += R"({"name":"a","value":"b"},)";
    QTest::newRow("a head of 200000 fields")
        << R"({"log":{"entries":[{"request":{"url":"ws://a","headers":[)" + fields
            + R"(]},"_webSocketMessages":[{"data":"x"}]}]}})"
        << QStringLiteral("the head of one request or response is longer") << 2;
    // Bodies stand there without their codings: this one stays as small as it is.
    const QByteArray zeros = qCompress(QByteArray(16 << 20, '\0'), 9).sliced(4); // zlib
    QTest::newRow("a bomb in a body")
        << R"({"log":{"entries":[{"request":{"method":"GET","url":"http://a"},"response":{"status":200,)"
           R"("headers":[{"name":"Content-Encoding","value":"deflate"}],"content":{"encoding":"base64",)"
           R"("text":")"
            + zeros.toBase64() + R"("}}}]}})"
        << QString() << 1;
    QTest::newRow("a bomb in a message")
        << R"({"log":{"entries":[{"request":{"url":"ws://a"},"response":{"status":101,"headers":[)"
           R"({"name":"Sec-WebSocket-Extensions","value":"permessage-deflate"}]},)"
           R"("_webSocketMessages":[{"opcode":2,"data":")"
            + zeros.toBase64() + R"("}]}]}})"
        << QString() << 2;
    QTest::newRow("our own records, as nobody writes them")
        << R"({"log":{"_sockscope":{"sessions":[{"id":1,"namespaces":)" + QByteArray(500'000, '[')
            + QByteArray(500'000, ']')
            + R"(,"transports":"x"},7,"x",{"id":99999999999999999999}],)"
              R"("connections":{},"gaps":[{}],"memberships":[{"id":-1},{"id":-9223372036854775808}]},)"
              R"("entries":[{"request":1,"_sockscope":{"id":1,"first_message":9223372036854775807}}],)"
              R"("_sockscopeFrames":[[],{"id":-1}]}})"
        << QString() << 0;
    QByteArray members;
    for (int i = 0; i < 1'000'000; ++i)
        members += R"("":0,)";
    QTest::newRow("a record of a million members")
        << R"({"log":{"_sockscope":{},"entries":[{"request":{},"_sockscope":{)" + members
            + R"("id":1}}]}})"
        << QStringLiteral("not of the capture") << 0;
}

void TestHarHostile::standsHostileFiles()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QString, remark);
    QFETCH(const int, messages);
    const ImportedHar har(file);
    QVERIFY2(har.isRead, qPrintable(har.error));
    QVERIFY2(har.remarks.contains(remark), qPrintable(har.remarks));
    QCOMPARE(int(har.messages.size()), messages);
    qint64 bytes = 0;
    for (const MessageRow &row : har.messages)
        bytes += row.record.content.size;
    QVERIFY(bytes <= file.size());
    if (const auto exchange = har.reader->exchange(1))
        QVERIFY(exchange->responseBody.size <= file.size());
}

/// More WebSockets than there can be at a time, and more entries than there should be.
void TestHarHostile::standsCrowds()
{
    constexpr int Sockets = 10'100;
    QByteArray entries;
    for (int i = 0; i < Sockets; ++i)
        entries += R"({"startedDateTime":"2026-03-01T12:00:00Z","request":{"url":"ws://a"},)"
                   R"("_webSocketMessages":[{"data":"x","time":1772366400},)"
                   R"({"data":"y","time":1772366410}]},)";
    const ImportedHar har(R"({"log":{"entries":[)" + entries + "]}}");
    QVERIFY(har.isRead);
    QVERIFY2(har.remarks.contains(QStringLiteral("more than 10000 were open")),
             qPrintable(har.remarks));
    const auto sessions = har.reader->sessions();
    QCOMPARE(int(sessions.size()), Sockets);
    QTemporaryFile file;
    QVERIFY(file.open() && file.write("[" + entries + "]") > 0 && file.flush());
    Formats::BlockFile blocks;
    QVERIFY(blocks.open(file.fileName()));
    Formats::HarScan scan;
    scan.scan(blocks, 100);
    QCOMPARE(scan.entries().size(), std::size_t(100));
    QCOMPARE(scan.leftOut(), Sockets - 100);
}

void TestHarHostile::takesLongMessages()
{
    constexpr qsizetype Size = 40 << 20;
    QByteArray text(Size, 'x');
    for (qsizetype i = 0; i + 12 < Size; i += 9'973)
        text.replace(i, 12, "\\u20ac\\\"\\n\\\\");
    const ImportedHar har(webSocketHar(R"([{"type":"send","data":")" + text + R"("}])"));
    QCOMPARE(har.messages.size(), std::size_t(2));
    QCOMPARE(har.messages[1].record.content.size,
             text.replace("\\u20ac\\\"\\n\\\\", "\xe2\x82\xac\"\n\\").size());
    QCOMPARE(har.reader->messageBytes(2, Size / 2, 20'000), text.mid(Size / 2, 20'000));
}

void TestHarHostile::stopsWhenTold_data()
{
    QTest::addColumn<QByteArray>("file");
    QByteArray messages;
    QByteArray records;
    for (int i = 0; i < 20'000; ++i) {
        messages += R"({"data":"x"},)";
        records += R"({"note":"x"},)";
    }
    QTest::newRow("one long message")
        << webSocketHar(R"([{"data":")" + QByteArray(4 << 20, 'x') + R"("}])");
    QTest::newRow("one long body")
        << R"({"log":{"entries":[{"request":{"method":"POST","url":"http://a","postData":{"text":")"
            + QByteArray(4 << 20, 'x') + R"("}}}]}})";
    QTest::newRow("many messages") << webSocketHar('[' + messages + ']');
    QTest::newRow("our own records")
        << R"({"log":{"entries":[],"_sockscope":{"gaps":[)" + records + "]}}}";
}

/// Wherever that is: at once, and without a word on what could not be read.
void TestHarHostile::stopsWhenTold()
{
    QFETCH(const QByteArray, file);
    for (const double until : {0.0, 0.1, 0.3, 0.4, 0.5, 0.9}) {
        QTemporaryFile har;
        QVERIFY(har.open() && har.write(file) == file.size() && har.flush());
        const QTemporaryDir dir;
        QString error;
        const auto writer = StoreWriter::create(dir.filePath(QStringLiteral("x")), &error);
        QVERIFY2(writer, qPrintable(error));
        double told = 0;
        bool isForwards = true;
        int refusals = 0;
        Formats::Import work {.path = har.fileName(),
                              .store = *writer,
                              .progress =
                                  [&](double done) {
                                      isForwards = isForwards && done >= told && done <= 1;
                                      told = done;
                                      refusals += done >= until ? 1 : 0;
                                      return done < until;
                                  },
                              .remarks = {},
                              .error = {}};
        const bool isRead = Formats::importHar(work);
        QVERIFY(isForwards);
        QVERIFY2(refusals <= 1, "it was asked again");
        QCOMPARE(isRead, refusals == 0);
        QVERIFY2(work.error.isEmpty(), qPrintable(work.error));
    }
}

QTEST_GUILESS_MAIN(TestHarHostile)
#include "tst_harhostile.moc"
