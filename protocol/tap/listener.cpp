// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/listener.h"

#include <cerrno>

namespace Tap {

namespace {

/// After the system had no descriptor for a connection.
constexpr std::chrono::milliseconds AcceptPause {100};

/// Connections taken before others have their turn.
constexpr int AcceptsInARow = 64;

} // namespace

Listener::Listener(Net::Poller &poller, std::function<void(Net::Socket)> accepted,
                   std::function<void()> paused)
    : m_poller(poller)
    , m_accepted(std::move(accepted))
    , m_paused(std::move(paused))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(AcceptPause);
    m_pause.callOnTimeout([this] { accept(); });
}

Listener::~Listener()
{
    if (m_watched)
        m_poller.remove(m_socket.descriptor());
}

int Listener::listen(const Net::Address &address)
{
    Net::Socket::Opened opened = Net::Socket::listen(address);
    if (opened.error != 0)
        return opened.error;
    m_socket = std::move(opened.socket);
    const int error = m_poller.add(m_socket.descriptor(), *this);
    m_watched = error == 0;
    return error;
}

void Listener::onReady(Net::Poller::Ready /*ready*/)
{
    if (!m_pause.isActive())
        accept();
}

void Listener::accept()
{
    for (int i = 0; i < AcceptsInARow; ++i) {
        Net::Socket::Opened opened = m_socket.accept();
        if (opened.error == EAGAIN)
            return;
        if (opened.error != 0) {
            // No descriptor is left (EMFILE, ENFILE) or no memory.
            m_paused();
            m_pause.start();
            return;
        }
        m_accepted(std::move(opened.socket));
    }
    m_poller.rearm(m_socket.descriptor());
}

} // namespace Tap
