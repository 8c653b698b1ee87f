// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/plainendpoint.h"

namespace Tap {

PlainEndpoint::PlainEndpoint(Net::Poller &poller, Endpoint::Owner &owner, Net::Socket socket)
    : m_poller(poller)
    , m_owner(owner)
    , m_socket(std::move(socket))
{
}

PlainEndpoint::~PlainEndpoint()
{
    unwatch();
}

int PlainEndpoint::watch()
{
    const int error = m_poller.add(m_socket.descriptor(), *this);
    m_watched = error == 0;
    return error;
}

Net::Socket PlainEndpoint::release()
{
    unwatch();
    return std::move(m_socket);
}

void PlainEndpoint::onReady(Net::Poller::Ready ready)
{
    m_readable |= ready.readable;
    m_writable |= ready.writable;
    m_peerEnded |= ready.peerEnded;
    m_failed |= ready.failed;
    m_owner.endpointReady();
}

Endpoint::Transfer PlainEndpoint::read(char *buffer, qsizetype size)
{
    if (!m_readable || !m_socket.isOpen())
        return {};
    const Net::Socket::Transfer got = m_socket.read(buffer, size);
    if (got.bytes > 0) {
        // Less than asked for is all there is, unless an end or an error waits behind it.
        m_readable = got.bytes == size || m_peerEnded || m_failed;
        return {Outcome::Done, got.bytes};
    }
    if (got.wouldBlock()) {
        m_readable = false;
        return {};
    }
    if (got.error != 0)
        return failure(got.error);
    // A write may have taken the error away: what then looks like a FIN is none.
    return {m_failed ? Outcome::Reset : Outcome::Ended, 0};
}

Endpoint::Transfer PlainEndpoint::write(const char *bytes, qsizetype size)
{
    Transfer transfer {Outcome::Done, 0};
    while (transfer.bytes < size && m_writable) {
        const Net::Socket::Transfer sent
            = m_socket.write(bytes + transfer.bytes, size - transfer.bytes);
        transfer.bytes += sent.bytes;
        if (sent.wouldBlock())
            m_writable = false;
        else if (sent.error != 0)
            return {failure(sent.error).outcome, transfer.bytes};
    }
    if (transfer.bytes == 0)
        transfer.outcome = Outcome::Later;
    return transfer;
}

Endpoint::Transfer PlainEndpoint::failure(int error)
{
    m_failed = true;
    m_readable = true; // to the end of what came before
    m_error = error;
    return {Outcome::Reset, 0};
}

QByteArray PlainEndpoint::failureText() const
{
    return m_error == 0 ? QByteArray() : Net::errorText(m_error);
}

void PlainEndpoint::finish()
{
    m_socket.finish();
}

void PlainEndpoint::reset()
{
    unwatch();
    m_socket.reset();
}

void PlainEndpoint::close()
{
    unwatch();
    m_socket.close();
}

void PlainEndpoint::rearm()
{
    if (m_watched)
        m_poller.rearm(m_socket.descriptor());
}

void PlainEndpoint::unwatch()
{
    if (m_watched)
        m_poller.remove(m_socket.descriptor());
    m_watched = false;
}

} // namespace Tap
