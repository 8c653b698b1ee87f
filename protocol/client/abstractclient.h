// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientstatus.h"

#include <QObject>

namespace Client {

/// A connection of our own, WebSocketClient or SocketIoClient, kept open as its options say.
/// Everything that arrives is told, whether anybody asked for it or not.
///
/// Lives in the net thread, as its private tap does. Signals carry values, so that they cross
/// threads.
class AbstractClient : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Connects, and again after close(), at once.
    virtual void open() = 0;
    /// Leaves as a client should; no other attempt follows. Status Idle when it is done.
    virtual void close() = 0;

signals:
    void statusChanged(const Client::ClientStatus &status);
    void outcome(const Client::Outcome &outcome);
};

} // namespace Client
