// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/headencoder.h"
#include "protocol/http/messagedecoder.h"
#include "protocol/tap/tapoptions.h"

#include <QByteArray>
#include <QByteArrayList>

#include <functional>
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
    /// Changes the head, which is whole.
    using Change = std::function<void(const Http::Head &head, Http::HeadRewriter &rewriter)>;

    explicit RequestRewriter(const TapOptions &options);
    /// For a tap that changes other things. Nothing is noted in takeChanges().
    explicit RequestRewriter(Change change);
    RequestRewriter(const RequestRewriter &) = delete;
    RequestRewriter &operator=(const RequestRewriter &) = delete;

    /// The client's next bytes. Returns what is to be sent.
    QByteArray feed(QByteArray bytes);
    /// The client will send no more. Returns what was held.
    QByteArray finish();

    /// The target's next bytes, which pass unchanged: they tell how an upgrade went. \a see gets
    /// what they are.
    void observeResponse(const QByteArray &bytes,
                         const std::function<void(Http::Event &)> &see = {});
    /// True when the client's next bytes should wait for the response.
    bool isWaiting() const { return m_state == State::Waiting; }
    /// True once nothing is changed any more.
    bool isPassing() const { return m_state == State::Passing; }
    /// A head was too long to be changed, and passed as it was.
    bool hasGivenUp() const { return m_hasGivenUp; }
    /// Requests of whose response nothing has come.
    qsizetype unanswered() const { return m_responses.expected(); }
    /// Some of the next response has come.
    bool isBeingAnswered() const;
    /// After a 101: what observeResponse() was given behind it.
    QByteArray takeBehindResponse() { return m_responses.takeRest(); }

    /// What was held while it waited.
    QByteArray takeHeld();

    /// What was changed since the last call: "Host: 127.0.0.1:9000 -> example.org".
    QByteArrayList takeChanges() { return std::exchange(m_changes, {}); }

private:
    enum class State { Http, Waiting, Passing };

    QByteArray decode();
    QByteArray rewritten(const Http::Head &head);
    void nameTarget(const Http::Head &head, Http::HeadRewriter &rewriter);
    void rewriteHost(const Http::Head &head, Http::HeadRewriter &rewriter);
    QByteArray takeRaw(qint64 size);
    void note(const QByteArray &name, const QByteArray &from, const QByteArray &to);

    TargetUrl m_target;
    bool m_rewritesHost = false;
    Change m_change;
    State m_state = State::Http;
    Http::MessageDecoder m_requests {Http::MessageDecoder::Role::Request};
    Http::MessageDecoder m_responses {Http::MessageDecoder::Role::Response};
    QByteArray m_raw; // fed and not yet returned
    qint64 m_returned = 0; // bytes of the stream that were returned, as they were before changes
    bool m_asksForUpgrade = false; // the request being read
    bool m_hasGivenUp = false;
    bool m_inResponse = false; // its head came, its end did not
    QByteArrayList m_changes;
};

} // namespace Tap
