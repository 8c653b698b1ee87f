// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/socket.h"

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

class QSocketNotifier;

namespace Net {

/// Tells handlers when their sockets can be read or written: one epoll descriptor behind one
/// QSocketNotifier, so it lives in the event loop of a QThread and costs the same for one socket or
/// thousands.
///
/// It is edge-triggered: a handler hears once that bytes came, and then reads until
/// Socket::Transfer::wouldBlock(), or leaves off early and asks for rearm(). The same for writing.
///
/// All but post() is for the thread it lives in.
class Poller : public QObject
{
    Q_OBJECT

public:
    /// What is the matter with a socket.
    struct Ready
    {
        bool readable = false; ///< bytes, a FIN, a connection to accept, or an error
        bool writable = false;
        bool peerEnded = false; ///< a FIN came, perhaps behind bytes
        bool failed = false; ///< an error is pending: a reset
    };

    class Handler
    {
    public:
        virtual void onReady(Ready ready) = 0;

    protected:
        ~Handler() = default;
    };

    explicit Poller(QObject *parent = nullptr);
    ~Poller() override;

    /// Watches \a descriptor until remove(). \a handler hears of its state at once, in the next
    /// turn. Returns an errno, 0 for none.
    int add(int descriptor, Handler &handler);
    /// Call it before the descriptor is closed. The handler hears nothing more, not even what the
    /// poller already fetched; both may go in the handler's own onReady().
    void remove(int descriptor);
    /// Lets the handler hear again in the next turn what it left undone.
    void rearm(int descriptor);

    /// Runs \a function in the poller's thread, after those posted before it. From any thread. What
    /// is still waiting when the poller goes is dropped.
    void post(std::function<void()> function);

private:
    struct Entry
    {
        Handler *handler = nullptr;
        quint32 generation = 0;
    };

    void dispatch();
    void runPosted();

    int m_epoll = -1;
    int m_wake = -1; // an eventfd
    QSocketNotifier *m_notifier = nullptr;
    std::vector<Entry> m_entries; // by descriptor
    quint32 m_generation = 0;
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_posted; // guarded by m_mutex
};

} // namespace Net
