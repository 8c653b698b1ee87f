// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/messagedecoder.h"

#include "tests/support/httptranscript.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Http;

namespace {

using Role = MessageDecoder::Role;

/// How the bytes of a case are cut: 0 not at all, 1 into bytes, else into random pieces.
QByteArray transcribe(Role role, const QList<QByteArray> &expected, QByteArrayView wire,
                      quint32 cuts)
{
    MessageDecoder decoder(role, 1024);
    for (const QByteArray &method : expected)
        decoder.expect(method);
    HttpTranscript transcript;
    QRandomGenerator random(cuts);
    while (!wire.isEmpty()) {
        const qsizetype size = cuts == 0 ? wire.size()
            : cuts == 1                  ? 1
                                         : std::min<qsizetype>(random.bounded(1, 12), wire.size());
        decoder.feed(wire.first(size).toByteArray());
        transcript.take(decoder);
        wire = wire.sliced(size);
    }
    decoder.finish();
    transcript.take(decoder);
    QByteArray text = transcript.text();
    if (decoder.isSwitched())
        text += "rest " + decoder.takeRest() + '\n';
    return text;
}

QByteArray hugeField(qsizetype size)
{
    return "X-Huge: " + QByteArray(size, 'x') + "\r\n";
}

} // namespace

class MessageDecoderTest : public QObject
{
    Q_OBJECT
private slots:
    void decodesRequests_data();
    void decodesRequests();
    void decodesResponses_data();
    void decodesResponses();
    void tellsForeignBytesAtOnce_data();
    void tellsForeignBytesAtOnce();
    void keepsTheBytesOfAHead();
    void readsFramingBehindTheLimit();
    void holdsWhatFollowsAMessage();
    void stopsAfterSwitchingProtocols();
    void stopsAfterConnect();
    void givesBackAnUnfinishedHead();
    void namesTheOffsetOfAnUnfinishedHead();
    void passesBodiesThroughWithoutCopying();
    void costsNoMemoryForAHugeBody();
    void knowsMessageBoundaries();
};

