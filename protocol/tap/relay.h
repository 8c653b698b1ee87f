// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/badgateway.h"
#include "protocol/tap/plainendpoint.h"
#include "protocol/tap/relaylog.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace Tap {

class RelayContext;

/// One client's connection and the target's: passes bytes on at once, in order, FIN as FIN and
/// reset as reset, and then hands a copy of the target's side to the sink.
///
/// Without a translator every byte passes unchanged. With one, what is recorded is what the target
/// was sent and what it said. A side that does not read stops the reading of the other one: at most
/// one buffer waits in each direction. A client of a target that cannot be reached gets a 502.
class Relay final : public TargetEndpoint::Owner
{
public:
    /// What a relay is told of itself. The references outlive it.
    struct Setup
    {
        RelayContext &context;
        TapCounters &counters;
        Capture::Id connection = 0;
        quint32 source = 0;
        TargetUrl target;
        std::unique_ptr<Translator> translator; // or nothing
    };

    /// \a closed is called once, when the relay may be freed (but not from within the call).
    Relay(Setup setup, Net::Socket client, std::function<void()> closed);
    ~Relay();
    Q_DISABLE_COPY_MOVE(Relay)

    /// Connects to the target, which was made with this relay as its owner. \a first are bytes of
    /// the client that were read already; for a translator.
    void start(std::unique_ptr<TargetEndpoint> target, const QByteArray &first = {});

    /// Goes on after it waited for room in the sink.
    void resume() { run(); }

    /// The tap is being stopped: resets both sides.
    void cut();

private:
    enum class Phase { Connecting, Relaying, Answering, Draining, Closed };

    struct Pipe
    {
        Capture::Direction direction = Capture::Direction::Sent;
        Endpoint *from = nullptr;
        Endpoint *to = nullptr;
        QByteArray pending; // read, and not yet taken by `to`
        qsizetype taken = 0; // of pending
        bool ended = false; // nothing more can be read
        bool finished = false; // and `to` knows
        bool dead = false; // `to` takes no more
    };

    void endpointReady() override { run(); }
    void targetConnected(const QByteArray &peer, const TlsFacts &tls) override;
    void targetFailed(Problem problem, const QByteArray &text, const TlsFacts &tls) override;

    void run();
    void step();
    void relay();
    void move(Pipe &pipe);
    bool mayRead(const Pipe &pipe);
    bool flush(Pipe &pipe);
    void forward(Pipe &pipe, QByteArrayView bytes);
    void translate(Pipe &pipe, QByteArray bytes);
    bool sendTranslated(Pipe &pipe);
    void send(Pipe &pipe, QByteArray bytes);
    bool goesNowhere(const Pipe &pipe) const;
    void end(Pipe &pipe);
    void endBoth(const Translator::Ending &ending);
    void setAlarm(std::optional<Capture::Time> time);
    void passResetOn(Pipe &pipe);
    bool sayLastWord(std::optional<Problem> problem = {}, const QByteArray &text = {});
    void answer();
    BadGateway::Verdict hearUnreached(QByteArray bytes);
    void sendAnswer();
    void close(std::optional<Problem> problem, const QByteArray &text);

    RelayContext &m_context;
    RelayLog m_log;
    TargetUrl m_targetUrl;
    std::unique_ptr<Translator> m_translator;
    std::function<void()> m_closed;
    std::unique_ptr<PlainEndpoint> m_client;
    std::unique_ptr<TargetEndpoint> m_target;
    Phase m_phase = Phase::Connecting;
    bool m_running = false;
    bool m_again = false; // something became ready while it ran
    Pipe m_sent;
    Pipe m_received;

    // Answering and draining
    std::optional<Problem> m_problem;
    QByteArray m_problemText;
    TlsFacts m_tls;
    std::optional<BadGateway> m_badGateway;
    QTimer m_patience;
    QTimer m_alarm; // for the translator
};

} // namespace Tap
