// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/masking.h"

#include <QTest>

using namespace WebSocket;

class MaskingTest : public QObject
{
    Q_OBJECT
private slots:
    void masksAsTheRfcSays();
};

void MaskingTest::masksAsTheRfcSays()
{
    // RFC 6455 section 5.3, byte by byte, at every size, start and position.
    const MaskingKey key {0x37, 0xfa, 0x21, 0x3d};
    QByteArray in(64, '\0');
    for (qsizetype i = 0; i < in.size(); ++i)
        in[i] = static_cast<char>(i * 7);
    for (qsizetype start = 0; start < 9; ++start) {
        for (qsizetype size = 0; size <= in.size() - start; ++size) {
            for (qsizetype position = 0; position < 5; ++position) {
                QByteArray out(size, Qt::Uninitialized);
                applyMask(out.data(), in.constData() + start, size, key, position);
                for (qsizetype i = 0; i < size; ++i) {
                    const auto byte = static_cast<uchar>(in[start + i]);
                    const uchar mask = key[static_cast<std::size_t>(position + i) % 4];
                    QCOMPARE(static_cast<uchar>(out[i]), static_cast<uchar>(byte ^ mask));
                }
                applyMask(out.data(), out.constData(), size, key, position);
                QCOMPARE(out, in.sliced(start, size));
            }
        }
    }
}

QTEST_GUILESS_MAIN(MaskingTest)
#include "tst_masking.moc"
