// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/websocketchannel.h"

namespace Server {

namespace {

constexpr quint16 NoCode = 1005;
constexpr quint16 NoCloseFrame = 1006;

} // namespace

WebSocketChannel::WebSocketChannel(Net::Stream &stream, const Options &options)
    : m_stream(&stream)
    , m_reader(WebSocket::Sender::Client, options.deflate, options.maxMessageBytes)
    , m_encoder(WebSocket::Sender::Server, options.deflate)
    , m_compressFrom(options.compressFrom)
{
}

void WebSocketChannel::send(WebSocket::OpCode opCode, QByteArrayView payload)
{
    if (!isOpen())
        return;
    WebSocket::MessageOptions options;
    options.compress = payload.size() >= m_compressFrom;
    m_stream->write(m_encoder.message(opCode, payload, options));
}

void WebSocketChannel::ping(QByteArrayView payload)
{
    if (isOpen())
        m_stream->write(m_encoder.control(WebSocket::OpCode::Ping, payload));
}

void WebSocketChannel::sendRaw(const QByteArray &bytes)
{
    if (isOpen())
        m_stream->write(bytes);
}

void WebSocketChannel::close(std::optional<quint16> code, QByteArrayView reason)
{
    if (!isOpen())
        return;
    m_stream->write(code ? m_encoder.close(*code, reason) : m_encoder.close());
    m_closeSent = true;
    if (onCloseSent)
        onCloseSent();
}

bool WebSocketChannel::feed(const QByteArray &bytes)
{
    m_reader.feed(bytes);
    while (auto message = m_reader.next()) {
        take(std::move(*message));
        if (m_closeReceived || m_stream == nullptr)
            return false;
    }
    if (const auto failure = m_reader.failure()) {
        close(*failure);
        tellClosed(NoCloseFrame);
        return false;
    }
    return true;
}

void WebSocketChannel::take(WebSocket::WholeMessage message)
{
    switch (message.opCode) {
    case WebSocket::OpCode::Close:
        takeClose(message.close);
        break;
    case WebSocket::OpCode::Ping:
        if (isOpen())
            m_stream->write(m_encoder.control(WebSocket::OpCode::Pong, message.payload));
        break;
    case WebSocket::OpCode::Text:
        if (onText && !m_closeSent)
            onText(std::move(message.payload));
        break;
    case WebSocket::OpCode::Binary:
        if (onBinary && !m_closeSent)
            onBinary(std::move(message.payload));
        break;
    default:
        break;
    }
}

void WebSocketChannel::takeClose(const WebSocket::CloseInfo &close)
{
    m_closeReceived = true;
    const std::optional<quint16> code = close.hasCode ? std::optional(close.code) : std::nullopt;
    this->close(code);
    tellClosed(code.value_or(NoCode));
}

void WebSocketChannel::detach()
{
    m_stream = nullptr;
    onCloseSent = nullptr;
    tellClosed(NoCloseFrame);
}

void WebSocketChannel::tellClosed(quint16 code)
{
    if (const auto tell = std::exchange(onClosed, nullptr))
        tell(code);
}

} // namespace Server
