// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/engineclient.h"

#include "protocol/engineio/payload.h"
#include "protocol/engineio/payloaddecoder.h"

namespace Client {

namespace {

using EngineIo::Packet;
using EngineIo::PacketType;

constexpr auto Revision = EngineIo::Revision::V4;

LightWebSocket::Options webSocketOptions(const EngineClient::Options &options)
{
    LightWebSocket::Options made;
    made.offersDeflate = options.offersDeflate;
    made.fields = options.fields;
    return made;
}

} // namespace

EngineClient::EngineClient(Net::Poller &poller, Options options)
    : m_options(std::move(options))
    , m_get(poller)
    , m_post(poller)
    , m_webSocket(poller, webSocketOptions(m_options))
{
    m_get.setFields(m_options.fields);
    m_post.setFields(m_options.fields);
    m_webSocket.onOpened = [this] { webSocketOpened(); };
    m_webSocket.onText = [this](QByteArray text) { takeText(std::move(text)); };
    m_webSocket.onBinary = [this](QByteArray bytes) {
        if (m_onWebSocket)
            take(EngineIo::decodePacket(Revision, std::move(bytes), true));
    };
    m_webSocket.onPong = [this](const QByteArray & /*payload*/) {
        if (onRead)
            onRead();
    };
    m_webSocket.onClosed = [this](quint16, const QByteArray &, int) { webSocketClosed(); };
    m_pingTimeout.setSingleShot(true);
    m_pingTimeout.callOnTimeout([this] { end("ping timeout"); });
    m_upgradeDelay.setSingleShot(true);
    m_upgradeDelay.callOnTimeout([this] { openWebSocket(true); });
}

EngineClient::~EngineClient() = default;

QByteArray EngineClient::target(QByteArrayView transport) const
{
    QByteArray target = m_options.path + "?EIO=4&transport=" + transport.toByteArray();
    if (!m_handshake.sid.isEmpty())
        target += "&sid=" + m_handshake.sid;
    return target;
}

void EngineClient::open(const QByteArray &url)
{
    cut();
    m_base = url;
    m_state = State::Opening;
    if (m_options.transports == Transports::WebSocket)
        openWebSocket(false);
    else
        poll();
}

void EngineClient::cut()
{
    ++m_attempt;
    m_state = State::Closed;
    m_upgrade = Upgrade::None;
    m_onWebSocket = false;
    m_asksRead = false;
    m_handshake = {};
    m_queue.takeAll();
    m_pingTimeout.stop();
    m_upgradeDelay.stop();
    m_get.cut();
    m_post.cut();
    m_webSocket.cut();
}

void EngineClient::poll()
{
    m_get.get(m_base + target("polling"),
              [this](const HttpChannel::Result &result) { tookGet(result); });
}

void EngineClient::tookGet(const HttpChannel::Result &result)
{
    if (result.status != 200) {
        const bool opening = m_state == State::Opening;
        end(opening ? "the server answered " + QByteArray::number(result.status)
                    : QByteArrayLiteral("transport error"));
        return;
    }
    const quint32 attempt = m_attempt;
    EngineIo::PayloadDecoder decoder(Revision);
    decoder.feed(result.body);
    decoder.finish();
    while (auto packet = decoder.next()) {
        take(std::move(*packet));
        if (attempt != m_attempt)
            return;
    }
    goOn();
}

void EngineClient::goOn()
{
    if (m_onWebSocket || m_state == State::Closed)
        return;
    const bool isIdle = !m_get.isBusy() && !m_post.isBusy();
    if (m_state == State::Closing) {
        if (!m_queue.isEmpty())
            post();
        else if (isIdle)
            end("io client disconnect");
        return;
    }
    if (m_upgrade == Upgrade::Pausing) {
        if (isIdle)
            upgrade();
        return;
    }
    if (!m_get.isBusy())
        poll();
    post();
}

void EngineClient::post()
{
    if (m_post.isBusy() || m_queue.isEmpty() || m_upgrade == Upgrade::Pausing)
        return;
    m_post.post(
        m_base + target("polling"),
        EngineIo::encodePayload(Revision, packetsOf(m_queue.takeBatch(m_handshake.maxPayload))),
        [this](const HttpChannel::Result &result) { tookPost(result); });
}

void EngineClient::tookPost(const HttpChannel::Result &result)
{
    if (result.status != 200) {
        end("transport error");
        return;
    }
    goOn();
    tellRead();
}

void EngineClient::askRead()
{
    if (m_state != State::Open)
        return;
    m_asksRead = !m_onWebSocket;
    if (m_onWebSocket)
        m_webSocket.sendPing();
    else
        tellRead();
}

void EngineClient::tellRead()
{
    if (!m_asksRead || m_state != State::Open || m_post.isBusy() || !m_queue.isEmpty())
        return;
    m_asksRead = false;
    if (onRead)
        onRead();
}

void EngineClient::openWebSocket(bool probes)
{
    m_upgrade = probes ? Upgrade::Probing : Upgrade::None;
    m_onWebSocket = !probes;
    const QByteArray base = m_base.startsWith("http") ? m_base.sliced(4) : m_base;
    m_webSocket.open("ws" + base + target("websocket"));
}

void EngineClient::webSocketOpened()
{
    if (m_upgrade == Upgrade::Probing)
        m_webSocket.sendText("2probe");
}

void EngineClient::webSocketClosed()
{
    if (m_onWebSocket) {
        end(m_state == State::Closing       ? "io client disconnect"
                : m_state == State::Opening ? "the WebSocket could not be opened"
                                            : "transport close");
        return;
    }
    // The probe failed: polling goes on as if nothing had been.
    if (std::exchange(m_upgrade, Upgrade::None) == Upgrade::Pausing)
        goOn();
}

void EngineClient::takeText(QByteArray text)
{
    if (m_onWebSocket) {
        take(EngineIo::decodePacket(Revision, std::move(text), false));
    } else if (m_upgrade == Upgrade::Probing && text == "3probe") {
        m_upgrade = Upgrade::Pausing; // the server lets go of the GET
        goOn();
    } else if (m_upgrade != Upgrade::None) {
        m_webSocket.close();
    }
}

void EngineClient::upgrade()
{
    m_upgrade = Upgrade::None;
    m_onWebSocket = true;
    m_webSocket.sendText("5");
    for (const PacketQueue::Entry &entry : m_queue.takeAll())
        write(entry.packet);
    m_get.close();
    m_post.close();
    if (onUpgraded)
        onUpgraded();
}

void EngineClient::sendText(QByteArray data)
{
    send(Packet::text(PacketType::Message, std::move(data)));
}

void EngineClient::sendBinary(QByteArray bytes)
{
    send(Packet::bytes(std::move(bytes)));
}

void EngineClient::send(Packet packet)
{
    if (m_state != State::Open)
        return;
    if (m_onWebSocket) {
        write(packet);
        return;
    }
    m_queue.add(std::move(packet));
    post();
}

void EngineClient::write(const Packet &packet)
{
    if (packet.binary)
        m_webSocket.sendBinary(packet.data());
    else
        m_webSocket.sendText(EngineIo::encodePacket(Revision, packet.type, packet.data()));
}

void EngineClient::take(Packet &&packet)
{
    if (packet.type == PacketType::Open && m_state == State::Opening) {
        takeOpen(packet.data());
        return;
    }
    if (packet.type == PacketType::Close) {
        end(m_state == State::Closing ? "io client disconnect" : "transport close");
        return;
    }
    if (m_state != State::Open)
        return;
    switch (packet.type) {
    case PacketType::Message:
        if (packet.binary) {
            if (onBinary)
                onBinary(packet.takeData());
        } else if (onText) {
            onText(packet.takeData());
        }
        break;
    case PacketType::Ping:
        m_pingTimeout.start(m_handshake.pingInterval + m_handshake.pingTimeout);
        if (m_options.answersPings)
            send(Packet::text(PacketType::Pong));
        if (onPing)
            onPing();
        break;
    case PacketType::Unknown:
        end("parse error");
        break;
    default:
        break;
    }
}

void EngineClient::takeOpen(QByteArrayView data)
{
    const auto handshake = EngineIo::Handshake::fromJson(data);
    if (!handshake) {
        end("parse error");
        return;
    }
    m_handshake = *handshake;
    m_state = State::Open;
    m_pingTimeout.start(m_handshake.pingInterval + m_handshake.pingTimeout);
    if (m_options.transports == Transports::PollingThenWebSocket
        && m_handshake.upgrades.contains("websocket"))
        m_upgradeDelay.start(m_options.upgradeDelay);
    if (onOpened)
        onOpened();
}

void EngineClient::close()
{
    if (m_state == State::Opening) {
        end("io client disconnect");
    } else if (m_state == State::Open && m_onWebSocket) {
        m_state = State::Closing;
        m_webSocket.close();
    } else if (m_state == State::Open) {
        m_state = State::Closing;
        m_upgradeDelay.stop();
        m_upgrade = Upgrade::None;
        m_webSocket.cut();
        m_queue.add(Packet::text(PacketType::Close));
        post();
    }
}

void EngineClient::end(const QByteArray &reason)
{
    if (m_state == State::Closed)
        return;
    if (m_onWebSocket)
        m_webSocket.close();
    const bool isOver = !m_webSocket.isOpen();
    ++m_attempt;
    m_state = State::Closed;
    m_upgrade = Upgrade::None;
    m_onWebSocket = false;
    m_queue.takeAll();
    m_pingTimeout.stop();
    m_upgradeDelay.stop();
    m_get.close();
    m_post.close();
    if (!isOver)
        m_webSocket.cut();
    if (onClosed)
        onClosed(reason);
}

} // namespace Client
