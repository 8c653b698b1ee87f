// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/poller.h"
#include "protocol/tap/endpoint.h"

namespace Tap {

/// A connected TCP socket as one side of a relay. FINs and resets are told apart and pass as what
/// they are.
class PlainEndpoint final : public Endpoint, private Net::Poller::Handler
{
public:
    /// \a poller and \a owner outlive the endpoint.
    PlainEndpoint(Net::Poller &poller, Endpoint::Owner &owner, Net::Socket socket);
    ~PlainEndpoint() override;
    Q_DISABLE_COPY_MOVE(PlainEndpoint)

    /// Begins to listen for readiness. Returns an errno, 0 for none.
    int watch();
    /// Tells it of an error that was taken from the socket: it comes behind the bytes to read.
    void expectFailure(int error) { failure(error); }
    /// Gives the socket to somebody else: nothing is heard of it any more.
    Net::Socket release();

    Transfer read(char *buffer, qsizetype size) override;
    Transfer write(const char *bytes, qsizetype size) override;
    void finish() override;
    void reset() override;
    void close() override;
    void rearm() override;
    bool hasFailed() const override { return m_failed; }
    QByteArray failureText() const override;

private:
    void onReady(Net::Poller::Ready ready) override;
    void unwatch();
    Transfer failure(int error);

    Net::Poller &m_poller;
    Endpoint::Owner &m_owner;
    Net::Socket m_socket;
    bool m_watched = false;
    bool m_readable = false;
    bool m_writable = true;
    bool m_peerEnded = false; // a FIN is in the queue: reading goes on to it
    bool m_failed = false;
    int m_error = 0;
};

} // namespace Tap
