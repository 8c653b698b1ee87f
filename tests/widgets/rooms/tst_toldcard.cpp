// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/common/theme.h"
#include "widgets/details/facts.h"
#include "widgets/details/jsontreemodel.h"
#include "widgets/details/jsontreeview.h"
#include "widgets/rooms/toldcard.h"

#include <QTest>

using namespace Capture;

class TestToldCard : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m = std::make_unique<Parts>();
        m->chat.addChat();
        SocketRecord socket {.id = 1, .source = 1, .nsp = "/chat", .socketId = "s1"};
        socket.transport = "polling";
        socket.address = "::1";
        socket.data = R"({"name":"ann"})";
        socket.handshake = R"({"xdomain":false})";
        const ServerRecord server {.id = 1,
                                   .source = 1,
                                   .name = "n1",
                                   .host = "box",
                                   .pid = 42,
                                   .uptimeMs = 61'000,
                                   .clients = 1,
                                   .time = ChatCapture::at(0)};
        m->chat.addTold({server}, {socket});
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
    }
    void cleanup() { m.reset(); }

    void serversOfASource()
    {
        m->card.showServers(1);
        QVERIFY(!m->card.isHidden());
        QCOMPARE(fact("Host"), QStringLiteral("box"));
        QCOMPARE(fact("Process"), QStringLiteral("42"));
        QCOMPARE(fact("Uptime"), QStringLiteral("1 min 1 s"));
        QVERIFY(fact("Clients").startsWith(QLatin1String("one client, 0 by polling")));
        m->card.showServers(2);
        QVERIFY(m->card.isHidden());
    }

    void aSocketAndItsNews()
    {
        m->card.showSocket(1, "/chat", "s1");
        QCOMPARE(fact("Transport"), QStringLiteral("polling"));
        QCOMPARE(m->card.tree()->jsonModel()->document().text(),
                 QByteArray(R"({"data":{"name":"ann"},"handshake":{"xdomain":false}})"));
        SocketRecord socket {.id = 1, .source = 1, .nsp = "/chat", .socketId = "s1"};
        socket.transport = "websocket";
        m->feed.apply(m->chat.addTold({}, {socket}));
        QCOMPARE(fact("Transport"), QStringLiteral("websocket"));
        QVERIFY(m->card.tree()->isHidden());
        m->card.showSocket(1, "/", "s1"); // of another namespace
        QVERIFY(m->card.isHidden());
    }

    void nothingOfAnotherCapture()
    {
        m->card.showSocket(1, "/chat", "s1");
        m->feed.close();
        QVERIFY(m->card.isHidden());
    }

private:
    struct Parts
    {
        ChatCapture chat;
        CaptureFeed feed;
        Theme theme;
        ToldCard card {feed, theme};
    };
    QString fact(const char *name) const { return m->card.facts()->value(QLatin1String(name)); }

    std::unique_ptr<Parts> m;
};

QTEST_MAIN(TestToldCard)
#include "tst_toldcard.moc"
