// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <functional>

namespace Compare {

/// A client that does the work over one of the ways. Lives in the thread of its poller. It may be
/// closed and opened again, but not deleted, from its own functions.
class Peer
{
public:
    Peer() = default;
    virtual ~Peer() = default;
    Q_DISABLE_COPY_MOVE(Peer)

    /// \a address is that of a tap: "127.0.0.1:41233".
    virtual void open(const QByteArray &address) = 0;
    virtual void close() = 0;

    /// Sends something that nobody answers.
    virtual void tell(const QByteArray &text) = 0;
    /// Sends something that comes back: onAnswered() follows.
    virtual void ask(const QByteArray &payload, bool binary) = 0;
    /// Sends something that the server sends to the others.
    virtual void broadcast(const QByteArray &text) = 0;
    /// onRead() follows when the server has read all that was sent.
    virtual void askRead() = 0;

    /// What is sent from now on leaves.
    std::function<void()> onReady;
    std::function<void()> onAnswered;
    /// Something came that it didn't ask for.
    std::function<void()> onHeard;
    std::function<void()> onRead;
    /// It is over, or never began; a sentence.
    std::function<void(const QByteArray &why)> onClosed;

protected:
    static void call(const std::function<void()> &function)
    {
        if (function)
            function();
    }
};

} // namespace Compare
