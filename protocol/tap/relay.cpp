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
    , m_log(setup.context, setup.counters, setup.connection)
    , m_targetUrl(std::move(setup.target))
    , m_translator(std::move(setup.translator))
    , m_closed(std::move(closed))
{
    m_log.opened(setup.source, client.peerAddress().toText(), m_targetUrl.hostAndPort(),
                 m_targetUrl.isTls());
    m_client = std::make_unique<PlainEndpoint>(m_context.poller(), *this, std::move(client));
    m_received.direction = Direction::Received;
    m_alarm.setSingleShot(true);
    m_alarm.setTimerType(Qt::PreciseTimer);
    m_alarm.callOnTimeout([this] { run(); });
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout([this] {
        if (m_translator && m_phase == Phase::Relaying)
            m_translator->finish(Direction::Received, {});
        m_client->reset();
        m_target->reset();
        close(m_problem, m_problemText);
        m_closed();
    });
}

Relay::~Relay()
{
    m_context.forget(*this);
}

void Relay::start(std::unique_ptr<TargetEndpoint> target, const QByteArray &first)
{
    if (m_translator && !first.isEmpty())
        m_translator->feed(Direction::Sent, first);
    if (m_translator)
        m_translator->hearStarted(m_log.connection(), [this] { run(); });
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
    if (m_translator)
        m_translator->hearConnected(tls);
    m_log.connected(peer, tls.protocol);
    run();
}

void Relay::targetFailed(Problem problem, const QByteArray &text, const TlsFacts &tls)
{
    if (m_phase != Phase::Connecting)
        return;
    m_log.failed();
    m_phase = Phase::Answering;
    m_problem = problem;
    m_problemText = text;
    m_tls = tls;
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
    if (m_phase == Phase::Closed) {
        m_closed();
        return;
    }
    if (m_translator)
        setAlarm(m_translator->wakesAt());
}

void Relay::setAlarm(std::optional<Capture::Time> time)
{
    if (!time || *time == Capture::Time::max())
        return m_alarm.stop();
    // Rounded up, or it would come too early again and again.
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*time - m_context.now());
    m_alarm.start(std::max(wait, std::chrono::milliseconds(0)));
}

