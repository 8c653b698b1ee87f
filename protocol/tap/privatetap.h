// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/privatetapobserver.h"
#include "protocol/tap/tapoptions.h"

#include <QNetworkProxy>
#include <QObject>

#include <chrono>
#include <memory>

namespace Tap {

class RelayContext;

/// The tap of one client of ours: the HTTP proxy on 127.0.0.1 that its QWebSocket and its
/// QNetworkAccessManager are pointed at. It takes `CONNECT` and the absolute form, for its one
/// target and nothing else, and only from who knows a random user and password; it does the TLS,
/// and the way through another proxy. What it records is what crosses to and from the target.
///
/// The client speaks plain `http` and `ws` to it, whatever the target's scheme is. On a WebSocket
/// it is a gateway: it may offer permessage-deflate, and hands the client plain whole messages,
/// because QWebSocket refuses RSV1 and text that is cut within a character.
///
/// Lives in the net thread.
class PrivateTap : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        TargetUrl target; ///< without base path
        TlsOptions tls;
        UpstreamProxy proxy;
        bool offersDeflate = false; ///< on WebSockets
        std::chrono::milliseconds connectTimeout {10'000};
        QByteArray host; ///< what the Host field says, empty: the target
    };

    /// A request's number for the observer; never recorded nor passed on.
    static constexpr const char *TicketField = "Sockscope-Ticket";

    /// \a context and \a observer outlive it. \a source marks its connections.
    PrivateTap(RelayContext &context, quint32 source, Options options, PrivateTapObserver &observer,
               QObject *parent = nullptr);
    /// Cuts what is open.
    ~PrivateTap() override;

    /// Listens. Returns a sentence that says why it cannot, empty for none.
    QByteArray start();
    /// For QWebSocket::setProxy() and QNetworkAccessManager::setProxy().
    QNetworkProxy proxy() const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace Tap
