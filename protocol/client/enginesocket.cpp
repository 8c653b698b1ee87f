// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/enginesocket.h"

#include "protocol/engineio/payload.h"
#include "protocol/engineio/payloaddecoder.h"
#include "protocol/engineio/requestquery.h"

#include <QDateTime>

#include <utility>

namespace Client {

namespace {

using EngineIo::Packet;
using EngineIo::PacketType;
using EngineIo::Revision;

/// Bytes that may wait in a WebSocket that still counts as writable.
constexpr qint64 WritableBytes = qint64(64) << 10;
/// A WebSocket of revision 3 without an open packet for so long is asked about over polling.
constexpr std::chrono::seconds SilentOpening {3};
/// A server that knows that the client leaves may take that long to let go of its GET.
constexpr std::chrono::milliseconds LastGet {300};

} // namespace

EngineSocket::EngineSocket(Line &line, Options options, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_options(std::move(options))
    , m_target {m_options.revision, m_options.path, m_options.query, {}}
{
    m_heartbeat.onPingDue = [this] { sendControl(PacketType::Ping); };
    m_heartbeat.onSilence = [this] { end(failureOf(FailureKind::PingTimeout)); };
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout([this] {
        if (m_state == State::Closing)
            end({});
        else if (m_mayFallBack)
            failOpening(failureOf(FailureKind::TimedOut));
        else
            askWhy({});
    });
}

EngineSocket::~EngineSocket()
{
    abort();
}

QByteArray EngineSocket::nextPoll()
{
    return m_target.polling(QByteArray::number(QDateTime::currentMSecsSinceEpoch(), 36) + '.'
                            + QByteArray::number(m_requests++, 36));
}

CurrentTransport EngineSocket::transport() const
{
    if (m_state != State::Open && m_state != State::Closing)
        return CurrentTransport::None;
    if (m_onWebSocket)
        return CurrentTransport::WebSocket;
    return m_upgrade == Upgrade::None ? CurrentTransport::Polling : CurrentTransport::Upgrading;
}

QByteArray EngineSocket::extensions() const
{
    return m_onWebSocket && m_webSocket != nullptr ? m_webSocket->extensions() : QByteArray();
}

bool EngineSocket::isWritable() const
{
    if (m_state != State::Open || !m_queue.isEmpty())
        return false;
    return m_onWebSocket ? m_webSocket->pendingBytes() < WritableBytes
                         : m_posted.empty() && m_upgrade != Upgrade::Pausing;
}

void EngineSocket::open()
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Opening;
    m_mayFallBack = m_options.transports == Transports::Fallback;
    const bool beginsWithPolling = m_options.transports == Transports::Polling
        || m_options.transports == Transports::Upgrade;
    if (beginsWithPolling) {
        poll();
        return;
    }
    if (m_mayFallBack)
        m_patience.start(m_options.openTimeout / 2);
    openWebSocket(false);
}

PollingTransport &EngineSocket::polling()
{
    if (!m_polling) {
        m_polling = std::make_unique<PollingTransport>(m_line);
        connect(m_polling.get(), &PollingTransport::got, this, &EngineSocket::takeGot);
        connect(m_polling.get(), &PollingTransport::posted, this, &EngineSocket::takePosted);
    }
    return *m_polling;
}

void EngineSocket::poll()
{
    polling().get(nextPoll());
}

void EngineSocket::takeGot(const PollingTransport::Result &result)
{
    if (m_state == State::Closed)
        return;
    if (result.failure || result.answer.status != 200) {
        failOpening(result.failure ? result.failure
                                   : engineFailure(result.answer, m_target.revision));
        return;
    }
    if (m_state == State::Opening && !takeOpening(result.answer))
        return;
    takePayload(result.answer);
    goOn();
}

bool EngineSocket::takeOpening(const HttpAnswer &answer)
{
    const auto spoken = revisionOfOpening(answer.body);
    if (spoken && *spoken == m_target.revision)
        return true;
    if (spoken)
        leaveOther(*spoken, answer);
    else
        failOpening(engineFailure(answer, m_target.revision));
    return false;
}

void EngineSocket::leaveOther(Revision spoken, const HttpAnswer &answer)
{
    // The server has opened a session all the same, and would wait for its heartbeat.
    EngineIo::PayloadDecoder decoder(spoken);
    decoder.feed(answer.body);
    decoder.finish();
    const auto packet = decoder.next();
    const auto handshake = packet ? EngineIo::Handshake::fromJson(packet->data()) : std::nullopt;
    if (!handshake) {
        failOpening(wrongVersion(spoken));
        return;
    }
    m_parting = wrongVersion(spoken);
    m_target.revision = spoken;
    m_handshake = *handshake;
    m_target.sid = m_handshake.sid;
    m_queue.add(Packet::text(PacketType::Close));
    m_state = State::Closing;
    post();
}

void EngineSocket::takePayload(const HttpAnswer &answer)
{
    EngineIo::RequestQuery query;
    query.revision = m_target.revision;
    EngineIo::PayloadDecoder decoder(m_target.revision, query.responseForm(answer.contentType));
    decoder.feed(answer.body);
    decoder.finish();
    while (m_state != State::Closed) {
        auto packet = decoder.next();
        if (!packet)
            break;
        take(std::move(*packet));
    }
}

void EngineSocket::goOn()
{
    if (m_onWebSocket || m_state == State::Closed)
        return;
    if (m_state == State::Closing) {
        if (!m_queue.isEmpty())
            post();
        else if (m_polling->isIdle())
            end({});
        else if (!m_polling->isPosting())
            m_patience.start(LastGet);
        return;
    }
    if (m_upgrade == Upgrade::Pausing) {
        if (m_polling->isIdle())
            upgrade();
        return;
    }
    if (!m_polling->isGetting())
        poll();
    post();
}

void EngineSocket::post()
{
    if (m_polling->isPosting() || m_queue.isEmpty() || m_upgrade == Upgrade::Pausing)
        return;
    const bool isV3 = m_target.revision == Revision::V3;
    m_posted = m_queue.takeBatch(m_handshake.maxPayload);
    QList<Packet> packets;
    QList<quint64> tags;
    for (PacketQueue::Entry &entry : m_posted) {
        packets.append(std::exchange(entry.packet, {}));
        if (entry.isLast && entry.tag != 0)
            tags.append(entry.tag);
    }
    const bool isBinary = isV3 && EngineIo::hasBinary(packets);
    m_polling->post(nextPoll(),
                    EngineIo::encodePayload(m_target.revision, packets,
                                            isBinary ? EngineIo::PayloadForm::Binary
                                                     : EngineIo::PayloadForm::Text),
                    isBinary ? QByteArrayLiteral("application/octet-stream")
                             : QByteArrayLiteral("text/plain;charset=UTF-8"));
    for (const quint64 tag : std::as_const(tags))
        emit handedOver(tag);
}

void EngineSocket::takePosted(const PollingTransport::Result &result)
{
    if (m_state == State::Closed)
        return;
    if (result.failure || result.answer.status != 200) {
        end(result.failure ? result.failure : engineFailure(result.answer, m_target.revision));
        return;
    }
    const std::vector<PacketQueue::Entry> posted = std::exchange(m_posted, {});
    goOn();
    for (const PacketQueue::Entry &entry : posted) {
        if (entry.isLast && entry.tag != 0)
            emit settled(entry.tag);
    }
}

void EngineSocket::openWebSocket(bool probes)
{
    m_upgrade = probes ? Upgrade::Probing : Upgrade::None;
    m_onWebSocket = !probes;
    m_webSocket = new WebSocketTransport(m_line, this);
    connect(m_webSocket, &WebSocketTransport::opened, this, &EngineSocket::takeWebSocketOpened);
    connect(m_webSocket, &WebSocketTransport::textReceived, this, &EngineSocket::takeText);
    connect(m_webSocket, &WebSocketTransport::binaryReceived, this, &EngineSocket::takeBinary);
    connect(m_webSocket, &WebSocketTransport::ended, this, &EngineSocket::takeWebSocketEnd);
    m_webSocket->open(m_target.webSocket());
    if (probes)
        emit transportChanged();
}

void EngineSocket::takeWebSocketOpened()
{
    if (m_upgrade == Upgrade::Probing)
        m_webSocket->sendText("2probe");
    else if (m_target.revision == Revision::V3 && !m_mayFallBack)
        m_patience.start(SilentOpening);
}

void EngineSocket::takeText(QByteArray text)
{
    if (m_onWebSocket) {
        if (m_state == State::Opening && !text.startsWith('0'))
            failOpening(failureOf(FailureKind::NotSocketIo, 101, text.left(200)));
        else
            take(EngineIo::decodePacket(m_target.revision, std::move(text), false));
    } else if (m_upgrade == Upgrade::Probing && text == "3probe") {
        m_upgrade = Upgrade::Pausing; // the server lets go of the GET
        goOn();
    } else if (m_upgrade != Upgrade::None) {
        dropWebSocket();
        emit transportChanged();
        goOn();
    }
}

void EngineSocket::takeBinary(QByteArray bytes)
{
    if (!m_onWebSocket)
        return;
    if (m_state == State::Opening)
        failOpening(failureOf(FailureKind::NotSocketIo, 101));
    else
        take(EngineIo::decodePacket(m_target.revision, std::move(bytes), true));
}

void EngineSocket::takeWebSocketEnd(const WebSocketTransport::End &ended)
{
    if (m_state == State::Closed)
        return;
    if (!m_onWebSocket) {
        // The probe failed: polling goes on as if nothing had been.
        dropWebSocket();
        emit transportChanged();
        goOn();
        return;
    }
    if (m_state != State::Opening) {
        end(m_state == State::Closing ? Failure() : ended.failure);
        return;
    }
    const bool isRefused = !ended.wasOpen && ended.answer.status != 0 && ended.answer.status != 101;
    const Failure failure
        = isRefused ? engineFailure(ended.answer, m_target.revision) : ended.failure;
    // A server of revision 4 takes a WebSocket of 3, and then writes plain text into it.
    if (ended.wasOpen && m_target.revision == Revision::V3 && !m_mayFallBack)
        askWhy(failure);
    else
        failOpening(failure);
}

void EngineSocket::dropWebSocket()
{
    m_upgrade = Upgrade::None;
    m_onWebSocket = false;
    if (m_webSocket == nullptr)
        return;
    WebSocketTransport *const webSocket = std::exchange(m_webSocket, nullptr);
    webSocket->disconnect(this);
    webSocket->abort(); // at once: the line may go before what is deleted later
    webSocket->deleteLater();
}

void EngineSocket::upgrade()
{
    m_upgrade = Upgrade::None;
    m_onWebSocket = true;
    m_webSocket->sendText("5");
    emit transportChanged();
    flush();
}

void EngineSocket::flush()
{
    while (m_onWebSocket && m_webSocket != nullptr && !m_queue.isEmpty())
        write(m_queue.takeFirst());
}

void EngineSocket::write(const PacketQueue::Entry &entry)
{
    const Packet &packet = entry.packet;
    const QByteArray message
        = EngineIo::encodePacket(m_target.revision, packet.type, packet.data(), packet.binary);
    if (packet.binary)
        m_webSocket->sendBinary(message);
    else
        m_webSocket->sendText(message);
    if (entry.tag != 0 && entry.isLast) {
        emit handedOver(entry.tag);
        emit settled(entry.tag);
    }
}

void EngineSocket::send(QList<Packet> packets, quint64 tag)
{
    if (m_state != State::Open)
        return;
    m_queue.add(std::move(packets), tag);
    if (m_onWebSocket)
        flush();
    else
        post();
}

void EngineSocket::take(Packet &&packet)
{
    if (packet.type == PacketType::Open) {
        if (m_state == State::Opening)
            takeOpen(packet.data());
        return;
    }
    if (m_state == State::Opening)
        return;
    m_heartbeat.took(packet.type);
    switch (packet.type) {
    case PacketType::Message:
        emit messageReceived(packet);
        break;
    case PacketType::Ping:
        if (m_target.revision == Revision::V4)
            sendControl(PacketType::Pong);
        break;
    case PacketType::Close: // on a WebSocket its close frame says it
        if (!m_onWebSocket)
            end(m_state == State::Closing ? Failure() : failureOf(FailureKind::ClosedByServer));
        break;
    case PacketType::Unknown:
        end(failureOf(FailureKind::ParseError, 0, packet.raw.left(200)));
        break;
    default:
        break;
    }
}

void EngineSocket::takeOpen(QByteArrayView data)
{
    const auto handshake = EngineIo::Handshake::fromJson(data);
    if (!handshake) {
        failOpening(failureOf(FailureKind::NotSocketIo, 0, data.toByteArray().left(200)));
        return;
    }
    m_patience.stop();
    m_handshake = *handshake;
    m_target.sid = m_handshake.sid;
    m_state = State::Open;
    m_heartbeat.start(m_target.revision, m_handshake);
    const bool probes = !m_onWebSocket && m_options.transports == Transports::Upgrade
        && m_handshake.upgrades.contains("websocket");
    emit opened();
    if (probes && m_state == State::Open)
        openWebSocket(true);
}

void EngineSocket::close()
{
    if (m_state == State::Opening) {
        end({});
        return;
    }
    if (m_state != State::Open)
        return;
    if (m_onWebSocket) {
        m_state = State::Closing;
        m_webSocket->close();
        return;
    }
    dropWebSocket();
    m_queue.add(Packet::text(PacketType::Close));
    m_state = State::Closing;
    post();
}

void EngineSocket::failOpening(const Failure &failure)
{
    if (m_state != State::Opening) {
        end(m_state == State::Closing ? Failure() : failure);
        return;
    }
    if (m_onWebSocket && m_mayFallBack && isOfTransport(failure.kind)) {
        m_mayFallBack = false;
        m_patience.stop();
        dropWebSocket();
        poll();
        return;
    }
    // Polling is turned off, and all that was asked for is what the server speaks.
    if (!m_onWebSocket && m_options.passesOverPolling && m_options.transports == Transports::Upgrade
        && failure.kind == FailureKind::TransportRefused) {
        openWebSocket(false);
        return;
    }
    end(failure);
}

void EngineSocket::askWhy(const Failure &failure)
{
    if (m_state != State::Opening || m_question)
        return;
    m_patience.stop();
    m_question = std::make_unique<OpeningQuestion>(m_line);
    m_question->ask(nextPoll(), m_target.revision, [this, failure](const Failure &told) {
        // Without either it goes on waiting for the server's word.
        if (m_state == State::Opening && (told || failure))
            end(told ? told : failure);
    });
}

EngineSocket::Ended EngineSocket::abort()
{
    m_state = State::Closed;
    m_upgrade = Upgrade::None;
    m_heartbeat.stop();
    m_patience.stop();
    if (m_polling) {
        m_polling->disconnect(this);
        m_polling->abort();
    }
    if (m_question)
        m_question->abort();
    if (m_webSocket != nullptr) {
        m_webSocket->disconnect(this);
        m_webSocket->abort();
    }
    return {{}, unsettledOf(std::exchange(m_posted, {}), m_queue.takeAll())};
}

void EngineSocket::end(const Failure &failure)
{
    if (m_state == State::Closed)
        return;
    Ended over = abort();
    over.failure = m_parting ? m_parting : failure;
    emit ended(over);
}

} // namespace Client
