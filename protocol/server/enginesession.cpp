// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/enginesession.h"

#include "protocol/engineio/handshake.h"
#include "protocol/engineio/payload.h"
#include "protocol/engineio/payloaddecoder.h"

namespace Server {

namespace {

using EngineIo::Packet;
using EngineIo::PacketType;

constexpr auto Revision = EngineIo::Revision::V4;

/// How often a GET is let go while a client waits to upgrade.
constexpr std::chrono::milliseconds ReleaseInterval {100};

/// What a client may leave unread before its session is given up.
constexpr qsizetype MaxBacklog = qsizetype(64) << 20;

Response payloadResponse(const QList<Packet> &packets)
{
    Response response
        = Response::text("text/plain; charset=UTF-8", EngineIo::encodePayload(Revision, packets));
    response.fields.append({QByteArrayLiteral("cache-control"), QByteArrayLiteral("no-store")});
    return response;
}

void respond(std::shared_ptr<Exchange> &get, const QList<Packet> &packets)
{
    if (const auto exchange = std::exchange(get, nullptr)) {
        exchange->onAborted = nullptr;
        exchange->respond(payloadResponse(packets));
    }
}

} // namespace

EngineSession::EngineSession(QByteArray sid, const EngineOptions &options, Request opening)
    : m_sid(std::move(sid))
    , m_options(options)
    , m_opening(std::move(opening))
{
    m_heartbeat.setSingleShot(true);
    m_heartbeat.callOnTimeout([this] { heartbeat(); });
    m_release.setInterval(ReleaseInterval);
    m_release.callOnTimeout([this] { releaseGet(); });
    m_timeout.setSingleShot(true);
    m_timeout.callOnTimeout([this] {
        if (m_state == State::Open)
            dropProbe();
        else
            gone();
    });
}

QByteArray EngineSession::handshake() const
{
    EngineIo::Handshake handshake;
    handshake.sid = m_sid;
    if (isPolling() && m_options.webSocket)
        handshake.upgrades.append(QByteArrayLiteral("websocket"));
    handshake.pingInterval = m_options.pingInterval;
    handshake.pingTimeout = m_options.pingTimeout;
    handshake.maxPayload = m_options.maxPayload;
    return handshake.toJson();
}

void EngineSession::openPolling(const std::shared_ptr<Exchange> &get)
{
    get->respond(payloadResponse({Packet::text(PacketType::Open, handshake())}));
    armPing();
}

void EngineSession::openWebSocket(const std::shared_ptr<WebSocketChannel> &channel)
{
    m_webSocket = channel;
    listenTo(channel);
    write(Packet::text(PacketType::Open, handshake()));
    armPing();
}

void EngineSession::sendText(QByteArray data)
{
    send(Packet::text(PacketType::Message, std::move(data)));
}

void EngineSession::sendBinary(QByteArray bytes)
{
    send(Packet::bytes(std::move(bytes)));
}

void EngineSession::send(Packet packet)
{
    if (m_state != State::Open)
        return;
    if (m_webSocket != nullptr) {
        write(packet);
    } else {
        m_queuedBytes += packet.data().size();
        m_queue.append(std::move(packet));
        flush();
    }
    if (isBacklogged())
        end("transport error");
}

void EngineSession::write(const Packet &packet)
{
    if (packet.binary)
        m_webSocket->sendBinary(packet.data());
    else
        m_webSocket->sendText(EngineIo::encodePacket(Revision, packet.type, packet.data()));
}

bool EngineSession::isBacklogged() const
{
    const qsizetype pending = m_webSocket == nullptr ? m_queuedBytes : m_webSocket->pendingBytes();
    return pending > MaxBacklog;
}

void EngineSession::flush()
{
    if (m_get == nullptr || m_queue.isEmpty())
        return;
    m_queuedBytes = 0;
    respond(m_get, std::exchange(m_queue, {}));
}

void EngineSession::get(const std::shared_ptr<Exchange> &exchange)
{
    if (m_state == State::Closing) {
        QList<Packet> last = std::exchange(m_queue, {});
        if (last.isEmpty())
            last.append(Packet::text(PacketType::Noop));
        last.append(Packet::text(PacketType::Close));
        exchange->respond(payloadResponse(last));
        gone();
        return;
    }
    if (m_get != nullptr) {
        exchange->respond(Response::empty(400));
        end("transport error");
        return;
    }
    m_get = exchange;
    exchange->onAborted = [session = weak_from_this()] {
        if (const auto self = session.lock()) {
            self->m_get = nullptr;
            self->end("transport error");
        }
    };
    flush();
}

void EngineSession::post(const std::shared_ptr<Exchange> &exchange)
{
    if (m_post != nullptr) {
        exchange->respond(Response::empty(400));
        const auto first = std::exchange(m_post, nullptr);
        first->onAborted = nullptr;
        first->reset();
        end("transport error");
        return;
    }
    if (exchange->request().head.value("Content-Type").value_or(QByteArray())
        == "application/octet-stream") {
        exchange->respond(Response::empty(400));
        end("transport error");
        return;
    }
    m_post = exchange;
    exchange->onAborted = [session = weak_from_this()] {
        if (const auto self = session.lock()) {
            self->m_post = nullptr;
            self->end("transport error");
        }
    };
    exchange->readBody(m_options.maxPayload,
                       [session = weak_from_this()](const std::optional<QByteArray> &body) {
                           const auto self = session.lock();
                           if (self == nullptr)
                               return;
                           if (const auto post = std::exchange(self->m_post, nullptr)) {
                               post->onAborted = nullptr;
                               self->takeBody(*post, body);
                           }
                       });
}

void EngineSession::takeBody(Exchange &exchange, const std::optional<QByteArray> &body)
{
    if (!body) {
        Response response = Response::empty(413);
        response.closes = true;
        exchange.respond(std::move(response));
        end("transport error");
        return;
    }
    takePayload(*body);
    exchange.respond(Response::text("text/html", "ok"));
}

void EngineSession::takePayload(const QByteArray &body)
{
    EngineIo::PayloadDecoder decoder(Revision);
    const auto takeAll = [&] {
        while (auto packet = decoder.next())
            take(std::move(*packet));
    };
    decoder.feed(body);
    takeAll();
    decoder.finish();
    takeAll();
}

void EngineSession::take(Packet &&packet)
{
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
    case PacketType::Pong:
        armPing();
        break;
    case PacketType::Ping: // only the server's in revision 4
        end("transport error");
        break;
    case PacketType::Close:
        if (m_webSocket == nullptr)
            end("transport close", PacketType::Noop);
        break;
    case PacketType::Unknown:
        end("parse error");
        break;
    default:
        break;
    }
}

