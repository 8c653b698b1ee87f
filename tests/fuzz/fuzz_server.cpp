// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/echosite.h"
#include "protocol/websocket/frameencoder.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <array>
#include <cstddef>

#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;

constexpr std::size_t Connections = 4;
constexpr std::size_t LongestPiece = 3000;

/// What clients say, so that an input gets past the first line.
constexpr std::array<const char *, 24> Packets {
    "2probe",
    "5",
    "3",
    "2",
    "1",
    "6",
    "40",
    "40/custom,",
    "40/plain",
    R"(40/chat,{"token":"secret"})",
    "40/dyn-7,",
    "41",
    "41/plain,",
    R"(42["message",1,{"a":"b"}])",
    R"(4212["message-with-ack"])",
    R"(42["please-ask"])",
    R"(430["pong"])",
    R"(451-["message",{"_placeholder":true,"num":0}])",
    R"(420["join","red"])",
    R"(42["to-room","red","x"])",
    R"(42["to-all","x"])",
    R"(42["kick"])",
    R"(42["kick-close"])",
    R"(42["bin",{"_placeholder":true,"num":0}])",
};

/// Gives out the bytes of an input.
class Input
{
public:
    Input(const uint8_t *data, std::size_t size)
        : m_data(data)
        , m_left(size)
    {
    }
    bool isAtEnd() const { return m_left == 0; }
    unsigned byte()
    {
        if (m_left == 0)
            return 0;
        --m_left;
        return *m_data++;
    }
    QByteArray bytes()
    {
        std::size_t wanted = byte();
        if (byte() % 4 == 0)
            wanted *= 12;
        const std::size_t size = std::min({wanted, m_left, LongestPiece});
        QByteArray piece(reinterpret_cast<const char *>(m_data), qsizetype(size));
        m_data += size;
        m_left -= size;
        return piece;
    }
    /// A packet of Engine.IO: one of the list, or any bytes.
    QByteArray packet()
    {
        const unsigned choice = byte();
        return choice < Packets.size() ? QByteArray(Packets[choice]) : bytes();
    }

private:
    const uint8_t *m_data;
    std::size_t m_left;
};

/// Lets the server do what there is to do.
void turn(std::chrono::milliseconds time = 0ms)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

/// The client's end of some connections.
class Clients
{
public:
    explicit Clients(Server::Server &server)
        : m_server(server)
    {
        m_ends.fill(-1);
    }
    ~Clients()
    {
        for (std::size_t i = 0; i < Connections; ++i)
            close(i);
    }
    Q_DISABLE_COPY_MOVE(Clients)

    void open(std::size_t index)
    {
        close(index);
        std::array<int, 2> ends {};
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
            qFatal("no sockets");
        m_ends[index] = ends[0];
        m_server.take(Net::Socket(ends[1]));
    }
    void close(std::size_t index)
    {
        if (m_ends[index] >= 0)
            ::close(std::exchange(m_ends[index], -1));
    }
    void finish(std::size_t index) const { shutdown(m_ends[index], SHUT_WR); }
    void send(std::size_t index, const QByteArray &bytes)
    {
        if (m_ends[index] < 0)
            open(index);
        ::send(m_ends[index], bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL);
    }
    /// Reads what is there, and keeps the last sid in it.
    void read(std::size_t index)
    {
        std::array<char, 65536> buffer; // NOLINT(*-member-init): filled by the system
        const ssize_t got = recv(m_ends[index], buffer.data(), buffer.size(), 0);
        if (got <= 0)
            return;
        const QByteArray came(buffer.data(), got);
        const qsizetype at = came.indexOf(R"("sid":")");
        if (at >= 0 && came.contains("pingInterval"))
            sid = came.mid(at + 7, 20);
    }

    QByteArray sid;

private:
    Server::Server &m_server;
    std::array<int, Connections> m_ends {};
};

QByteArray request(Input &input, const QByteArray &sid)
{
    static constexpr std::array<const char *, 8> Targets {
        "/socket.io/?EIO=4&transport=polling",     "/socket.io/?EIO=4&transport=websocket",
        "/socket.io/?EIO=3&transport=polling",     "/socket.io/?EIO=3&transport=websocket",
        "/engine.io/?EIO=4&transport=polling",     "/engine.io/?EIO=4&transport=websocket",
        "/socket.io/?EIO=3&transport=polling&j=1", "/ws/chat"};
    static constexpr std::array<const char *, 6> Methods {"GET",  "GET",     "POST",
                                                          "POST", "OPTIONS", "PUT"};
    const unsigned choice = input.byte();
    const unsigned more = input.byte();
    const QByteArray method = Methods[choice / 8 % Methods.size()];
    QByteArray target = Targets[choice % 8];
    if ((more & 1U) != 0 && !sid.isEmpty())
        target += "&sid=" + sid;
    QByteArray head = method + ' ' + target + " HTTP/1.1\r\nHost: x\r\n";
    if (target.contains("websocket") || target.startsWith("/ws")) {
        head += "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        if ((more & 2U) != 0)
            head += "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9\r\n";
    }
    QByteArray body;
    if (method == "POST") {
        body = input.packet();
        while ((input.byte() & 3U) == 1 && !input.isAtEnd())
            body += '\x1e' + input.packet();
        if (target.contains("EIO=3"))
            body = QByteArray::number(body.size()) + ':' + body;
        if ((more & 4U) != 0)
            head += "Content-Type: application/octet-stream\r\n";
        // Some never come to their end.
        head += "Content-Length: " + QByteArray::number(body.size() + (more & 8U)) + "\r\n";
    }
    if ((more & 16U) != 0)
        head += input.bytes() + "\r\n";
    return head + "\r\n" + body;
}

