// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/contentdecoder.h"

#include <QRandomGenerator>
#include <QTest>

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

using namespace Http;

namespace {

QByteArray deflated(const QByteArray &bytes, int windowBits)
{
    z_stream stream {};
    deflateInit2_(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY,
                  ZLIB_VERSION, static_cast<int>(sizeof(stream)));
    QByteArray in = bytes;
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(in.size()))),
                   '\0');
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

QByteArray gzipped(const QByteArray &bytes)
{
    return deflated(bytes, MAX_WBITS + 16);
}

QByteArray brotlied(const QByteArray &bytes)
{
    auto size = BrotliEncoderMaxCompressedSize(static_cast<std::size_t>(bytes.size()));
    QByteArray out(static_cast<qsizetype>(size), '\0');
    BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC,
                          static_cast<std::size_t>(bytes.size()),
                          reinterpret_cast<const uint8_t *>(bytes.constData()), &size,
                          reinterpret_cast<uint8_t *>(out.data()));
    out.resize(static_cast<qsizetype>(size));
    return out;
}

QByteArray zstandard(const QByteArray &bytes)
{
    QByteArray out(
        static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(bytes.size()))), '\0');
    out.resize(static_cast<qsizetype>(
        ZSTD_compress(out.data(), static_cast<std::size_t>(out.size()), bytes.constData(),
                      static_cast<std::size_t>(bytes.size()), 3)));
    return out;
}

QByteArray text(int lines)
{
    QByteArray bytes;
    for (int i = 0; i < lines; ++i)
        bytes += "line " + QByteArray::number(i * 7919) + '\n';
    return bytes;
}

} // namespace

class ContentDecoderTest : public QObject
{
    Q_OBJECT
private slots:
    void decodes_data();
    void decodes();
    void noticesATruncatedBody_data() { decodes_data(); }
    void noticesATruncatedBody();
    void noticesWhatIsBehindTheEnd_data() { decodes_data(); }
    void noticesWhatIsBehindTheEnd();
    void leavesUnknownCodingsOn();
    void leavesIdentityAlone();
    void cutsABomb_data();
    void cutsABomb();
    void cutsABombInABomb();
    void allowsExactlyTheLimit();
    void keepsWhatCameBeforeBadData();
    void givesBackABodyThatIsNotCoded();
    void allowsAnEmptyBody();
    void takesFewCodingsOnly();
};

void ContentDecoderTest::decodes_data()
{
    QTest::addColumn<QList<QByteArray>>("codings");
    QTest::addColumn<QByteArray>("coded");
    QTest::addColumn<QByteArray>("plain");

    const QByteArray plain = text(20000);
    QTest::newRow("RFC 1952: gzip") << QList<QByteArray> {"gzip"} << gzipped(plain) << plain;
    QTest::newRow("RFC 1952 2.2: two members")
        << QList<QByteArray> {"x-gzip"} << gzipped(plain) + gzipped("!") << plain + '!';
    QTest::newRow("RFC 1950: deflate")
        << QList<QByteArray> {"deflate"} << deflated(plain, MAX_WBITS) << plain;
    QTest::newRow("RFC 1951: deflate without its frame")
        << QList<QByteArray> {"deflate"} << deflated(plain, -MAX_WBITS) << plain;
    QTest::newRow("RFC 7932: br") << QList<QByteArray> {"BR"} << brotlied(plain) << plain;
    QTest::newRow("RFC 8878: zstd") << QList<QByteArray> {"zstd"} << zstandard(plain) << plain;
    QTest::newRow("RFC 8878 3: two frames")
        << QList<QByteArray> {"zstd"} << zstandard(plain) + zstandard("!") << plain + '!';
    QTest::newRow("RFC 9110 8.4: one on the other")
        << QList<QByteArray> {"deflate", "identity", "gzip", "br"}
        << brotlied(gzipped(deflated(plain, MAX_WBITS))) << plain;
    QTest::newRow("nothing, coded") << QList<QByteArray> {"gzip"} << gzipped({}) << QByteArray();
}

void ContentDecoderTest::decodes()
{
    QFETCH(QList<QByteArray>, codings);
    QFETCH(QByteArray, coded);
    QFETCH(QByteArray, plain);

    for (quint32 cuts = 0; cuts < 4; ++cuts) {
        ContentDecoder decoder(codings);
        QVERIFY(!decoder.isIdentity());
        QRandomGenerator random(cuts);
        QByteArray out;
        for (QByteArrayView rest(coded); !rest.isEmpty();) {
            const qsizetype size = cuts == 0 ? rest.size()
                : cuts == 1                  ? 1
                            : std::min<qsizetype>(random.bounded(1, 500), rest.size());
            out += decoder.feed(rest.first(size));
            rest = rest.sliced(size);
        }
        decoder.finish();
        QCOMPARE(out, plain);
        QCOMPARE(decoder.outputBytes(), plain.size());
        QCOMPARE(decoder.problems().toCodes(), "");
    }
    QCOMPARE(decodeContent(codings, coded).bytes, plain);
}

