// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/listener.h"
#include "protocol/tap/relayset.h"

#include <QObject>

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

    /// \a context and \a counters outlive the tap. \a source marks its connections.
    Tap(RelayContext &context, quint32 source, TapOptions options,
        std::shared_ptr<TapCounters> counters, QObject *parent = nullptr);
    /// Stops.
    ~Tap() override;

    Started start();
    /// Stops listening and cuts what is open.
    void stop();

private:
    QByteArray listen();
    void startRelay(Net::Socket client);

    RelayContext &m_context;
    TapOptions m_options;
    std::shared_ptr<TapCounters> m_counters;
    TargetDialer m_dialer;
    RelaySet m_relays;
    std::vector<std::unique_ptr<Listener>> m_listeners;
};

} // namespace Tap
