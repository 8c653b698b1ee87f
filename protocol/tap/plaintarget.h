// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/poller.h"
#include "protocol/net/resolver.h"
#include "protocol/tap/plainendpoint.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace Tap {

/// A target without TLS: finds its addresses and tries them in turn, then is a PlainEndpoint.
class PlainTarget final : public QObject, public TargetEndpoint, private Net::Poller::Handler
{
    Q_OBJECT

public:
    /// All references outlive the target. \a timeout is for all addresses together.
    PlainTarget(Net::Poller &poller, TargetEndpoint::Owner &owner, Net::Resolver &resolver,
                std::chrono::milliseconds timeout);
    ~PlainTarget() override;

    void connectToTarget() override;

    Transfer read(char *buffer, qsizetype size) override;
    Transfer write(const char *bytes, qsizetype size) override;
    void finish() override;
    void reset() override;
    void close() override;
    void rearm() override;
    bool hasFailed() const override { return m_connected && m_connected->hasFailed(); }
    QByteArray failureText() const override;

private:
    void onReady(Net::Poller::Ready ready) override;
    void tryNext();
    void giveUp(int error);
    void dropAttempt();

    Net::Poller &m_poller;
    TargetEndpoint::Owner &m_owner;
    Net::Resolver &m_resolver;
    std::chrono::milliseconds m_patience;
    QTimer m_timeout; // for one address
    QList<Net::Address> m_addresses; // still to try
    Net::Address m_address; // being tried
    Net::Socket m_attempt;
    int m_error = 0; // of the last attempt
    std::unique_ptr<PlainEndpoint> m_connected;
};

} // namespace Tap
