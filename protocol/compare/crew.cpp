// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/crew.h"

#include <atomic>

namespace Compare {

namespace {

using namespace std::chrono_literals;

/// How long those who leave are waited for.
constexpr auto Farewell = 200ms;

/// What the clients' thread tells of what is waited for.
struct Wanted
{
    std::atomic<std::size_t> done {0};
    std::atomic<bool> hasFailed {false};
    QByteArray failure; // before hasFailed is set
};

} // namespace

Crew::Crew(Threads &threads, std::chrono::milliseconds patience)
    : m_threads(threads)
    , m_patience(patience)
{
}

Crew::~Crew()
{
    std::atomic<std::size_t> gone {0};
    m_threads.clients.run([&] {
        for (std::size_t i = 0; i < m_open; ++i) {
            m_peers[i]->onClosed = [this, &gone](const QByteArray & /*why*/) {
                ++gone;
                m_threads.ring();
            };
            m_peers[i]->close();
        }
    });
    m_threads.wait(Farewell, [&] { return gone == m_open; });
    m_threads.clients.run([this] { m_peers.clear(); });
}

void Crew::add(const Make &make)
{
    m_threads.clients.run([&] { m_peers.push_back(make(m_threads.clients.poller())); });
}

/// In the clients' thread: while they do nothing.
void Crew::watch()
{
    for (const auto &peer : m_peers) {
        peer->onReady = nullptr;
        peer->onClosed = [this](const QByteArray &why) { m_lost = why; };
    }
}

QByteArray Crew::whyNot(Threads::Waited waited) const
{
    if (waited == Threads::Waited::Cancelled)
        return QByteArrayLiteral("It was cancelled.");
    return "Nothing came for " + QByteArray::number(double(m_patience.count()) / 1000) + " s.";
}

QByteArray Crew::open(const QByteArray &address)
{
    const std::size_t first = std::exchange(m_open, m_peers.size());
    const std::size_t wanted = m_open - first;
    Wanted state;
    m_threads.clients.run([&] {
        for (std::size_t i = first; i < m_peers.size(); ++i) {
            Peer &peer = *m_peers[i];
            peer.onReady = [&] {
                ++state.done;
                m_threads.ring();
            };
            peer.onClosed = [&](const QByteArray &why) {
                if (!state.hasFailed) {
                    state.failure = why;
                    state.hasFailed = true;
                }
                m_threads.ring();
            };
            peer.open(address);
        }
    });
    const auto waited = m_threads.wait(
        m_patience, [&] { return state.done == wanted || state.hasFailed; },
        [&] { return qint64(state.done.load()); });
    m_threads.clients.run([this] { watch(); });
    if (state.hasFailed)
        return state.failure;
    return waited == Threads::Waited::Done ? QByteArray() : whyNot(waited);
}

Crew::Outcome Crew::exercise(Work work, const QList<QByteArray> &payloads)
{
    std::vector<Peer *> receivers;
    if (work == Work::Broadcast) {
        for (std::size_t i = 1; i < m_peers.size(); ++i)
            receivers.push_back(m_peers[i].get());
    }
    auto exercise
        = std::make_unique<Exercise>(work, payloads, *m_peers.front(), std::move(receivers));
    Wanted state;
    const auto done = [&](const QByteArray &failure) {
        state.failure = failure;
        ++state.done;
        m_threads.ring();
    };
    m_threads.clients.run([&] {
        if (m_lost.isEmpty())
            exercise->start(done);
        else
            done(m_lost);
    });
    const auto waited = m_threads.wait(
        m_patience, [&] { return state.done > 0; }, [&] { return exercise->progress(); });
    Outcome outcome;
    outcome.isUnheard = waited == Threads::Waited::TimedOut && exercise->progress() == 0;
    m_threads.clients.run([&] {
        outcome.worked = exercise->worked();
        exercise.reset();
        watch();
    });
    outcome.failure = state.done > 0 ? state.failure : whyNot(waited);
    return outcome;
}

} // namespace Compare
