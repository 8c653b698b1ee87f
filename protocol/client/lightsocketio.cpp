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
    m_namespaces.disconnectAll();
    m_acks.takeAll();
}

void LightSocketIo::open(const QByteArray &url)
{
    forget();
    m_engine.open(url);
}

void LightSocketIo::connectTo(const QByteArray &nsp, const QByteArray &auth)
{
    const NamespaceEntry &entry = m_namespaces.want({.name = nsp, .auth = auth, .query = {}});
    sendMessage(SocketIo::plainMessage(PacketType::Connect, nsp, connectData(entry)));
}

void LightSocketIo::disconnectFrom(const QByteArray &nsp)
{
    if (!isConnectedTo(nsp))
        return;
    end(nsp);
    sendMessage(SocketIo::plainMessage(PacketType::Disconnect, nsp));
}

void LightSocketIo::send(const QByteArray &nsp, QByteArrayView name,
                         const SocketIo::Arguments &arguments, AckHandler acknowledged)
{
    if (!isConnectedTo(nsp))
        return;
    std::optional<quint64> ackId;
    if (acknowledged)
        ackId = m_acks.add(nsp, std::move(acknowledged));
    sendMessage(SocketIo::eventMessage(nsp, name, arguments, ackId));
}

void LightSocketIo::acknowledge(const Event &event, const SocketIo::Arguments &arguments)
{
    if (event.ackId && isConnectedTo(event.nsp))
        sendMessage(SocketIo::ackMessage(event.nsp, *event.ackId, arguments));
}

void LightSocketIo::close()
{
    for (const auto &entry : m_namespaces.entries())
        disconnectFrom(entry->status.name);
    m_engine.close();
}

void LightSocketIo::cut()
{
    forget();
    m_engine.cut();
}

/// For good: nothing of it is recovered.
void LightSocketIo::end(const QByteArray &nsp)
{
    if (NamespaceEntry *const entry = m_namespaces.find(nsp)) {
        NamespaceBook::forget(*entry);
        entry->status.state = NamespaceStatus::State::Disconnected;
    }
}

QByteArray LightSocketIo::socketId(const QByteArray &nsp) const
{
    const NamespaceEntry *const entry = find(nsp);
    return entry == nullptr ? QByteArray() : entry->status.socketId;
}

bool LightSocketIo::isRecovered(const QByteArray &nsp) const
{
    const NamespaceEntry *const entry = find(nsp);
    return entry != nullptr && entry->status.isRecovered;
}

bool LightSocketIo::isConnectedTo(const QByteArray &nsp) const
{
    const NamespaceEntry *const entry = find(nsp);
    return entry != nullptr && entry->isConnected();
}

const NamespaceEntry *LightSocketIo::find(const QByteArray &nsp) const
{
    for (const auto &entry : m_namespaces.entries()) {
        if (entry->status.name == nsp)
            return entry.get();
    }
    return nullptr;
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
        if (NamespaceBook::takeConnect(m_namespaces.want({packet.nsp, {}, {}}), packet.data, 5, {})
            && onConnected)
            onConnected(packet.nsp);
        break;
    case PacketType::ConnectError:
        if (onRefused)
            onRefused(packet.nsp, packet.data);
        break;
    case PacketType::Disconnect:
        end(packet.nsp);
        if (onDisconnected)
            onDisconnected(packet.nsp);
        break;
    case PacketType::Event:
    case PacketType::BinaryEvent:
        if (NamespaceEntry *const entry = m_namespaces.find(packet.nsp))
            NamespaceBook::takeEvent(*entry, packet);
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
