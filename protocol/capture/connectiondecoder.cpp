// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/connectiondecoder.h"

#include <utility>

namespace Capture {

namespace {

template<typename... Visitors>
struct Overloaded : Visitors...
{
    using Visitors::operator()...;
};
template<typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

QByteArray hostOf(const QByteArray &address)
{
    return address.left(address.lastIndexOf(':'));
}

} // namespace

ConnectionDecoder::ConnectionDecoder(DecoderContext &context, const WireOpened &opened)
    : m_context(context)
    , m_numbers(context.collector)
{
    m_record.id = opened.connection;
    m_record.source = opened.source;
    m_record.opened = opened.time;
    m_record.client = opened.client;
    m_record.target = opened.target;
}

void ConnectionDecoder::connected(const WireConnected &event)
{
    m_record.peer = event.peer;
    m_record.tls = event.tls;
    m_isDirty = true;
}

void ConnectionDecoder::changed(const WireChanged &event)
{
    const bool isByRule = event.by != "host";
    if (!m_record.changes.isEmpty())
        m_record.changes += '\n';
    m_record.changes += isByRule ? event.by + ": " + event.what : event.what;
    m_isDirty = true;
    if (m_request)
        m_request->markAsChanged(event.by);
    else if (isByRule && !m_exchanges.empty()) // its request is whole, the rule answers
        m_exchanges.front()->markAsChanged(event.by);
    else if (isByRule || m_changedBy.isEmpty())
        m_changedBy = event.by;
}

void ConnectionDecoder::marked(WireMarked &&event)
{
    if (m_context.collector.asideOf(m_record.source) == Aside::Admin)
        event.alteration.other.fill('*'); // credentials, perhaps
    m_numbers.mark(std::move(event));
}

void ConnectionDecoder::uncrossed(WireUncrossed &&event)
{
    if (m_webSocket && (event.sid.isEmpty() || event.opCode != 0)) {
        m_webSocket->takeUncrossed(std::move(event));
        return;
    }
    if (event.sid.isEmpty() || event.opCode != 0) { // no session that is known: kept as it is
        for (const WireUncrossed::Piece &piece : event.pieces)
            rawSession(event.time)
                .addUncrossed(rawMessage(event.direction, piece.bytes, event.time),
                              event.alteration);
        return;
    }
    auto session = m_context.sessions.find(m_record.source, event.sid);
    if (!session) { // it was opened before the recording
        SessionRecord record = newSession(event.time);
        record.type = SessionRecord::Type::EngineIo;
        record.engineIo = 4;
        record.sid = event.sid;
        session = m_context.sessions.open(std::move(record), traits());
    }
    std::vector<PacketUnit> units;
    for (WireUncrossed::Piece &piece : event.pieces)
        units.push_back(
            PacketUnit::uncrossed(event, piece, session->revision(),
                                  m_webSocket ? Transport::WebSocket : Transport::Polling));
    session->takeUncrossed(std::move(units), event.alteration);
}

void ConnectionDecoder::counted(const WireCounted &event)
{
    m_numbers.begin(event.direction);
    if (event.tellWindow)
        event.tellWindow(m_webSocket ? m_webSocket->window(event.direction) : std::nullopt);
}

void ConnectionDecoder::feed(WireBytes &&event)
{
    m_isDirty = true;
    if (!event.ours) {
        m_record.bytes.of(event.direction) += event.bytes.size();
        m_context.collector.countWire(m_record.source, event.direction, event.bytes.size());
    }
    m_isOurs = event.ours;
    if (lane(event.direction).lostBehind > 0
        && !findAgain(event.direction, event.bytes, event.time)) {
        lane(event.direction).undecoded += event.bytes.size();
        m_context.undecoded.bytes += event.bytes.size();
        return;
    }
    if (m_webSocket) {
        m_webSocket->feed(event.direction, event.bytes, event.time);
        return;
    }
    if (m_isRaw) {
        addRaw(event.direction, event.bytes, {}, event.time);
        return;
    }
    lane(event.direction).decoder.feed(std::move(event.bytes));
    if (event.direction == Direction::Sent)
        drainRequests(event.time);
    else
        drainResponses(event.time);
}

void ConnectionDecoder::drainRequests(Time time)
{
    while (!m_isHeld && !m_isRaw && !m_webSocket) {
        auto event = lane(Direction::Sent).decoder.next();
        if (!event)
            return;
        takeRequest(std::move(*event), time);
    }
}

void ConnectionDecoder::takeRequest(Http::Event &&event, Time time)
{
    std::visit(
        Overloaded {[&](Http::Head &&head) {
                        m_exchanges.push_back(std::make_unique<ExchangeDecoder>(
                            m_context, ExchangeDecoder::Origin {m_record.id, traits(), &m_numbers},
                            time));
                        m_request = m_exchanges.back().get();
                        if (!m_changedBy.isEmpty())
                            m_request->markAsChanged(std::exchange(m_changedBy, {}));
                        if (m_isOurs)
                            m_request->markAsOurs(Direction::Sent);
                        lane(Direction::Received).decoder.expect(head.method);
                        m_request->takeHead(Direction::Sent, std::move(head), time);
                    },
                    [&](Http::BodyPart &&part) {
                        if (m_request)
                            m_request->takeBody(Direction::Sent, std::move(part.bytes), time);
                    },
                    [&](Http::End &&end) {
                        if (!m_request)
                            return;
                        m_request->takeEnd(Direction::Sent, end, time);
                        m_isHeld = m_request->asksForUpgrade();
                        m_request = nullptr;
                        settle(time);
                        drainResponses(time); // an answer may have come before the end
                    },
                    [&](Http::Foreign &&foreign) {
                        addRaw(Direction::Sent, foreign.bytes, foreign.problems, time);
                        becomeRaw(time);
                    }},
        std::move(event));
}

void ConnectionDecoder::drainResponses(Time time)
{
    while (!m_isRaw && !m_webSocket) {
        auto event = lane(Direction::Received).decoder.next();
        if (!event)
            return;
        takeResponse(std::move(*event), time);
    }
}

void ConnectionDecoder::takeResponse(Http::Event &&event, Time time)
{
    if (m_exchanges.empty() && !std::holds_alternative<Http::Foreign>(event))
        m_exchanges.push_back(std::make_unique<ExchangeDecoder>(
            m_context,
            ExchangeDecoder::Origin {m_record.id, {m_record.source, {}, {}, {}, {}}, &m_numbers},
            time));
    ExchangeDecoder *exchange = m_exchanges.empty() ? nullptr : m_exchanges.front().get();
    std::visit(Overloaded {[&](Http::Head &&head) {
                               if (m_isOurs)
                                   exchange->markAsOurs(Direction::Received);
                               exchange->takeHead(Direction::Received, std::move(head), time);
                           },
                           [&](Http::BodyPart &&part) {
                               exchange->takeBody(Direction::Received, std::move(part.bytes), time);
                           },
                           [&](Http::End &&end) {
                               exchange->takeEnd(Direction::Received, end, time);
                               settle(time);
                           },
                           [&](Http::Foreign &&foreign) {
                               addRaw(Direction::Received, foreign.bytes, foreign.problems, time);
                               becomeRaw(time);
                           }},
               std::move(event));
}

/// Takes the exchanges off that are done, and acts on the answer to an upgrade.
void ConnectionDecoder::settle(Time time)
{
    while (!m_exchanges.empty() && m_exchanges.front().get() != m_request) {
        ExchangeDecoder &exchange = *m_exchanges.front();
        const bool isAnswered = exchange.hasResponse() && exchange.record().responseEnded;
        if (!isAnswered)
            return;
        if (exchange.asksForUpgrade())
            m_isHeld = false;
        const bool switches = lane(Direction::Received).decoder.isSwitched();
        if (switches && exchange.opensWebSocket()) {
            openWebSocket(exchange, time);
            exchange.finish(time);
            m_exchanges.pop_front();
            lane(Direction::Sent).decoder.switchToForeign();
            const QByteArray sent = lane(Direction::Sent).decoder.takeRest();
            const QByteArray received = lane(Direction::Received).decoder.takeRest();
            if (!sent.isEmpty())
                m_webSocket->feed(Direction::Sent, sent, time);
            if (!received.isEmpty())
                m_webSocket->feed(Direction::Received, received, time);
            return;
        }
        exchange.finish(time);
        m_exchanges.pop_front();
        if (switches) {
            // What was asked for may be missing; then the answer does not say enough.
            if (lane(Direction::Sent).lostBehind > 0)
                lose(Direction::Received, lane(Direction::Sent).lostBehind, time);
            else
                becomeRaw(time);
            return;
        }
        drainRequests(time);
    }
}

ClientTraits ConnectionDecoder::traits() const
{
    return {m_record.source, hostOf(m_record.client), {}, {}, {}};
}

SessionRecord ConnectionDecoder::newSession(Time time) const
{
    SessionRecord record;
    record.source = m_record.source;
    record.opened = time;
    return record;
}

void ConnectionDecoder::openWebSocket(const ExchangeDecoder &exchange, Time time)
{
    WebSocketChannel::Start start;
    start.connection = m_record.id;
    start.time = time;
    start.handshake = WebSocket::readHandshake(exchange.requestFields(), exchange.responseFields());
    start.traits = exchange.traits();
    start.numbers = &m_numbers;
    start.plain = newSession(exchange.record().requestStarted);
    start.plain.path = exchange.traits().path;
    const EngineIo::RequestQuery &query = exchange.query();
    if (query.transport == EngineIo::Transport::WebSocket && query.isEngineIo()) {
        if (!query.sid.isEmpty())
            start.engineIo = m_context.sessions.find(m_record.source, query.sid);
        if (!start.engineIo) {
            SessionRecord record = start.plain;
            record.type = SessionRecord::Type::EngineIo;
            record.engineIo = query.revision == EngineIo::Revision::V3 ? 3 : 4;
            record.sid = query.sid;
            start.engineIo = m_context.sessions.open(std::move(record), start.traits);
        }
    }
    const Problems problems = start.handshake.problems;
    m_webSocket = std::make_unique<WebSocketChannel>(m_context, std::move(start));
    m_record.session = m_webSocket->session();
    m_exchanges.front()->setSession(m_record.session);
    problems.forEach([&](Problem problem) { m_exchanges.front()->addProblem(problem, {}, time); });
}

void ConnectionDecoder::becomeRaw(Time time)
{
    m_isRaw = true;
    for (const Direction direction : {Direction::Sent, Direction::Received}) {
        lane(direction).decoder.switchToForeign();
        const QByteArray rest = lane(direction).decoder.takeRest();
        if (!rest.isEmpty())
            addRaw(direction, rest, {}, time);
    }
}

Session &ConnectionDecoder::rawSession(Time time)
{
    if (!m_raw) {
        SessionRecord record = newSession(time);
        record.id = m_context.collector.newSession(record.source);
        record.type = SessionRecord::Type::Raw;
        record.state = SessionRecord::State::Open;
        m_raw = std::make_unique<Session>(m_context.collector, std::move(record));
        m_record.session = m_raw->record().id;
    }
    return *m_raw;
}

MessageRecord ConnectionDecoder::rawMessage(Direction direction, const QByteArray &bytes,
                                            Time time) const
{
    MessageRecord message;
    message.time = time;
    message.connection = m_record.id;
    message.direction = direction;
    message.kind = Kind::Raw;
    message.isBinary = true;
    message.payloadBytes = bytes.size();
    const bool isAdmin = m_context.collector.asideOf(m_record.source) == Aside::Admin;
    message.content = Content(isAdmin ? QByteArray(bytes.size(), '*') : bytes);
    return message;
}

void ConnectionDecoder::addRaw(Direction direction, const QByteArray &bytes, Problems problems,
                               Time time)
{
    MessageRecord message = rawMessage(direction, bytes, time);
    message.problems = problems;
    rawSession(time).add(std::move(message));
}

void ConnectionDecoder::ended(const WireEnded &event)
{
    m_isDirty = true;
    m_record.ends[static_cast<std::size_t>(event.direction)] = event.end == WireEnded::End::Reset
        ? ConnectionRecord::End::Reset
        : ConnectionRecord::End::Fin;
    end(event.direction, event.time);
}

void ConnectionDecoder::end(Direction direction, Time time)
{
    if (std::exchange(lane(direction).isEnded, true) || lane(direction).lostBehind > 0)
        return;
    if (m_webSocket) {
        m_webSocket->end(direction, time);
        return;
    }
    if (m_isRaw)
        return;
    lane(direction).decoder.finish();
    if (direction == Direction::Sent)
        drainRequests(time);
    else
        drainResponses(time);
}

void ConnectionDecoder::closed(const WireClosed &event)
{
    m_isDirty = true;
    m_isHeld = false;
    end(Direction::Sent, event.time);
    end(Direction::Received, event.time);
    m_record.closed = event.time;
    m_record.error = event.text;
    for (const Direction direction : {Direction::Sent, Direction::Received}) {
        if (m_record.error.isEmpty() && lane(direction).lostBehind > 0)
            m_record.error = lossInWords(direction);
    }
    if (m_webSocket)
        m_webSocket->close(event.time, endInWords());
    if (m_raw) {
        m_raw->close(event.time, endInWords());
        m_raw->flush();
    }
    for (const auto &exchange : m_exchanges) {
        if (lane(Direction::Received).lostBehind > 0) // it may have been answered
            exchange->markAsIncomplete(Direction::Received);
        exchange->finish(event.time);
    }
    m_exchanges.clear();
    if (event.problem) {
        m_record.problems.add(*event.problem);
        m_context.collector.add(ProblemRecord {.time = event.time,
                                               .problem = *event.problem,
                                               .session = m_record.session,
                                               .connection = m_record.id,
                                               .detail = event.text});
    }
    flush();
}

QByteArray ConnectionDecoder::endInWords() const
{
    using End = ConnectionRecord::End;
    if (m_record.ends[0] == End::Reset)
        return "reset by the client";
    if (m_record.ends[1] == End::Reset)
        return "reset by the server";
    return m_record.error.isEmpty() ? "ended without a close frame" : m_record.error;
}

void ConnectionDecoder::flush()
{
    if (m_webSocket)
        m_webSocket->flush();
    if (m_raw)
        m_raw->flush();
    for (const auto &exchange : m_exchanges)
        exchange->flushPending();
    if (std::exchange(m_isDirty, false))
        m_context.collector.add(m_record);
}

} // namespace Capture