void ContentDecoderTest::noticesATruncatedBody()
{
    QFETCH(QList<QByteArray>, codings);
    QFETCH(QByteArray, coded);
    ContentDecoder decoder(codings);
    decoder.feed(QByteArrayView(coded).chopped(1));
    QVERIFY(decoder.problems().isEmpty());
    decoder.finish();
    QCOMPARE(decoder.problems().toCodes(), "http-bad-coding");
}

void ContentDecoderTest::noticesWhatIsBehindTheEnd()
{
    QFETCH(QList<QByteArray>, codings);
    QFETCH(QByteArray, coded);
    QFETCH(QByteArray, plain);
    const DecodedContent content = decodeContent(codings, coded + "garbage");
    QCOMPARE(content.bytes, plain.isEmpty() ? coded + "garbage" : plain);
    QCOMPARE(content.problems.toCodes(), "http-bad-coding");
}

void ContentDecoderTest::leavesUnknownCodingsOn()
{
    const DecodedContent outer = decodeContent({"gzip", "compress"}, "abc");
    QCOMPARE(outer.bytes, "abc");
    QCOMPARE(outer.problems.toCodes(), "http-unknown-coding");
    const DecodedContent inner = decodeContent({"compress", "gzip"}, gzipped("abc"));
    QCOMPARE(inner.bytes, "abc");
    QCOMPARE(inner.problems.toCodes(), "http-unknown-coding");
}

void ContentDecoderTest::leavesIdentityAlone()
{
    ContentDecoder decoder({"identity"});
    QVERIFY(decoder.isIdentity());
    QCOMPARE(decoder.feed("abc"), "abc");
    decoder.finish();
    QVERIFY(decoder.problems().isEmpty());
    QCOMPARE(decodeContent({}, "abc").bytes, "abc");
}

void ContentDecoderTest::cutsABomb_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("coded");
    const QByteArray zeros(50'000'000, '\0');
    QTest::newRow("gzip") << QByteArray("gzip") << gzipped(zeros);
    QTest::newRow("br") << QByteArray("br") << brotlied(zeros);
    QTest::newRow("zstd") << QByteArray("zstd") << zstandard(zeros);
}

void ContentDecoderTest::cutsABomb()
{
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, coded);
    ContentDecoder decoder({coding}, 1'000'000);
    QCOMPARE(decoder.feed(coded), QByteArray(1'000'000, '\0'));
    QCOMPARE(decoder.feed("more"), "");
    decoder.finish();
    QCOMPARE(decoder.problems().toCodes(), "http-bomb");
}

void ContentDecoderTest::cutsABombInABomb()
{
    // so many empty members that they are the bomb, with nothing inside
    QByteArray members;
    for (int i = 0; i < 100'000; ++i)
        members += gzipped({});
    const DecodedContent content = decodeContent({"gzip", "gzip"}, gzipped(members), 1'000'000);
    QCOMPARE(content.bytes, "");
    QVERIFY(content.problems.has(Problem::HttpBomb));
}

void ContentDecoderTest::allowsExactlyTheLimit()
{
    const QByteArray zeros(1'000'000, '\0');
    const DecodedContent content = decodeContent({"gzip"}, gzipped(zeros), zeros.size());
    QCOMPARE(content.bytes, zeros);
    QVERIFY(content.problems.isEmpty());
}

void ContentDecoderTest::keepsWhatCameBeforeBadData()
{
    const QByteArray plain = text(20000);
    QByteArray coded = gzipped(plain);
    coded.replace(coded.size() / 2, 40, QByteArray(40, '\xff'));
    const DecodedContent content = decodeContent({"gzip"}, coded);
    QCOMPARE(content.problems.toCodes(), "http-bad-coding");
    QVERIFY(content.bytes.startsWith(plain.first(1000)));
    QVERIFY(content.bytes.size() <= plain.size() + 1000);
}

void ContentDecoderTest::givesBackABodyThatIsNotCoded()
{
    const DecodedContent content = decodeContent({"gzip"}, "plain after all");
    QCOMPARE(content.bytes, "plain after all");
    QCOMPARE(content.problems.toCodes(), "http-bad-coding");
}

void ContentDecoderTest::allowsAnEmptyBody()
{
    const DecodedContent content = decodeContent({"gzip"}, {});
    QCOMPARE(content.bytes, "");
    QVERIFY(content.problems.isEmpty());
}

void ContentDecoderTest::takesFewCodingsOnly()
{
    const ContentDecoder decoder(QList<QByteArray>(1000, "gzip"));
    QCOMPARE(decoder.problems().toCodes(), "http-unknown-coding");
}

QTEST_GUILESS_MAIN(ContentDecoderTest)
#include "tst_contentdecoder.moc"
