// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/framegateway.h"

#include "protocol/websocket/closecode.h"

#include <utility>

namespace Tap {

using WebSocket::Sender;

namespace {

constexpr quint16 NoCode = 1005;
constexpr quint16 NoCloseFrame = 1006;

} // namespace

FrameGateway::FrameGateway(const std::optional<WebSocket::DeflateParameters> &deflate,
                           std::function<WebSocket::MaskingKey()> keys)
    : m_fromServer(deflate)
    , m_fromClient(deflate, keys)
    , m_keys(std::move(keys))
{
}

void FrameGateway::feed(Sender sender, const QByteArray &bytes)
{
    if (m_hasFailed)
        return;
    if (sender == Sender::Server)
        m_fromServer.feed(bytes);
    else
        m_toServer += m_fromClient.feed(bytes);
}

QByteArray FrameGateway::take(Sender sender)
{
    if (sender == Sender::Client)
        return std::exchange(m_toServer, {});
    QByteArray bytes = m_fromServer.take();
    lookAtServer();
    return bytes;
}

void FrameGateway::lookAtServer()
{
    if (const Problems problems = m_fromServer.failure(); !problems.isEmpty() && !m_hasFailed) {
        m_hasFailed = true;
        const quint16 code = WebSocket::closeCodeFor(problems);
        if (!m_fromClient.isClosed())
            m_toServer += WebSocket::FrameEncoder(Sender::Client, {}, m_keys).close(code);
        close(code, {}, problems);
    } else if (const auto &frame = m_fromServer.close()) {
        close(frame->hasCode ? frame->code : NoCode, frame->reason);
    }
}

void FrameGateway::finish(Sender sender)
{
    // What the server said before its end is looked at first, in take(). A client that closed as it
    // should waits for the server's answer.
    if (sender == Sender::Server || !m_fromClient.isClosed())
        close(NoCloseFrame, {});
}

void FrameGateway::close(quint16 code, const QByteArray &reason, const Problems &problems)
{
    if (std::exchange(m_isOver, true))
        return;
    const bool byServer = code != NoCloseFrame && problems.isEmpty() && !m_fromClient.isClosed();
    m_close = {code, reason, byServer, problems};
}

std::optional<PrivateTapObserver::Close> FrameGateway::takeClose()
{
    return std::exchange(m_close, {});
}

} // namespace Tap
