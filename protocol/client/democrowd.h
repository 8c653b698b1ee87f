// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/netthread.h"

#include <memory>

namespace Client {

/// A handful of people and machines who use a DemoServer, each in their own way: WebSocket after an
/// upgrade, polling because of a proxy, WebSocket only, plain WebSockets with and without
/// compression; one that is refused, one that is cut and comes back to what it missed, an app that
/// is too old. They are in a few rooms, and go to others and back; a file is sent, an answer takes
/// long, another never comes. All that happens within the first 15 seconds. Together they make some
/// ten messages a second.
///
/// For the thread that made the NetThread; the clients live in there.
class DemoCrowd
{
public:
    /// \a thread outlives it.
    explicit DemoCrowd(Net::NetThread &thread);
    /// Stops.
    ~DemoCrowd();
    Q_DISABLE_COPY_MOVE(DemoCrowd)

    /// \a address is that of the server, or of a tap in front of it: "127.0.0.1:41233". \a pace is
    /// how many times as fast as usual they act.
    void start(const QByteArray &address, int pace = 1);
    /// Closes all connections at once.
    void stop();

private:
    class People;

    Net::NetThread &m_thread;
    std::unique_ptr<People> m_people; // made, used and freed in the net thread
};

} // namespace Client
