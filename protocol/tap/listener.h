// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/poller.h"

#include <QTimer>

#include <functional>

namespace Tap {

/// One listening socket of a tap. When the system has no descriptor left, clients wait in the
/// backlog.
class Listener final : private Net::Poller::Handler
{
public:
    /// \a accepted gets each client, \a paused is called when one has to wait. \a poller outlives
    /// the listener.
    Listener(Net::Poller &poller, std::function<void(Net::Socket)> accepted,
             std::function<void()> paused);
    ~Listener();
    Q_DISABLE_COPY_MOVE(Listener)

    /// Returns an errno, 0 for none.
    int listen(const Net::Address &address);
    Net::Address address() const { return m_socket.localAddress(); }

private:
    void onReady(Net::Poller::Ready ready) override;
    void accept();

    Net::Poller &m_poller;
    std::function<void(Net::Socket)> m_accepted;
    std::function<void()> m_paused;
    Net::Socket m_socket;
    QTimer m_pause;
    bool m_watched = false;
};

} // namespace Tap
