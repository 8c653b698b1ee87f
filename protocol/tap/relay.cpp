// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/relay.h"

#include "protocol/tap/relaycontext.h"

namespace Tap {

using Capture::Direction;
using Outcome = Endpoint::Outcome;

namespace {

/// Buffers that one side may fill before others have their turn.
constexpr int ReadsInARow = 4;

/// How long a client may take to say what it wants of a target that is not there, and then to read
/// the answer.
constexpr std::chrono::seconds Patience {5};

} // namespace

Relay::Relay(Setup setup, Net::Socket client, std::function<void()> closed)
    : m_context(setup.context)
    , m_counters(setup.counters)
    , m_connection(setup.connection)
    , m_source(setup.source)
    , m_targetUrl(std::move(setup.target))
    , m_rewriter(std::move(setup.rewriter))
    , m_closed(std::move(closed))
{
    m_counters.accepted.fetch_add(1, std::memory_order_relaxed);
    m_counters.open.fetch_add(1, std::memory_order_relaxed);
    m_context.record(Capture::WireOpened {.connection = m_connection,
                                          .source = m_source,
                                          .time = m_context.now(),
                                          .client = client.peerAddress().toText(),
                                          .target = m_targetUrl.hostAndPort(),
                                          .tls = m_targetUrl.isTls()});
    m_client = std::make_unique<PlainEndpoint>(m_context.poller(), *this, std::move(client));
    m_received.direction = Direction::Received;
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout([this] {
        m_client->reset();
        close(m_problem, m_problemText);
        m_closed();
    });
}

Relay::~Relay()
{
    m_context.forget(*this);
}

void Relay::start(std::unique_ptr<TargetEndpoint> target)
{
    m_target = std::move(target);
    m_sent.from = m_received.to = m_client.get();
    m_sent.to = m_received.from = m_target.get();
    // What the target or the client say at once is looked at when both are there.
    m_running = true;
    const int error = m_client->watch();
    if (error == 0)
        m_target->connectToTarget();
    m_running = false;
    if (error == 0) {
        run();
        return;
    }
    m_client->reset();
    close(Problem::TapUnreachable, Net::errorText(error));
    m_closed();
}

void Relay::cut()
{
    if (m_phase == Phase::Closed)
        return;
    m_client->reset();
    m_target->reset();
    close(Problem::TapCutOff, "the tap was stopped");
}

void Relay::targetConnected(const QByteArray &peer, const TlsFacts &tls)
{
    if (m_phase != Phase::Connecting)
        return;
    m_phase = Phase::Relaying;
    m_context.record(Capture::WireConnected {m_connection, m_context.now(), peer, tls.protocol});
    run();
}

void Relay::targetFailed(Problem problem, const QByteArray &text, const TlsFacts & /*tls*/)
{
    if (m_phase != Phase::Connecting)
        return;
    m_counters.failed.fetch_add(1, std::memory_order_relaxed);
    m_phase = Phase::Answering;
    m_problem = problem;
    m_problemText = text;
    m_badGateway.emplace(m_targetUrl, problem, text);
    m_patience.start(Patience);
    run();
}

void Relay::run()
{
    m_again = true;
    if (m_running || m_phase == Phase::Closed)
        return;
    m_running = true;
    while (m_again && m_phase != Phase::Closed) {
        m_again = false;
        step();
    }
    m_running = false;
    if (m_phase == Phase::Closed)
        m_closed();
}

void Relay::step()
{
    switch (m_phase) {
    case Phase::Connecting:
        if (m_client->hasFailed()) {
            m_client->close();
            m_target->reset();
            recordEnd(Direction::Sent, Capture::WireEnded::End::Reset);
            close(Problem::TapReset, "the client went before the target was connected");
        }
        break;
    case Phase::Relaying:
        relay();
        break;
    case Phase::Answering:
    case Phase::Draining:
        answer();
        break;
    case Phase::Closed:
        break;
    }
}

void Relay::relay()
{
    for (Pipe *pipe : {&m_sent, &m_received}) {
        if (m_phase == Phase::Relaying)
            move(*pipe);
    }
    // A reset overtakes what waits for a side that does not read, and comes after a FIN too.
    for (Pipe *pipe : {&m_sent, &m_received}) {
        if (m_phase == Phase::Relaying && pipe->from->hasFailed()
            && (!pipe->pending.isEmpty() || pipe->ended || pipe->dead))
            passResetOn(*pipe);
    }
    if (m_phase == Phase::Relaying && m_sent.finished && m_received.finished) {
        m_client->close();
        m_target->close();
        close(std::nullopt, {});
    }
}

void Relay::move(Pipe &pipe)
{
    const std::span<char> buffer = m_context.buffer();
    for (int i = 0; i < ReadsInARow; ++i) {
        if (pipe.dead || !flush(pipe))
            return;
        if (pipe.ended) {
            end(pipe);
            return;
        }
        if (!mayRead(pipe))
            return;
        const Endpoint::Transfer got
            = pipe.from->read(buffer.data(), static_cast<qsizetype>(buffer.size()));
        switch (got.outcome) {
        case Outcome::Done:
            forward(pipe, QByteArrayView(buffer.data(), got.bytes));
            break;
        case Outcome::Later:
            return;
        case Outcome::Ended:
            pipe.ended = true;
            if (m_rewriter && pipe.direction == Direction::Sent)
                send(pipe, m_rewriter->finish(), m_context.now());
            break;
        case Outcome::Reset:
            passResetOn(pipe);
            return;
        }
    }
    pipe.from->rearm();
}

bool Relay::mayRead(const Pipe &pipe)
{
    if (m_rewriter && pipe.direction == Direction::Sent && m_rewriter->isWaiting())
        return false; // for the answer to an upgrade: observeResponse() goes on
    if (!m_context.isFull())
        return true;
    m_context.waitForRoom(*this);
    return false;
}

bool Relay::flush(Pipe &pipe)
{
    if (pipe.pending.isEmpty())
        return true;
    const Endpoint::Transfer taken
        = pipe.to->write(pipe.pending.constData() + pipe.taken, pipe.pending.size() - pipe.taken);
    if (taken.bytes > 0 && pipe.direction == Direction::Sent)
        recordBytes(Direction::Sent, pipe.pending.mid(pipe.taken, taken.bytes), m_context.now());
    pipe.taken += taken.bytes;
    pipe.dead = taken.outcome == Outcome::Reset;
    if (pipe.dead || pipe.taken == pipe.pending.size()) {
        pipe.pending = QByteArray();
        pipe.taken = 0;
    }
    m_again |= pipe.dead;
    return !pipe.dead && pipe.pending.isEmpty();
}

void Relay::forward(Pipe &pipe, QByteArrayView bytes)
{
    const Capture::Time time = m_context.now();
    if (pipe.direction == Direction::Sent && m_rewriter) {
        send(pipe, m_rewriter->feed(bytes.toByteArray()), time);
        return;
    }
    const Endpoint::Transfer taken = pipe.to->write(bytes.data(), bytes.size());
    pipe.dead = taken.outcome == Outcome::Reset;
    m_again |= pipe.dead;
    if (taken.bytes < bytes.size() && !pipe.dead)
        pipe.pending = bytes.sliced(taken.bytes).toByteArray();
    if (pipe.direction == Direction::Sent) {
        if (taken.bytes > 0)
            recordBytes(Direction::Sent, bytes.first(taken.bytes).toByteArray(), time);
        return;
    }
    const QByteArray copy = bytes.toByteArray();
    recordBytes(Direction::Received, copy, time);
    if (m_rewriter)
        observeResponse(copy);
}

void Relay::send(Pipe &pipe, QByteArray bytes, Capture::Time time)
{
    recordChanges(time);
    if (bytes.isEmpty())
        return;
    const Endpoint::Transfer taken = pipe.to->write(bytes.constData(), bytes.size());
    pipe.dead = taken.outcome == Outcome::Reset;
    m_again |= pipe.dead;
    if (taken.bytes < bytes.size()) {
        if (!pipe.dead)
            pipe.pending = bytes.sliced(taken.bytes);
        bytes.truncate(taken.bytes);
    }
    if (!bytes.isEmpty())
        recordBytes(Direction::Sent, std::move(bytes), time);
}

void Relay::observeResponse(const QByteArray &bytes)
{
    const bool waited = m_rewriter->isWaiting();
    m_rewriter->observeResponse(bytes);
    if (!waited || m_rewriter->isWaiting())
        return;
    // Nothing is pending in that direction: it was not read while it waited.
    send(m_sent, m_rewriter->takeHeld(), m_context.now());
    m_again = true;
}

void Relay::end(Pipe &pipe)
{
    if (pipe.finished)
        return;
    pipe.finished = true;
    pipe.to->finish();
    recordEnd(pipe.direction, Capture::WireEnded::End::Fin);
}

void Relay::passResetOn(Pipe &pipe)
{
    QByteArray text = pipe.from->failureText();
    if (text.isEmpty())
        text = "connection reset by peer";
    text = (pipe.direction == Direction::Sent ? "client: " : "target: ") + text;
    pipe.from->close();
    pipe.to->reset();
    recordEnd(pipe.direction, Capture::WireEnded::End::Reset);
    close(Problem::TapReset, text);
}

void Relay::answer()
{
    const std::span<char> buffer = m_context.buffer();
    for (;;) {
        if (m_context.isFull()) {
            m_context.waitForRoom(*this);
            return;
        }
        const Endpoint::Transfer got
            = m_client->read(buffer.data(), static_cast<qsizetype>(buffer.size()));
        if (got.outcome == Outcome::Later)
            return;
        auto verdict = BadGateway::Verdict::Undecided;
        if (got.outcome == Outcome::Done) {
            const QByteArrayView bytes(buffer.data(), got.bytes);
            recordBytes(Direction::Sent, bytes.toByteArray(), m_context.now(), true);
            if (m_phase == Phase::Answering)
                verdict = m_badGateway->feed(bytes);
        } else if (got.outcome == Outcome::Ended && m_phase == Phase::Answering) {
            verdict = m_badGateway->finish();
        }
        if (verdict == BadGateway::Verdict::Answer)
            sendAnswer();
        if (verdict == BadGateway::Verdict::NotHttp)
            m_client->reset();
        if (verdict == BadGateway::Verdict::NotHttp || got.outcome != Outcome::Done) {
            m_client->close();
            close(m_problem, m_problemText);
            return;
        }
    }
}

void Relay::sendAnswer()
{
    QByteArray response = m_badGateway->response();
    // A socket that was never written to has room for it.
    m_client->write(response.constData(), response.size());
    recordBytes(Direction::Received, std::move(response), m_context.now(), true);
    // The rest of the request is read, so that the answer is not lost to a reset.
    m_client->finish();
    m_phase = Phase::Draining;
    m_patience.start(Patience);
}

void Relay::recordBytes(Direction direction, QByteArray bytes, Capture::Time time, bool ours)
{
    if (!ours) {
        auto &counter
            = direction == Direction::Sent ? m_counters.sentBytes : m_counters.receivedBytes;
        counter.fetch_add(static_cast<quint64>(bytes.size()), std::memory_order_relaxed);
    }
    m_context.record(Capture::WireBytes {m_connection, direction, time, std::move(bytes), ours});
}

void Relay::recordChanges(Capture::Time time)
{
    for (QByteArray &change : m_rewriter->takeChanges())
        m_context.record(Capture::WireChanged {m_connection, time, std::move(change)});
}

void Relay::recordEnd(Direction direction, Capture::WireEnded::End end)
{
    m_context.record(Capture::WireEnded {m_connection, direction, m_context.now(), end});
}

void Relay::close(std::optional<Problem> problem, const QByteArray &text)
{
    m_phase = Phase::Closed;
    m_patience.stop();
    m_counters.open.fetch_sub(1, std::memory_order_relaxed);
    m_context.record(Capture::WireClosed {m_connection, m_context.now(), problem, text});
}

} // namespace Tap
