// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "protocol/net/socket.h"
#include "protocol/tap/tapcounters.h"
#include "protocol/tap/tapoptions.h"
#include "protocol/tap/targetdialer.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace Tap {

class Relay;
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

    /// \a context and \a counters outlive the tap. \a source marks its connections.
    Tap(RelayContext &context, quint32 source, TapOptions options,
        std::shared_ptr<TapCounters> counters, QObject *parent = nullptr);
    /// Stops.
    ~Tap() override;

    Started start();
    /// Stops listening and cuts what is open.
    void stop();

private:
    class Listener;

    QByteArray listen();
    void accept(Listener &listener);
    void startRelay(Net::Socket client);
    void retire(Capture::Id connection);

    RelayContext &m_context;
    quint32 m_source;
    TapOptions m_options;
    std::shared_ptr<TapCounters> m_counters;
    TargetDialer m_dialer;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    std::unordered_map<Capture::Id, std::unique_ptr<Relay>> m_relays; // by connection
    std::vector<std::unique_ptr<Relay>> m_retired; // freed when their callers have returned
};

} // namespace Tap
