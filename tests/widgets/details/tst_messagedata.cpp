// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/messagedata.h"

#include <QTest>

class TestMessageData : public QObject
{
    Q_OBJECT

private slots:
    void takesAPacketsData()
    {
        Capture::MessageRecord record;
        record.socketIo = 2;
        record.dataOffset = 2;
        record.content = QByteArray("42[1]");
        const MessageData data = messageData(record, "42[1]");
        QCOMPARE(data.bytes, QByteArray("[1]"));
        QVERIFY(data.isJson);
        QVERIFY(!data.isCut);
    }

    void findsMessagePackInEachTransport_data()
    {
        QTest::addColumn<QByteArray>("content");
        const QByteArray packet
            = QByteArray::fromHex("83a47479706502a46461746191a568656c6c6fa36e7370a12f");
        QTest::newRow("WebSocket, Engine.IO 4") << packet;
        QTest::newRow("WebSocket, Engine.IO 3") << '\x04' + packet;
        QTest::newRow("polling, Engine.IO 4") << "b" + packet.toBase64();
        QTest::newRow("polling, Engine.IO 3") << "b4" + packet.toBase64();
    }

    void findsMessagePackInEachTransport()
    {
        QFETCH(QByteArray, content);
        Capture::MessageRecord record;
        record.socketIo = 2;
        record.isMsgpack = true;
        record.isBinary = true;
        record.content = content;
        const MessageData data = messageData(record, content);
        QCOMPARE(data.bytes, QByteArray("[\"hello\"]"));
        QVERIFY(data.isJson);
    }

    void knowsPlainText()
    {
        Capture::MessageRecord record;
        record.kind = Capture::Kind::Text;
        record.content = QByteArray("hello");
        QVERIFY(!messageData(record, "hello").isJson);
        QVERIFY(messageData(record, " {\"a\":1}").isJson);
        QVERIFY(messageData(record, "he").isCut);
    }

    void readsCloseCodes()
    {
        QCOMPARE(closeCodeText(QByteArray("\x03\xe9", 2)), QStringLiteral("1001 Going Away"));
        QCOMPARE(closeCodeText(QByteArray("\x0f\xa0", 2)), QStringLiteral("4000"));
        QVERIFY(closeCodeText({}).contains(QStringLiteral("1005")));
    }
};

QTEST_GUILESS_MAIN(TestMessageData)
#include "tst_messagedata.moc"
