// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/redactor.h"

#include <QTest>

using namespace Redaction;

/// A known secret is replaced in whatever it is written, and nothing changes its length.
class TestRedactor : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void replacesEverySpelling_data();
    void replacesEverySpelling();
    void replacesBase64AtEachPlace_data();
    void replacesBase64AtEachPlace();
    void takesTheLongest();
    void leavesOthers();
    void leavesWhatIsKept();

private:
    SecretTable m_table;
};

namespace {

const QByteArray Secret1 = "s3cr\xc3\xa9t/token+1\"x";
const QByteArray Secret2 = "plainSecret42";

QByteArray jsonUnicode(const QByteArray &text)
{
    QByteArray all;
    for (const QChar c : QString::fromUtf8(text))
        all += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    return all;
}

} // namespace

void TestRedactor::initTestCase()
{
    m_table.add(Kind::Token, Secret1, Place::Payload);
    m_table.add(Kind::Token, Secret2, Place::Payload);
}

void TestRedactor::replacesEverySpelling_data()
{
    QTest::addColumn<QByteArray>("text"); // %1 is the secret's place
    QTest::addColumn<QByteArray>("expected");
    const QByteArray one = m_table.secrets()[0].standIn;
    const QByteArray two = m_table.secrets()[1].standIn;
    QTest::newRow("plain") << "x" + Secret2 + "y"
                           << "x" + two + "y";
    QTest::newRow("percent") << "?a=" + Secret1.toPercentEncoding()
                             << "?a="
            + QByteArray(one)
                  .replace("\xc3\xb8", "%C3%B8")
                  .replace("/", "%2F")
                  .replace("\"", "%22")
                  .replace(one.mid(12, 1), one.mid(12, 1));
    QTest::newRow("json") << "\"" + QByteArray(Secret1).replace("\"", "\\\"") + "\""
                          << "\"" + QByteArray(one).replace("\"", "\\\"") + "\"";
    QTest::newRow("json with unicode") << jsonUnicode(Secret1) << jsonUnicode(one);
    QTest::newRow("hex") << Secret2.toHex() << two.toHex();
    QTest::newRow("upper hex") << Secret1.toHex().toUpper() << one.toHex().toUpper();
    QTest::newRow("json in json") << QByteArray("\"{\\\"a\\\":\\\"" + Secret2 + "\\\"}\"")
                                  << QByteArray("\"{\\\"a\\\":\\\"" + two + "\\\"}\"");
    QTest::newRow("base64 of base64") << ("is " + Secret2.toBase64() + " it").toBase64()
                                      << ("is " + two.toBase64() + " it").toBase64();
    QTest::newRow("base64 of json") << ("[\"" + jsonUnicode(Secret2) + "\"]").toBase64()
                                    << ("[\"" + jsonUnicode(two) + "\"]").toBase64();
}

void TestRedactor::replacesEverySpelling()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const Redactor redactor(m_table);
    const QByteArray redacted = redactor.redacted(text);
    QCOMPARE(redacted.size(), text.size());
    if (QTest::currentDataTag() == QByteArray("percent")) {
        QCOMPARE(QByteArray::fromPercentEncoding(redacted), "?a=" + m_table.secrets()[0].standIn);
        return;
    }
    QCOMPARE(redacted, expected);
}

void TestRedactor::replacesBase64AtEachPlace_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::addColumn<bool>("isUrl");
    for (int before = 0; before < 4; ++before) {
        for (int after = 0; after < 4; ++after) {
            for (const bool isUrl : {false, true})
                QTest::addRow("%d %d %d", before, after, int(isUrl)) << before << after << isUrl;
        }
    }
}

void TestRedactor::replacesBase64AtEachPlace()
{
    QFETCH(int, before);
    QFETCH(int, after);
    QFETCH(bool, isUrl);
    const auto options = isUrl ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding;
    const Redactor redactor(m_table);
    for (const Secret &secret : m_table.secrets()) {
        const auto around = [&](const QByteArray &text) {
            return QByteArray(before, '\xff') + text + QByteArray(after, '\xfe');
        };
        const QByteArray coded = around(secret.value).toBase64(options);
        // Text without any of the characters that differ may be of either alphabet.
        const QByteArray redacted = redactor.redacted(coded).replace('-', '+').replace('_', '/');
        QCOMPARE(QByteArray::fromBase64(redacted), around(secret.standIn));
    }
}

void TestRedactor::takesTheLongest()
{
    SecretTable table;
    table.add(Kind::Token, "secret-abc", Place::Payload);
    table.add(Kind::Token, "secret-abc-and-more", Place::Payload);
    const Redactor redactor(table);
    QCOMPARE(redactor.redacted("secret-abc-and-more secret-abc"),
             table.secrets()[1].standIn + " " + table.secrets()[0].standIn);
}

void TestRedactor::leavesOthers()
{
    const Redactor redactor(m_table);
    for (const QByteArray &text :
         {QByteArray(), QByteArray("plainSecret4"), QByteArray("%"), QByteArray("\\"),
          QByteArray("\\u12"), QByteArray("%4"), QByteArray("{\"a\":\"\\ud800\"}"),
          QByteArray("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), QByteArray(100, '\0')})
        QCOMPARE(redactor.redacted(text), text);
}

void TestRedactor::leavesWhatIsKept()
{
    SecretTable table;
    table.add(Kind::Token, Secret2, Place::Payload);
    table.keep(0, true);
    QCOMPARE(Redactor(table).redacted(Secret2), Secret2);
}

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