void EngineSession::upgrade(const std::shared_ptr<WebSocketChannel> &channel)
{
    if (m_state != State::Open || m_webSocket != nullptr || m_probe != nullptr) {
        channel->close();
        return;
    }
    m_probe = channel;
    m_timeout.start(m_options.upgradeTimeout);
    listenTo(channel);
}

void EngineSession::listenTo(const std::shared_ptr<WebSocketChannel> &channel)
{
    const std::weak_ptr session = weak_from_this();
    const WebSocketChannel *from = channel.get();
    channel->onText = [session, from](QByteArray text) {
        if (const auto self = session.lock())
            self->takeFrom(from, std::move(text), false);
    };
    channel->onBinary = [session, from](QByteArray bytes) {
        if (const auto self = session.lock())
            self->takeFrom(from, std::move(bytes), true);
    };
    channel->onClosed = [session, from](quint16 /*code*/) {
        const auto self = session.lock();
        if (self == nullptr)
            return;
        if (from == self->m_probe.get())
            self->dropProbe();
        else if (from == self->m_webSocket.get())
            self->end("transport close");
    };
}

void EngineSession::takeFrom(const WebSocketChannel *channel, QByteArray message, bool binary)
{
    if (channel == m_webSocket.get())
        take(EngineIo::decodePacket(Revision, std::move(message), binary));
    else if (channel == m_probe.get())
        takeProbing(binary ? QByteArray() : message);
}

void EngineSession::takeProbing(const QByteArray &text)
{
    if (text == "2probe") {
        m_probe->sendText("3probe");
        m_release.start();
    } else if (text == "5") {
        finishUpgrade();
    } else {
        dropProbe();
    }
}

void EngineSession::releaseGet()
{
    respond(m_get, {Packet::text(PacketType::Noop)});
}

void EngineSession::finishUpgrade()
{
    m_release.stop();
    m_timeout.stop();
    m_webSocket = std::exchange(m_probe, nullptr);
    respond(m_get, {Packet::text(PacketType::Close)}); // that transport is over
    m_queuedBytes = 0;
    for (const Packet &packet : std::exchange(m_queue, {}))
        write(packet);
    if (m_state == State::Closing) {
        m_webSocket->close();
        gone();
    } else if (onUpgraded) {
        onUpgraded();
    }
}

void EngineSession::dropProbe()
{
    m_release.stop();
    if (m_state != State::Closing)
        m_timeout.stop();
    if (const auto probe = std::exchange(m_probe, nullptr))
        probe->close();
}

void EngineSession::armPing()
{
    m_awaitsPong = false;
    m_heartbeat.start(m_options.pingInterval);
}

void EngineSession::heartbeat()
{
    if (m_awaitsPong) {
        end("ping timeout");
        return;
    }
    m_awaitsPong = true;
    m_heartbeat.start(m_options.pingTimeout);
    send(Packet::text(PacketType::Ping));
}

void EngineSession::close()
{
    if (m_state != State::Open)
        return;
    if (m_webSocket != nullptr || m_get != nullptr) {
        flush();
        end("forced close");
        return;
    }
    // The next GET fetches what is queued and learns that it is over; or a probe does that has
    // upgraded instead.
    m_state = State::Closing;
    m_heartbeat.stop();
    m_timeout.start(m_options.closeTimeout);
    tellClosed("forced close");
}

void EngineSession::end(QByteArrayView reason, PacketType toGet)
{
    if (m_state != State::Open)
        return;
    const auto self = shared_from_this();
    m_state = State::Closed;
    m_heartbeat.stop();
    dropProbe();
    if (m_webSocket != nullptr)
        m_webSocket->close();
    respond(m_get, {Packet::text(toGet)});
    tellClosed(reason);
    gone();
}

void EngineSession::tellClosed(QByteArrayView reason)
{
    if (const auto tell = std::exchange(onClosed, nullptr))
        tell(reason);
}

void EngineSession::gone()
{
    m_state = State::Closed;
    dropProbe();
    if (const auto tell = std::exchange(onGone, nullptr))
        tell();
}

} // namespace Server
