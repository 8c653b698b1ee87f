// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/headencoder.h"
#include "protocol/http/messagedecoder.h"
#include "protocol/tap/tapoptions.h"

#include <QByteArray>
#include <QByteArrayList>

#include <utility>

namespace Tap {

/// Changes the heads of the requests of one connection so that they name the target instead of the
/// tap, and nothing else: every other byte comes out as it went in. Pure.
///
/// It changes Host; Origin and Referer that name the tap; and puts the target's base path before
/// the path. Heads are held until they are whole, bodies are not. After a request that asks for
/// another protocol it waits for the response; after 101, or bytes that are no HTTP, or a head of
/// more than 256 KiB, all that follows passes as it is.
class RequestRewriter
{
public:
    explicit RequestRewriter(const TapOptions &options);

    /// The client's next bytes. Returns what is to be sent.
    QByteArray feed(QByteArray bytes);
    /// The client will send no more. Returns what was held.
    QByteArray finish();

    /// The target's next bytes, which pass unchanged: they tell how an upgrade went.
    void observeResponse(const QByteArray &bytes);
    /// True when the client's next bytes should wait for the response.
    bool isWaiting() const { return m_state == State::Waiting; }
    /// What was held while it waited.
    QByteArray takeHeld();

    /// What was changed since the last call: "Host: 127.0.0.1:9000 -> example.org".
    QByteArrayList takeChanges() { return std::exchange(m_changes, {}); }

private:
    enum class State { Http, Waiting, Passing };

    QByteArray decode();
    QByteArray rewritten(const Http::Head &head);
    void rewriteHost(const Http::Head &head, Http::HeadRewriter &rewriter);
    QByteArray takeRaw(qint64 size);
    void note(const QByteArray &name, const QByteArray &from, const QByteArray &to);

    TargetUrl m_target;
    bool m_rewritesHost;
    State m_state = State::Http;
    Http::MessageDecoder m_requests {Http::MessageDecoder::Role::Request};
    Http::MessageDecoder m_responses {Http::MessageDecoder::Role::Response};
    QByteArray m_raw; // fed and not yet returned
    qint64 m_returned = 0; // bytes of the stream that were returned, as they were before changes
    bool m_asksForUpgrade = false; // the request being read
    QByteArrayList m_changes;
};

} // namespace Tap