void MessageDecoderTest::decodesRequests_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("transcript");

    QTest::newRow("RFC 9112 2.1: a request without a body")
        << QByteArray("GET /hello.txt HTTP/1.1\r\nHost: www.example.com\r\n\r\n")
        << QByteArray("request GET /hello.txt 1.1 {Host=www.example.com} @0+50\nend 0/0\n");
    QTest::newRow("RFC 9112 2.2: empty lines before a request")
        << QByteArray("\r\n\r\nGET / HTTP/1.1\r\n\r\n")
        << QByteArray("request GET / 1.1 @0+22\nend 0/0\n");
    QTest::newRow("RFC 9112 2.2: nothing but an empty line") << QByteArray("\r\n") << QByteArray();
    QTest::newRow("RFC 9112 2.2: bare line feeds")
        << QByteArray("POST / HTTP/1.1\nA: b\nContent-Length: 2\n\nhi")
        << QByteArray("request POST / 1.1 {A=b} {Content-Length=2} @0+40\nbody hi\nend 2/2\n");
    QTest::newRow("RFC 9112 2.2: white space before the first field is ignored")
        << QByteArray("GET / HTTP/1.1\r\n A: b\r\nC: d\r\n\r\n")
        << QByteArray("request GET / 1.1 {C=d} @0+31 !http-bad-header\nend 0/0\n");
    QTest::newRow("RFC 9112 2.2: a bare carriage return in a field")
        << QByteArray("GET / HTTP/1.1\r\nA: b\rc\r\n\r\n")
        << QByteArray("request GET / 1.1 {A=b\rc} @0+26 !http-bad-header\nend 0/0\n");
    QTest::newRow("RFC 9112 2.3: HTTP/1.0")
        << QByteArray("GET / HTTP/1.0\r\n\r\n") << QByteArray("request GET / 1.0 @0+18\nend 0/0\n");
    QTest::newRow("RFC 9112 2.3: a version that does not exist")
        << QByteArray("GET / HTTP/3.7\r\n\r\n")
        << QByteArray("request GET / 3.7 @0+18 !http-bad-start-line\nend 0/0\n");
    QTest::newRow("RFC 9112 3: a target with a space")
        << QByteArray("GET /a b HTTP/1.1\r\n\r\n")
        << QByteArray("request GET /a b 1.1 @0+21 !http-bad-start-line\nend 0/0\n");
    QTest::newRow("RFC 9112 3: two spaces")
        << QByteArray("GET  / HTTP/1.1\r\n\r\n")
        << QByteArray("request GET / 1.1 @0+19 !http-bad-start-line\nend 0/0\n");
    QTest::newRow("RFC 9112 3: UTF-8 in the target")
        << QByteArray("GET /\xc3\xa9 HTTP/1.1\r\n\r\n")
        << QByteArray("request GET /\xc3\xa9 1.1 @0+20 !http-bad-start-line\nend 0/0\n");
    QTest::newRow("RFC 9112 3: no target")
        << QByteArray("GET HTTP/1.1\r\n\r\n")
        << QByteArray("request GET  1.1 @0+16 !http-bad-start-line\nend 0/0\n");
    QTest::newRow("RFC 9112 3: no version")
        << QByteArray("GET /\r\nHost: a\r\n\r\n")
        << QByteArray("request GET / 0.0 {Host=a} @0+18 !http-bad-start-line\nend 0/0\n");
    QTest::newRow("RFC 9112 3.2.4: the asterisk form")
        << QByteArray("OPTIONS * HTTP/1.1\r\n\r\n")
        << QByteArray("request OPTIONS * 1.1 @0+22\nend 0/0\n");
    QTest::newRow("RFC 9112 5: white space around a value, an empty value")
        << QByteArray("GET / HTTP/1.1\r\nA:\t b c \t\r\nD:\r\nE: \r\n\r\n")
        << QByteArray("request GET / 1.1 {A=b c} {D=} {E=} @0+38\nend 0/0\n");
    QTest::newRow("RFC 9112 5.1: white space before the colon")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length : 1\r\n\r\nx")
        << QByteArray("request POST / 1.1 {Content-Length=1} @0+39 !http-bad-header\n"
                      "body x\nend 1/1\n");
    QTest::newRow("RFC 9112 5.1: no colon, no name, no token")
        << QByteArray("GET / HTTP/1.1\r\nabc\r\n: d\r\ne f: g\r\n\r\n")
        << QByteArray("request GET / 1.1 {abc=} {=d} {e f=g} @0+36 !http-bad-header\nend 0/0\n");
    QTest::newRow("RFC 9112 5.2: folded lines")
        << QByteArray("GET / HTTP/1.1\r\nA: b\r\n  c\r\n\t\r\n\td\r\nE: f\r\n\r\n")
        << QByteArray("request GET / 1.1 {A=b c d} {E=f} @0+42 !http-bad-header\nend 0/0\n");
    QTest::newRow("RFC 9112 5.2: a folded transfer coding counts")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=chunked} @0+49 !http-bad-header\n"
                      "end 0/5\n");
    QTest::newRow("RFC 9112 6.1: transfer coding beats length")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "1\r\na\r\n0\r\n\r\n")
        << QByteArray("request POST / 1.1 {Content-Length=3} {Transfer-Encoding=chunked} @0+66 "
                      "!http-bad-length\nbody a\nend 1/11\n");
    QTest::newRow("RFC 9112 6.1: a transfer coding that is not chunked")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nabc")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=gzip} @0+44 !http-bad-length\n"
                      "body abc\nend 3/3\n");
    QTest::newRow("RFC 9112 6.1: gzip, then chunked")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: Chunked"
                      "\r\n\r\n1\r\nx\r\n0\r\n\r\n")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=gzip} {Transfer-Encoding=Chunked} "
                      "@0+72\nbody x\nend 1/11\n");
    QTest::newRow("RFC 9110 8.6: the same length twice")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: 2, 2\r\nContent-Length: 02\r\n\r\nhi")
        << QByteArray("request POST / 1.1 {Content-Length=2, 2} {Content-Length=02} @0+61\n"
                      "body hi\nend 2/2\n");
    QTest::newRow("RFC 9112 6.3: two lengths: the first counts")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi")
        << QByteArray("request POST / 1.1 {Content-Length=2} {Content-Length=3} @0+57 "
                      "!http-bad-length\nbody hi\nend 2/2\n");
    QTest::newRow("RFC 9112 6.3: a length that is none: a request has no body then")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: +2\r\n\r\nGET / HTTP/1.1\r\n\r\n")
        << QByteArray("request POST / 1.1 {Content-Length=+2} @0+39 !http-bad-length\nend 0/0\n"
                      "request GET / 1.1 @39+18\nend 0/0\n");
    QTest::newRow("RFC 9112 6.3: a length of more than 63 bits")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: 9223372036854775808\r\n\r\n")
        << QByteArray("request POST / 1.1 {Content-Length=9223372036854775808} @0+56 "
                      "!http-bad-length\nend 0/0\n");
    QTest::newRow("RFC 9112 7.1: chunks, extensions, leading zeros, padding")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "004;a=\"b;c\"\r\nWiki\r\nA ;x\r\npedia in\r\n\r\n2  \r\nok\r\n00\r\n\r\n")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=chunked} @0+47\n"
                      "body Wikipedia in\r\nok\nend 16/52\n");
    QTest::newRow("RFC 9112 7.1: bare line feeds in chunk framing")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\na\n0\n\n")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=chunked} @0+47\nbody a\nend 1/7\n");
    QTest::newRow("RFC 9112 7.1.2: trailers")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "1\r\na\r\n0\r\nDigest: x\r\nContent-Length: 7\r\n\r\n"
                      "GET / HTTP/1.1\r\n\r\n")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=chunked} @0+47\nbody a\n"
                      "end 1/41 {Digest=x} {Content-Length=7}\n"
                      "request GET / 1.1 @88+18\nend 0/0\n");
    QTest::newRow("RFC 9112 7.1: a chunk size that is none")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "1\r\na\r\nxyz\r\nGET / HTTP/1.1\r\n\r\n")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=chunked} @0+47\nbody a\n"
                      "cut 1/6 !http-bad-chunk\nforeign xyz\r\nGET / HTTP/1.1\r\n\r\n\n");
    QTest::newRow("RFC 9112 7.1: a chunk longer than its size")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=chunked} @0+47\nbody a\n"
                      "cut 1/4 !http-bad-chunk\nforeign bc\r\n0\r\n\r\n\n");
    QTest::newRow("RFC 9112 7.1: a chunk size of 64 bits")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n8000000000000000\r\n")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=chunked} @0+47\n"
                      "cut 0/15 !http-bad-chunk\nforeign 0\r\n\n");
    QTest::newRow("RFC 9112 8: cut off in a body")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc")
        << QByteArray("request POST / 1.1 {Content-Length=5} @0+38\nbody abc\n"
                      "cut 3/3 !http-cut-off\n");
    QTest::newRow("RFC 9112 8: cut off in a chunk")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=chunked} @0+47\nbody abc\n"
                      "cut 3/6 !http-cut-off\n");
    QTest::newRow("RFC 9112 8: cut off in a trailer")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b")
        << QByteArray("request POST / 1.1 {Transfer-Encoding=chunked} @0+47\n"
                      "cut 0/7 {A=b} !http-cut-off\n");
    QTest::newRow("RFC 9112 8: cut off in a field")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: 5\r\nHos")
        << QByteArray("request POST / 1.1 {Content-Length=5} {Hos=} @0+39 "
                      "!http-bad-header,http-cut-off\ncut 0/0 !http-cut-off\n");
    QTest::newRow("RFC 9112 8: cut off in a target")
        << QByteArray("POST /soc")
        << QByteArray("request POST /soc 0.0 @0+9 !http-cut-off\ncut 0/0 !http-cut-off\n");
    QTest::newRow("RFC 9112 8: cut off before the kind is known")
        << QByteArray("hello wor") << QByteArray("foreign hello wor\n");
    QTest::newRow("RFC 9112 9.3.2: pipelining")
        << QByteArray("POST /1 HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi"
                      "GET /2 HTTP/1.1\r\n\r\n\r\nGET /3 HTTP/1.1\r\n\r\n")
        << QByteArray("request POST /1 1.1 {Content-Length=2} @0+39\nbody hi\nend 2/2\n"
                      "request GET /2 1.1 @41+19\nend 0/0\nrequest GET /3 1.1 @60+21\nend 0/0\n");
    QTest::newRow("garbage after a message")
        << QByteArray("GET / HTTP/1.1\r\n\r\n\x81\x05hello")
        << QByteArray("request GET / 1.1 @0+18\nend 0/0\nforeign \x81\x05hello\n");
    QTest::newRow("RFC 9113 3.4: the preface of HTTP/2")
        << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        << QByteArray("foreign PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\n");
    QTest::newRow("a field longer than the limit")
        << "POST / HTTP/1.1\r\nA: b\r\n" + hugeField(2000) + "Content-Length: 2\r\n\r\nhi"
        << "request POST / 1.1 {A=b} {X-Huge=" + QByteArray(1016, 'x')
            + "} @0+2054 kept 1024 !http-head-too-long\nbody hi\nend 2/2\n";
    QTest::newRow("a target longer than the limit")
        << "GET /" + QByteArray(2000, 'a') + " HTTP/1.1\r\nB: c\r\n\r\n"
        << "request GET /" + QByteArray(1019, 'a')
            + " 0.0 {B=c} @0+2024 kept 1024 !http-bad-start-line,http-head-too-long\nend 0/0\n";
}

