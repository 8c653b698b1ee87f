// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/netthread.h"

#include <QEventLoop>
#include <QObject>

#include <atomic>
#include <chrono>

namespace Compare {

/// The threads of a run, and the waiting of the one that leads it, in which this lives: clients,
/// taps and the embedded server have a thread each, so that each one's work can be told apart.
class Threads : public QObject
{
    Q_OBJECT

public:
    enum class Waited : quint8 { Done, TimedOut, Cancelled };

    Threads() = default;

    /// Wakes the waiting one, who looks again. From any thread.
    void ring();
    /// Whatever is waited for: enough. From any thread.
    void cancel();
    bool isCancelled() const { return m_isCancelled; }

    /// Waits until \a isDone() says so, or \a patience is over in which \a progress() (if there is
    /// one) did not change. Both are called in this thread.
    Waited wait(std::chrono::milliseconds patience, const std::function<bool()> &isDone,
                const std::function<qint64()> &progress = {});
    /// Waits that long.
    Waited sleep(std::chrono::milliseconds time);

    Net::NetThread server;
    Net::NetThread taps;
    Net::NetThread clients;

private:
    void turn(std::chrono::milliseconds most);

    QEventLoop m_loop;
    std::atomic<bool> m_isCancelled {false};
};

} // namespace Compare
