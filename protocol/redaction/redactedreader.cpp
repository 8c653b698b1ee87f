// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/redactedreader.h"

#include "protocol/http/contentencoder.h"
#include "protocol/redaction/bodies.h"

#include <algorithm>
#include <limits>

namespace Redaction {

using Capture::Id;

namespace {

/// Longer contents are redacted in parts.
constexpr qint64 MostWholeBytes = qint64(64) << 20;

/// Puts the size of a coded body in the place of what it was.
void setContentLength(QByteArray *head, qint64 from, qint64 to)
{
    qsizetype begin = 0;
    while (begin < head->size()) {
        qsizetype end = head->indexOf('\n', begin);
        end = end < 0 ? head->size() : end;
        const QByteArray line = head->mid(begin, end - begin);
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().toLower() == "content-length"
            && line.mid(colon + 1).trimmed() == QByteArray::number(from)) {
            const qsizetype number = line.indexOf(QByteArray::number(from), colon);
            const qsizetype size = QByteArray::number(from).size();
            head->replace(begin + number, size, QByteArray::number(to));
            return;
        }
        begin = end + 1;
    }
}

} // namespace

RedactedReader::RedactedReader(std::unique_ptr<Capture::StoreReader> reader,
                               std::shared_ptr<const Plan> plan)
    : m_reader(std::move(reader))
    , m_plan(std::move(plan))
    , m_redactor(*m_plan)
{
}

std::vector<Capture::SourceRecord> RedactedReader::sources()
{
    auto all = m_reader->sources();
    for (Capture::SourceRecord &source : all) {
        source.name = m_redactor.address(source.name);
        source.listen = m_redactor.address(source.listen);
        source.target = m_redactor.address(source.target);
    }
    return all;
}

void RedactedReader::redact(Capture::ConnectionRecord *connection) const
{
    connection->client = m_redactor.address(connection->client);
    connection->target = m_redactor.address(connection->target);
    connection->peer = m_redactor.address(connection->peer);
    connection->tls = m_redactor.address(connection->tls);
    connection->changes = m_redactor.head(connection->changes);
    connection->error = m_redactor.content(connection->error);
}

std::vector<Capture::ConnectionRecord> RedactedReader::connections()
{
    auto all = m_reader->connections();
    for (Capture::ConnectionRecord &connection : all)
        redact(&connection);
    return all;
}

std::optional<Capture::ConnectionRecord> RedactedReader::connection(Id id)
{
    auto connection = m_reader->connection(id);
    if (connection)
        redact(&*connection);
    return connection;
}

std::vector<Capture::SessionRecord> RedactedReader::sessions()
{
    auto all = m_reader->sessions();
    for (Capture::SessionRecord &session : all) {
        session.sid = m_redactor.sid(session.sid);
        session.path = m_redactor.address(session.path);
        session.subprotocol = m_redactor.address(session.subprotocol);
        session.closeReason = m_redactor.content(session.closeReason);
        for (Capture::NamespaceState &nsp : session.namespaces) {
            nsp.name = m_redactor.address(nsp.name);
            nsp.socketId = m_redactor.sid(nsp.socketId);
        }
    }
    return all;
}

void RedactedReader::redact(Capture::ProblemRecord *problem) const
{
    problem->detail = m_redactor.content(problem->detail);
}

std::vector<Capture::ProblemRecord> RedactedReader::problems(Id after, qint64 limit)
{
    auto all = m_reader->problems(after, limit);
    for (Capture::ProblemRecord &problem : all)
        redact(&problem);
    return all;
}

std::vector<Capture::ProblemRecord> RedactedReader::problemsOfMessage(Id message)
{
    auto all = m_reader->problemsOfMessage(message);
    for (Capture::ProblemRecord &problem : all)
        redact(&problem);
    return all;
}

std::vector<Capture::Annotation> RedactedReader::annotations()
{
    auto all = m_reader->annotations();
    for (Capture::Annotation &annotation : all)
        annotation.note = m_redactor.content(annotation.note);
    return all;
}

std::vector<Capture::SessionNote> RedactedReader::sessionNotes()
{
    auto all = m_reader->sessionNotes();
    for (Capture::SessionNote &note : all)
        note.note = m_redactor.content(note.note);
    return all;
}