void MessageDecoderTest::decodesRequests()
{
    QFETCH(QByteArray, wire);
    for (quint32 cuts = 0; cuts < 20; ++cuts)
        QTEST(transcribe(Role::Request, {}, wire, cuts), "transcript");
}

void MessageDecoderTest::decodesResponses_data()
{
    QTest::addColumn<QList<QByteArray>>("expected");
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("transcript");

    const QList<QByteArray> get {"GET"};
    QTest::newRow("RFC 9112 4: a response")
        << get << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        << QByteArray("response 200 OK 1.1 {Content-Length=2} @0+38\nbody ok\nend 2/2\n");
    QTest::newRow("RFC 9112 4: no reason, with and without its space")
        << QList<QByteArray> {"GET", "GET"}
        << QByteArray("HTTP/1.1 204 \r\n\r\nHTTP/1.1 204\r\n\r\n")
        << QByteArray("response 204  1.1 @0+17\nend 0/0\nresponse 204  1.1 @17+16\nend 0/0\n");
    QTest::newRow("RFC 9112 4: a status that is none")
        << get << QByteArray("HTTP/1.1 abc\r\nContent-Length: 1\r\n\r\nx")
        << QByteArray("response 0 abc 1.1 {Content-Length=1} @0+35 !http-bad-start-line\n"
                      "body x\nend 1/1\n");
    QTest::newRow("RFC 9112 4: a version that is none")
        << get << QByteArray("HTTP/one 200 OK\r\nContent-Length: 1\r\n\r\nx")
        << QByteArray("response 200 OK 0.0 {Content-Length=1} @0+38 !http-bad-start-line\n"
                      "body x\nend 1/1\n");
    QTest::newRow("RFC 9112 2.2: empty lines are for requests")
        << get << QByteArray("\r\nHTTP/1.1 204 No Content\r\n\r\n")
        << QByteArray("response 204 No Content 1.1 @0+29 !http-bad-start-line\nend 0/0\n");
    QTest::newRow("RFC 9112 6.3: to the end of the connection")
        << get << QByteArray("HTTP/1.0 200 OK\r\n\r\nHTTP/1.1 is text here")
        << QByteArray("response 200 OK 1.0 @0+19\nbody HTTP/1.1 is text here\nend 21/21\n");
    QTest::newRow("RFC 9112 6.3: to the end, and empty")
        << get << QByteArray("HTTP/1.1 200 OK\r\n\r\n")
        << QByteArray("response 200 OK 1.1 @0+19\nend 0/0\n");
    QTest::newRow("RFC 9112 6.3: a bad length: to the end of the connection")
        << get << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc")
        << QByteArray("response 200 OK 1.1 {Content-Length=-1} @0+39 !http-bad-length\n"
                      "body abc\nend 3/3\n");
    QTest::newRow("RFC 9112 6.3: 204, 304 and HEAD have no body whatever they announce")
        << QList<QByteArray> {"GET", "GET", "HEAD", "GET"}
        << QByteArray("HTTP/1.1 204 A\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "HTTP/1.1 304 B\r\nContent-Length: 9\r\n\r\n"
                      "HTTP/1.1 200 C\r\nContent-Length: 9\r\n\r\n"
                      "HTTP/1.1 200 D\r\nContent-Length: 1\r\n\r\nx")
        << QByteArray("response 204 A 1.1 {Transfer-Encoding=chunked} @0+46\nend 0/0\n"
                      "response 304 B 1.1 {Content-Length=9} @46+37\nend 0/0\n"
                      "response 200 C 1.1 {Content-Length=9} @83+37\nend 0/0\n"
                      "response 200 D 1.1 {Content-Length=1} @120+37\nbody x\nend 1/1\n");
    QTest::newRow("RFC 9110 15.2: interim responses are no answer yet")
        << QList<QByteArray> {"HEAD"}
        << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
        << QByteArray("response 100 Continue 1.1 @0+25\nend 0/0\n"
                      "response 103 Early Hints 1.1 {Link=</a>} @25+40\nend 0/0\n"
                      "response 200 OK 1.1 {Content-Length=5} @65+38\nend 0/0\n");
    QTest::newRow("RFC 9112 9.2: a response to nothing")
        << QList<QByteArray>()
        << QByteArray("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")
        << QByteArray("response 408 Request Timeout 1.1 {Content-Length=0} @0+51 "
                      "!http-unexpected-response\nend 0/0\n");
    QTest::newRow("RFC 9110 7.8: the bytes behind a 101 are another protocol's")
        << get << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nHTTP")
        << QByteArray("response 101 Switching Protocols 1.1 {Upgrade=websocket} @0+56\nend 0/0\n"
                      "rest HTTP\n");
    QTest::newRow("RFC 9110 9.3.6: a tunnel")
        << QList<QByteArray> {"CONNECT"}
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x16\x03\x01")
        << QByteArray("response 200 OK 1.1 {Content-Length=9} @0+38\nend 0/0\nrest \x16\x03\x01\n");
    QTest::newRow("RFC 9110 9.3.6: no tunnel")
        << QList<QByteArray> {"CONNECT"}
        << QByteArray("HTTP/1.1 407 No\r\nContent-Length: 1\r\n\r\nx")
        << QByteArray("response 407 No 1.1 {Content-Length=1} @0+38\nbody x\nend 1/1\n");
    QTest::newRow("RFC 9112 8: cut off in a status line")
        << get << QByteArray("HTTP/1.1 200")
        << QByteArray("response 200  1.1 @0+12 !http-cut-off\ncut 0/0 !http-cut-off\n");
    QTest::newRow("RFC 9112 8: cut off before the kind is known")
        << get << QByteArray("HTT") << QByteArray("foreign HTT\n");
    QTest::newRow("not HTTP") << get << QByteArray("SSH-2.0-x\r\n")
                              << QByteArray("foreign SSH-2.0-x\r\n\n");
}

