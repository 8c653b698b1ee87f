// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/frameheader.h"

#include <QTest>

namespace {

Capture::FrameRecord frame(quint8 firstByte, qint64 payload, int headerBytes, bool isMasked)
{
    Capture::FrameRecord record;
    record.firstByte = firstByte;
    record.payloadBytes = payload;
    record.storedBytes = payload;
    record.headerBytes = static_cast<quint8>(headerBytes);
    record.isMasked = isMasked;
    record.key = {0x37, 0xfa, 0x21, 0x3d};
    return record;
}

} // namespace

/// RFC 6455 section 5.2: the header's bytes come back from what was recorded of it.
class TestFrameHeader : public QObject
{
    Q_OBJECT

private slots:
    void putsTheBytesTogether_data()
    {
        QTest::addColumn<int>("firstByte");
        QTest::addColumn<qint64>("payload");
        QTest::addColumn<int>("headerBytes");
        QTest::addColumn<bool>("isMasked");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char *name, int firstByte, qint64 payload, int headerBytes,
                            bool isMasked, const char *hex) {
            QTest::newRow(name) << firstByte << payload << headerBytes << isMasked
                                << QByteArray(hex);
        };
        // RFC 6455 section 5.7
        row("text, unmasked", 0x81, 5, 2, false, "8105");
        row("text, masked", 0x81, 5, 6, true, "818537fa213d");
        row("256 bytes", 0x82, 256, 4, false, "827e0100");
        row("64 KiB", 0x82, 65536, 10, false, "827f0000000000010000");
        row("first fragment", 0x01, 3, 2, false, "0103");
        row("non-minimal", 0x81, 5, 4, false, "817e0005");
        row("top bit", 0x81, std::numeric_limits<qint64>::min() + 5, 10, false,
            "817f8000000000000005");
        row("longest", 0xc1, 65536, 14, true, "c1ff000000000001000037fa213d");
    }

    void putsTheBytesTogether()
    {
        QFETCH(int, firstByte);
        QFETCH(qint64, payload);
        QFETCH(int, headerBytes);
        QFETCH(bool, isMasked);
        QFETCH(QByteArray, hex);
        const auto record = frame(static_cast<quint8>(firstByte), payload, headerBytes, isMasked);
        QCOMPARE(FrameHeader::bytes(record).toHex(), hex);

        int bit = 0;
        const auto fields = FrameHeader::fields(record);
        for (const FrameHeader::Field &field : fields) {
            QCOMPARE(field.begin, bit);
            QVERIFY(!field.meaning.isEmpty());
            bit += field.width;
        }
        QCOMPARE(bit, headerBytes * 8);
    }

    void describesItself()
    {
        const QString words = FrameHeader::description(frame(0x81, 5, 6, true));
        QVERIFY(words.contains(QStringLiteral("FIN: the last frame")));
        QVERIFY(words.contains(QStringLiteral("Payload length: 5 bytes")));
        QVERIFY(words.contains(QStringLiteral("37 fa 21 3d")));
    }
};

QTEST_GUILESS_MAIN(TestFrameHeader)
#include "tst_frameheader.moc"
