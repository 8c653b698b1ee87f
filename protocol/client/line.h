// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/answerfailure.h"
#include "protocol/client/clienturl.h"
#include "protocol/client/cookiejar.h"
#include "protocol/tap/privatetap.h"

#include <QHash>
#include <QNetworkRequest>

#include <functional>
#include <optional>

namespace Tap {
class RelayContext;
}

namespace Client {

/// The way of one client to its server: the private tap that all goes through, what that tap tells
/// of it, and what each request has to carry.
class Line final : private Tap::PrivateTapObserver
{
public:
    /// What the tap told of one request, by its ticket.
    struct Facts
    {
        Failure failure; ///< there was no answer
        std::optional<Answer> answer; ///< to a WebSocket's handshake
        std::optional<Close> close; ///< of the WebSocket
    };

    /// \a context outlives the line.
    Line(Tap::RelayContext &context, quint32 source, const ClientOptions &options);
    ~Line();
    Q_DISABLE_COPY_MOVE(Line)

    /// Begins to listen, once. A failure if the URL is none or the tap cannot listen.
    Failure start();

    const ClientUrl &url() const { return m_url; }
    QNetworkProxy proxy() const;

    /// A number for a request that is about to be made, until it is forgotten.
    quint32 newTicket();
    /// With the client's fields and cookies.
    QNetworkRequest request(quint32 ticket, bool isWebSocket, const QByteArray &pathAndQuery) const;
    /// The cookies that an answer to \a pathAndQuery sets.
    void takeCookies(const QByteArray &pathAndQuery, const QList<QByteArray> &values);

    /// What was told of a request since the last call.
    Facts takeFacts(quint32 ticket);
    /// Calls \a forwarded with bytes of the WebSocket with that ticket which went on to the server.
    void watch(quint32 ticket, const std::function<void(qint64 bytes)> &forwarded);
    /// The request is over: nothing of it is watched or kept.
    void forget(quint32 ticket);

    const QByteArray &tls() const { return m_tls.protocol; }
    const QByteArray &fingerprint() const { return m_tls.fingerprint; }

    /// tls() or fingerprint() is another now.
    std::function<void()> onTls;

private:
    void targetFailed(quint32 ticket, Problem problem, const QByteArray &text,
                      const Tls &tls) override;
    void tlsNegotiated(const Tls &tls) override;
    void handshakeAnswered(quint32 ticket, const Answer &answer) override;
    void webSocketForwarded(quint32 ticket, qint64 bytes) override;
    void webSocketClosed(quint32 ticket, const Close &close) override;
    void setTls(const Tls &tls);
    Facts *factsOf(quint32 ticket);

    ClientUrl m_url;
    QList<Http::Field> m_fields;
    QByteArray m_ownCookies;
    CookieJar m_cookies;
    QHash<quint32, Facts> m_facts;
    QHash<quint32, std::function<void(qint64 bytes)>> m_watchers; // by ticket
    quint32 m_lastTicket = 0;
    Tls m_tls;
    std::unique_ptr<Tap::PrivateTap> m_tap;
    bool m_isListening = false;
};

} // namespace Client
