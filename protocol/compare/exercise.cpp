// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/exercise.h"

#include "protocol/compare/threadtime.h"

#include <algorithm>
#include <utility>

namespace Compare {

namespace {

/// What may be on its way to the slowest receiver of a broadcast: more would only wait at the
/// server, which may drop what nobody reads.
constexpr qsizetype MostUnheardBytes = qsizetype(1) << 20;
constexpr qsizetype MostUnheard = 64;

} // namespace

Exercise::Exercise(Work work, QList<QByteArray> payloads, Peer &sender,
                   std::vector<Peer *> receivers)
    : m_work(work)
    , m_payloads(std::move(payloads))
    , m_sender(sender)
    , m_receivers(std::move(receivers))
    , m_heard(m_receivers.size(), 0)
{
}

Exercise::~Exercise()
{
    m_sender.onAnswered = nullptr;
    m_sender.onRead = nullptr;
    m_sender.onClosed = nullptr;
    for (Peer *receiver : m_receivers) {
        receiver->onHeard = nullptr;
        receiver->onClosed = nullptr;
    }
}

void Exercise::start(Done done)
{
    m_done = std::move(done);
    m_worked = threadTime();
    m_sender.onAnswered = [this] { answered(); };
    m_sender.onRead = [this] { finish({}); };
    m_sender.onClosed = [this](const QByteArray &why) { finish(why); };
    for (std::size_t i = 0; i < m_receivers.size(); ++i) {
        m_receivers[i]->onHeard = [this, i] { heard(i); };
        m_receivers[i]->onClosed = [this](const QByteArray &why) { finish("A receiver: " + why); };
    }
    go();
}

void Exercise::go()
{
    switch (m_work) {
    case Work::OneWay:
        for (const QByteArray &payload : std::as_const(m_payloads))
            m_sender.tell(payload);
        m_sender.askRead();
        break;
    case Work::Echo:
    case Work::BinaryEcho:
        m_sender.ask(m_payloads[m_sent++], m_work == Work::BinaryEcho);
        break;
    case Work::Broadcast:
        goOnBroadcasting();
        break;
    }
}

void Exercise::goOnBroadcasting()
{
    const qsizetype size = std::max<qsizetype>(m_payloads.constFirst().size(), 1);
    const qsizetype window = std::clamp<qsizetype>(MostUnheardBytes / size, 1, MostUnheard);
    while (m_done && m_sent < m_payloads.size()
           && m_sent - *std::min_element(m_heard.begin(), m_heard.end()) < window)
        m_sender.broadcast(m_payloads[m_sent++]);
}

void Exercise::answered()
{
    ++m_progress;
    ++m_answered;
    if (m_work != Work::Echo && m_work != Work::BinaryEcho)
        return;
    if (m_answered == m_payloads.size())
        finish({});
    else
        go();
}

void Exercise::heard(std::size_t receiver)
{
    ++m_progress;
    ++m_heard[receiver];
    const bool isDone = std::all_of(m_heard.begin(), m_heard.end(),
                                    [this](qsizetype heard) { return heard >= m_payloads.size(); });
    if (isDone)
        finish({});
    else
        goOnBroadcasting();
}

void Exercise::finish(const QByteArray &failure)
{
    if (!m_done)
        return;
    m_worked = threadTime() - m_worked;
    const Done done = std::exchange(m_done, nullptr);
    done(failure);
}

} // namespace Compare