void MessageDecoderTest::decodesResponses()
{
    QFETCH(QList<QByteArray>, expected);
    QFETCH(QByteArray, wire);
    for (quint32 cuts = 0; cuts < 20; ++cuts)
        QTEST(transcribe(Role::Response, expected, wire, cuts), "transcript");
}

void MessageDecoderTest::tellsForeignBytesAtOnce_data()
{
    QTest::addColumn<bool>("isRequest");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("a TLS hello") << true << QByteArray::fromHex("160301");
    QTest::newRow("a WebSocket frame") << true << QByteArray::fromHex("8185");
    QTest::newRow("a method that is too long") << true << QByteArray(33, 'A');
    QTest::newRow("zeros") << true << QByteArray(1, '\0');
    QTest::newRow("text without a version") << true << QByteArray("hello my friend\n");
    QTest::newRow("binary in the target") << true << QByteArray("GET /\x01", 6);
    QTest::newRow("a flood of empty lines") << true << QByteArray(65, '\n');
    QTest::newRow("a server that greets") << false << QByteArray("+OK");
    QTest::newRow("nearly a response") << false << QByteArray("HTTQ");
}

void MessageDecoderTest::tellsForeignBytesAtOnce()
{
    QFETCH(bool, isRequest);
    QFETCH(QByteArray, wire);
    MessageDecoder decoder(isRequest ? Role::Request : Role::Response);
    decoder.feed(wire);
    const auto event = decoder.next();
    QVERIFY(event.has_value());
    QVERIFY(std::holds_alternative<Foreign>(*event));
    QVERIFY(std::get<Foreign>(*event).problems.has(Problem::NotHttp));
    QCOMPARE(decoder.streamOffset(), wire.size());
    decoder.feed("GET / HTTP/1.1\r\n\r\n");
    QVERIFY(std::holds_alternative<Foreign>(decoder.next().value()));
    QVERIFY(!decoder.next());
}

