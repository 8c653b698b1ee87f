// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/broadcast.h"

#include "protocol/rooms/receiptgroups.h"

#include <algorithm>
#include <array>
#include <limits>

namespace Rooms {

using namespace Capture;

namespace {

constexpr Id Reach = 50'000; // numbers to either side
constexpr std::size_t MostCandidates = 50'000;
constexpr std::size_t PortionRows = 256;
constexpr qint64 PortionBytes = qint64(1) << 20;

/// SQL for rows that are like \a message in all that the narrow table says.
std::shared_ptr<const Condition> likeness(const MessageRecord &message)
{
    auto condition = std::make_shared<Condition>();
    const auto number = [](qint64 value) { return QByteArray::number(value); };
    condition->where = "m.direction = " + number(static_cast<int>(message.direction))
        + " AND m.kind = " + number(static_cast<int>(message.kind))
        + " AND ifnull(m.ack_of, 0) = 0 AND ifnull(m.is_msgpack, 0) = "
        + number(message.isMsgpack ? 1 : 0)
        + " AND ifnull(m.attachments, 0) = " + number(std::ssize(message.attachments))
        + " AND m.content_bytes - ifnull(m.data_offset, 0) = "
        + number(message.content.size - message.dataOffset);
    const auto is = [&condition](const QByteArray &column, const QByteArray &text) {
        if (text.isEmpty()) {
            condition->where += " AND " + column + " IS NULL";
            return;
        }
        condition->where
            += " AND " + column + " = " + Condition::textParameter(condition->texts.size());
        condition->texts.append(text);
    };
    is("m.event", message.event);
    is("m.namespace", message.nsp);
    return condition;
}

/// Compares contents with those of one message, in pieces where they are long.
class Comparison
{
public:
    Comparison(StoreReader &reader, const MessageRecord &message)
        : m_reader(reader)
        , m_message(message)
    {
    }

    bool isEqual(const MessageRecord &other)
    {
        if (other.id == m_message.id)
            return true;
        const qint64 size = m_message.content.size - m_message.dataOffset;
        if (other.content.size - other.dataOffset != size || size < 0
            || other.attachments.size() != m_message.attachments.size())
            return false;
        const QByteArrayView here = known(m_message);
        const QByteArrayView there = known(other);
        const qint64 both = std::min(here.size(), there.size());
        if (here.first(both) != there.first(both))
            return false;
        for (qint64 at = both; at < size; at += PortionBytes) {
            const QByteArray piece
                = m_reader.messageBytes(m_message.id, m_message.dataOffset + at, PortionBytes);
            if (piece.isEmpty() // the file is broken
                || piece != m_reader.messageBytes(other.id, other.dataOffset + at, PortionBytes))
                return false;
        }
        for (std::size_t i = 0; i < other.attachments.size(); ++i) {
            if (!isAttachmentEqual(other, i))
                return false;
        }
        return true;
    }

private:
    static QByteArrayView known(const MessageRecord &message)
    {
        const QByteArrayView bytes(message.content.bytes);
        return bytes.sliced(std::clamp<qint64>(message.dataOffset, 0, bytes.size()));
    }

    bool isAttachmentEqual(const MessageRecord &other, std::size_t number)
    {
        const qint64 size = m_message.attachments[number].size;
        if (other.attachments[number].size != size)
            return false;
        const int at = static_cast<int>(number);
        for (qint64 offset = 0; offset < size; offset += PortionBytes) {
            const QByteArray piece
                = m_reader.attachmentBytes(m_message.id, at, offset, PortionBytes);
            if (piece.isEmpty()
                || piece != m_reader.attachmentBytes(other.id, at, offset, PortionBytes))
                return false;
        }
        return true;
    }

