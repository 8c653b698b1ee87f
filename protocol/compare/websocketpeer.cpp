// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/websocketpeer.h"

namespace Compare {

namespace {

QByteArray closedBecause(quint16 code, const QByteArray &reason, int status)
{
    if (status != 0)
        return "The server answered " + QByteArray::number(status) + " to the handshake.";
    if (code == 1006)
        return QByteArrayLiteral("The connection was lost.");
    return "The server closed the WebSocket with " + QByteArray::number(code)
        + (reason.isEmpty() ? QByteArray() : ": " + reason) + '.';
}

} // namespace

WebSocketPeer::WebSocketPeer(Net::Poller &poller, QByteArray path, bool offersDeflate)
    : m_socket(poller, {.offersDeflate = offersDeflate, .fields = {}})
    , m_path(std::move(path))
{
    m_socket.onOpened = [this] { call(onReady); };
    m_socket.onText = [this](const QByteArray & /*text*/) { takeMessage(); };
    m_socket.onBinary = [this](const QByteArray & /*bytes*/) { takeMessage(); };
    m_socket.onPong = [this](const QByteArray & /*payload*/) { call(onRead); };
    m_socket.onClosed = [this](quint16 code, const QByteArray &reason, int status) {
        if (onClosed)
            onClosed(closedBecause(code, reason, status));
    };
}

void WebSocketPeer::open(const QByteArray &address)
{
    m_asked = 0;
    m_socket.open("ws://" + address + m_path);
}

void WebSocketPeer::close()
{
    m_socket.close();
}

void WebSocketPeer::tell(const QByteArray &text)
{
    m_socket.sendText(text);
}

void WebSocketPeer::ask(const QByteArray &payload, bool binary)
{
    ++m_asked;
    if (binary)
        m_socket.sendBinary(payload);
    else
        m_socket.sendText(payload);
}

void WebSocketPeer::askRead()
{
    m_socket.sendPing();
}

void WebSocketPeer::takeMessage()
{
    if (m_asked == 0) {
        call(onHeard);
        return;
    }
    --m_asked;
    call(onAnswered);
}

} // namespace Compare
