// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/traffic/copyas.h"

#include <QTest>

using namespace CopyAs;

class TestCopyAs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_chat.addChat();
        m_reader = m_chat.reader();
        QVERIFY(m_reader);
    }

    void events()
    {
        QCOMPARE(copied(5, Format::Text),
                 QStringLiteral(R"(["chat message",{"room":"lobby","text":"hi"}])"));
        QCOMPARE(
            copied(5, Format::Base64).toLatin1(),
            QByteArray(R"(42/chat,0["chat message",{"room":"lobby","text":"hi"}])").toBase64());
        QCOMPARE(copied(5, Format::Code),
                 QStringLiteral("import { io } from \"socket.io-client\";\n\n"
                                "const socket = io(\"http://localhost:3000/chat\");\n"
                                "socket.emit(\"chat message\",{\"room\":\"lobby\",\"text\":\"hi\"}"
                                ", (...answer) => console.log(answer));\n"));
        QCOMPARE(copied(10, Format::Hex),
                 QStringLiteral("00000000  34 32 5b 22 74 79 70 69 6e 67 22 2c 7b 22 6f 6e  "
                                "42[\"typing\",{\"on\n"
                                "00000010  22 3a 74 72 75 65 7d 5d                          "
                                "\":true}]\n"));
    }

    void attachmentsStandInTheirPlaces()
    {
        const QString json = copied(11, Format::Json);
        QVERIFY(json.startsWith(QStringLiteral("[\"upload\",\"plan.pdf\",{\"$binary\":\"cHBw")));
        QVERIFY(json.endsWith(QStringLiteral("\"}]")));
        QCOMPARE(json.size(), 49'152 * 4 / 3 + 36);
    }

    void webSockets()
    {
        const Target feed {.url = QStringLiteral("https://localhost:3000"),
                           .path = QStringLiteral("/feed")};
        const auto row = m_reader->message(8);
        QCOMPARE(message(*m_reader, *row, Format::Code, feed),
                 QStringLiteral("const socket = new WebSocket(\"wss://localhost:3000/feed\");\n"
                                "socket.onopen = () => socket.send("
                                "\"{\\\"type\\\":\\\"tick\\\",\\\"symbol\\\":\\\"ACME\\\","
                                "\\\"price\\\":12345678901234567890.10}\");"
                                "\n"));
    }

    void curl()
    {
        const auto post = m_reader->exchange(3);
        QCOMPARE(exchange(*m_reader, *post, Format::Curl, target()),
                 QStringLiteral("curl -X 'POST' "
                                "'http://localhost:3000/socket.io/?EIO=4&transport=websocket' \\\n"
                                "  -H 'Host: localhost:3000' \\\n"
                                "  --compressed \\\n"
                                "  -H 'X-It'\\''s: a '\\''quote'\\''' \\\n"
                                "  --data-binary '42[\"it'\\''s\"]'\n"));
        QVERIFY(copied(1, Format::Curl)
                    .startsWith(QStringLiteral("curl 'http://localhost:3000/socket.io/")));
        QVERIFY(exchange(*m_reader, *post, Format::Text, target())
                    .contains(QStringLiteral("101 Switching Protocols")));
    }

    void whatMakesSense()
    {
        const auto can = [this](Capture::Id id, Format format) {
            return canCopy(m_reader->message(id)->record, format);
        };
        QVERIFY(can(5, Format::Json));
        QVERIFY(can(5, Format::Code));
        QVERIFY(!can(5, Format::Curl));
        QVERIFY(can(1, Format::Curl));
        QVERIFY(!can(9, Format::Code));
        QVERIFY(can(9, Format::Hex));
        QCOMPARE(shellQuoted("a'b\nc"), "'a'\\''b\nc'");
        QCOMPARE(hexDump({}), QString());
    }

private:
    static Target target()
    {
        return {.url = QStringLiteral("http://localhost:3000"),
                .path = QStringLiteral("/socket.io/")};
    }

    QString copied(Capture::Id id, Format format)
    {
        const auto row = m_reader->message(id);
        return row ? message(*m_reader, *row, format, target()) : QString();
    }

    ChatCapture m_chat;
    std::unique_ptr<Capture::StoreReader> m_reader;
};

QTEST_GUILESS_MAIN(TestCopyAs)
#include "tst_copyas.moc"