    StoreReader &m_reader;
    const MessageRecord &m_message;
};

quint32 sourceOf(StoreReader &reader, Id session)
{
    const std::vector<SessionRecord> sessions = reader.sessions();
    const auto found
        = std::find_if(sessions.begin(), sessions.end(),
                       [session](const SessionRecord &some) { return some.id == session; });
    return found == sessions.end() ? 0 : found->source;
}

std::vector<Id> candidates(StoreReader &reader, const MessageRecord &message, quint32 source,
                           const std::atomic_bool &cancelled)
{
    const auto around = ReceiptGroups::Lateness + 2 * ReceiptGroups::Length;
    const StoreReader::Choice choice {.source = source,
                                      .withHeartbeats = false,
                                      .from = message.time - around,
                                      .to = message.time + around,
                                      .condition = likeness(message)};
    std::vector<Id> ids;
    const Id last = std::min(message.id, std::numeric_limits<Id>::max() - Reach) + Reach;
    reader.choose(StoreReader::Rows::Messages, choice, std::max<Id>(message.id - Reach - 1, 0),
                  last, cancelled, [&ids](std::span<const Id> found) {
                      ids.insert(ids.end(), found.begin(), found.end());
                  });
    if (ids.size() <= MostCandidates)
        return ids;
    // The nearest of them.
    const auto here = std::lower_bound(ids.begin(), ids.end(), message.id);
    const auto before = std::min<std::ptrdiff_t>(here - ids.begin(), MostCandidates / 2);
    const auto after = std::min<std::ptrdiff_t>(ids.end() - here, MostCandidates / 2);
    return {here - before, here + after};
}

Receipt receiptOf(StoreReader &reader, const MessageRecord &message)
{
    Receipt receipt {.message = message.id,
                     .session = message.session,
                     .time = message.time,
                     .asked = std::nullopt};
    if (message.transport == Transport::Polling && message.exchange != 0) {
        const std::array ids {message.exchange};
        const std::vector<ExchangeRow> exchanges = reader.exchanges(ids);
        if (!exchanges.empty())
            receipt.asked = exchanges.front().requestStarted;
    }
    return receipt;
}

} // namespace

bool canBeBroadcast(const MessageRecord &message)
{
    const bool says = message.kind == Kind::Event || message.kind == Kind::Text
        || message.kind == Kind::Binary || message.kind == Kind::EioMessage;
    return says && message.direction == Direction::Received && !message.isAnswer()
        && message.effectiveAside() == Aside::None;
}

std::optional<Broadcast> broadcastOf(StoreReader &reader, Id message,
                                     const std::atomic_bool &cancelled)
{
    const std::optional<MessageRow> row = reader.message(message);
    if (!row || !canBeBroadcast(row->record))
        return std::nullopt;
    const MessageRecord &record = row->record;
    const quint32 source = sourceOf(reader, record.session);
    if (source == 0)
        return std::nullopt;
    const std::vector<Id> ids = candidates(reader, record, source, cancelled);
    Comparison comparison(reader, record);
    ReceiptGroups groups;
    for (std::size_t first = 0; first < ids.size(); first += PortionRows) {
        if (cancelled.load(std::memory_order_relaxed))
            return std::nullopt;
        const std::span portion(ids.data() + first, std::min(PortionRows, ids.size() - first));
        for (const MessageRow &other : reader.messages(portion)) {
            if (canBeBroadcast(other.record) && comparison.isEqual(other.record))
                groups.add(receiptOf(reader, other.record));
        }
    }
    for (const std::vector<Receipt> &group : groups.takeAll()) {
        const bool isIts = std::any_of(group.begin(), group.end(), [message](const Receipt &some) {
            return some.message == message;
        });
        if (!isIts)
            continue;
        if (group.size() < 2)
            return std::nullopt;
        Broadcast broadcast {.event = record.event,
                             .nsp = record.nsp,
                             .kind = record.kind,
                             .time = group.front().time,
                             .messages = {},
                             .sessions = {}};
        for (const Receipt &receipt : group) {
            broadcast.time = std::min(broadcast.time, receipt.time);
            broadcast.messages.push_back(receipt.message);
            broadcast.sessions.push_back(receipt.session);
        }
        return broadcast;
    }
    return std::nullopt;
}

} // namespace Rooms
