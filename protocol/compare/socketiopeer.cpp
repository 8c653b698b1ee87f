// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/socketiopeer.h"

#include "protocol/socketio/data.h"

namespace Compare {

using SocketIo::PacketType;

namespace {

using Transports = Client::EngineClient::Transports;

Transports transportsOf(Stack stack)
{
    switch (stack) {
    case Stack::SocketIoPolling:
        return Transports::Polling;
    case Stack::SocketIoUpgrade:
        return Transports::PollingThenWebSocket;
    default:
        return Transports::WebSocket;
    }
}

Client::EngineClient::Options engineOptions(const Target &target, const Way &way)
{
    Client::EngineClient::Options options;
    options.transports = transportsOf(way.stack);
    options.path = target.path;
    options.offersDeflate = way.deflate;
    return options;
}

/// \a auth with what recovery asks with.
QByteArray authWith(const QByteArray &auth, const QByteArray &pid, const QByteArray &offset)
{
    const QByteArray members
        = R"({"pid":)" + SocketIo::jsonString(pid) + R"(,"offset":)" + SocketIo::jsonString(offset);
    const QByteArray own = auth.trimmed();
    const QByteArray rest = own.isEmpty() ? QByteArray("}") : own.sliced(1).trimmed();
    return members + (rest == "}" ? "" : ",") + rest;
}

} // namespace

SocketIoPeer::SocketIoPeer(Net::Poller &poller, const Target &target, const Options &options)
    : m_target(target)
    , m_options(options)
    , m_engine(poller, engineOptions(target, options.way))
{
    m_engine.onOpened = [this] { opened(); };
    m_engine.onUpgraded = [this] {
        if (m_isConnected)
            becomeReady();
    };
    m_engine.onText = [this](const QByteArray &text) {
        m_assembler.feedText(text);
        takeMessages();
    };
    m_engine.onBinary = [this](QByteArray bytes) {
        m_assembler.feedBinary(std::move(bytes));
        takeMessages();
    };
    m_engine.onRead = [this] { call(onRead); };
    m_engine.onClosed = [this](const QByteArray &reason) { closed(reason); };
}

void SocketIoPeer::open(const QByteArray &address)
{
    m_assembler = SocketIo::PacketAssembler(5);
    m_isConnected = false;
    m_isReady = false;
    m_engine.open("http://" + address);
}

void SocketIoPeer::close()
{
    m_engine.close();
}

void SocketIoPeer::opened()
{
    m_maxPayload = m_engine.handshake().maxPayload.value_or(0);
    const bool asks = m_options.recovers && !m_pid.isEmpty() && !m_offset.isEmpty();
    send(SocketIo::plainMessage(PacketType::Connect, m_target.nsp,
                                asks ? authWith(m_target.auth, m_pid, m_offset) : m_target.auth));
}

void SocketIoPeer::becomeReady()
{
    if (!std::exchange(m_isReady, true))
        call(onReady);
}

void SocketIoPeer::takeMessages()
{
    while (const auto message = m_assembler.next())
        take(*message);
}

void SocketIoPeer::take(const SocketIo::Assembled &message)
{
    const SocketIo::Packet &packet = message.packet;
    if (packet.nsp != m_target.nsp)
        return;
    switch (packet.type) {
    case PacketType::Connect: {
        m_pid = SocketIo::connectPid(packet.data).value_or(QByteArray());
        m_isConnected = true;
        const bool upgrades = m_options.way.stack == Stack::SocketIoUpgrade
            && m_options.waitsForUpgrade && m_engine.handshake().upgrades.contains("websocket");
        if (!upgrades || m_engine.isOnWebSocket())
            becomeReady();
        break;
    }
    case PacketType::ConnectError:
        closed("refused: " + SocketIo::errorMessage(packet.data).value_or(packet.data));
        m_engine.close();
        break;
    case PacketType::Disconnect:
        closed(QByteArrayLiteral("io server disconnect"));
        break;
    case PacketType::Event:
    case PacketType::BinaryEvent:
        if (m_options.recovers && !m_pid.isEmpty() && !packet.ackId)
            m_offset = SocketIo::lastArgument(packet.data).value_or(QByteArray());
        call(onHeard);
        break;
    case PacketType::Ack:
    case PacketType::BinaryAck:
        call(onAnswered);
        break;
    default:
        break;
    }
}

void SocketIoPeer::closed(const QByteArray &reason)
{
    m_isConnected = false;
    m_isReady = false;
    if (!onClosed)
        return;
    if (reason.startsWith("the "))
        onClosed('T' + reason.sliced(1) + '.');
    else if (reason.startsWith("refused: "))
        onClosed("The server refused the namespace " + m_target.nsp + " (" + reason.sliced(9)
                 + ").");
    else
        onClosed("The connection ended (" + reason + ").");
}

void SocketIoPeer::send(const SocketIo::Assembled &message)
{
    const Server::Parser parser
        = m_options.way.msgpack ? Server::Parser::Msgpack : Server::Parser::Default;
    const Server::Encoded encoded = Server::encode(parser, message);
    if (!encoded.text.isEmpty())
        m_engine.sendText(encoded.text);
    for (const QByteArray &bytes : encoded.binaries)
        m_engine.sendBinary(bytes);
}

void SocketIoPeer::sendEvent(const QByteArray &name, const SocketIo::Arguments &arguments,
                             std::optional<quint64> ackId)
{
    send(SocketIo::eventMessage(m_target.nsp, name, arguments, ackId));
}

void SocketIoPeer::tell(const QByteArray &text)
{
    sendEvent(m_target.oneWayEvent, {SocketIo::jsonString(text), {}});
}

void SocketIoPeer::ask(const QByteArray &payload, bool binary)
{
    if (binary)
        sendEvent(m_target.echoEvent, {SocketIo::placeholder(0), {payload}}, m_nextAckId++);
    else
        sendEvent(m_target.echoEvent, {SocketIo::jsonString(payload), {}}, m_nextAckId++);
}

void SocketIoPeer::broadcast(const QByteArray &text)
{
    sendEvent(m_target.broadcastEvent, {SocketIo::jsonString(text), {}});
}

void SocketIoPeer::askRead()
{
    m_engine.askRead();
}

} // namespace Compare
