// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/democrowd.h"
#include "protocol/client/lightsocketio.h"
#include "protocol/server/demoserver.h"
#include "tests/support/rawclient.h"

#include <QDir>
#include <QSet>
#include <QTest>

namespace {

qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd"))
        .entryList(QDir::NoDotAndDotDot | QDir::AllEntries)
        .size();
}

Net::Address addressFrom(const QByteArray &text)
{
    return *Net::Address::fromLiteral("127.0.0.1", text.mid(text.indexOf(':') + 1).toUShort());
}

/// One more in the chat, who listens.
class Witness
{
public:
    Witness(Net::Poller &poller, const QByteArray &address)
        : client(poller, {})
    {
        client.onOpened = [this] { client.connectTo("/chat", R"({"name":"witness"})"); };
        client.onEvent = [this](const Client::Event &event) {
            seen.insert(event.name);
            const qsizetype from = event.arguments.json.indexOf(R"("from":")");
            if (from >= 0)
                seen.insert(event.arguments.json.mid(from + 8, 3));
            if (event.name == "user left" && event.arguments.json.contains("erin"))
                seen.insert("erin left");
            if (event.name == "user back" && event.arguments.json.contains("erin")
                && seen.contains("erin left"))
                seen.insert("erin came back");
            if (event.name == "file")
                attachment = event.arguments.attachments.value(0);
            if (event.arguments.json.contains("12345678901234567890.10"))
                seen.insert("exact number");
        };
        client.open("http://" + address);
    }

    QSet<QByteArray> seen;
    QByteArray attachment;
    Client::LightSocketIo client;
};

} // namespace

class TestDemoCrowd : public QObject
{
    Q_OBJECT

private slots:
    void serves();
    void refusesOtherAddresses();
    void chats();
    void leavesNothing();
};

void TestDemoCrowd::serves()
{
    Net::NetThread net;
    Server::DemoServer server(net);
    const Server::DemoServer::Started started = server.start();
    QCOMPARE(started.error, "");
    QVERIFY(started.address.startsWith("127.0.0.1:"));
    Net::Poller poller;
    RawClient page(poller, addressFrom(started.address));
    page.request("GET", "/");
    QTRY_VERIFY(page.last().startsWith("200 <!DOCTYPE html>"));
    for (const char *part : {"/chat.css", "/chat.js", "/socket.js"}) {
        page.request("GET", part);
        QTRY_VERIFY2(page.last().startsWith("200 /") && page.last().contains("SPDX"), part);
    }

    Client::LightWebSocket ticker(poller);
    QByteArrayList prices;
    ticker.onText = [&](const QByteArray &text) { prices.append(text); };
    ticker.open("ws://" + started.address + "/ticker");
    QTRY_VERIFY(prices.size() >= 2);
    QVERIFY(prices[0].startsWith(R"({"type":"price","symbol":"SOCK","price":)"));
    QVERIFY(prices[0] != prices[1]);

    QByteArray refusal;
    Client::LightSocketIo trader(poller, {});
    trader.onOpened = [&] { trader.connectTo("/trade"); };
    trader.onRefused = [&](const QByteArray &, const QByteArray &data) { refusal = data; };
    trader.open("http://" + started.address);
    QTRY_COMPARE(refusal, R"({"message":"not authorized","data":{"code":"E_AUTH","retry":false}})");

    server.stop();
    QTRY_VERIFY(page.ended);
    QTRY_VERIFY(!ticker.isOpen());
}

void TestDemoCrowd::refusesOtherAddresses()
{
    Net::NetThread net;
    Server::DemoServer server(net);
    QVERIFY(!server.start("0.0.0.0").error.isEmpty());
    QVERIFY(!server.start("nonsense").error.isEmpty());
    const QByteArray address = server.start().address;
    Server::DemoServer second(net);
    QVERIFY(second.start("127.0.0.1", addressFrom(address).port())
                .error.contains("could not listen on " + address));
}

void TestDemoCrowd::chats()
{
    Net::NetThread net;
    Server::DemoServer server(net);
    const QByteArray address = server.start().address;
    Net::Poller poller;
    Witness witness(poller, address);
    QTRY_VERIFY(witness.seen.contains("welcome"));
    Client::DemoCrowd crowd(net);
    crowd.start(address, 20);
    for (const char *wanted : {"user joined", "presence", "typing", "chat message", "file", "ali",
                               "bob", "car", "eri", "exact number", "erin left", "erin came back"})
        QTRY_VERIFY2(witness.seen.contains(wanted), wanted);
    QVERIFY(witness.attachment.startsWith("BM"));
    crowd.stop();
    QTRY_VERIFY(witness.seen.contains("user left"));
}

void TestDemoCrowd::leavesNothing()
{
    // QSocketNotifier and the like open some of their own the first time.
    for (int i = 0; i < 2; ++i) {
        const qsizetype before = openDescriptors();
        {
            Net::NetThread net;
            Server::DemoServer server(net);
            Client::DemoCrowd crowd(net);
            const QByteArray address = server.start().address;
            crowd.start(address, 20);
            Net::Poller poller;
            Witness witness(poller, address);
            QTRY_VERIFY(witness.seen.contains("chat message"));
            crowd.stop();
            server.stop();
        }
        if (i > 0)
            QCOMPARE(openDescriptors(), before);
    }
}

QTEST_GUILESS_MAIN(TestDemoCrowd)
#include "tst_democrowd.moc"
