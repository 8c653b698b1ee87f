// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/messagedecoder.h"
#include "protocol/tap/tapoptions.h"

namespace Tap {

/// What a client says to a proxy before anything is passed on: who it is, and where it wants to go.
/// Pure.
///
/// Without the right credentials there is a 407, as often as it takes; for another target than the
/// one there is a 403, and the end. Neither reaches the target.
class ProxyGreeting
{
public:
    enum class State {
        Open, ///< feed more
        Accepted, ///< what is passed on begins with first()
        Ended, ///< close when the answer is sent
    };

    /// \a credentials is the value of Proxy-Authorization that is right.
    ProxyGreeting(TargetUrl target, QByteArray credentials);

    /// The client's next bytes. Returns the answer, which may be none.
    QByteArray feed(QByteArray bytes);
    State state() const { return m_state; }
    /// The first request, or what came behind CONNECT.
    QByteArray first() const { return m_raw; }

    /// Whether \a authority ("example.org:443"; without a port \a usualPort) is the target.
    static bool isTarget(QByteArrayView authority, quint16 usualPort, const TargetUrl &target);
    /// What somebody is told who wants to go elsewhere.
    static QByteArray refusal(QByteArrayView wanted, const TargetUrl &target);

private:
    QByteArray hear(const Http::Head &head);
    void drop(qint64 streamOffset);

    TargetUrl m_target;
    QByteArray m_credentials;
    State m_state = State::Open;
    Http::MessageDecoder m_requests {Http::MessageDecoder::Role::Request};
    bool m_challenges = false; // the request that is being read
    QByteArray m_raw; // fed and not yet done with
    qint64 m_dropped = 0; // bytes of the stream before m_raw
};

} // namespace Tap
