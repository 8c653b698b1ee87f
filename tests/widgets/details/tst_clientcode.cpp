// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/clientcode.h"

#include <QTest>

class TestClientCode : public QObject
{
    Q_OBJECT

private slots:
    void emitsAnEvent()
    {
        ClientCode::Emit call;
        call.url = QStringLiteral("http://127.0.0.1:3000");
        call.nsp = QStringLiteral("/chat");
        call.path = QStringLiteral("/custom/");
        call.asksForAck = true;
        QCOMPARE(ClientCode::socketIo(call, R"(["a",{"n":1.50}])", {}),
                 QStringLiteral("import { io } from \"socket.io-client\";\n\n"
                                "const socket = io(\"http://127.0.0.1:3000/chat\", "
                                "{ path: \"/custom/\" });\n"
                                "socket.emit(\"a\",{\"n\":1.50}, "
                                "(...answer) => console.log(...answer));\n"));
    }

    void putsAttachmentsInTheirPlaces()
    {
        ClientCode::Emit call;
        call.url = QStringLiteral("http://h");
        call.nsp = QStringLiteral("/");
        const QString code = ClientCode::socketIo(
            call, R"(["a",{"_placeholder":true,"num":1},{"_placeholder":true,"num":0}])",
            {QByteArray("\x01\x02", 2), QByteArray("\x03", 1)});
        QVERIFY(code.contains(QStringLiteral(
            "socket.emit(\"a\",Uint8Array.from(atob(\"Aw==\"), c => c.charCodeAt(0)),"
            "Uint8Array.from(atob(\"AQI=\"), c => c.charCodeAt(0)));")));
    }

    void sendsThroughAWebSocket()
    {
        QCOMPARE(
            ClientCode::webSocketText(QStringLiteral("https://h/feed"), QStringLiteral("a\"b\\\n")),
            QStringLiteral("const socket = new WebSocket(\"wss://h/feed\");\n"
                           "socket.onopen = () => socket.send(\"a\\\"b\\\\\\n\");\n"));
        QVERIFY(ClientCode::webSocketBinary(QStringLiteral("http://h"), "\xff")
                    .contains(QStringLiteral("atob(\"/w==\")")));
    }
};

QTEST_GUILESS_MAIN(TestClientCode)
#include "tst_clientcode.moc"
