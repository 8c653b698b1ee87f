// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/desk.h"
#include "protocol/tap/listener.h"
#include "protocol/tap/relayset.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace Tap {

class RelayContext;

/// Listens, and relays each connection to the target. Lives in the net thread; TapSet owns it there
/// and is what other threads use.
class Tap : public QObject
{
    Q_OBJECT

public:
    /// The address that clients use, or a sentence that says why there is none.
    struct Started
    {
        QByteArray address;
        QByteArray error;
    };

    /// \a context and \a counters outlive the tap. \a source marks its connections. \a tell hears
    /// of what is done with the traffic.
    Tap(RelayContext &context, quint32 source, TapOptions options,
        std::shared_ptr<TapCounters> counters, Acting::Desk::Tell tell, QObject *parent = nullptr);
    /// Stops.
    ~Tap() override;

    Started start();
    /// Stops listening and cuts what is open.
    void stop();

    /// Acts by these on all connections from now on; null: passes everything on.
    void setRules(const std::shared_ptr<const Rules::CompiledRules> &rules);
    Acting::Desk &desk() { return m_desk; }

private:
    void applyRules();
    void refuse(Net::Socket client, Capture::Id connection, const QByteArray &by);
    QByteArray listen();
    void startRelay(Net::Socket client);

    RelayContext &m_context;
    TapOptions m_options;
    std::shared_ptr<TapCounters> m_counters;
    TargetDialer m_dialer;
    Acting::Desk m_desk; // outlives the relays
    QTimer m_nextChange; // of what the rules want of connections
    quint32 m_source;
    RelaySet m_relays;
    std::vector<std::unique_ptr<Listener>> m_listeners;
};

} // namespace Tap
