// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/exchangedecoder.h"

#include "protocol/http/target.h"

#include <utility>

namespace Capture {

namespace {

/// An error answer is read up to here.
constexpr qsizetype MaxErrorBody = 4096;

void readHandshakeFields(WebSocket::HandshakeFields &fields, const Http::Head &head)
{
    for (const Http::Field &field : head.fields)
        fields.add(field.name, field.value);
}

/// What \a share of \a whole is of \a total, so that the shares of all parts add up exactly.
class Shares
{
public:
    Shares(qint64 whole, qint64 total)
        : m_whole(whole)
        , m_total(total)
    {
    }
    qint64 next(qint64 part)
    {
        m_parts += part;
        const qint64 upToHere = m_whole == m_total || m_whole == 0
            ? m_parts
            : static_cast<qint64>(static_cast<long double>(m_parts) * m_total / m_whole);
        return upToHere - std::exchange(m_given, upToHere);
    }

private:
    qint64 m_whole;
    qint64 m_total;
    qint64 m_parts = 0;
    qint64 m_given = 0;
};

/// Polling bodies carry credentials among all else, perhaps compressed; what they carry stands in
/// the messages.
ContentBuilder::Store storeOf(const DecoderContext &context, const ExchangeDecoder::Origin &origin)
{
    return context.collector.asideOf(origin.traits.source) == Aside::Admin
        ? ContentBuilder::Store::Hidden
        : ContentBuilder::Store::AsItCame;
}

} // namespace

ExchangeDecoder::ExchangeDecoder(DecoderContext &context, Origin origin, Time started)
    : m_context(context)
    , m_origin(std::move(origin))
    , m_requestBody(context, storeOf(context, m_origin))
    , m_responseBody(context, storeOf(context, m_origin))
{
    m_record.id = context.collector.newExchange(m_origin.traits.source);
    m_record.aside = context.collector.asideOf(m_origin.traits.source);
    m_record.connection = m_origin.connection;
    m_record.requestStarted = started;
}

void ExchangeDecoder::markAsOurs(Direction direction)
{
    body(direction).isOurs = true;
    if (direction == Direction::Received)
        m_record.isOurs = true;
}

void ExchangeDecoder::takeHead(Direction direction, Http::Head &&head, Time time)
{
    m_record.problems.add(head.problems);
    m_record.wireBytes.of(direction) += head.wireBytes;
    Body &body = this->body(direction);
    Content raw(head.raw);
    if (direction == Direction::Sent) {
        readRequest(head);
        m_record.requestHead = std::move(raw);
        m_record.requestCoding = head.bodyCodings().join(", ");
    } else {
        if (!m_record.responseStarted)
            m_record.responseStarted = time;
        if (head.isInterim()) {
            m_record.interimHeads += head.raw;
            return;
        }
        m_record.status = head.status;
        m_record.responseHead = std::move(raw);
        m_record.responseCoding = head.bodyCodings().join(", ");
        readHandshakeFields(m_responseFields, head);
    }
    body.contentType = head.value("Content-Type").value_or(QByteArray());
    if (m_query.transport == EngineIo::Transport::Polling) {
        body.coding.emplace(head.bodyCodings());
        beginPayload(direction);
    }
}

void ExchangeDecoder::readRequest(const Http::Head &head)
{
    m_record.method = head.method;
    m_record.target = head.target;
    m_requestLine = head.raw.left(head.raw.indexOf('\n')).trimmed();
    readHandshakeFields(m_requestFields, head);
    m_asksForUpgrade = head.asksForUpgrade();
    m_record.isHandshake = m_requestFields.isUpgrade();
    if (m_record.isHandshake)
        m_record.problems.add(WebSocket::requestProblems(m_requestFields));

    const Http::Target target = Http::Target::parse(head.target);
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (const Http::Field &parameter : target.query)
        pairs.append({parameter.name, parameter.value});
    m_query = EngineIo::RequestQuery::fromPairs(pairs);
    m_origin.traits.path = target.path;
    m_origin.traits.userAgent = head.value("User-Agent").value_or(QByteArray());
    m_origin.traits.origin = head.value("Origin").value_or(QByteArray());
    if (head.method == "OPTIONS" || m_record.isHandshake)
        m_query.transport = m_query.transport == EngineIo::Transport::Polling
            ? EngineIo::Transport::None
            : m_query.transport;

    if (m_record.isHandshake && !m_query.sid.isEmpty()) { // an upgrade, should it fail
        if (const auto session = m_context.sessions.find(m_origin.traits.source, m_query.sid))
            m_record.session = session->record().id;
    }
    if (m_query.transport != EngineIo::Transport::Polling)
        return;
    m_record.isPolling = true;
    if (m_query.sid.isEmpty())
        return;
    m_session = m_context.sessions.find(m_origin.traits.source, m_query.sid);
    if (!m_session)
        return; // known once the server accepts the sid
    m_record.session = m_session->record().id;
    m_isPollOpen = true;
    m_session->pollingChanged(m_record.requestStarted, true);
}

void ExchangeDecoder::beginPayload(Direction direction)
{
    Body &body = this->body(direction);
    const bool isSent = direction == Direction::Sent;
    if (isSent ? m_record.method != "POST" : m_record.method != "GET" || m_record.status != 200)
        return;
    EngineIo::Revision revision
        = m_session ? m_session->revision() : m_query.revisionOr(EngineIo::Revision::Unknown);
    // Whatever was asked for: a server of version 2 opens its own kind of session.
    const bool opensSession = !isSent && !m_session && m_query.sid.isEmpty();
    if (revision == EngineIo::Revision::Unknown || opensSession) {
        body.isUndecided = !isSent;
        revision = EngineIo::Revision::V3; // what old servers take a missing number for
        if (body.isUndecided)
            return;
    }
    body.payload.emplace(revision,
                         isSent ? m_query.requestForm(body.contentType)
                                : m_query.responseForm(body.contentType));
}

void ExchangeDecoder::takeBody(Direction direction, QByteArray bytes, Time /*time*/)
{
    Body &body = this->body(direction);
    if (body.coding && (body.payload || body.isUndecided || m_record.status >= 400)) {
        const QByteArray plain = body.coding->isIdentity() ? bytes : body.coding->feed(bytes);
        body.plainBytes += plain.size();
        if (body.isUndecided && !plain.isEmpty()) {
            body.isUndecided = false;
            m_query.revision = plain.front() == '0' && !plain.startsWith("0:")
                ? EngineIo::Revision::V4
                : EngineIo::Revision::V3;
            body.payload.emplace(m_query.revision, m_query.responseForm(body.contentType));
        }
        if (body.payload) {
            body.payload->feed(plain);
            collectPackets(body);
        } else if (m_errorBody.size() < MaxErrorBody) {
            m_errorBody += plain.left(MaxErrorBody);
        }
    }
    body.content.append(std::move(bytes));
}

void ExchangeDecoder::markAsIncomplete(Direction direction)
{
    m_record.problems.add(Problem::TapBytesMissing);
    body(direction).isHoled = true;
}

void ExchangeDecoder::takeHole(Direction direction)
{
    markAsIncomplete(direction);
    Body &body = this->body(direction);
    body.payload.reset();
    body.coding.reset();
    body.isUndecided = false;
}

void ExchangeDecoder::collectPackets(Body &body)
{
    while (auto packet = body.payload->next())
        body.packets.push_back(std::move(*packet));
}

void ExchangeDecoder::takeEnd(Direction direction, const Http::End &end, Time time)
{
    if (direction == Direction::Received && m_record.status == 0)
        return; // of an interim response
    m_record.wireBytes.of(direction) += end.wireBytes;
    m_record.problems.add(end.problems);
    Body &body = this->body(direction);
    if (body.coding) {
        body.coding->finish();
        m_record.problems.add(body.coding->problems());
    }
    // A body that was cut off is no payload; an empty one only where one was meant.
    if (body.payload && end.bodyBytes > 0) {
        body.payload->finish();
        collectPackets(body);
    }
    (direction == Direction::Sent ? m_record.requestBody : m_record.responseBody)
        = body.content.take();
    (direction == Direction::Sent ? m_record.requestEnded : m_record.responseEnded) = time;
    if (direction == Direction::Received && m_record.isPolling && m_record.status >= 400
        && !m_record.isOurs)
        readErrorAnswer(time);
    deliverPackets(direction, end.bodyBytes, time);
}

void ExchangeDecoder::deliverPackets(Direction direction, qint64 bodyBytes, Time time)
{
    Body &body = this->body(direction);
    if (body.isOurs)
        return;
    Shares shares(body.plainBytes, bodyBytes);
    for (EngineIo::Packet &packet : std::exchange(body.packets, {})) {
        if (!m_session)
            openSession(packet, time);
        if (!m_session) {
            m_origin.numbers->add(direction, 0);
            continue;
        }
        m_hasPackets = true;
        PacketUnit unit;
        unit.direction = direction;
        unit.transport = Transport::Polling;
        unit.time = time;
        unit.connection = m_record.connection;
        unit.exchange = m_record.id;
        unit.plainBytes = packet.wireBytes;
        unit.savedBytes = packet.wireBytes - shares.next(packet.wireBytes);
        unit.content = Content(packet.raw);
        unit.packet = std::move(packet);
        const bool isOpen = unit.packet.type == EngineIo::PacketType::Open;
        m_origin.numbers->add(direction, m_session->take(std::move(unit)));
        if (isOpen)
            m_context.sessions.index(m_session);
    }
    if (body.isHoled && m_session)
        m_session->interrupt(direction);
}

/// A rule answered: what the app said got no further, what the answer says nobody else said. Of a
/// session that the rule made up itself there are no packets; its answer is an exchange like any.
void ExchangeDecoder::deliverUncrossed(Direction direction, Time time)
{
    Body &body = this->body(direction);
    if (!body.isOurs || !m_session)
        return;
    std::vector<PacketUnit> units;
    for (EngineIo::Packet &packet : std::exchange(body.packets, {})) {
        PacketUnit unit;
        unit.direction = direction;
        unit.transport = Transport::Polling;
        unit.time = time;
        unit.connection = m_record.connection;
        unit.exchange = m_record.id;
        unit.content = Content(packet.raw);
        unit.packet = std::move(packet);
        units.push_back(std::move(unit));
    }
    Alteration alteration;
    alteration.what
        = direction == Direction::Sent ? Alteration::What::Dropped : Alteration::What::Injected;
    alteration.by = m_changedBy;
    m_session->takeUncrossed(std::move(units), alteration);
}

void ExchangeDecoder::openSession(const EngineIo::Packet &packet, Time time)
{
    const bool opens
        = packet.type == EngineIo::PacketType::Open && EngineIo::Handshake::fromJson(packet.data());
    if (!opens && m_query.sid.isEmpty())
        return;
    SessionRecord record;
    record.source = m_origin.traits.source;
    record.type = SessionRecord::Type::EngineIo;
    record.engineIo = m_query.revision == EngineIo::Revision::V3 ? 3 : 4;
    record.path = m_origin.traits.path;
    record.opened = m_record.requestStarted;
    record.sid = opens ? QByteArray() : m_query.sid; // taken up in the middle
    m_session = m_context.sessions.open(std::move(record), m_origin.traits);
    m_record.session = m_session->record().id;
    if (!opens && !std::exchange(m_isPollOpen, true))
        m_session->pollingChanged(time, true);
}

void ExchangeDecoder::readErrorAnswer(Time time)
{
    const auto error = EngineIo::ErrorBody::fromJson(m_errorBody);
    if (error)
        addProblem(error->code == 1 ? Problem::EioUnknownSession : Problem::EioErrorAnswer,
                   "code " + QByteArray::number(error->code) + ": " + error->message, time);
    else
        addProblem(Problem::EioErrorAnswer, "status " + QByteArray::number(m_record.status), time);
    if (m_session && error && error->code == 1)
        m_session->close(time, "unknown to the server");
}

void ExchangeDecoder::addProblem(Problem problem, const QByteArray &detail, Time time)
{
    m_context.collector.add(ProblemRecord {.time = time,
                                           .problem = problem,
                                           .session = m_record.session,
                                           .connection = m_record.connection,
                                           .exchange = m_record.id,
                                           .detail = detail});
}

bool ExchangeDecoder::opensWebSocket() const
{
    return m_record.isHandshake && m_record.status == 101;
}

void ExchangeDecoder::finish(Time time)
{
    if (std::exchange(m_isFinished, true))
        return;
    if (m_session && m_isPollOpen)
        m_session->pollingChanged(time, false);
    if (!isRequestDone() || (!hasResponse() && m_record.responseStarted))
        m_record.problems.add(Problem::HttpCutOff);
    for (const Direction direction : {Direction::Sent, Direction::Received}) {
        Content &stored
            = direction == Direction::Sent ? m_record.requestBody : m_record.responseBody;
        if (stored.size == 0 && body(direction).content.size() > 0)
            stored = body(direction).content.take();
    }
    for (const Direction direction : {Direction::Sent, Direction::Received}) {
        if (body(direction).isHoled && m_session)
            m_session->interrupt(direction);
    }
    deliverUncrossed(Direction::Sent, m_record.requestEnded.value_or(time));
    deliverUncrossed(Direction::Received, m_record.responseEnded.value_or(time));
    if (!m_hasPackets)
        addMessage(m_record.responseEnded.value_or(time));
    else if (m_record.problems.has(Problem::TapBytesMissing))
        addProblem(Problem::TapBytesMissing, {}, time);
    m_context.collector.add(std::move(m_record));
}

void ExchangeDecoder::addMessage(Time time)
{
    MessageRecord message;
    message.time = time;
    message.session = m_record.session;
    message.connection = m_record.connection;
    message.exchange = m_record.id;
    message.direction = Direction::Sent;
    message.kind = m_record.isHandshake ? Kind::Handshake : Kind::Http;
    message.aside = m_record.aside;
    if (m_record.isHandshake)
        message.transport = Transport::WebSocket;
    else if (m_record.isPolling)
        message.transport = Transport::Polling;
    message.transportBytes
        = m_record.isOurs ? 0 : m_record.wireBytes.sent + m_record.wireBytes.received;
    message.problems = m_record.problems;
    message.problems.addIf(m_record.isOurs,
                           isByRule() ? Problem::TapRule : Problem::TapAnsweredItself);
    message.changed = m_changedBy;
    message.content = Content(m_requestLine);
    const bool isAnswered = m_record.isOurs && isByRule();
    m_record.message = m_context.collector.add(std::move(message));
    if (isAnswered)
        m_context.collector.add(AlterationRecord {
            .message = m_record.message,
            .time = time,
            .alteration = {.what = Alteration::What::Answered, .by = m_changedBy, .other = {}}});
}

void ExchangeDecoder::flushPending()
{
    if (m_isGathered || m_isFinished || !isRequestDone())
        return;
    m_isGathered = true;
    ExchangeRecord early = m_record;
    early.requestBody = {}; // comes with the rest
    m_context.collector.add(std::move(early));
}

} // namespace Capture
