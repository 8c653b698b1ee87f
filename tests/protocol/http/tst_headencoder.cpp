// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/headencoder.h"

#include "protocol/http/messagedecoder.h"

#include <QTest>

using namespace Http;

namespace {

const QByteArray rawHead = "\r\nGET http://localhost:8080/a?b=c HTTP/1.1\r\n"
                           "hOST:localhost:8080  \r\n"
                           "Origin: \thttp://localhost:8080\r\n"
                           "X-Bare: LF\n"
                           "X-Folded: one\r\n two \r\n"
                           "Empty:\r\n"
                           "origin: again\r\n"
                           "\r\n";

} // namespace

class HeadEncoderTest : public QObject
{
    Q_OBJECT
private slots:
    void encodesRequests();
    void encodesResponses();
    void lendsNoValueAField();
    void replacesValues();
    void leavesEqualValuesAlone();
    void removesFields();
    void appendsFields();
    void replacesTargets();
    void turnsTargetsIntoOriginForm();
    void survivesHeadsThatAreNone();
};

void HeadEncoderTest::encodesRequests()
{
    const QList<Field> fields {{"Host", "a"}, {"X", ""}};
    const QByteArray bytes = encodeRequestHead("GET", "/b?c", fields);
    QCOMPARE(bytes, "GET /b?c HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n");
    MessageDecoder decoder(MessageDecoder::Role::Request);
    decoder.feed(bytes);
    const auto head = std::get<Head>(decoder.next().value());
    QCOMPARE(head.fields, fields);
    QVERIFY(head.problems.isEmpty());
}

void HeadEncoderTest::encodesResponses()
{
    QCOMPARE(encodeResponseHead(502, {{"Content-Length", "0"}}),
             "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    QCOMPARE(encodeResponseHead(299, {}), "HTTP/1.1 299 Unknown\r\n\r\n");
    QCOMPARE(encodeResponseHead(200, {}, "Fine"), "HTTP/1.1 200 Fine\r\n\r\n");
}

void HeadEncoderTest::lendsNoValueAField()
{
    QCOMPARE(encodeRequestHead("GET", "/\r\nA: b", {{"C", "d\r\nE: f"}}),
             "GET /  A: b HTTP/1.1\r\nC: d  E: f\r\n\r\n");
}

void HeadEncoderTest::replacesValues()
{
    HeadRewriter rewriter(rawHead);
    QCOMPARE(rewriter.replaceValue("Host", "example.org"), 1);
    QCOMPARE(rewriter.replaceValue("Origin", "https://example.org"), 2);
    QCOMPARE(rewriter.replaceValue("X-Folded", "flat"), 1);
    QCOMPARE(rewriter.replaceValue("Empty", "full"), 1);
    QCOMPARE(rewriter.replaceValue("Referer", "nobody"), 0);
    QVERIFY(rewriter.isChanged());
    QCOMPARE(rewriter.bytes(),
             "\r\nGET http://localhost:8080/a?b=c HTTP/1.1\r\n"
             "hOST:example.org  \r\n"
             "Origin: \thttps://example.org\r\n"
             "X-Bare: LF\n"
             "X-Folded: flat \r\n"
             "Empty: full\r\n"
             "origin: https://example.org\r\n"
             "\r\n");
}

void HeadEncoderTest::leavesEqualValuesAlone()
{
    HeadRewriter rewriter(rawHead);
    QCOMPARE(rewriter.replaceValue("host", "localhost:8080"), 1);
    QCOMPARE(rewriter.replaceValue("empty", ""), 1);
    QVERIFY(!rewriter.isChanged());
    QCOMPARE(rewriter.bytes(), rawHead);
}

void HeadEncoderTest::removesFields()
{
    HeadRewriter rewriter(rawHead);
    QCOMPARE(rewriter.removeField("ORIGIN"), 2);
    QCOMPARE(rewriter.removeField("X-Folded"), 1);
    QCOMPARE(rewriter.removeField("X-None"), 0);
    QCOMPARE(rewriter.bytes(),
             "\r\nGET http://localhost:8080/a?b=c HTTP/1.1\r\n"
             "hOST:localhost:8080  \r\n"
             "X-Bare: LF\n"
             "Empty:\r\n"
             "\r\n");
}

void HeadEncoderTest::appendsFields()
{
    HeadRewriter rewriter("GET / HTTP/1.1\r\nA: b\r\n\r\n");
    rewriter.appendField("C", "d\r\ne");
    QCOMPARE(rewriter.bytes(), "GET / HTTP/1.1\r\nA: b\r\nC: d  e\r\n\r\n");
    HeadRewriter bare("GET / HTTP/1.1\n\n");
    bare.appendField("C", "d");
    QCOMPARE(bare.bytes(), "GET / HTTP/1.1\nC: d\n\n");
}

void HeadEncoderTest::replacesTargets()
{
    HeadRewriter rewriter("GET /a b HTTP/1.0\r\n\r\n");
    QVERIFY(rewriter.replaceTarget("/base/a"));
    QCOMPARE(rewriter.bytes(), "GET /base/a HTTP/1.0\r\n\r\n");
    HeadRewriter response("HTTP/1.1 200 OK\r\n\r\n");
    QVERIFY(!response.replaceTarget("/"));
    QVERIFY(!response.isChanged());
}

void HeadEncoderTest::turnsTargetsIntoOriginForm()
{
    HeadRewriter rewriter(rawHead);
    QVERIFY(rewriter.toOriginForm());
    QVERIFY(rewriter.bytes().startsWith("\r\nGET /a?b=c HTTP/1.1\r\nhOST:"));
    QVERIFY(!rewriter.toOriginForm());
    HeadRewriter name("OPTIONS http://a HTTP/1.1\r\n\r\n");
    QVERIFY(name.toOriginForm());
    QCOMPARE(name.bytes(), "OPTIONS / HTTP/1.1\r\n\r\n");
}

void HeadEncoderTest::survivesHeadsThatAreNone()
{
    for (const QByteArray &raw :
         {QByteArray(), QByteArray("\r\n"), QByteArray("GET"), QByteArray("GET /"),
          QByteArray("A B HTTP/1.1\nno colon"), QByteArray(" \n:\n: ")}) {
        HeadRewriter rewriter(raw);
        rewriter.replaceValue("A", "b");
        rewriter.removeField("A");
        rewriter.toOriginForm();
        QCOMPARE(rewriter.bytes(), raw);
        rewriter.replaceValue("", "b");
        rewriter.replaceTarget("/");
        rewriter.appendField("A", "b");
        QVERIFY(rewriter.bytes().contains("A: b"));
    }
}

QTEST_GUILESS_MAIN(HeadEncoderTest)
#include "tst_headencoder.moc"
