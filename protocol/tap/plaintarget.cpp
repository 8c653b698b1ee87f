// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/plaintarget.h"

#include <cerrno>

namespace Tap {

namespace {

Problem problemOf(int error)
{
    switch (error) {
    case ECONNREFUSED:
        return Problem::TapRefused;
    case ETIMEDOUT:
        return Problem::TapTimedOut;
    default:
        return Problem::TapUnreachable;
    }
}

} // namespace

PlainTarget::PlainTarget(Net::Poller &poller, TargetEndpoint::Owner &owner, Net::Resolver &resolver,
                         std::chrono::milliseconds timeout)
    : m_poller(poller)
    , m_owner(owner)
    , m_resolver(resolver)
    , m_patience(timeout)
{
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] { giveUp(ETIMEDOUT); });
}

PlainTarget::~PlainTarget()
{
    dropAttempt();
}

void PlainTarget::connectToTarget()
{
    m_resolver.resolve(this, [this](const QList<Net::Address> &addresses, const QByteArray &error) {
        if (addresses.isEmpty()) {
            m_owner.targetFailed(Problem::TapHostNotFound, error.toLower(), {});
            return;
        }
        m_addresses = addresses;
        m_timeout.setInterval(m_patience / addresses.size());
        tryNext();
    });
}

void PlainTarget::tryNext()
{
    m_address = m_addresses.takeFirst();
    Net::Socket::Opened opened = Net::Socket::connect(m_address);
    if (opened.error == 0) {
        m_attempt = std::move(opened.socket);
        opened.error = m_poller.add(m_attempt.descriptor(), *this);
        if (opened.error == 0) {
            m_timeout.start();
            return;
        }
        m_attempt.close();
    }
    giveUp(opened.error);
}

void PlainTarget::onReady(Net::Poller::Ready ready)
{
    if (!ready.writable && !ready.failed)
        return;
    int failure = m_attempt.takeError();
    // A free port of this machine may be given to the very socket that asks for it.
    if (failure == 0 && m_attempt.localAddress() == m_address)
        failure = ECONNREFUSED;
    // It was there, perhaps said something, and went before it was looked at.
    const bool wentAgain = failure == ECONNRESET || failure == EPIPE;
    if (failure != 0 && !wentAgain) {
        giveUp(failure);
        return;
    }
    m_timeout.stop();
    m_poller.remove(m_attempt.descriptor());
    m_connected = std::make_unique<PlainEndpoint>(m_poller, m_owner, std::move(m_attempt));
    if (const int error = m_connected->watch(); error != 0) {
        m_connected.reset();
        giveUp(error);
        return;
    }
    if (wentAgain)
        m_connected->expectFailure(failure);
    m_owner.targetConnected(m_address.toText(), {});
}

void PlainTarget::giveUp(int error)
{
    dropAttempt();
    // Of several addresses that failed, a refusal tells most.
    if (m_error != ECONNREFUSED)
        m_error = error;
    if (!m_addresses.isEmpty()) {
        tryNext();
        return;
    }
    m_resolver.forget();
    m_owner.targetFailed(problemOf(m_error), Net::errorText(m_error), {});
}

void PlainTarget::dropAttempt()
{
    m_timeout.stop();
    if (m_attempt.isOpen())
        m_poller.remove(m_attempt.descriptor());
    m_attempt.close();
}

Endpoint::Transfer PlainTarget::read(char *buffer, qsizetype size)
{
    return m_connected ? m_connected->read(buffer, size) : Transfer {};
}

Endpoint::Transfer PlainTarget::write(const char *bytes, qsizetype size)
{
    return m_connected ? m_connected->write(bytes, size) : Transfer {};
}

void PlainTarget::finish()
{
    if (m_connected)
        m_connected->finish();
}

void PlainTarget::reset()
{
    dropAttempt();
    if (m_connected)
        m_connected->reset();
}

void PlainTarget::close()
{
    dropAttempt();
    if (m_connected)
        m_connected->close();
}

void PlainTarget::rearm()
{
    if (m_connected)
        m_connected->rearm();
}

QByteArray PlainTarget::failureText() const
{
    return m_connected ? m_connected->failureText() : QByteArray();
}

} // namespace Tap
