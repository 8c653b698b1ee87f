// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/jsonlines.h"

#include "protocol/capture/names.h"
#include "protocol/formats/jsontext.h"
#include "protocol/formats/membershiplines.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

namespace Formats {

using Capture::Alteration;
using Capture::AlterationRecord;
using Capture::Id;
using Capture::Kind;
using Capture::MessageRecord;
using Capture::MessageRow;

namespace {

constexpr qint64 Whole = std::numeric_limits<qint64>::max();

/// Appends `,"key":` to the line of an object that is not empty.
void appendKey(QByteArray &json, const char *key)
{
    json += ",\"";
    json += key;
    json += "\":";
}

void appendNumber(QByteArray &json, const char *key, qint64 value)
{
    appendKey(json, key);
    json += QByteArray::number(value);
}

void appendId(QByteArray &json, const char *key, Id id)
{
    if (id != 0)
        appendNumber(json, key, id);
}

void appendText(QByteArray &json, const char *key, QByteArrayView text)
{
    if (text.isEmpty())
        return;
    appendKey(json, key);
    appendJsonString(json, text);
}

/// Under \a textKey what is text, under \a base64Key what is not.
void appendBytes(QByteArray &json, const char *textKey, const char *base64Key, bool isBinary,
                 const QByteArray &bytes)
{
    if (!isBinary && bytes.isValidUtf8()) {
        appendKey(json, textKey);
        appendJsonString(json, bytes);
        return;
    }
    appendKey(json, base64Key);
    json += '"';
    json += bytes.toBase64();
    json += '"';
}

void appendContent(QByteArray &json, const MessageRecord &message)
{
    const QByteArray &bytes = message.content.bytes;
    const bool isExchange = message.kind == Kind::Http || message.kind == Kind::Handshake;
    if (!bytes.isEmpty() || !isExchange)
        appendBytes(json, "text", "base64", message.isBinary, bytes);
}

void appendAlterations(QByteArray &json, const std::vector<AlterationRecord> &alterations)
{
    if (alterations.empty())
        return;
    QByteArray change;
    qint64 heldUs = 0;
    for (const AlterationRecord &record : alterations) {
        change += change.isEmpty() ? "" : "+";
        change += alterationName(record.alteration.what);
        heldUs = std::max(heldUs, record.alteration.heldUs);
    }
    appendText(json, "change", change);
    if (heldUs > 0)
        appendNumber(json, "heldUs", heldUs);
    for (const AlterationRecord &record : alterations) {
        if (record.alteration.what == Alteration::What::Replaced)
            appendBytes(json, "other", "otherBase64", record.alteration.otherIsBinary,
                        record.alteration.other);
    }
}

/// Whether a part of it was left out of the row.
bool isCut(const AlterationRecord &record)
{
    return record.alteration.other.size() >= Capture::StoreReader::PreviewBytes;
}

void appendProblems(QByteArray &json, const Problems &problems)
{
    if (problems.isEmpty())
        return;
    appendKey(json, "problems");
    char separator = '[';
    problems.forEach([&json, &separator](Problem problem) {
        json += std::exchange(separator, ',');
        appendJsonString(json, problemCode(problem));
    });
    json += ']';
}

} // namespace

JsonLinesWriter::JsonLinesWriter(Sink sink)
    : m_sink(std::move(sink))
{
}

void JsonLinesWriter::readAnnotations(Capture::StoreReader &reader)
{
    m_annotations.clear();
    for (const Capture::Annotation &annotation : reader.annotations())
        m_annotations.insert(annotation.message, annotation);
}

void JsonLinesWriter::appendAnnotation(QByteArray &json, Id message) const
{
    const auto annotation = m_annotations.constFind(message);
    if (annotation == m_annotations.constEnd())
        return;
    if (annotation->isBookmarked) {
        appendKey(json, "bookmarked");
        json += "true";
    }
    appendText(json, "note", annotation->note);
}

bool JsonLinesWriter::writeAll(Capture::StoreReader &reader)
{
    readAnnotations(reader);
    const QHash<Id, int> protocols = socketIoProtocols(reader);
    bool isGoing = true;
    reader.forEachMessage(0, Whole, [&](const MessageRow &row) {
        const int protocol = protocols.value(row.record.session);
        isGoing = write(reader, row, protocol);
        return isGoing;
    });
    const QByteArray memberships = isGoing ? MembershipLines().takeAll(reader) : QByteArray();
    isGoing = isGoing && (memberships.isEmpty() || m_sink(memberships));
    return isGoing && reader.errorText().isEmpty();
}

bool JsonLinesWriter::writeChosen(Capture::StoreReader &reader,
                                  const Capture::StoreReader::Choice &choice)
{
    readAnnotations(reader);
    const QHash<Id, int> protocols = socketIoProtocols(reader);
    std::atomic_bool isOver = false;
    reader.choose(Capture::StoreReader::Rows::Messages, choice, 0, reader.lastMessage(), isOver,
                  [&](std::span<const Id> ids) {
                      for (const Id id : ids) {
                          const auto row = reader.message(id);
                          if (row && !isOver
                              && !write(reader, *row, protocols.value(row->record.session)))
                              isOver = true;
                      }
                  });
    return !isOver && reader.errorText().isEmpty();
}

bool JsonLinesWriter::write(Capture::StoreReader &reader, const MessageRow &row, int protocol)
{
    const bool isWhole = row.record.content.bytes.size() >= row.record.content.size;
    const std::vector<AlterationRecord> alterations
        = std::any_of(row.alterations.begin(), row.alterations.end(), isCut)
        ? reader.alterations(row.record.id)
        : row.alterations;
    if (isWhole && row.record.attachments.empty())
        return write(row.record, protocol, alterations);
    MessageRecord message = row.record;
    if (message.content.bytes.size() < message.content.size)
        message.content.bytes = reader.messageBytes(message.id, 0, message.content.size);
    int number = 0;
    for (Capture::Content &attachment : message.attachments) {
        if (attachment.bytes.size() < attachment.size)
            attachment.bytes = reader.attachmentBytes(message.id, number, 0, attachment.size);
        ++number;
    }
    return write(message, protocol, alterations);
}

bool JsonLinesWriter::write(const MessageRecord &message, int protocol,
                            const std::vector<AlterationRecord> &alterations)
{
    return m_sink(line(message, protocol, alterations));
}

QByteArray JsonLinesWriter::line(const MessageRecord &message, int protocol,
                                 const std::vector<AlterationRecord> &alterations)
{
    QByteArray json;
    json.reserve(400 + 2 * message.content.bytes.size());
    json += "{\"id\":" + QByteArray::number(message.id);
    appendText(json, "time", isoTime(message.time));
    appendId(json, "session", message.session);
    appendId(json, "connection", message.connection);
    appendText(json, "direction", directionName(message.direction));
    appendText(json, "transport", transportName(message.transport));
    appendText(json, "kind", kindName(message.kind));
    appendText(json, "engineio", Capture::engineIoName(message.engineIo));
    appendText(json, "socketio", Capture::socketIoName(message.socketIo, protocol));
    appendText(json, "namespace", message.nsp);
    appendText(json, "event", message.event);
    appendText(json, "dialect", Dialects::dialectName(message.dialect));
    appendText(json, "verb", message.verb);
    if (message.ackId >= 0)
        appendNumber(json, "ackId", message.ackId);
    appendId(json, "ackOf", message.ackOf);
    if (message.ackLatencyUs >= 0)
        appendNumber(json, "ackLatencyUs", message.ackLatencyUs);
    const QByteArray data = m_data.of(message, protocol);
    if (!data.isEmpty()) {
        appendKey(json, "data");
        json += data;
    }
    appendContent(json, message);
    const bool isExchange = message.kind == Capture::Kind::Http
        || message.kind == Capture::Kind::Handshake; // heads and a page are nobody's payload
    if (!isExchange)
        appendNumber(json, "payloadBytes", message.payloadBytes);
    appendNumber(json, "wireBytes", message.wireBytes());
    appendText(json, "changed", message.changed);
    appendAlterations(json, alterations);
    appendProblems(json, message.problems);
    appendAnnotation(json, message.id);
    json += "}\n";
    return json;
}

bool writeJsonLines(Export &work)
{
    // How far it is, by messages: told after some hundreds of KiB.
    constexpr qint64 TellEvery = qint64(256) << 10;
    const auto last = static_cast<double>(std::max<Id>(1, work.reader.lastMessage()));
    qint64 untold = 0;
    Id written = 0;
    JsonLinesWriter writer([&](QByteArrayView bytes) {
        ++written;
        untold += bytes.size();
        if (untold >= TellEvery) {
            untold = 0;
            if (!work.goesOn(std::min(1.0, static_cast<double>(written) / last)))
                return false;
        }
        return work.sink(bytes);
    });
    return work.choice ? writer.writeChosen(work.reader, *work.choice)
                       : writer.writeAll(work.reader);
}

} // namespace Formats
