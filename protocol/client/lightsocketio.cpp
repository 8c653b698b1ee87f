// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/lightsocketio.h"

#include "protocol/socketio/data.h"
#include "protocol/socketio/packetencoder.h"

namespace Client {

using SocketIo::PacketType;

LightSocketIo::LightSocketIo(Net::Poller &poller, const Options &options)
    : m_engine(poller, options)
{
    m_engine.onOpened = [this] {
        if (onOpened)
            onOpened();
    };
    m_engine.onUpgraded = [this] {
        if (onUpgraded)
            onUpgraded();
    };
    m_engine.onPing = [this] {
        if (onPing)
            onPing();
    };
    m_engine.onText = [this](const QByteArray &text) {
        m_assembler.feedText(text);
        takeMessages();
    };
    m_engine.onBinary = [this](QByteArray bytes) {
        m_assembler.feedBinary(std::move(bytes));
        takeMessages();
    };
    m_engine.onClosed = [this](const QByteArray &reason) {
        forget();
        if (onClosed)
            onClosed(reason);
    };
}

LightSocketIo::~LightSocketIo() = default;

void LightSocketIo::forget()
{
    m_assembler = SocketIo::PacketAssembler(5);
    m_ids.clear();
    m_acks.takeAll();
}

void LightSocketIo::open(const QByteArray &url)
{
    forget();
    m_engine.open(url);
}

void LightSocketIo::connectTo(const QByteArray &nsp, const QByteArray &auth)
{
    sendMessage(SocketIo::plainMessage(PacketType::Connect, nsp, auth));
}

void LightSocketIo::disconnectFrom(const QByteArray &nsp)
{
    if (m_ids.remove(nsp) == 0)
        return;
    sendMessage(SocketIo::plainMessage(PacketType::Disconnect, nsp));
}

void LightSocketIo::send(const QByteArray &nsp, QByteArrayView name,
                         const SocketIo::Arguments &arguments, AckHandler acknowledged)
{
    if (!m_ids.contains(nsp))
        return;
    std::optional<quint64> ackId;
    if (acknowledged)
        ackId = m_acks.add(nsp, std::move(acknowledged));
    sendMessage(SocketIo::eventMessage(nsp, name, arguments, ackId));
}

void LightSocketIo::acknowledge(const Event &event, const SocketIo::Arguments &arguments)
{
    if (event.ackId && m_ids.contains(event.nsp))
        sendMessage(SocketIo::ackMessage(event.nsp, *event.ackId, arguments));
}

void LightSocketIo::close()
{
    const QList<QByteArray> namespaces = m_ids.keys();
    for (const QByteArray &nsp : namespaces)
        disconnectFrom(nsp);
    m_engine.close();
}

void LightSocketIo::cut()
{
    forget();
    m_engine.cut();
}

void LightSocketIo::sendMessage(const SocketIo::Assembled &message)
{
    m_engine.sendText(SocketIo::encodeText(message.packet));
    for (const QByteArray &bytes : message.attachments)
        m_engine.sendBinary(bytes);
}

void LightSocketIo::takeMessages()
{
    while (const auto message = m_assembler.next())
        take(*message);
}

void LightSocketIo::take(const SocketIo::Assembled &message)
{
    const SocketIo::Packet &packet = message.packet;
    switch (packet.type) {
    case PacketType::Connect:
        m_ids[packet.nsp] = SocketIo::connectSid(packet.data).value_or(QByteArray());
        if (onConnected)
            onConnected(packet.nsp);
        break;
    case PacketType::ConnectError:
        if (onRefused)
            onRefused(packet.nsp, packet.data);
        break;
    case PacketType::Disconnect:
        m_ids.remove(packet.nsp);
        if (onDisconnected)
            onDisconnected(packet.nsp);
        break;
    case PacketType::Event:
    case PacketType::BinaryEvent:
        if (onEvent) {
            onEvent({packet.nsp,
                     packet.event,
                     {SocketIo::eventArguments(packet.data).toByteArray(), message.attachments},
                     packet.ackId});
        }
        break;
    case PacketType::Ack:
    case PacketType::BinaryAck: {
        const auto acknowledged = m_acks.take(packet.nsp, packet.ackId.value_or(0));
        if (acknowledged) {
            (*acknowledged)(
                {SocketIo::ackArguments(packet.data).toByteArray(), message.attachments});
        }
        break;
    }
    default:
        break;
    }
}

} // namespace Client