void MessageDecoderTest::keepsTheBytesOfAHead()
{
    const QByteArray wire = "\r\nGET  / HTTP/1.1\nA : b \r\n  c\r\nNO COLON\r\n\r\n";
    MessageDecoder decoder(Role::Request);
    decoder.feed(wire);
    QCOMPARE(std::get<Head>(decoder.next().value()).raw, wire);
}

void MessageDecoderTest::readsFramingBehindTheLimit()
{
    MessageDecoder decoder(Role::Request, 1024);
    decoder.feed("POST / HTTP/1.1\r\n");
    for (int i = 0; i < 1000; ++i) {
        decoder.feed(hugeField(1000));
        QVERIFY(!decoder.next());
    }
    decoder.feed("Content-Length: 3\r\n\r\nabc");
    const auto head = std::get<Head>(decoder.next().value());
    QCOMPARE(head.wireBytes, qint64(17 + 1000 * 1010 + 21));
    QCOMPARE(head.raw.size(), 1024);
    QCOMPARE(std::get<BodyPart>(decoder.next().value()).bytes, "abc");
    QVERIFY(std::get<End>(decoder.next().value()).complete);
}

void MessageDecoderTest::holdsWhatFollowsAMessage()
{
    MessageDecoder decoder(Role::Request);
    decoder.feed("GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: x, Upgrade\r\n\r\n");
    QVERIFY(std::get<Head>(decoder.next().value()).asksForUpgrade());
    QVERIFY(std::holds_alternative<End>(decoder.next().value()));
    decoder.feed("\x81\x80");
    decoder.feed("keys");
    QVERIFY(!decoder.isSwitched());
    decoder.switchToForeign();
    QVERIFY(decoder.isSwitched());
    QVERIFY(!decoder.next());
    QCOMPARE(decoder.takeRest(), "\x81\x80keys");
    QVERIFY(decoder.takeRest().isEmpty());
    QCOMPARE(decoder.streamOffset(), 62 + 6);
}