QByteArray frame(Input &input)
{
    WebSocket::FrameEncoder encoder(WebSocket::Sender::Client);
    const unsigned choice = input.byte();
    const QByteArray payload = input.packet();
    switch (choice % 8) {
    case 0:
    case 1:
    case 2:
        return encoder.message(WebSocket::OpCode::Text, payload, {});
    case 3:
        return encoder.message(WebSocket::OpCode::Binary, payload, {});
    case 4:
        return encoder.control(WebSocket::OpCode::Ping, payload.left(125));
    case 5:
        return encoder.close(quint16(choice * 20), payload.left(100));
    default: {
        // The first byte as it comes: fragments, reserved bits, unknown codes.
        QByteArray bytes = encoder.message(WebSocket::OpCode::Text, payload, {});
        bytes[0] = char(input.byte());
        return bytes;
    }
    }
}

Server::EchoSite::Options optionsOf(unsigned first, unsigned second)
{
    Server::EchoSite::Options options;
    options.engine.revision3 = (first & 1U) != 0;
    options.engine.deflate = (first & 2U) != 0;
    options.engine.cors = (first & 4U) != 0;
    options.engine.cookie = (first & 8U) != 0;
    options.engine.maxPayload = (first & 16U) != 0 ? 1000 : 100'000;
    if ((first & 32U) != 0)
        options.sockets.namespaces.recovery = 1min;
    if ((first & 64U) != 0 && !options.engine.revision3)
        options.sockets.namespaces.parser = Server::Parser::Msgpack;
    if ((first & 128U) != 0)
        options.admin.emplace();
    if ((second & 1U) != 0) {
        options.engine.pingInterval = 1ms;
        options.engine.pingTimeout = 1ms;
    }
    if ((second & 2U) != 0) {
        options.engine.upgradeTimeout = 1ms;
        options.engine.closeTimeout = 1ms;
    }
    if ((second & 4U) != 0)
        options.sockets.connectTimeout = 1ms;
    return options;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const QCoreApplication application(*argc, *argv);
    return 0;
}

/// Whole conversations of some clients with the echo server: requests, upgrades, frames and
/// packets, right and wrong, in pieces, with ends at any place and timers that fire. When the
/// clients are gone no connection is left, and no descriptor.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    if (size < 4 || size > 20'000)
        return 0;
    Input input(data, size);
    const unsigned first = input.byte();
    const unsigned second = input.byte();
    const int lowest = dup(0);
    close(lowest);
    {
        Net::Poller poller;
        Server::Server server(poller);
        if ((second & 8U) != 0)
            server.setPatience(1ms);
        const Server::EchoSite site(server, optionsOf(first, second));
        {
            Clients clients(server);
            std::size_t at = 0;
            while (!input.isAtEnd()) {
                const unsigned step = input.byte();
                at = (step >> 4U) % Connections;
                switch (step % 16) {
                case 0:
                    clients.open(at);
                    break;
                case 1:
                    clients.close(at);
                    break;
                case 2:
                    clients.finish(at);
                    break;
                case 3:
                    clients.send(at, input.bytes());
                    break;
                case 4:
                case 5:
                case 6:
                    clients.send(at, request(input, clients.sid));
                    turn();
                    clients.read(at);
                    break;
                case 7: {
                    const QByteArray bytes = request(input, clients.sid);
                    const qsizetype cut = std::min<qsizetype>(input.byte(), bytes.size());
                    clients.send(at, bytes.first(cut));
                    turn();
                    clients.send(at, bytes.sliced(cut));
                    break;
                }
                case 8:
                case 9:
                case 10:
                case 11:
                    clients.send(at, frame(input));
                    break;
                case 12:
                    turn(2ms);
                    break;
                case 13:
                    clients.read(at);
                    break;
                default:
                    turn();
                    break;
                }
            }
            turn();
        }
        // Soon; what is left for lack of an answer goes after ten seconds.
        for (int i = 0; i < 2000 && server.connectionCount() > 0; ++i)
            turn(i < 10 ? 0ms : 1ms);
        if (server.connectionCount() > 0)
            qFatal("connections are left");
    }
    turn(); // what is retired goes
    const int after = dup(0);
    close(after);
    if (after != lowest)
        qFatal("descriptors are left");
    return 0;
}