Capture::About RedactedReader::about()
{
    const Capture::About about = m_reader->about();
    return {.title = m_redactor.content(about.title),
            .description = m_redactor.content(about.description)};
}

std::vector<Capture::MembershipRecord> RedactedReader::memberships(Id after, qint64 limit)
{
    auto all = m_reader->memberships(after, limit);
    for (Capture::MembershipRecord &membership : all) {
        membership.nsp = m_redactor.address(membership.nsp);
        membership.room = m_redactor.address(membership.room);
        membership.member = m_redactor.sid(membership.member);
        membership.evidence = m_redactor.content(membership.evidence);
    }
    return all;
}

std::vector<Capture::ServerRecord> RedactedReader::servers()
{
    auto all = m_reader->servers();
    for (Capture::ServerRecord &server : all) {
        server.name = m_redactor.address(server.name);
        server.host = m_redactor.address(server.host);
    }
    return all;
}

void RedactedReader::redact(Capture::SocketRecord *socket) const
{
    socket->nsp = m_redactor.address(socket->nsp);
    socket->socketId = m_redactor.sid(socket->socketId);
    socket->clientId = m_redactor.sid(socket->clientId);
    socket->transport = m_redactor.address(socket->transport);
    socket->address = m_redactor.address(socket->address);
    socket->handshake = m_redactor.content(socket->handshake);
    socket->data = m_redactor.content(socket->data);
    socket->reason = m_redactor.content(socket->reason);
}

std::vector<Capture::SocketRecord> RedactedReader::sockets()
{
    auto all = m_reader->sockets();
    for (Capture::SocketRecord &socket : all)
        redact(&socket);
    return all;
}

/// Asked for by what is shown: an id that was redacted.
std::optional<Capture::SocketRecord> RedactedReader::socket(quint32 source, const QByteArray &nsp,
                                                            const QByteArray &socketId)
{
    for (Capture::SocketRecord &socket : sockets()) {
        if (socket.source == source && socket.nsp == nsp && socket.socketId == socketId)
            return socket;
    }
    return std::nullopt;
}

void RedactedReader::redact(Capture::MessageRow *row)
{
    Capture::MessageRecord &message = row->record;
    message.nsp = m_redactor.address(message.nsp);
    message.event = m_redactor.address(message.event);
    message.verb = m_redactor.address(message.verb);
    message.changed = m_redactor.address(message.changed);
    const qsizetype size = message.content.bytes.size();
    message.content.bytes = size >= message.content.size ? m_redactor.content(message.content.bytes)
                                                         : messageBytes(message.id, 0, size);
    if (row->alterations.empty())
        return;
    // Of long ones the row has only what they begin with.
    const std::vector<Capture::AlterationRecord> whole = alterations(message.id);
    for (Capture::AlterationRecord &record : row->alterations) {
        const auto same = std::find_if(whole.begin(), whole.end(), [&record](const auto &one) {
            return one.alteration.what == record.alteration.what;
        });
        const qsizetype most = record.alteration.other.size();
        if (same != whole.end()) {
            record.alteration.by = same->alteration.by;
            record.alteration.other
                = same->alteration.other.first(std::min(most, same->alteration.other.size()));
        }
    }
}

std::vector<Capture::MessageRow> RedactedReader::messages(std::span<const Id> ids)
{
    auto all = m_reader->messages(ids);
    for (Capture::MessageRow &row : all)
        redact(&row);
    return all;
}

std::optional<Capture::MessageRow> RedactedReader::message(Id id)
{
    auto row = m_reader->message(id);
    if (row)
        redact(&*row);
    return row;
}

void RedactedReader::forEachMessage(Id after, qint64 maxContent,
                                    const std::function<bool(Capture::MessageRow &&)> &visit)
{
    m_reader->forEachMessage(after, maxContent, [&](Capture::MessageRow &&row) {
        redact(&row);
        return visit(std::move(row));
    });
}