void MessageDecoderTest::stopsAfterSwitchingProtocols()
{
    MessageDecoder decoder(Role::Response);
    decoder.expect("GET");
    decoder.feed("HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n");
    QVERIFY(std::get<Head>(decoder.next().value()).switchesProtocols());
    QVERIFY(std::holds_alternative<End>(decoder.next().value()));
    QVERIFY(decoder.isSwitched());
    QVERIFY(!decoder.next());
    QCOMPARE(decoder.expected(), 0);
    QCOMPARE(decoder.takeRest(), "HTTP/1.1 400 Bad Request\r\n\r\n");
}

void MessageDecoderTest::stopsAfterConnect()
{
    MessageDecoder decoder(Role::Response);
    decoder.expect("CONNECT");
    decoder.feed("HTTP/1.1 299 Fine\r\n\r\nabc");
    QVERIFY(std::holds_alternative<Head>(decoder.next().value()));
    QVERIFY(std::holds_alternative<End>(decoder.next().value()));
    QVERIFY(decoder.isSwitched());
    QCOMPARE(decoder.takeRest(), "abc");
}

void MessageDecoderTest::givesBackAnUnfinishedHead()
{
    MessageDecoder decoder(Role::Request);
    decoder.feed("\r\nGET / HT");
    QVERIFY(!decoder.next());
    decoder.feed("TP/1.1\r\n");
    decoder.switchToForeign();
    QCOMPARE(decoder.takeRest(), "\r\nGET / HTTP/1.1\r\n");
}

