// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/report/facts.h"

#include "protocol/formats/packetdata.h"

#include <algorithm>

namespace Report {

using Capture::Id;
using Capture::StoreReader;

namespace {

/// What of a message is told before it is known which are.
struct Tick
{
    Id id = 0;
    Capture::Time time;
    Capture::Direction direction = Capture::Direction::Sent;
    bool isProblem = false;
};

std::size_t bucketOf(Capture::Time time, const Facts &facts)
{
    const auto span = *facts.last - *facts.first;
    const auto place = time - *facts.first;
    if (span.count() <= 0)
        return 0;
    const double part = double(place.count()) / double(span.count());
    return std::min(static_cast<std::size_t>(part * Facts::Buckets), Facts::Buckets - 1);
}

void setData(Facts::Message *message, const QByteArray &bytes)
{
    constexpr qsizetype MostHexBytes = 256;
    message->dataBytes = bytes.size();
    message->isHex = !bytes.isValidUtf8() || bytes.contains('\0');
    if (message->isHex) {
        message->data = bytes.left(MostHexBytes).toHex(' ');
        return;
    }
    qsizetype end = std::min(bytes.size(), Facts::MostDataBytes);
    while (end > 0 && end < bytes.size() && (static_cast<uchar>(bytes.at(end)) & 0xc0U) == 0x80)
        --end; // not within a character
    message->data = bytes.left(end);
}

Facts::Message messageOf(StoreReader &reader, Capture::MessageRow &&row, int protocol,
                         Formats::PacketData &data)
{
    Facts::Message message;
    Capture::MessageRecord &record = row.record;
    if (record.content.bytes.size() < record.content.size
        && record.content.size <= StoreReader::WholeBytes)
        record.content.bytes = reader.messageBytes(record.id, 0, record.content.size);
    int number = 0;
    for (Capture::Content &attachment : record.attachments) {
        if (attachment.size <= StoreReader::WholeBytes)
            attachment.bytes = reader.attachmentBytes(record.id, number, 0, attachment.size);
        ++number;
    }
    const QByteArray decoded = data.of(record, protocol);
    setData(&message, decoded.isEmpty() ? record.content.bytes : decoded);
    record.content.bytes.clear();
    record.attachments.clear();
    message.row = std::move(row);
    return message;
}

void readProblems(StoreReader &reader, const std::vector<Tick> &ticks, bool isAll, Facts *facts)
{
    constexpr qint64 Portion = 10'000;
    Id after = 0;
    for (auto some = reader.problems(after, Portion); !some.empty();
         some = reader.problems(after, Portion)) {
        after = some.back().id;
        for (const Capture::ProblemRecord &problem : some) {
            const bool isWanted = isAll
                || std::binary_search(ticks.begin(), ticks.end(), Tick {.id = problem.message},
                                      [](const Tick &a, const Tick &b) { return a.id < b.id; });
            facts->problemCount += isWanted ? 1 : 0;
            if (isWanted && facts->problems.size() < Facts::MostProblems)
                facts->problems.push_back(problem);
        }
    }
}

} // namespace

bool readFacts(StoreReader &reader, const StoreReader::Choice &choice,
               const std::atomic_bool &cancelled, Facts *facts)
{
    QHash<Id, Capture::Annotation> notes;
    for (const Capture::Annotation &annotation : reader.annotations())
        notes.insert(annotation.message, annotation);
    const QHash<Id, int> protocols = Formats::socketIoProtocols(reader);
    Formats::PacketData data;
    QHash<Id, qint64> sessions;
    std::vector<Tick> ticks;
    std::vector<Id> wanted;
    reader.choose(StoreReader::Rows::Messages, choice, 0, reader.lastMessage(), cancelled,
                  [&](std::span<const Id> ids) {
                      for (const Capture::MessageRow &row : reader.messages(ids)) {
                          const Capture::MessageRecord &record = row.record;
                          ticks.push_back({record.id, record.time, record.direction,
                                           !record.problems.isEmpty()});
                          facts->first = std::min(facts->first.value_or(record.time), record.time);
                          facts->last = std::max(facts->last.value_or(record.time), record.time);
                          facts->payloadBytes += std::max<qint64>(record.payloadBytes, 0);
                          facts->wireBytes += std::max<qint64>(record.wireBytes(), 0);
                          ++sessions[record.session];
                          if (wanted.size() < Facts::MostMessages || notes.contains(record.id))
                              wanted.push_back(record.id);
                      }
                  });
    if (cancelled || !reader.errorText().isEmpty())
        return false;
    facts->chosen = std::ssize(ticks);
    facts->all = reader.totals().messages;
    facts->buckets.assign(ticks.empty() ? 0 : Facts::Buckets, {});
    for (const Tick &tick : ticks) {
        Facts::Bucket &bucket = facts->buckets[bucketOf(tick.time, *facts)];
        ++(tick.direction == Capture::Direction::Sent ? bucket.sent : bucket.received);
        bucket.problems += tick.isProblem ? 1 : 0;
    }
    for (Capture::SessionRecord &session : reader.sessions()) {
        if (!sessions.contains(session.id))
            continue;
        ++facts->sessionCount;
        if (facts->sessions.size() < Facts::MostSessions)
            facts->sessions.push_back(std::move(session));
    }
    facts->about = reader.about();
    for (Capture::SessionNote &note : reader.sessionNotes()) {
        if (sessions.contains(note.session))
            facts->sessionNotes.push_back(std::move(note));
    }
    for (const Id id : wanted) {
        auto row = cancelled ? std::nullopt : reader.message(id);
        if (!row)
            continue;
        const int protocol = protocols.value(row->record.session);
        facts->messages.push_back(messageOf(reader, std::move(*row), protocol, data));
        facts->messages.back().annotation = notes.value(id);
    }
    const bool isAll = !choice.condition && choice.session == 0 && !choice.from && !choice.to;
    readProblems(reader, ticks, isAll, facts);
    facts->gaps = reader.gaps();
    return !cancelled && reader.errorText().isEmpty();
}

} // namespace Report
