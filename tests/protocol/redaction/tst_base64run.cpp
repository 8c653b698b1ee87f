// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/base64run.h"

#include <QTest>

using namespace Redaction;

/// Stretches of base64 are found, read, and changed in place.
class TestBase64Run : public QObject
{
    Q_OBJECT

private slots:
    void findsStretches();
    void readsAndWrites_data();
    void readsAndWrites();
    void leavesTheBitsOfNoByte();
    void replacesACore();
    void leavesWhatOnlyLooksAlike();
};

void TestBase64Run::findsStretches()
{
    const QByteArray text
        = "short: abc, long: " + QByteArray(24, 'A') + "==, and " + QByteArray(30, '_');
    auto run = Base64Run::find(text, 0);
    QVERIFY(run);
    QCOMPARE(run->offset, text.indexOf("AAA"));
    QCOMPARE(run->length, 24);
    run = Base64Run::find(text, run->offset + run->length);
    QVERIFY(run);
    QCOMPARE(run->length, 30);
    QVERIFY(!Base64Run::find(text, run->offset + 10));
    QVERIFY(!Base64Run::find({}, 0));
    QVERIFY(!Base64Run::find(QByteArray(23, 'A'), 0));
}

void TestBase64Run::readsAndWrites_data()
{
    QTest::addColumn<int>("size");
    for (int size = 18; size < 22; ++size)
        QTest::addRow("%d bytes", size) << size;
}

void TestBase64Run::readsAndWrites()
{
    QFETCH(int, size);
    QByteArray bytes(size, '\xfb');
    for (const auto option : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        const auto options = QByteArray::Base64Options(option) | QByteArray::OmitTrailingEquals;
        const QByteArray coded = bytes.toBase64(options);
        Base64Run run(coded);
        QCOMPARE(run.bytes(), bytes);
        QCOMPARE(run.written(), coded);
        run.bytes().replace(size - 3, 3, "\xfe\xff\xfd");
        QCOMPARE(run.written(), (bytes.first(size - 3) + "\xfe\xff\xfd").toBase64(options));
    }
}

/// Lenient writers leave anything there; it is not ours to change.
void TestBase64Run::leavesTheBitsOfNoByte()
{
    const QByteArray odd = QByteArray("aGlkZGVuIGFuZCBtb3JlIQ").chopped(1) + 'R';
    Base64Run run(odd);
    QCOMPARE(run.bytes(), QByteArray("hidden and more!"));
    QCOMPARE(run.written(), odd);
    run.bytes().replace(0, 6, "xxxxxx");
    QCOMPARE(run.written(), "eHh4eHh4" + odd.sliced(8));
}

void TestBase64Run::replacesACore()
{
    const QByteArray value = "a secret";
    const QByteArray other = "standing";
    for (const bool isUrl : {false, true}) {
        for (quint8 before = 0; before < 3; ++before) {
            const QByteArray around(before, '\xff');
            const auto option = isUrl ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding;
            QByteArray text = ">" + (around + value + "\xff\xff").toBase64(option) + "<";
            const QByteArray core = Base64Run::coreOf(value, before, isUrl);
            const qsizetype at = text.indexOf(core);
            QVERIFY(at > 0);
            QVERIFY(Base64Run::replace(&text, at, value, other, before, isUrl));
            QCOMPARE(text, ">" + (around + other + "\xff\xff").toBase64(option) + "<");
        }
    }
}

/// The bits at the ends are those of another value.
void TestBase64Run::leavesWhatOnlyLooksAlike()
{
    const QByteArray value = "a secret";
    for (quint8 before = 1; before < 3; ++before) {
        const QByteArray core = Base64Run::coreOf(value, before, false);
        const QByteArray coded = (QByteArray(before, 'x') + "q" + value.sliced(1)).toBase64();
        QByteArray text = coded.first(before) + 'A' + core; // other bits in front
        const QByteArray was = text;
        if (!Base64Run::replace(&text, before + 1, value, "standing", before, false))
            QCOMPARE(text, was);
        else
            QVERIFY(text != was);
    }
    QByteArray alone = Base64Run::coreOf(value, 1, false);
    QVERIFY(!Base64Run::replace(&alone, 0, value, "standing", 1, false));
}

QTEST_GUILESS_MAIN(TestBase64Run)
#include "tst_base64run.moc"