std::vector<Capture::AlterationRecord> RedactedReader::alterations(Id message)
{
    auto all = m_reader->alterations(message);
    for (Capture::AlterationRecord &record : all) {
        record.alteration.by = m_redactor.address(record.alteration.by);
        record.alteration.other = m_redactor.content(record.alteration.other);
    }
    return all;
}

/// From \a offset on, of a content of \a size that \a read reads as it is.
QByteArray RedactedReader::part(const Whole &of, qint64 size, qint64 offset, qint64 length,
                                const Read &read, const Redact &redact)
{
    offset = std::clamp<qint64>(offset, 0, size);
    length = std::clamp<qint64>(length, 0, size - offset);
    if (size <= MostWholeBytes) {
        if (m_whole.table != of.table || m_whole.id != of.id || m_whole.number != of.number) {
            m_whole = of;
            m_whole.bytes = redact(read(0, size));
        }
        return m_whole.bytes.mid(offset, length);
    }
    const qint64 reach = m_redactor.redactor().reach();
    const qint64 begin = std::max<qint64>(0, offset - reach);
    const QByteArray around = redact(read(begin, offset - begin + length + reach));
    return around.mid(offset - begin, length);
}

QByteArray RedactedReader::messageBytes(Id message, qint64 offset, qint64 length)
{
    const auto rows = m_reader->messages({&message, 1});
    if (rows.empty())
        return {};
    return part(
        {'m', message, 0, {}}, rows.front().record.content.size, offset, length,
        [&](qint64 from, qint64 most) { return m_reader->messageBytes(message, from, most); },
        [this](const QByteArray &bytes) { return m_redactor.content(bytes); });
}

QByteArray RedactedReader::attachmentBytes(Id message, int number, qint64 offset, qint64 length)
{
    return part(
        {'a', message, number, {}}, m_reader->attachmentSize(message, number), offset, length,
        [&](qint64 from, qint64 most) {
            return m_reader->attachmentBytes(message, number, from, most);
        },
        [this](const QByteArray &bytes) { return m_redactor.content(bytes); });
}

/// Puts \a body of \a exchange together anew if that has to be.
void RedactedReader::recode(const Capture::ExchangeRecord &exchange, Body body, QByteArray *head,
                            std::optional<QByteArray> *recoded, bool *isHidden)
{
    const CodedBody coded = codedBodyOf(exchange, body);
    if (coded.codings.isEmpty() || coded.size == 0)
        return;
    const auto plain = decodedBody(*m_reader, exchange.id, body, coded);
    *isHidden = !plain;
    if (!plain)
        return;
    const QByteArray redacted = m_redactor.body(*plain, coded.isForm);
    if (redacted == *plain)
        return;
    *recoded = Http::encodeContent(coded.codings, redacted);
    *isHidden = !*recoded;
    if (*recoded)
        setContentLength(head, coded.size, (*recoded)->size());
}

const RedactedReader::Parts &RedactedReader::parts(const Capture::ExchangeRecord &exchange)
{
    if (m_parts.exchange == exchange.id)
        return m_parts;
    m_parts = {};
    m_parts.exchange = exchange.id;
    m_parts.requestHead = m_redactor.head(exchange.requestHead.bytes);
    m_parts.responseHead = m_redactor.head(exchange.responseHead.bytes);
    m_parts.requestSize = exchange.requestBody.size;
    m_parts.responseSize = exchange.responseBody.size;
    m_parts.isRequestForm = codedBodyOf(exchange, Body::RequestBody).isForm;
    m_parts.isResponseForm = codedBodyOf(exchange, Body::ResponseBody).isForm;
    recode(exchange, Body::RequestBody, &m_parts.requestHead, &m_parts.requestBody,
           &m_parts.isRequestHidden);
    recode(exchange, Body::ResponseBody, &m_parts.responseHead, &m_parts.responseBody,
           &m_parts.isResponseHidden);
    return m_parts;
}

const RedactedReader::Parts &RedactedReader::parts(Id exchange)
{
    if (m_parts.exchange != exchange) {
        const auto record = m_reader->exchange(exchange);
        return parts(record.value_or(Capture::ExchangeRecord()));
    }
    return m_parts;
}

