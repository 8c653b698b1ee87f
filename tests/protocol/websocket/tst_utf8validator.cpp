// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/utf8validator.h"
#include "tests/protocol/websocket/decoding.h"

#include <QStringDecoder>
#include <QTest>

using namespace WebSocket;

class Utf8ValidatorTest : public QObject
{
    Q_OBJECT
private slots:
    void validates_data();
    void validates();
    void agreesWithQt();
};

void Utf8ValidatorTest::validates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<bool>("complete");

    const auto row = [](const char *name, const char *hex, bool valid, bool complete) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << valid << complete;
    };
    row("empty", "", true, true);
    row("ASCII", "00417f", true, true);
    row("two bytes", "c280dfbf", true, true);
    row("three bytes", "e0a080efbfbf", true, true);
    row("around the surrogates", "ed9fbfee8080", true, true);
    row("four bytes", "f0908080f48fbfbf", true, true);
    row("half of two", "c2", true, false);
    row("three of four", "f09f98", true, false);
    row("long ASCII, then half", "41414141414141414141e282", true, false);
    row("lone continuation", "80", false, false);
    row("overlong two", "c080", false, false);
    row("overlong three", "e09fbf", false, false);
    row("overlong four", "f08fbfbf", false, false);
    row("surrogate", "eda080", false, false);
    row("above U+10FFFF", "f4908080", false, false);
    row("f5", "f5808080", false, false);
    row("ff", "ff", false, false);
    row("start inside a character", "e2c2a9", false, false);
    row("wrong after long ASCII", "4141414141414141414141414141ff", false, false);
}

void Utf8ValidatorTest::validates()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, complete);
    for (const Cut cut : {Cut::Whole, Cut::ByteByByte, Cut::Random}) {
        Utf8Validator validator;
        inCuts(text, cut, [&](const QByteArray &piece) { validator.feed(piece); });
        QTEST(validator.isValid(), "valid");
        QCOMPARE(validator.isComplete(), complete);
    }
    QCOMPARE(isValidUtf8(text), complete);
}

void Utf8ValidatorTest::agreesWithQt()
{
    // All of the first two bytes, with right ones after them.
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            QByteArray text {"..\x80\x80"};
            text[0] = static_cast<char>(first);
            text[1] = static_cast<char>(second);
            for (qsizetype size = 1; size <= text.size(); ++size) {
                QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
                const QString decodedText = decoder(text.first(size));
                QCOMPARE(isValidUtf8(text.first(size)), !decoder.hasError());
            }
        }
    }
}

QTEST_GUILESS_MAIN(Utf8ValidatorTest)
#include "tst_utf8validator.moc"
