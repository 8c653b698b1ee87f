// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/lifecycle.h"

#include <QRandomGenerator>

namespace Client {

namespace {

/// How long a server may take to let a client go.
constexpr std::chrono::seconds LeaveTime {3};

} // namespace

Lifecycle::Lifecycle(const ClientOptions &options, Calls calls)
    : m_options(options)
    , m_calls(std::move(calls))
    , m_backoff(options.reconnection)
{
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer);
    m_wait.callOnTimeout([this] { start(); });
    m_limit.setSingleShot(true);
    m_limit.callOnTimeout([this] {
        Failure failure;
        failure.kind = FailureKind::TimedOut;
        m_calls.cut();
        ended(failure);
    });
}

void Lifecycle::open()
{
    const bool isUnderWay = m_status.state == State::Open || m_status.state == State::Connecting;
    if (isUnderWay && !m_isLeaving)
        return;
    if (m_isLeaving)
        m_calls.cut();
    m_isLeaving = false;
    m_backoff.reset();
    m_status.failure = {};
    m_status.attempt = 0;
    start();
}

void Lifecycle::start()
{
    m_wait.stop();
    m_status.state = State::Connecting;
    m_status.retryIn = {};
    m_limit.start(m_options.openTimeout);
    changed();
    m_calls.start();
}

void Lifecycle::opened()
{
    m_limit.stop();
    m_backoff.reset();
    m_status.state = State::Open;
    m_status.failure = {};
    m_status.attempt = 0;
    changed();
}

void Lifecycle::startOver()
{
    start();
}

void Lifecycle::close(const Failure &because)
{
    m_wait.stop();
    if (m_isLeaving)
        return;
    if (m_status.state == State::Open) {
        m_isLeaving = true;
        m_because = because;
        m_limit.start(LeaveTime);
        m_calls.leave();
        return;
    }
    if (m_status.state == State::Connecting)
        m_calls.cut();
    if (m_status.state != State::Idle)
        ended(because, Again::Never);
}

void Lifecycle::ended(const Failure &cause, Again again)
{
    m_limit.stop();
    const bool isWanted = cause && !m_isLeaving && again == Again::IfWanted;
    const Failure failure = m_isLeaving ? m_because : cause;
    m_isLeaving = false;
    m_status.failure = failure;
    m_status.transport = CurrentTransport::None;
    const auto delay
        = isWanted ? m_backoff.next(QRandomGenerator::global()->generateDouble()) : std::nullopt;
    if (delay) {
        m_status.state = State::Waiting;
        m_status.attempt = m_backoff.attempts();
        m_status.retryIn = *delay;
        m_wait.start(*delay);
    } else {
        m_status.state = failure ? State::Failed : State::Idle;
        m_status.attempt = 0;
        m_status.retryIn = {};
    }
    changed();
}

void Lifecycle::changed()
{
    if (m_status == m_told)
        return;
    m_told = m_status;
    m_calls.tell(m_told);
}

} // namespace Client
