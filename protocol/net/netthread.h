// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/clock.h"
#include "protocol/net/poller.h"

#include <QThread>

#include <memory>

namespace Net {

/// The thread of all sockets: an event loop with a Poller in it. Taps and servers live there and
/// are reached by post() and run(), from the thread that made the NetThread.
///
/// Whoever put something into the thread takes it out, with run(), before the NetThread goes.
class NetThread
{
public:
    NetThread();
    ~NetThread();
    Q_DISABLE_COPY_MOVE(NetThread)

    /// For use in the thread; post() from anywhere.
    Poller &poller() { return *m_poller; }
    const Clock &clock() const { return m_clock; }

    /// Runs \a function in the thread, later.
    void post(std::function<void()> function) { m_poller->post(std::move(function)); }
    /// Runs \a function in the thread and waits for it. Not from the thread itself.
    void run(const std::function<void()> &function);

private:
    Clock m_clock;
    QThread m_thread;
    std::unique_ptr<Poller> m_poller; // lives in m_thread
};

} // namespace Net
