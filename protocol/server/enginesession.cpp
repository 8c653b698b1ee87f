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

/// How often a GET is let go while a client waits to upgrade.
constexpr std::chrono::milliseconds ReleaseInterval {100};

/// What a client may leave unread before its session is given up.
constexpr qsizetype MaxBacklog = qsizetype(64) << 20;

QByteArray contentType(const Request &request)
{
    return request.head.value("Content-Type").value_or(QByteArray());
}

} // namespace

EngineIo::RequestQuery queryOf(const Request &request)
{
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (const Http::Field &field : request.target.query)
        pairs.append({field.name, field.value});
    return EngineIo::RequestQuery::fromPairs(pairs);
}

EngineSession::EngineSession(QByteArray sid, const EngineOptions &options, Request opening)
    : m_sid(std::move(sid))
    , m_options(options)
    , m_opening(std::move(opening))
{
    const EngineIo::RequestQuery query = queryOf(m_opening);
    const bool isLatest = query.revision == EngineIo::Revision::V4;
    m_revision = isLatest ? EngineIo::Revision::V4 : EngineIo::Revision::V3;
    m_binaryForm = query.b64 ? EngineIo::BinaryForm::Base64 : EngineIo::BinaryForm::Bytes;
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

Response EngineSession::payloadResponse(const Request &request, const QList<Packet> &packets) const
{
    using EngineIo::PayloadForm;
    const auto jsonp = queryOf(request).jsonp;
    const bool takesBytes = m_binaryForm == EngineIo::BinaryForm::Bytes;
    PayloadForm form = PayloadForm::Text;
    if (m_revision == EngineIo::Revision::V3 && jsonp)
        form = PayloadForm::JsonpResponse;
    else if (m_revision == EngineIo::Revision::V3 && takesBytes && EngineIo::hasBinary(packets))
        form = PayloadForm::Binary;
    Response response = Response::text(
        form == PayloadForm::Binary ? "application/octet-stream" : "text/plain; charset=UTF-8",
        EngineIo::encodePayload(m_revision, packets, form, jsonp.value_or(0)));
    response.fields.append({QByteArrayLiteral("cache-control"), QByteArrayLiteral("no-store")});
    return response;
}

void EngineSession::answer(std::shared_ptr<Exchange> &get, const QList<Packet> &packets) const
{
    if (const auto exchange = std::exchange(get, nullptr)) {
        exchange->onAborted = nullptr;
        exchange->respond(payloadResponse(exchange->request(), packets));
    }
}

void EngineSession::openPolling(const std::shared_ptr<Exchange> &get)
{
    m_queuedBytes = 0;
    const QList<Packet> queued = std::exchange(m_queue, {});
    get->respond(payloadResponse(
        get->request(), QList<Packet> {Packet::text(PacketType::Open, handshake())} + queued));
    armPing();
}

void EngineSession::openWebSocket(const std::shared_ptr<WebSocketChannel> &channel)
{
    m_webSocket = channel;
    listenTo(channel);
    write(Packet::text(PacketType::Open, handshake()));
    m_queuedBytes = 0;
    for (const Packet &packet : std::exchange(m_queue, {}))
        write(packet);
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

void EngineSession::sendRaw(const QByteArray &text)
{
    if (!text.isEmpty()) {
        const auto type = static_cast<PacketType>(text.front() - '0'); // any byte
        send(Packet::text(type, text.sliced(1)));
    }
}

void EngineSession::sendRawFrame(const QByteArray &bytes)
{
    if (m_state == State::Open && m_webSocket != nullptr)
        m_webSocket->sendRaw(bytes);
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
    const QByteArray message = EngineIo::encodePacket(m_revision, packet.type, packet.data(),
                                                      packet.binary, m_binaryForm);
    if (packet.binary && m_binaryForm == EngineIo::BinaryForm::Bytes)
        m_webSocket->sendBinary(message);
    else
        m_webSocket->sendText(message);
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
    answer(m_get, std::exchange(m_queue, {}));
}

void EngineSession::get(const std::shared_ptr<Exchange> &exchange)
{
    if (m_state == State::Closing) {
        // The close has an answer of its own: clients see it before they have taken what stands in
        // front of it.
        if (!m_queue.isEmpty()) {
            exchange->respond(payloadResponse(exchange->request(), std::exchange(m_queue, {})));
            return;
        }
        exchange->respond(
            payloadResponse(exchange->request(),
                            {Packet::text(PacketType::Noop), Packet::text(PacketType::Close)}));
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
    if (m_revision == EngineIo::Revision::V4
        && contentType(exchange->request()) == "application/octet-stream") {
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
    const Request &request = exchange.request();
    takePayload(*body,
                m_revision == EngineIo::Revision::V4
                    ? EngineIo::PayloadForm::Text
                    : queryOf(request).requestForm(contentType(request)));
    exchange.respond(Response::text("text/html", "ok"));
}

void EngineSession::takePayload(const QByteArray &body, EngineIo::PayloadForm form)
{
    EngineIo::PayloadDecoder decoder(m_revision, form);
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
    case PacketType::Ping:
    case PacketType::Pong:
        takeHeartbeat(packet.type);
        break;
    case PacketType::Close:
        end("transport close", PacketType::Noop);
        break;
    case PacketType::Unknown:
        end("parse error");
        break;
    default:
        break;
    }
}

/// Pings are the server's in revision 4, and the client's in revision 3.
void EngineSession::takeHeartbeat(PacketType type)
{
    const bool isLatest = m_revision == EngineIo::Revision::V4;
    if ((type == PacketType::Pong) != isLatest) {
        end("transport error");
        return;
    }
    if (!isLatest)
        send(Packet::text(PacketType::Pong));
    armPing();
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
        take(EngineIo::decodePacket(m_revision, std::move(message), binary));
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
    answer(m_get, {Packet::text(PacketType::Noop)});
}

void EngineSession::finishUpgrade()
{
    m_release.stop();
    m_timeout.stop();
    m_webSocket = std::exchange(m_probe, nullptr);
    answer(m_get, {Packet::text(PacketType::Close)}); // that transport is over
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
    m_awaitsPong = m_revision == EngineIo::Revision::V3;
    m_heartbeat.start(m_awaitsPong ? m_options.pingInterval + m_options.pingTimeout
                                   : m_options.pingInterval);
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
    answer(m_get, {Packet::text(toGet)});
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
    if (const auto post = std::exchange(m_post, nullptr)) { // its body may never come
        post->onAborted = nullptr;
        Response response = Response::empty(400);
        response.closes = true;
        post->respond(std::move(response));
    }
    if (const auto tell = std::exchange(onGone, nullptr))
        tell();
}

} // namespace Server
