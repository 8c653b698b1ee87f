// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/backoff.h"
#include "protocol/client/clientstatus.h"

#include <QTimer>

#include <functional>

namespace Client {

/// When a client connects, waits, and connects again: the part of its life that does not depend on
/// what it speaks. Holds its status.
///
/// It calls the client through Calls, and the client tells it what came of that. It may go with the
/// client while it waits, not from within a call.
class Lifecycle
{
public:
    struct Calls
    {
        std::function<void()> start; ///< connect: opened() or ended() follows
        std::function<void()> leave; ///< as a client should: ended() follows
        std::function<void()> cut; ///< at once, without any call
        std::function<void(const ClientStatus &status)> tell;
    };
    enum class Again : quint8 { IfWanted, Never };

    Lifecycle(const ClientOptions &options, Calls calls);
    Q_DISABLE_COPY_MOVE(Lifecycle)

    void open();
    /// Leaves. \a because is what the status says then; none if the user wants it so.
    void close(const Failure &because = {});
    /// The attempt failed in a way that another one, made in another way, may mend: at once.
    void startOver();

    /// There is a connection.
    void opened();
    /// The attempt or the connection is over. A client that leaves need not say why.
    void ended(const Failure &cause, Again again = Again::IfWanted);

    /// For the client to change; then it says changed().
    ClientStatus &status() { return m_status; }
    const ClientStatus &status() const { return m_status; }
    /// Tells the status if it is another than the last told.
    void changed();

    bool isLeaving() const { return m_isLeaving; }

private:
    void start();

    ClientOptions m_options;
    Calls m_calls;
    ClientStatus m_status;
    ClientStatus m_told;
    Backoff m_backoff;
    QTimer m_wait; // before the next attempt
    QTimer m_limit; // of an attempt, or of leaving
    bool m_isLeaving = false;
    Failure m_because; // it is leaving
};

} // namespace Client