const std::optional<QByteArray> &RedactedReader::recoded(Id exchange, Body body)
{
    const Parts &all = parts(exchange);
    return body == Body::RequestBody ? all.requestBody : all.responseBody;
}

std::optional<Capture::ExchangeRecord> RedactedReader::exchange(Id id)
{
    auto exchange = m_reader->exchange(id);
    if (!exchange)
        return exchange;
    const Parts &all = parts(*exchange);
    exchange->target = m_redactor.address(exchange->target);
    exchange->interimHeads = m_redactor.head(exchange->interimHeads);
    exchange->requestHead = all.requestHead;
    exchange->responseHead = all.responseHead;
    const auto put
        = [&](Capture::Content *content, const std::optional<QByteArray> &recoded, Body body) {
              if (recoded) {
                  content->bytes = recoded->left(WholeBytes);
                  content->size = recoded->size();
                  content->spill = content->bytes.size() < content->size ? content->spill : 0;
              } else if (!content->bytes.isEmpty()) {
                  content->bytes = exchangeBytes(id, body, 0, content->bytes.size());
              }
          };
    put(&exchange->requestBody, all.requestBody, Body::RequestBody);
    put(&exchange->responseBody, all.responseBody, Body::ResponseBody);
    return exchange;
}

std::vector<Capture::ExchangeRow> RedactedReader::exchanges(std::span<const Id> ids)
{
    std::vector<Capture::ExchangeRow> all;
    for (const Id id : ids) {
        auto one = exchange(id);
        if (!one)
            continue;
        for (Capture::Content *content :
             {&one->requestHead, &one->responseHead, &one->requestBody, &one->responseBody})
            content->bytes.truncate(PreviewBytes);
        all.push_back(std::move(*one));
    }
    return all;
}

QByteArray RedactedReader::exchangeBytes(Id exchange, Body body, qint64 offset, qint64 length)
{
    const Parts &all = parts(exchange);
    offset = std::max<qint64>(offset, 0);
    length = std::max<qint64>(length, 0);
    if (body == Body::RequestHead)
        return all.requestHead.mid(offset, length);
    if (body == Body::ResponseHead)
        return all.responseHead.mid(offset, length);
    const bool isRequest = body == Body::RequestBody;
    if (const auto &recoded = isRequest ? all.requestBody : all.responseBody)
        return recoded->mid(offset, length);
    const qint64 size = isRequest ? all.requestSize : all.responseSize;
    if (isRequest ? all.isRequestHidden : all.isResponseHidden)
        return {std::clamp<qint64>(size - offset, 0, length), '*'};
    const bool isForm = isRequest ? all.isRequestForm : all.isResponseForm;
    return part(
        {'x', exchange, static_cast<int>(body), {}}, size, offset, length,
        [&](qint64 from, qint64 most) {
            return m_reader->exchangeBytes(exchange, body, from, most);
        },
        [this, isForm](const QByteArray &bytes) { return m_redactor.body(bytes, isForm); });
}

/// In \a names, of what has \a number in m_names.
quint32 RedactedReader::redactedName(quint32 number, Capture::NameTable &names)
{
    constexpr quint32 NotYet = std::numeric_limits<quint32>::max();
    if (number >= m_redactedNames.size())
        m_redactedNames.resize(number + 1, NotYet);
    quint32 &redacted = m_redactedNames[number];
    if (redacted == NotYet)
        redacted = names.numberOf(m_redactor.address(m_names.name(number)));
    return redacted;
}

Id RedactedReader::messageFacts(
    Id after, Capture::NameTable &names, const std::atomic_bool &cancelled,
    const std::function<void(std::span<const Capture::MessageFacts>)> &found)
{
    if (m_namesOf != &names)
        m_redactedNames.clear();
    m_namesOf = &names;
    return m_reader->messageFacts(
        after, m_names, cancelled, [&](std::span<const Capture::MessageFacts> facts) {
            std::vector<Capture::MessageFacts> all(facts.begin(), facts.end());
            for (Capture::MessageFacts &one : all) {
                one.nsp = redactedName(one.nsp, names);
                one.event = redactedName(one.event, names);
            }
            found(all);
        });
}

} // namespace Redaction
