// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/urlguess.h"

#include <QTest>

using namespace Client;

class TestUrlGuess : public QObject
{
    Q_OBJECT

private slots:
    void protocol_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isSocketIo");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("nsp");
        const auto row = [](const char *text, bool isSocketIo, const char *url, const char *nsp) {
            QTest::newRow(text) << QByteArray(text) << isSocketIo << QByteArray(url)
                                << QByteArray(nsp);
        };
        row("http://127.0.0.1:3000", true, "http://127.0.0.1:3000", "/");
        row(" localhost:3000 ", true, "http://localhost:3000", "/");
        row("https://example.org/", true, "https://example.org", "/");
        row("https://example.org/chat", true, "https://example.org", "/chat");
        row("http://h/chat/room?token=a&x=%20", true, "http://h/?token=a&x=%20", "/chat/room");
        row("http://h/?t=1", true, "http://h/?t=1", "/");
        row("http://h/#top", true, "http://h", "/");
        row("ws://127.0.0.1:3000/feed?a=1", false, "ws://127.0.0.1:3000/feed?a=1", "/");
        row("WSS://h", false, "wss://h", "/");
        row("ws://h/socket.io/?EIO=4&transport=websocket", true, "ws://h", "/");
        row("ws://h/app/socket.io/", true, "ws://h", "/");
        row("http://[::1]:3000/chat", true, "http://[::1]:3000", "/chat");
    }

    void protocol()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isSocketIo);
        const UrlGuess guess = UrlGuess::of(text);
        QCOMPARE(guess.protocol == Protocol::SocketIo, isSocketIo);
        QTEST(guess.url, "url");
        QTEST(guess.nsp, "nsp");
    }

    void takesApartWhatABrowserShows()
    {
        const UrlGuess guess = UrlGuess::of("http://h:3000/app/socket.io/?token=abc&EIO=3&"
                                            "transport=websocket&t=Q82aEsd&sid=GVE42ACVDI27M4s9");
        QCOMPARE(guess.protocol, Protocol::SocketIo);
        QCOMPARE(guess.url, QByteArray("http://h:3000/?token=abc"));
        QCOMPARE(guess.enginePath, QByteArray("/app/socket.io/"));
        QCOMPARE(guess.nsp, QByteArray("/"));
        QVERIFY(guess.version == Version::V2);
        QVERIFY(guess.transports == Transports::WebSocket);
        QVERIFY(UrlGuess::of("http://h/socket.io/?EIO=4&transport=polling").version == Version::V4);
    }

    void obeysWhatWasSaid()
    {
        QCOMPARE(UrlGuess::of("ws://h/chat", Protocol::SocketIo).nsp, QByteArray("/chat"));
        const UrlGuess plain = UrlGuess::of("http://h/chat?a=b", Protocol::WebSocket);
        QCOMPARE(plain.url, QByteArray("http://h/chat?a=b"));
        QCOMPARE(plain.protocol, Protocol::WebSocket);
    }

    void keepsTheAuthOfTheFirstNamespace()
    {
        ClientOptions options;
        options.namespaces = {{"/", R"({"token":"a"})", {}}, {"/other", {}, {}}};
        UrlGuess::of("http://h/chat").applyTo(&options);
        QCOMPARE(options.namespaces.size(), 1);
        QCOMPARE(options.namespaces.constFirst().name, QByteArray("/chat"));
        QCOMPARE(options.namespaces.constFirst().auth, QByteArray(R"({"token":"a"})"));
        QCOMPARE(options.url, QByteArray("http://h"));
        QCOMPARE(options.path, QByteArray("/socket.io/"));
    }
};

QTEST_APPLESS_MAIN(TestUrlGuess)
#include "tst_urlguess.moc"