void Relay::step()
{
    switch (m_phase) {
    case Phase::Connecting:
        if (m_client->hasFailed()) {
            m_client->close();
            m_target->reset();
            m_log.ended(Direction::Sent, Capture::WireEnded::End::Reset);
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
    // A request should not go to a target that has said goodbye.
    const bool looksFirst = m_translator && !m_translator->passes(Direction::Received);
    for (Pipe *pipe : {looksFirst ? &m_received : &m_sent, looksFirst ? &m_sent : &m_received}) {
        if (m_phase == Phase::Relaying)
            move(*pipe);
    }
    // A reset overtakes what waits for a side that does not read, and comes after a FIN too.
    for (Pipe *pipe : {&m_sent, &m_received}) {
        if (m_phase == Phase::Relaying && pipe->from->hasFailed()
            && (!pipe->pending.isEmpty() || pipe->ended || pipe->dead))
            passResetOn(*pipe);
    }
    if (m_phase == Phase::Relaying && m_translator) {
        if (const auto ending = m_translator->takeEnding()) {
            endBoth(*ending);
            return;
        }
    }
    if (m_phase == Phase::Relaying && m_sent.finished && m_received.finished) {
        m_client->close();
        m_target->close();
        close(std::nullopt, {});
    }
}

/// As a rule wants it.
void Relay::endBoth(const Translator::Ending &ending)
{
    const auto end = ending.resets ? Capture::WireEnded::End::Reset : Capture::WireEnded::End::Fin;
    for (Pipe *pipe : {&m_sent, &m_received}) {
        if (!pipe->finished)
            m_log.ended(pipe->direction, end);
        ending.resets ? pipe->to->reset() : pipe->to->finish();
    }
    if (ending.resets) {
        close(Problem::TapRule, ending.text);
        return;
    }
    // What the client still says is read, or it would see a reset after all.
    m_target->close();
    m_problem = Problem::TapRule;
    m_problemText = ending.text;
    m_phase = Phase::Draining;
    m_patience.start(Patience);
    m_again = true;
}

void Relay::move(Pipe &pipe)
{
    const std::span<char> buffer = m_context.buffer();
    for (int i = 0; i < ReadsInARow; ++i) {
        if (pipe.dead || !flush(pipe))
            return;
        if (m_translator) {
            if (sendTranslated(pipe))
                continue;
            if (pipe.direction == Direction::Received && sayLastWord())
                return;
        }
        if (pipe.ended) {
            if (!m_translator || !m_translator->hasMore(pipe.direction))
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
            if (m_translator)
                m_translator->finish(pipe.direction, {});
            m_again = true;
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
    if (m_translator && m_translator->isWaiting(pipe.direction))
        return false;
    if (!m_context.isFull())
        return true;
    m_context.waitForRoom(*this);
    return false;
}

/// The client is gone, and the target may finish what it says.
bool Relay::goesNowhere(const Pipe &pipe) const
{
    return pipe.direction == Direction::Received && m_sent.ended && m_translator
        && m_translator->outlivesClient();
}

bool Relay::flush(Pipe &pipe)
{
    if (pipe.pending.isEmpty())
        return true;
    if (goesNowhere(pipe)) {
        pipe.pending = QByteArray();
        pipe.taken = 0;
        return true;
    }
    const Endpoint::Transfer taken
        = pipe.to->write(pipe.pending.constData() + pipe.taken, pipe.pending.size() - pipe.taken);
    if (taken.bytes > 0 && pipe.direction == Direction::Sent)
        m_log.bytes(Direction::Sent, pipe.pending.mid(pipe.taken, taken.bytes), m_context.now());
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
    if (m_translator && !m_translator->passes(pipe.direction)) {
        translate(pipe, bytes.toByteArray());
        return;
    }
    const Capture::Time time = m_context.now();
    const Endpoint::Transfer taken = pipe.to->write(bytes.data(), bytes.size());
    pipe.dead = taken.outcome == Outcome::Reset;
    m_again |= pipe.dead;
    if (taken.bytes < bytes.size() && !pipe.dead)
        pipe.pending = bytes.sliced(taken.bytes).toByteArray();
    const QByteArray copy = bytes.toByteArray();
    if (pipe.direction == Direction::Received)
        m_log.bytes(Direction::Received, copy, time);
    else if (taken.bytes > 0)
        m_log.bytes(Direction::Sent, taken.bytes == copy.size() ? copy : copy.first(taken.bytes),
                    time);
    if (!m_translator)
        return;
    m_again |= pipe.direction == Direction::Received && m_translator->isWaiting(Direction::Sent);
    m_translator->observe(pipe.direction, copy);
}

void Relay::translate(Pipe &pipe, QByteArray bytes)
{
    if (pipe.direction == Direction::Received)
        m_log.received(bytes, m_translator->countsFrom(bytes));
    m_translator->feed(pipe.direction, std::move(bytes));
    // What one direction says may let the other one go on.
    m_again = true;
    sendTranslated(pipe);
}

/// True if there was something to send.
bool Relay::sendTranslated(Pipe &pipe)
{
    QByteArray bytes = m_translator->take(pipe.direction);
    m_log.notes(m_translator->takeNotes());
    if (bytes.isEmpty())
        return false;
    send(pipe, std::move(bytes));
    return true;
}

void Relay::send(Pipe &pipe, QByteArray bytes)
{
    if (goesNowhere(pipe))
        return;
    const Capture::Time time = m_context.now();
    const Endpoint::Transfer taken = pipe.to->write(bytes.constData(), bytes.size());
    pipe.dead = taken.outcome == Outcome::Reset;
    m_again |= pipe.dead;
    if (taken.bytes < bytes.size()) {
        if (!pipe.dead)
            pipe.pending = bytes.sliced(taken.bytes);
        bytes.truncate(taken.bytes);
    }
    if (!bytes.isEmpty() && pipe.direction == Direction::Sent)
        m_log.bytes(Direction::Sent, std::move(bytes), time);
}

void Relay::end(Pipe &pipe)
{
    if (pipe.finished)
        return;
    if (pipe.direction == Direction::Sent && m_translator && m_translator->endsWithClient()) {
        if (!m_patience.isActive())
            m_patience.start(Patience);
        if (m_translator->outlivesClient() && m_translator->holdsEnd() && !m_received.ended)
            return;
    }
    pipe.finished = true;
    pipe.to->finish();
    m_log.ended(pipe.direction, Capture::WireEnded::End::Fin);
}

void Relay::passResetOn(Pipe &pipe)
{
    QByteArray text = pipe.from->failureText();
    if (text.isEmpty())
        text = "connection reset by peer";
    const Problem problem = pipe.from->failureProblem();
    const bool isClient = pipe.direction == Direction::Sent;
    if (m_translator && !pipe.ended) {
        m_translator->finish(pipe.direction, Translator::Failure {problem, text});
        if (isClient && m_translator->outlivesClient()) {
            pipe.ended = true;
            m_again = true;
            return;
        }
        if (!isClient && pipe.pending.isEmpty() && sayLastWord(problem, "target: " + text))
            return;
    } else if (isClient && goesNowhere(m_received)) {
        return;
    }
    pipe.from->close();
    pipe.to->reset();
    m_log.ended(pipe.direction, Capture::WireEnded::End::Reset);
    close(problem, (isClient ? "client: " : "target: ") + text);
}

/// Ends the connection if that is what the translator wants.
bool Relay::sayLastWord(std::optional<Problem> problem, const QByteArray &text)
{
    std::optional<QByteArray> word = m_translator->takeLastWord();
    if (!word)
        return false;
    // The target may be told something too, behind what it has not taken yet.
    if (flush(m_sent))
        sendTranslated(m_sent);
    m_target->close();
    if (problem)
        m_log.ended(Direction::Received, Capture::WireEnded::End::Reset);
    m_problem = problem;
    m_problemText = text;
    if (!word->isEmpty()) {
        m_client->write(word->constData(), word->size());
        m_log.ours(Direction::Received, std::move(*word));
    }
    m_client->finish();
    m_phase = Phase::Draining;
    m_patience.start(Patience);
    m_again = true;
    return true;
}

/// Hears the client of a target that is not there, and then until it has read the answer.
void Relay::answer()
{
    // What was said before it was known that there is no target.
    if (m_phase == Phase::Answering && m_translator
        && hearUnreached({}) == BadGateway::Verdict::Answer)
        sendAnswer();
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
        if (got.outcome == Outcome::Done && m_badGateway)
            verdict = hearUnreached(QByteArray(buffer.data(), got.bytes));
        else if (got.outcome == Outcome::Ended && m_phase == Phase::Answering)
            verdict = m_badGateway->finish();
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

/// Records what would have gone to the target, also behind the answer.
BadGateway::Verdict Relay::hearUnreached(QByteArray bytes)
{
    if (m_translator) {
        if (!bytes.isEmpty() && !m_translator->passes(Direction::Sent)) {
            m_translator->feed(Direction::Sent, std::move(bytes));
            bytes = {};
        }
        for (QByteArray piece = m_translator->take(Direction::Sent); !piece.isEmpty();
             piece = m_translator->take(Direction::Sent))
            bytes.append(piece);
        m_log.notes(m_translator->takeNotes());
    }
    if (bytes.isEmpty())
        return BadGateway::Verdict::Undecided;
    m_log.ours(Direction::Sent, bytes);
    return m_phase == Phase::Answering ? m_badGateway->feed(bytes) : BadGateway::Verdict::Undecided;
}

void Relay::sendAnswer()
{
    if (m_translator)
        m_translator->hearFailed(*m_problem, m_problemText, m_tls);
    QByteArray response = m_badGateway->response();
    // A socket that was never written to has room for it.
    m_client->write(response.constData(), response.size());
    m_log.ours(Direction::Received, std::move(response));
    // The rest of the request is read, so that the answer is not lost to a reset.
    m_client->finish();
    m_phase = Phase::Draining;
    m_patience.start(Patience);
}

void Relay::close(std::optional<Problem> problem, const QByteArray &text)
{
    m_phase = Phase::Closed;
    m_alarm.stop();
    m_patience.stop();
    m_log.closed(problem, text);
}

} // namespace Tap
