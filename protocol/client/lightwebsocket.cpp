// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/lightwebsocket.h"

#include "protocol/client/authority.h"
#include "protocol/http/headencoder.h"
#include "protocol/http/target.h"

#include <QRandomGenerator>

#include <array>

namespace Client {

namespace {

constexpr quint16 NoCode = 1005;
constexpr quint16 NoCloseFrame = 1006;

QByteArray newKey()
{
    std::array<quint32, 4> words {};
    QRandomGenerator::global()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), qsizetype(sizeof(words)))
        .toBase64();
}

} // namespace

LightWebSocket::LightWebSocket(Net::Poller &poller)
    : LightWebSocket(poller, Options())
{
}

LightWebSocket::LightWebSocket(Net::Poller &poller, Options options)
    : m_poller(poller)
    , m_options(std::move(options))
    , m_alive(std::make_shared<bool>(false))
{
}

LightWebSocket::~LightWebSocket()
{
    *m_alive = false;
}

void LightWebSocket::open(const QByteArray &url)
{
    cut();
    m_alive = std::make_shared<bool>(true);
    m_oldStream = std::move(m_stream);
    m_stream = std::make_unique<Net::Stream>(m_poller, static_cast<Net::Stream::Owner &>(*this));
    m_http.emplace(Http::MessageDecoder::Role::Response);
    m_http->expect("GET");
    m_state = State::Connecting;

    const Http::Target target = Http::Target::parse(url);
    m_authority = target.authority;
    m_target = target.originForm();
    const auto address = addressOf(m_authority);
    if (target.scheme != "ws" || !address || m_stream->connectTo(*address) != 0) {
        m_poller.post([this, alive = m_alive] {
            if (*alive)
                end(NoCloseFrame);
        });
    }
}

void LightWebSocket::cut()
{
    *m_alive = false;
    m_state = State::Closed;
    if (m_stream != nullptr)
        m_stream->reset();
}

void LightWebSocket::streamConnected()
{
    m_state = State::Handshaking;
    QList<Http::Field> fields {
        {QByteArrayLiteral("Host"), m_authority},
        {QByteArrayLiteral("Upgrade"), QByteArrayLiteral("websocket")},
        {QByteArrayLiteral("Connection"), QByteArrayLiteral("Upgrade")},
        {QByteArrayLiteral("Sec-WebSocket-Key"), newKey()},
        {QByteArrayLiteral("Sec-WebSocket-Version"), QByteArrayLiteral("13")},
    };
    if (m_options.offersDeflate) {
        fields.append({QByteArrayLiteral("Sec-WebSocket-Extensions"),
                       QByteArrayLiteral("permessage-deflate; client_max_window_bits")});
    }
    fields += m_options.fields;
    m_asked = {};
    for (const Http::Field &field : std::as_const(fields))
        m_asked.add(field.name, field.value);
    m_stream->write(Http::encodeRequestHead("GET", m_target, fields));
}

void LightWebSocket::streamReceived(QByteArray bytes)
{
    if (m_state == State::Handshaking) {
        m_http->feed(std::move(bytes));
        takeHandshake();
    } else if (m_state != State::Closed) {
        takeMessages(bytes);
    }
}

void LightWebSocket::takeHandshake()
{
    const auto event = m_http->next();
    if (!event)
        return;
    const Http::Head *head = std::get_if<Http::Head>(&*event);
    if (head == nullptr || head->status != 101) {
        end(NoCloseFrame, {}, head == nullptr ? 0 : head->status);
        return;
    }
    WebSocket::HandshakeFields answered;
    for (const Http::Field &field : head->fields)
        answered.add(field.name, field.value);
    const WebSocket::Handshake handshake = WebSocket::readHandshake(m_asked, answered);
    if (!answered.isUpgrade() || !handshake.problems.isEmpty()) {
        end(NoCloseFrame, {}, head->status);
        return;
    }
    m_http->next(); // the End of the head
    m_compressed = handshake.deflate.has_value();
    m_reader.emplace(WebSocket::Sender::Server, handshake.deflate, m_options.maxMessageBytes);
    m_encoder.emplace(WebSocket::Sender::Client, handshake.deflate);
    m_state = State::Open;
    const QByteArray rest = m_http->takeRest();
    const auto alive = m_alive;
    if (onOpened)
        onOpened();
    if (*alive && !rest.isEmpty())
        takeMessages(rest);
}

void LightWebSocket::takeMessages(const QByteArray &bytes)
{
    const auto alive = m_alive;
    m_reader->feed(bytes);
    while (auto message = m_reader->next()) {
        take(std::move(*message));
        if (!*alive)
            return;
    }
    if (const auto failure = m_reader->failure()) {
        if (m_state == State::Open)
            m_stream->write(m_encoder->close(*failure));
        end(NoCloseFrame);
    }
}

void LightWebSocket::take(WebSocket::WholeMessage message)
{
    switch (message.opCode) {
    case WebSocket::OpCode::Text:
        if (onText)
            onText(std::move(message.payload));
        break;
    case WebSocket::OpCode::Binary:
        if (onBinary)
            onBinary(std::move(message.payload));
        break;
    case WebSocket::OpCode::Ping:
        if (m_state == State::Open)
            m_stream->write(m_encoder->control(WebSocket::OpCode::Pong, message.payload));
        break;
    case WebSocket::OpCode::Pong:
        if (onPong)
            onPong(std::move(message.payload));
        break;
    case WebSocket::OpCode::Close: {
        const auto &[hasCode, code, reason] = message.close;
        close(hasCode ? std::optional(code) : std::nullopt);
        end(hasCode ? code : NoCode, reason);
        break;
    }
    default:
        break;
    }
}

void LightWebSocket::send(WebSocket::OpCode opCode, QByteArrayView payload)
{
    if (m_state == State::Open)
        m_stream->write(m_encoder->message(opCode, payload));
}

void LightWebSocket::sendText(QByteArrayView text)
{
    send(WebSocket::OpCode::Text, text);
}

void LightWebSocket::sendBinary(QByteArrayView bytes)
{
    send(WebSocket::OpCode::Binary, bytes);
}

void LightWebSocket::sendPing(QByteArrayView payload)
{
    if (m_state == State::Open)
        m_stream->write(m_encoder->control(WebSocket::OpCode::Ping, payload));
}

void LightWebSocket::close(std::optional<quint16> code, QByteArrayView reason)
{
    if (m_state == State::Open) {
        m_stream->write(code ? m_encoder->close(*code, reason) : m_encoder->close());
        m_state = State::Closing;
    } else if (m_state == State::Connecting || m_state == State::Handshaking) {
        end(NoCloseFrame);
    }
}

void LightWebSocket::streamFinished()
{
    end(NoCloseFrame);
}

void LightWebSocket::streamClosed(int /*error*/)
{
    end(NoCloseFrame);
}

void LightWebSocket::end(quint16 code, const QByteArray &reason, int status)
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    *m_alive = false;
    m_stream->leave();
    if (onClosed)
        onClosed(code, reason, status);
}

} // namespace Client
