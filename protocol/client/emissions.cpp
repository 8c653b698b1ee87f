// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/emissions.h"

#include <algorithm>
#include <utility>

namespace Client {

using std::chrono::steady_clock;

Emissions::Emissions(NamespaceBook &book, Calls calls)
    : m_book(book)
    , m_calls(std::move(calls))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout([this] { expire(); });
}

void Emissions::tell(quint64 number, Outcome::Kind kind, const QByteArray &text) const
{
    Outcome outcome;
    outcome.number = number;
    outcome.kind = kind;
    outcome.text = text;
    m_calls.tell(outcome);
}

void Emissions::add(NamespaceEntry *entry, quint64 number, const Emission &emission,
                    const PacketWriter *writer, bool isWritable)
{
    if (entry == nullptr) {
        tell(number, Outcome::Kind::Dropped, "the client does not use " + emission.nsp);
        return;
    }
    if (emission.isVolatile && !isWritable) {
        tell(number, Outcome::Kind::Dropped, "it could not be written at once");
        return;
    }
    PendingEmission pending {.number = number, .tag = ++m_lastTag, .emission = emission};
    if (emission.asksForAck && emission.ackTimeout.count() > 0) {
        m_deadlines.add(pending.tag, steady_clock::now() + emission.ackTimeout);
        m_timed.insert(pending.tag, {});
        armTimer();
    }
    if (writer != nullptr) {
        send(std::move(pending), *writer);
        return;
    }
    entry->waiting.push_back(std::move(pending));
    tell(number, Outcome::Kind::Queued);
}

void Emissions::sendWaiting(NamespaceEntry &entry, const PacketWriter &writer)
{
    for (PendingEmission &pending : std::exchange(entry.waiting, {}))
        send(std::move(pending), writer);
}

void Emissions::send(PendingEmission &&pending, const PacketWriter &writer)
{
    const Emission &emission = pending.emission;
    const quint64 tag = pending.tag;
    const quint64 number = pending.number;
    std::optional<quint64> ackId;
    if (emission.asksForAck) {
        ackId = m_asked.add(emission.nsp,
                            {.number = number, .tag = tag, .sent = steady_clock::now()});
    }
    auto packets = writer.write(
        SocketIo::eventMessage(emission.nsp, emission.event, emission.arguments, ackId));
    if (!packets) {
        if (ackId)
            m_asked.take(emission.nsp, *ackId);
        m_timed.remove(tag);
        tell(number, Outcome::Kind::Dropped, "its arguments are no JSON");
        return;
    }
    if (ackId && m_timed.contains(tag))
        m_timed.insert(tag, {emission.nsp, *ackId});
    m_underWay.insert(tag, {.pending = std::move(pending), .ackId = ackId});
    m_calls.send(std::move(*packets), tag);
}

void Emissions::handedOver(quint64 tag)
{
    const auto found = m_underWay.find(tag);
    if (found == m_underWay.end())
        return;
    const quint64 number = found->pending.number;
    if (found->ackId) {
        if (Asked *asked = m_asked.find(found->pending.emission.nsp, *found->ackId))
            asked->sent = steady_clock::now();
    }
    tell(number, Outcome::Kind::Sent);
}

void Emissions::answered(const QByteArray &nsp, quint64 ackId, const SocketIo::Arguments &arguments)
{
    const auto asked = m_asked.take(nsp, ackId);
    if (!asked)
        return; // to nobody, or for the second time
    m_timed.remove(asked->tag);
    Outcome outcome;
    outcome.number = asked->number;
    outcome.kind = Outcome::Kind::Answered;
    outcome.arguments = arguments;
    outcome.latency
        = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - asked->sent);
    m_calls.tell(outcome);
}

void Emissions::sessionEnded(const Unsettled &messages)
{
    // From the back, so that they come before what waits already, in their order.
    for (qsizetype i = messages.unsent.size(); i-- > 0;) {
        const quint64 tag = messages.unsent.at(i);
        UnderWay underWay = m_underWay.take(tag);
        const QByteArray nsp = underWay.pending.emission.nsp;
        const auto asked = underWay.ackId ? m_asked.take(nsp, *underWay.ackId) : std::nullopt;
        NamespaceEntry *const entry = m_book.find(nsp);
        const bool isOver = (underWay.ackId && !asked) || (asked && asked->isLate);
        if (entry == nullptr || underWay.pending.tag == 0 || isOver)
            continue;
        const quint64 number = underWay.pending.number;
        if (underWay.pending.emission.isVolatile) {
            tell(number, Outcome::Kind::Dropped, "the connection was lost before it was written");
            continue;
        }
        if (m_timed.contains(tag))
            m_timed.insert(tag, {});
        entry->waiting.push_front(std::move(underWay.pending));
        tell(number, Outcome::Kind::Queued);
    }
    for (const quint64 tag : messages.interrupted)
        lose(m_underWay.take(tag));
    const auto unsettled = std::exchange(m_underWay, {});
    for (const UnderWay &underWay : unsettled)
        lose(underWay);
    drop(m_asked.takeAll(), "the connection was lost before the answer");
}

void Emissions::lose(const UnderWay &underWay)
{
    if (underWay.pending.tag == 0)
        return; // it was not known
    if (underWay.ackId)
        m_asked.take(underWay.pending.emission.nsp, *underWay.ackId);
    m_timed.remove(underWay.pending.tag);
    tell(underWay.pending.number, Outcome::Kind::Dropped,
         "the connection was lost while it was being sent");
}

void Emissions::namespaceLeft(const QByteArray &nsp)
{
    drop(m_asked.takeAll(nsp), "the namespace was left before the answer");
}

void Emissions::drop(const std::vector<Asked> &asked, const QByteArray &text)
{
    for (const Asked &some : asked) {
        m_timed.remove(some.tag);
        if (!some.isLate)
            tell(some.number, Outcome::Kind::Dropped, text);
    }
}

void Emissions::armTimer()
{
    const auto next = m_deadlines.next();
    if (!next) {
        m_timer.stop();
        return;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - steady_clock::now());
    m_timer.start(std::max(left, std::chrono::milliseconds(0)));
}

void Emissions::expire()
{
    for (const quint64 tag : m_deadlines.takeDue(steady_clock::now()))
        expire(tag);
    armTimer();
}

void Emissions::expire(quint64 tag)
{
    const auto timed = m_timed.constFind(tag);
    if (timed == m_timed.constEnd())
        return; // answered in time
    const auto [nsp, ackId] = *timed;
    m_timed.erase(timed);
    if (!nsp.isEmpty()) {
        if (Asked *asked = m_asked.find(nsp, ackId)) {
            asked->isLate = true;
            tell(asked->number, Outcome::Kind::TimedOut);
        }
        return;
    }
    // It is still in the queue, and is not sent any more: nobody waits for it.
    for (const auto &entry : m_book.entries()) {
        const auto found
            = std::find_if(entry->waiting.begin(), entry->waiting.end(),
                           [&](const PendingEmission &pending) { return pending.tag == tag; });
        if (found == entry->waiting.end())
            continue;
        const quint64 number = found->number;
        entry->waiting.erase(found);
        tell(number, Outcome::Kind::TimedOut, "it was never sent");
        return;
    }
}

} // namespace Client
