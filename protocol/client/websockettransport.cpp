// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/websockettransport.h"

#include "protocol/http/messagedecoder.h"

#include <QNetworkProxy>
#include <QWebSocketHandshakeOptions>

#include <utility>

namespace Client {

namespace {

constexpr quint16 NoCloseFrame = 1006;

std::optional<Http::Head> headOf(const QByteArray &bytes)
{
    Http::MessageDecoder decoder(Http::MessageDecoder::Role::Response);
    decoder.expect("GET");
    decoder.feed(bytes);
    if (auto event = decoder.next()) {
        if (auto *head = std::get_if<Http::Head>(&*event))
            return std::move(*head);
    }
    return std::nullopt;
}

/// What a message of \a payload bytes takes in frames of \a frameSize.
qint64 wireBytes(qint64 payload, qint64 frameSize)
{
    constexpr qint64 Mask = 4;
    const auto header = [](qint64 size) -> qint64 {
        return 2 + Mask + (size < 126 ? 0 : size < 65536 ? 2 : 8);
    };
    const qint64 whole = payload / frameSize;
    const qint64 rest = payload % frameSize;
    const bool hasRest = rest > 0 || whole == 0;
    return payload + whole * header(frameSize) + (hasRest ? header(rest) : 0);
}

} // namespace

WebSocketTransport::WebSocketTransport(Line &line, QObject *parent)
    : QObject(parent)
    , m_line(line)
{
    m_socket.setProxy(line.proxy());
    connect(&m_socket, &QWebSocket::connected, this, &WebSocketTransport::takeOpened);
    connect(&m_socket, &QWebSocket::disconnected, this, &WebSocketTransport::takeEnd);
    connect(&m_socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
            [this] {
                // It does not leave a server that refuses the handshake.
                if (!m_isOpen)
                    takeEnd();
            });
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { emit textReceived(text.toUtf8()); });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this,
            &WebSocketTransport::binaryReceived);
    connect(&m_socket, &QWebSocket::pong, this,
            [this](quint64, const QByteArray &payload) { emit ponged(payload); });
}

WebSocketTransport::~WebSocketTransport()
{
    abort();
}

void WebSocketTransport::open(const QByteArray &pathAndQuery, const QList<QByteArray> &subprotocols)
{
    m_isOver = false;
    m_ticket = m_line.newTicket();
    m_pathAndQuery = pathAndQuery;
    QWebSocketHandshakeOptions options;
    QStringList protocols;
    for (const QByteArray &subprotocol : subprotocols)
        protocols.append(QString::fromUtf8(subprotocol));
    options.setSubprotocols(protocols);
    m_socket.open(m_line.request(m_ticket, true, pathAndQuery), options);
}

qint64 WebSocketTransport::sendText(const QByteArray &text)
{
    m_socket.sendTextMessage(QString::fromUtf8(text));
    return count(text.size());
}

qint64 WebSocketTransport::sendBinary(const QByteArray &bytes)
{
    m_socket.sendBinaryMessage(bytes);
    return count(bytes.size());
}

qint64 WebSocketTransport::count(qsizetype payload)
{
    // What was said unasked since all was written is no part of this.
    if (m_writtenBytes > m_sentBytes)
        m_writtenBytes = m_sentBytes;
    const qint64 bytes = wireBytes(payload, static_cast<qint64>(m_socket.outgoingFrameSize()));
    m_sentBytes += bytes;
    return bytes;
}

void WebSocketTransport::ping(const QByteArray &payload)
{
    m_socket.ping(payload);
}

void WebSocketTransport::close(quint16 code, const QByteArray &reason)
{
    if (m_isOver)
        return;
    m_closes = true;
    if (!m_isOpen) {
        m_socket.abort();
        takeEnd();
        return;
    }
    m_socket.close(static_cast<QWebSocketProtocol::CloseCode>(code), QString::fromUtf8(reason));
}

void WebSocketTransport::abort()
{
    m_isOpen = false;
    if (std::exchange(m_isOver, true))
        return;
    m_line.forget(m_ticket);
    m_socket.disconnect(this);
    m_socket.abort();
}

void WebSocketTransport::takeOpened()
{
    m_isOpen = true;
    m_wasOpen = true;
    m_line.watch(m_ticket, [this](qint64 bytes) {
        m_writtenBytes += bytes;
        // Not from within the tap, which must not go then.
        if (!std::exchange(m_willTell, true)) {
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_willTell = false;
                    if (m_isOpen)
                        emit written();
                },
                Qt::QueuedConnection);
        }
    });
    const Line::Facts facts = m_line.takeFacts(m_ticket);
    m_close = facts.close; // it may be over already
    if (facts.answer) {
        m_answer.status = facts.answer->status;
        if (const auto head = headOf(facts.answer->head)) {
            m_line.takeCookies(m_pathAndQuery, head->values("Set-Cookie"));
            m_extensions = head->value("Sec-WebSocket-Extensions").value_or(QByteArray());
        }
    }
    emit opened();
}

void WebSocketTransport::takeEnd()
{
    if (std::exchange(m_isOver, true))
        return;
    m_isOpen = false;
    m_socket.disconnect(this);
    m_socket.abort();
    const Line::Facts facts = m_line.takeFacts(m_ticket);
    m_line.forget(m_ticket);
    End end;
    end.wasOpen = m_wasOpen;
    end.answer = m_answer;
    if (facts.answer) {
        end.answer.status = facts.answer->status;
        end.answer.body = facts.answer->body;
        if (const auto head = headOf(facts.answer->head)) {
            end.answer.location = head->value("Location").value_or(QByteArray());
            end.answer.contentType = head->value("Content-Type").value_or(QByteArray());
            m_line.takeCookies(m_pathAndQuery, head->values("Set-Cookie"));
        }
    }
    if (facts.close)
        m_close = facts.close;
    end.failure = failureOf(facts.failure, end.answer);
    emit ended(end);
}

Failure WebSocketTransport::failureOf(const Failure &told, const HttpAnswer &answer) const
{
    if (m_closes)
        return {};
    if (told)
        return told;
    if (!m_wasOpen && answer.status != 0)
        return handshakeFailure(answer);
    Failure failure;
    failure.kind = FailureKind::Lost;
    failure.closeCode = NoCloseFrame;
    if (!m_close)
        return failure;
    failure.closeCode = m_close->code;
    failure.text = m_close->reason;
    if (m_close->byServer) {
        failure.kind = FailureKind::ClosedByServer;
    } else if (!m_close->problems.isEmpty()) {
        failure.kind = FailureKind::ParseError;
        failure.text = m_close->problems.toCodes();
    }
    return failure;
}

} // namespace Client