void MessageDecoderTest::namesTheOffsetOfAnUnfinishedHead()
{
    MessageDecoder decoder(Role::Request);
    decoder.feed("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET / HT");
    QCOMPARE(decoder.streamOffset(), 0);
    QVERIFY(std::holds_alternative<Head>(decoder.next().value()));
    QCOMPARE(decoder.streamOffset(), 38);
    QVERIFY(std::holds_alternative<BodyPart>(decoder.next().value()));
    QVERIFY(std::holds_alternative<End>(decoder.next().value()));
    QVERIFY(!decoder.next());
    QCOMPARE(decoder.streamOffset(), 40);
    decoder.feed("TP/1.1\r\n\r\n");
    QCOMPARE(std::get<Head>(decoder.next().value()).streamOffset, 40);
    QCOMPARE(decoder.streamOffset(), 58);
}

void MessageDecoderTest::passesBodiesThroughWithoutCopying()
{
    MessageDecoder decoder(Role::Request);
    decoder.feed("POST / HTTP/1.1\r\nContent-Length: 200000\r\n\r\n");
    QVERIFY(decoder.next());
    const QByteArray piece(100000, 'x');
    decoder.feed(piece);
    const auto part = std::get<BodyPart>(decoder.next().value());
    QCOMPARE(part.bytes.constData(), piece.constData());
}

void MessageDecoderTest::costsNoMemoryForAHugeBody()
{
    MessageDecoder decoder(Role::Request);
    decoder.feed("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n");
    QVERIFY(decoder.next());
    const QByteArray piece(1 << 20, 'x');
    for (int i = 0; i < 100; ++i) {
        decoder.feed(piece);
        QCOMPARE(std::get<BodyPart>(decoder.next().value()).bytes.size(), piece.size());
        QVERIFY(!decoder.next());
    }
    decoder.finish();
    const auto end = std::get<End>(decoder.next().value());
    QCOMPARE(end.bodyBytes, qint64(100) << 20);
    QVERIFY(!end.complete);
    QVERIFY(end.problems.has(Problem::HttpCutOff));
}

void MessageDecoderTest::knowsMessageBoundaries()
{
    MessageDecoder decoder(Role::Request);
    QVERIFY(decoder.atMessageBoundary());
    decoder.feed("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n");
    QVERIFY(!decoder.atMessageBoundary());
    QVERIFY(decoder.next());
    QVERIFY(!decoder.next());
    QVERIFY(!decoder.atMessageBoundary());
    decoder.feed("x");
    QVERIFY(decoder.next());
    QVERIFY(decoder.next());
    QVERIFY(decoder.atMessageBoundary());
}

QTEST_GUILESS_MAIN(MessageDecoderTest)
#include "tst_messagedecoder.moc"
