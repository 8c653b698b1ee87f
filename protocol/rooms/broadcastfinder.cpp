// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/broadcastfinder.h"

#include "protocol/rooms/broadcast.h"

#include <algorithm>

namespace Rooms {

using namespace Capture;

namespace {

using std::chrono::milliseconds;

constexpr milliseconds SettleTime = ReceiptGroups::Lateness + 2 * ReceiptGroups::Length;
constexpr milliseconds SaidTime = SettleTime * 2; // kept to look for senders
constexpr milliseconds SameEvent {250}; // a server takes so long with what it hands on as it is
constexpr milliseconds OtherEvent {50};
constexpr milliseconds ComingTime = ReceiptGroups::Length * 2; // around coming and going
constexpr int LabelDepth = 3;
constexpr std::size_t MostLabels = 16; // of one broadcast
constexpr std::size_t MostSlots = 20'000;
constexpr qsizetype LongestLabel = 80;
constexpr quint32 FewTexts = 64;

} // namespace

void BroadcastFinder::setSessions(const std::vector<SessionRecord> &sessions)
{
    for (const SessionRecord &session : sessions) {
        const bool isNew = !m_places.knows(session.id);
        if (isNew && session.type != SessionRecord::Type::SocketIo)
            m_attendance.come({session.source, session.path}, session.id, session.opened, {});
        if (session.closed)
            m_attendance.end(session.id, *session.closed);
    }
    m_places.set(sessions);
}

void BroadcastFinder::take(const MessageRecord &message, std::optional<Time> asked)
{
    m_now = std::max(m_now, message.time);
    attend(message);
    if (message.direction == Direction::Sent) {
        if (message.kind == Kind::Event || message.kind == Kind::Text
            || message.kind == Kind::Binary)
            m_said.push_back(
                {.time = message.time, .session = message.session, .name = nameOf(message)});
    } else if (canBeBroadcast(message)) {
        const quint32 name = nameOf(message);
        const Key key = keyOf(message, name);
        Open &open = m_open[key];
        if (open.groups.isEmpty()) {
            open.name = name;
            open.session = message.session;
            m_waiting.emplace_back(m_now + SettleTime, key);
        } else if (!open.isOne && open.session != message.session) {
            open.isOne = true;
            open.labels = labelsOf(message, name);
        }
        open.groups.add({.message = message.id,
                         .session = message.session,
                         .time = message.time,
                         .asked = asked});
    }
    settle(m_now);
}

void BroadcastFinder::finish()
{
    settle(Time::max());
}

/// Hands on the groups that are complete at \a now.
void BroadcastFinder::settle(Time now)
{
    while (!m_waiting.empty() && m_waiting.front().first <= now) {
        const Key key = m_waiting.front().second;
        m_waiting.pop_front();
        const auto open = m_open.find(key);
        const bool isEnd = now == Time::max();
        for (std::vector<Receipt> &group :
             isEnd ? open->groups.takeAll() : open->groups.takeDone(now))
            add(*open, std::move(group));
        if (open->groups.isEmpty())
            m_open.remove(key);
        else
            m_waiting.emplace_back(now + SettleTime, key);
    }
    while (!m_said.empty() && m_said.front().time + SaidTime < now)
        m_said.pop_front();
}

void BroadcastFinder::add(const Open &open, std::vector<Receipt> receipts)
{
    if (receipts.size() < 2)
        return;
    std::sort(receipts.begin(), receipts.end(),
              [](const Receipt &one, const Receipt &other) { return one.session < other.session; });
    const auto first = std::min_element(
        receipts.begin(), receipts.end(),
        [](const Receipt &one, const Receipt &other) { return one.time < other.time; });
    BroadcastList::Entry entry {.time = first->time,
                                .name = open.name,
                                .sender = senderOf(open.name, first->time, receipts)};
    const BroadcastList::Name &name = m_list.name(open.name);
    const Attendance::Scope scope {name.source, name.nsp};
    // Who comes or goes about now need not have got it.
    const std::size_t there = std::min(m_attendance.countAt(scope, entry.time - ComingTime),
                                       m_attendance.countAt(scope, entry.time + ComingTime));
    entry.isEveryone = receipts.size() + (entry.sender != 0 ? 1 : 0) >= there;
    m_list.add(entry, receipts, open.labels);
}

/// Of what apps said last, what a server hands on: the same event, or else whatever was just said.
/// Its session, if it is none of those that got it.
Id BroadcastFinder::senderOf(quint32 name, Time time, const std::vector<Receipt> &receipts) const
{
    const BroadcastList::Name &heard = m_list.name(name);
    const Said *latest = nullptr;
    for (auto said = m_said.rbegin(); said != m_said.rend(); ++said) {
        if (said->time > time)
            continue;
        if (said->time + SameEvent < time)
            break;
        const BroadcastList::Name &spoken = m_list.name(said->name);
        if (spoken.source != heard.source || spoken.nsp != heard.nsp)
            continue;
        if (spoken.event == heard.event) {
            latest = &*said;
            break;
        }
        if (latest == nullptr && said->time + OtherEvent >= time)
            latest = &*said;
    }
    if (latest == nullptr)
        return 0;
    const bool isReceiver = std::binary_search(
        receipts.begin(), receipts.end(), Receipt {.session = latest->session},
        [](const Receipt &one, const Receipt &other) { return one.session < other.session; });
    return isReceiver ? 0 : latest->session;
}

quint32 BroadcastFinder::nameOf(const MessageRecord &message)
{
    const SessionPlaces::Place place = m_places.placeOf(message.session, message.nsp);
    return m_list.nameNumber({.source = place.source, .nsp = place.nsp, .event = message.event});
}

BroadcastFinder::Key BroadcastFinder::keyOf(const MessageRecord &message, quint32 name) const
{
    const QByteArrayView content(message.content.bytes);
    const QByteArrayView data
        = content.sliced(std::clamp<qint64>(message.dataOffset, 0, content.size()));
    size_t facts = qHashMulti(0, name, static_cast<int>(message.kind), message.nsp,
                              message.content.size - message.dataOffset, message.isMsgpack);
    for (const Content &attachment : message.attachments)
        facts = qHash(attachment.size, facts);
    return {.one = qHash(data, facts), .other = qHash(data, ~facts)};
}

/// Who is there to hear what everyone is told.
void BroadcastFinder::attend(const MessageRecord &message)
{
    if (message.nsp.isEmpty() || message.socketIo < 0)
        return;
    const auto session = m_places.all().constFind(message.session);
    if (session == m_places.all().constEnd())
        return;
    const Attendance::Scope scope {session->source, message.nsp};
    if (message.kind == Kind::Disconnect)
        m_attendance.go(scope, message.session, message.time);
    else if (message.kind == Kind::Event
             || (message.kind == Kind::Connect && message.direction == Direction::Received))
        m_attendance.come(scope, message.session, message.time, session->closed);
}

std::vector<BroadcastList::Label> BroadcastFinder::labelsOf(const MessageRecord &message,
                                                            quint32 name)
{
    std::vector<BroadcastList::Label> labels;
    const QByteArray data = m_values.dataOf(message, m_places.protocolOf(message.session));
    const auto take = [&](const DataValues::Found &found) {
        if (found.text.isEmpty() || found.text.size() > LongestLabel
            || m_list.slotCount() > MostSlots)
            return true;
        const quint32 slot = m_list.slotNumber({.name = name, .pointer = found.pointer});
        if (slot >= m_slots.size())
            m_slots.resize(slot + 1);
        SlotCount &count = m_slots[slot];
        if (count.isProse)
            return true;
        const quint32 text = m_list.textNumber(found.text.toByteArray());
        ++count.seen;
        const quint64 pair = quint64(slot) << 32 | text;
        if (!m_slotTexts.contains(pair)) {
            m_slotTexts.insert(pair);
            ++count.texts;
        }
        count.isProse = count.texts > FewTexts && count.texts * 2 > count.seen;
        if (!count.isProse)
            labels.push_back({.slot = slot, .text = text});
        return labels.size() < MostLabels;
    };
    m_values.forEach(data, DataValues::firstPlace(message), LabelDepth, take);
    return labels;
}

Id findBroadcasts(StoreReader &reader, BroadcastFinder &finder, Id after,
                  const std::atomic_bool &cancelled)
{
    AskingTimes asking(reader);
    asking.update(cancelled);
    finder.setSessions(reader.sessions());
    reader.forEachMessage(after, BroadcastFinder::MostContent, [&](MessageRow &&row) {
        finder.take(row.record, asking.of(row.record));
        after = row.record.id;
        return !cancelled.load(std::memory_order_relaxed);
    });
    return after;
}

} // namespace Rooms
