// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/poller.h"
#include "protocol/tap/privatetap.h"
#include "protocol/tap/relaycontext.h"
#include "tests/support/recordingsink.h"

/// A private tap in the thread of a test, with all that it told.
class PrivateTapHarness final : public Tap::PrivateTapObserver
{
public:
    struct Failed
    {
        quint32 ticket;
        Problem problem;
        QByteArray text;
        Tap::TlsFacts tls;
    };
    struct Answered
    {
        quint32 ticket;
        Answer answer;
    };
    struct Closed
    {
        quint32 ticket;
        Close close;
    };

    explicit PrivateTapHarness(const Tap::PrivateTap::Options &options)
        : tap(context, Source, options, *this)
    {
        error = tap.start();
    }

    static Tap::PrivateTap::Options to(quint16 port, const QByteArray &host = "127.0.0.1")
    {
        Tap::PrivateTap::Options options;
        options.target.host = host;
        options.target.port = port;
        return options;
    }

    /// What was recorded of the target's side.
    QByteArray sent() const { return sink.bytes(Capture::Direction::Sent); }
    QByteArray received() const { return sink.bytes(Capture::Direction::Received); }

    static constexpr quint32 Source = 3;

    Net::Poller poller;
    Net::Clock clock;
    RecordingSink sink;
    Tap::RelayContext context {poller, clock, sink, 1};
    Tap::PrivateTap tap;
    QByteArray error;
    QList<Failed> failures;
    QList<Tap::TlsFacts> negotiated;
    QList<Answered> answers;
    QList<Closed> closes;

private:
    void targetFailed(quint32 ticket, Problem problem, const QByteArray &text,
                      const Tls &tls) override
    {
        failures.append({ticket, problem, text, tls});
    }
    void tlsNegotiated(const Tls &tls) override { negotiated.append(tls); }
    void handshakeAnswered(quint32 ticket, const Answer &answer) override
    {
        answers.append({ticket, answer});
    }
    void webSocketClosed(quint32 ticket, const Close &close) override
    {
        closes.append({ticket, close});
    }
};
