// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/stream.h"

#include <QTest>

#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <unistd.h>

namespace {

/// A stream that writes down what happens to it.
class End final : private Net::Stream::Owner
{
public:
    explicit End(Net::Poller &poller, Net::Stream::Reading reading = Net::Stream::Reading::Always)
        : stream(poller, static_cast<Net::Stream::Owner &>(*this), reading)
    {
    }

    QByteArray received;
    bool connected = false;
    bool finished = false;
    bool echoes = false;
    std::optional<int> closed;
    Net::Stream stream;

private:
    void streamConnected() override { connected = true; }
    void streamReceived(QByteArray bytes) override
    {
        received += bytes;
        if (echoes)
            stream.write(bytes);
    }
    void streamFinished() override { finished = true; }
    void streamClosed(int error) override { closed = error; }
};

/// Two ends of one connection.
class Pair
{
public:
    explicit Pair(Net::Stream::Reading reading = Net::Stream::Reading::Always)
        : server(poller, reading)
    {
        const Net::Socket listener
            = Net::Socket::listen(*Net::Address::fromLiteral("127.0.0.1", 0)).socket;
        client.stream.connectTo(listener.localAddress());
        // The system has completed it when connect() returns, on loopback.
        server.stream.start(listener.accept().socket);
    }

    Net::Poller poller;
    End client {poller};
    End server;
};

} // namespace

class TestStream : public QObject
{
    Q_OBJECT

private slots:
    void carriesBytes();
    void carriesMuch();
    void halfCloses();
    void resets();
    void resetsBehindFin();
    void writesToNobody();
    void refused();
    void stopsReading();
    void leaves();
    void isSilentOnceClosed();
};

void TestStream::carriesBytes()
{
    Pair pair;
    pair.server.echoes = true;
    QTRY_VERIFY(pair.client.connected);
    pair.client.stream.write("one");
    pair.client.stream.write("two");
    QTRY_COMPARE(pair.client.received, "onetwo");
    QCOMPARE(pair.client.stream.pendingBytes(), 0);
}

void TestStream::carriesMuch()
{
    Pair pair;
    pair.server.echoes = true;
    QTRY_VERIFY(pair.client.connected);
    QByteArray sent;
    for (int i = 0; i < 3000; ++i) {
        const QByteArray piece(10007, char('a' + i % 26));
        sent += piece;
        pair.client.stream.write(piece);
    }
    pair.client.stream.finish();
    QTRY_VERIFY(pair.server.finished);
    QTRY_COMPARE(pair.client.received.size(), sent.size());
    QVERIFY(pair.client.received == sent);
}

void TestStream::halfCloses()
{
    Pair pair;
    QTRY_VERIFY(pair.client.connected);
    pair.client.stream.write("question");
    pair.client.stream.finish();
    QTRY_VERIFY(pair.server.finished);
    QCOMPARE(pair.server.received, "question");
    pair.server.stream.write("answer");
    pair.server.stream.finish();
    QTRY_VERIFY(pair.client.finished);
    QCOMPARE(pair.client.received, "answer");
}

void TestStream::resets()
{
    Pair pair;
    QTRY_VERIFY(pair.client.connected);
    pair.client.stream.reset();
    QTRY_COMPARE(pair.server.closed, std::optional<int>(ECONNRESET));
    QVERIFY(!pair.server.stream.isOpen());
    QVERIFY(!pair.client.closed.has_value());
}

void TestStream::resetsBehindFin()
{
    Pair pair;
    QTRY_VERIFY(pair.client.connected);
    pair.client.stream.finish();
    QTRY_VERIFY(pair.server.finished);
    QVERIFY(!pair.server.closed);
    pair.client.stream.reset();
    QTRY_VERIFY(pair.server.closed.has_value());
    QVERIFY(*pair.server.closed != 0);
}

void TestStream::writesToNobody()
{
    std::array<int, 2> ends {};
    QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    Net::Poller poller;
    End end(poller);
    QCOMPARE(end.stream.start(Net::Socket(ends[0])), 0);
    ::close(ends[1]);
    QTRY_VERIFY(end.finished);
    end.stream.write("hello");
    QVERIFY(!end.closed);
    QTRY_COMPARE(end.closed, std::optional<int>(EPIPE));
    // The same before it is known that nobody is there.
    QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    End early(poller);
    QCOMPARE(early.stream.start(Net::Socket(ends[0])), 0);
    ::close(ends[1]);
    early.stream.write("hello");
    QTRY_COMPARE(early.closed, std::optional<int>(EPIPE));
    QVERIFY(early.finished);
}

void TestStream::refused()
{
    Net::Poller poller;
    End end(poller);
    Net::Address address;
    {
        const Net::Socket listener
            = Net::Socket::listen(*Net::Address::fromLiteral("127.0.0.1", 0)).socket;
        address = listener.localAddress();
    }
    if (end.stream.connectTo(address) == 0)
        QTRY_COMPARE(end.closed, std::optional<int>(ECONNREFUSED));
    QVERIFY(!end.connected);
}

void TestStream::stopsReading()
{
    // A client that asks and does not listen: the server's memory is bounded.
    Pair pair(Net::Stream::Reading::WhileRead);
    pair.server.echoes = true;
    const Net::Socket listener
        = Net::Socket::listen(*Net::Address::fromLiteral("127.0.0.1", 0)).socket;
    const Net::Socket deaf = Net::Socket::connect(listener.localAddress()).socket;
    End server(pair.poller, Net::Stream::Reading::WhileRead);
    server.echoes = true;
    server.stream.start(listener.accept().socket);
    const QByteArray piece(1 << 20, 'x');
    qsizetype sent = 0;
    const auto push = [&] {
        const qsizetype written = deaf.write(piece.constData(), piece.size()).bytes;
        sent += written;
        return written;
    };
    QTRY_VERIFY(push() == 0 && server.stream.pendingBytes() > Net::Stream::HighWater);
    QVERIFY(server.stream.pendingBytes() < 2 * Net::Stream::HighWater);
    QVERIFY(sent < (qsizetype(64) << 20));
}

void TestStream::leaves()
{
    Pair pair;
    QTRY_VERIFY(pair.client.connected);
    pair.server.stream.write("bye");
    pair.server.stream.leave();
    QVERIFY(pair.server.stream.isLeaving());
    QTRY_VERIFY(pair.client.finished);
    pair.client.stream.write("too late");
    pair.client.stream.finish();
    QTRY_COMPARE(pair.server.closed, std::optional<int>(0));
    QCOMPARE(pair.client.received, "bye");
    QCOMPARE(pair.server.received, "");
}

void TestStream::isSilentOnceClosed()
{
    Pair pair;
    QTRY_VERIFY(pair.client.connected);
    pair.server.stream.close();
    pair.server.stream.write("nothing");
    pair.client.stream.write("anybody?");
    QTRY_VERIFY(pair.client.finished || pair.client.closed.has_value());
    QVERIFY(!pair.server.closed.has_value());
    QCOMPARE(pair.client.received, "");
}

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
