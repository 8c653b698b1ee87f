// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/finder.h"

#include "protocol/redaction/bodies.h"
#include "protocol/redaction/textredactor.h"

#include <algorithm>

namespace Redaction {

using Capture::Id;
using Capture::StoreReader;

namespace {

/// Longer contents are looked through in parts, which overlap.
constexpr qint64 PartBytes = qint64(64) << 20;
constexpr qint64 OverlapBytes = qint64(64) << 10;

void forEachPart(qint64 size, const std::function<QByteArray(qint64 offset, qint64 length)> &read,
                 const std::function<void(const QByteArray &)> &take)
{
    for (qint64 offset = 0; offset < size; offset += PartBytes)
        take(read(offset, PartBytes + OverlapBytes));
}

} // namespace

bool Finder::find(StoreReader &reader, const std::atomic_bool &cancelled, SecretTable *table)
{
    m_table = table;
    findInLists(reader);
    const Id exchanges = reader.lastExchange();
    const Id messages = reader.lastMessage();
    const Id all = std::max<Id>(exchanges + messages, 1);
    int told = -1;
    const auto tell = [&](Id done) {
        const int now = static_cast<int>(done * 1000 / all);
        if (now != told && onProgress)
            onProgress(now);
        told = now;
    };
    for (Id id = 1; id <= exchanges && !cancelled; ++id) {
        findInExchange(reader, id);
        tell(id);
    }
    for (Id id = 1; id <= messages && !cancelled; ++id) {
        findInMessage(reader, id);
        tell(exchanges + id);
    }
    const std::vector<Capture::SessionRecord> sessions = reader.sessions();
    for (const Capture::SocketRecord &socket : reader.sockets()) {
        for (const Capture::SessionRecord &session : sessions) {
            if (!socket.clientId.isEmpty() && session.sid.startsWith(socket.clientId))
                table->addBeginning(session.sid, socket.clientId.size(), Place::Payload);
        }
    }
    return !cancelled && reader.errorText().isEmpty();
}

void Finder::add(const Sightings &sightings, std::optional<Place> place)
{
    for (const Sighting &sighting : sightings)
        m_table->add(sighting.kind, sighting.value, place.value_or(sighting.place));
}

void Finder::addContent(const QByteArray &bytes, std::optional<Place> place)
{
    if (const auto inflated = inflatedContent(bytes))
        add(m_scanner.content(*inflated), place);
    add(m_scanner.content(bytes), place);
}

void Finder::findInLists(StoreReader &reader)
{
    for (const Capture::SessionRecord &session : reader.sessions()) {
        m_table->add(Kind::Sid, session.sid, Place::Address);
        add(m_scanner.address(session.path));
        addContent(session.closeReason);
        for (const Capture::NamespaceState &nsp : session.namespaces) {
            m_table->add(Kind::Sid, nsp.socketId, Place::Connect);
            add(m_scanner.address(nsp.name));
        }
    }
    for (const Capture::SourceRecord &source : reader.sources()) {
        add(m_scanner.address(source.name));
        add(m_scanner.address(source.target));
    }
    for (const Capture::ConnectionRecord &connection : reader.connections()) {
        add(m_scanner.head(connection.changes));
        addContent(connection.error);
    }
    for (const Capture::SocketRecord &socket : reader.sockets()) {
        addContent(socket.handshake);
        addContent(socket.data);
    }
    for (const Capture::Annotation &annotation : reader.annotations())
        addContent(annotation.note, Place::Notes);
    for (const Capture::SessionNote &note : reader.sessionNotes())
        addContent(note.note, Place::Notes);
    const Capture::About about = reader.about();
    addContent(about.title, Place::Notes);
    addContent(about.description, Place::Notes);
    constexpr qint64 Portion = 10'000;
    Id after = 0;
    for (auto some = reader.problems(after, Portion); !some.empty();
         some = reader.problems(after, Portion)) {
        for (const Capture::ProblemRecord &problem : some)
            addContent(problem.detail);
        after = some.back().id;
    }
}

void Finder::findInExchange(StoreReader &reader, Id id)
{
    const auto exchange = reader.exchange(id);
    if (!exchange)
        return;
    add(m_scanner.head(exchange->requestHead.bytes));
    add(m_scanner.head(exchange->responseHead.bytes));
    add(m_scanner.head(exchange->interimHeads));
    add(m_scanner.address(exchange->target));
    for (const auto body : {StoreReader::Body::RequestBody, StoreReader::Body::ResponseBody}) {
        const CodedBody coded = codedBodyOf(*exchange, body);
        if (coded.size == 0)
            continue;
        const auto take = [&](const QByteArray &bytes) {
            if (coded.isForm)
                add(m_scanner.form(bytes));
            else
                addContent(bytes, exchange->isPolling ? std::optional<Place>() : Place::Body);
        };
        if (coded.codings.isEmpty()) {
            forEachPart(
                coded.size,
                [&](qint64 offset, qint64 length) {
                    return reader.exchangeBytes(id, body, offset, length);
                },
                take);
        } else if (const auto plain = decodedBody(reader, id, body, coded)) {
            take(*plain);
        }
    }
}

void Finder::findInMessage(StoreReader &reader, Id id)
{
    const auto row = reader.message(id);
    if (!row)
        return;
    const Capture::MessageRecord &message = row->record;
    add(m_scanner.address(message.nsp));
    if (message.content.bytes.size() >= message.content.size)
        addContent(message.content.bytes);
    else
        forEachPart(
            message.content.size,
            [&](qint64 offset, qint64 length) { return reader.messageBytes(id, offset, length); },
            [this](const QByteArray &bytes) { addContent(bytes); });
    for (int number = 0; number < std::ssize(message.attachments); ++number) {
        forEachPart(
            reader.attachmentSize(id, number),
            [&](qint64 offset, qint64 length) {
                return reader.attachmentBytes(id, number, offset, length);
            },
            [this](const QByteArray &bytes) { addContent(bytes); });
    }
    if (row->alterations.empty())
        return;
    for (const Capture::AlterationRecord &alteration : reader.alterations(id))
        addContent(alteration.alteration.other);
}

} // namespace Redaction
