// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/httpactor.h"

#include "protocol/engineio/handshake.h"

#include <algorithm>
#include <utility>

namespace Acting {

using Capture::Direction;

namespace {

template<typename... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template<typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

} // namespace

HttpActor::HttpActor(Desk &desk, Owner &owner)
    : m_desk(desk)
    , m_owner(owner)
    , m_sentActor(desk, *this, {.direction = Direction::Sent})
    , m_receivedActor(desk, *this, {.direction = Direction::Received})
{
}

HttpActor::~HttpActor() = default;

bool HttpActor::isActing() const
{
    return m_desk.looksAtRequests() || m_desk.looksAtMessages() || m_desk.hasWork();
}

bool HttpActor::passes(Direction direction) const
{
    const Side &side = this->side(direction);
    return side.stream.isEmpty() && side.parts.empty() && (m_isForeign || !isActing());
}

bool HttpActor::beginsCounting() const
{
    return !m_isCounting && !m_isForeign && isActing()
        && m_received.stream.decoder.atMessageBoundary() && m_received.stream.isEmpty();
}

void HttpActor::feed(Direction direction, const QByteArray &bytes, bool passed)
{
    if (direction == Direction::Received && !passed && beginsCounting()) {
        m_isCounting = true;
        m_receivedPackets = 0;
    }
    if (m_isForeign) {
        if (!passed)
            put(side(direction), {.bytes = bytes, .readyAt = m_desk.now()});
        return;
    }
    side(direction).stream.feed(bytes, passed);
    if (direction == Direction::Sent)
        runRequests();
    else
        runResponses();
}

void HttpActor::finish(Direction direction)
{
    Side &side = this->side(direction);
    side.mode = Mode::Pass;
    passOn(side, std::numeric_limits<qint64>::max());
}

void HttpActor::runRequests()
{
    while (!m_waitsForUpgrade && !m_isForeign && !m_switched) {
        auto event = m_sent.stream.decoder.next();
        if (!event)
            break;
        std::visit(Overloaded {[this](Http::Head &&head) { takeRequestHead(std::move(head)); },
                               [this](Http::BodyPart &&part) { gather(m_sent, part.bytes); },
                               [this](Http::End &&) { takeRequestEnd(); },
                               [this](Http::Foreign &&) { becomeForeign(); }},
                   std::move(*event));
    }
    if (m_sent.mode == Mode::Pass && !m_waitsForUpgrade)
        passOn(m_sent, m_sent.stream.decoder.streamOffset());
}

void HttpActor::takeRequestHead(Http::Head &&head)
{
    HttpExchange exchange = HttpExchange::of(head);
    if (exchange.isEngineIo() && !exchange.query.sid.isEmpty()) {
        exchange.link = m_desk.links().at(exchange.query.sid, exchange.revision(),
                                          [this] { return m_desk.nextSession(); });
        exchange.link->lastSeen = m_desk.now();
    }

    m_sent.mode = Mode::Pass;
    m_sent.readyAt = m_desk.now();
    m_sent.body.clear();
    const bool isWhole
        = m_sent.stream.isWhole(head.streamOffset) && !head.problems.has(Problem::HttpHeadTooLong);
    if (isWhole && m_desk.looksAtRequests() && head.method != "OPTIONS") {
        std::chrono::microseconds delay {0};
        const auto wish = m_desk.judge()->request(exchange.toRules(), m_desk.since(), &delay);
        m_sent.readyAt += delay;
        if (wish) {
            if (const auto *answer = std::get_if<Rules::Answer>(&wish->action)) {
                exchange.answer = *answer;
                m_sent.mode = Mode::Swallow;
            }
            m_notes.emplace_back(Capture::WireChanged {
                .what = "answered or held by the rule " + wish->by, .by = wish->by});
            m_desk.noteActed();
        }
    }
    if (m_sent.mode == Mode::Pass && isWhole && exchange.isPolling() && exchange.method == "POST"
        && wantsBody(exchange))
        m_sent.mode = Mode::Gather;
    m_exchanges.push_back(std::move(exchange));
    m_sent.head = std::move(head);
    if (m_sent.mode != Mode::Pass)
        return;
    const qint64 end = m_sent.head.streamOffset + m_sent.head.wireBytes;
    if (m_sent.stream.isWhole(m_sent.head.streamOffset)) {
        put(m_sent,
            {.bytes = m_sent.stream.takeTo(end),
             .readyAt = m_sent.readyAt,
             .method = m_exchanges.back().method});
        return;
    }
    m_received.stream.decoder.expect(m_exchanges.back().method);
    passOn(m_sent, end);
}

void HttpActor::takeRequestEnd()
{
    HttpExchange &exchange = m_exchanges.back();
    const qint64 end = m_sent.stream.decoder.streamOffset();
    switch (std::exchange(m_sent.mode, Mode::Pass)) {
    case Mode::Pass:
        passOn(m_sent, end);
        m_waitsForUpgrade = m_sent.head.asksForUpgrade();
        break;
    case Mode::Gather:
        putBody(Direction::Sent, exchange, m_sent.stream.takeTo(end));
        break;
    case Mode::Swallow:
        swallow(m_sent.stream.takeTo(end));
        break;
    }
}

/// The request is the tap's to answer. It is recorded, and did not cross.
void HttpActor::swallow(const QByteArray &raw)
{
    m_notes.emplace_back(Capture::WireBytes {
        .direction = Direction::Sent, .time = m_desk.now(), .bytes = raw, .ours = true});
    answerNow();
}

/// Gives the answers of the tap whose turn it is.
void HttpActor::answerNow()
{
    while (!m_exchanges.empty() && m_exchanges.front().answer
           && m_received.stream.decoder.atMessageBoundary()) {
        const HttpExchange exchange = std::move(m_exchanges.front());
        m_exchanges.pop_front();
        const QByteArray response = exchange.response();
        HttpPart part {.bytes = response, .readyAt = m_desk.now()};
        part.notes.emplace_back(Capture::WireBytes {.direction = Direction::Received,
                                                    .time = m_desk.now(),
                                                    .bytes = response,
                                                    .ours = true});
        put(m_received, std::move(part));
    }
}

void HttpActor::runResponses()
{
    while (!m_isForeign && !m_switched) {
        auto event = m_received.stream.decoder.next();
        if (!event)
            break;
        std::visit(Overloaded {[this](Http::Head &&head) { takeResponseHead(std::move(head)); },
                               [this](Http::BodyPart &&part) { gather(m_received, part.bytes); },
                               [this](Http::End &&) { takeResponseEnd(); },
                               [this](Http::Foreign &&) { becomeForeign(); }},
                   std::move(*event));
    }
    if (m_received.mode == Mode::Pass && !m_switched)
        passOn(m_received, m_received.stream.decoder.streamOffset());
}

void HttpActor::takeResponseHead(Http::Head &&head)
{
    m_received.mode = Mode::Pass;
    m_received.readyAt = m_desk.now();
    m_received.body.clear();
    m_received.head = std::move(head);
    const Http::Head &response = m_received.head;
    if (m_exchanges.empty() || response.isInterim() || response.status != 200)
        return;
    const HttpExchange &exchange = m_exchanges.front();
    if (exchange.isPolling() && exchange.method == "GET"
        && m_received.stream.isWhole(response.streamOffset)
        && !response.problems.has(Problem::HttpHeadTooLong)
        && (m_isCounting || wantsBody(exchange)))
        m_received.mode = Mode::Gather;
}

void HttpActor::takeResponseEnd()
{
    const qint64 end = m_received.stream.decoder.streamOffset();
    const bool isFinal = !m_received.head.isInterim();
    if (std::exchange(m_received.mode, Mode::Pass) == Mode::Gather)
        putBody(Direction::Received, m_exchanges.front(), m_received.stream.takeTo(end));
    else
        passOn(m_received, end);
    if (!isFinal || m_exchanges.empty())
        return;
    const HttpExchange exchange = std::move(m_exchanges.front());
    m_exchanges.pop_front();
    if (m_received.stream.decoder.isSwitched()) {
        if (!exchange.isUpgrade) {
            becomeForeign();
            return;
        }
        WebSocket::HandshakeFields fields;
        for (const Http::Field &field : m_received.head.fields)
            fields.add(field.name, field.value);
        m_switched.emplace(
            Switched {.deflate = WebSocket::readHandshake(exchange.fields, fields).deflate,
                      .query = exchange.query,
                      .path = exchange.path,
                      .link = exchange.link,
                      .rest = {}});
        return;
    }
    if (std::exchange(m_waitsForUpgrade, false))
        runRequests();
    answerNow();
}

bool HttpActor::wantsBody(const HttpExchange &exchange) const
{
    return m_desk.looksAtMessages() || (exchange.link && exchange.link->hasWork());
}

void HttpActor::passOn(Side &side, qint64 offset)
{
    QByteArray bytes = side.stream.takeTo(offset);
    if (!bytes.isEmpty())
        put(side, {.bytes = std::move(bytes), .readyAt = side.readyAt});
}

void HttpActor::gather(Side &side, const QByteArray &bytes)
{
    if (side.mode != Mode::Gather)
        return;
    side.body += bytes;
    if (side.body.size() <= MaxBodyBytes)
        return;
    side.mode = Mode::Pass; // too much to look at
    if (&side == &m_sent)
        put(side,
            {.bytes = side.stream.takeTo(side.head.streamOffset + side.head.wireBytes),
             .readyAt = side.readyAt,
             .method = side.head.method});
}

void HttpActor::put(Side &side, HttpPart &&part)
{
    side.queued += part.size();
    side.parts.push_back(std::move(part));
}

void HttpActor::putBody(Direction direction, const HttpExchange &exchange, QByteArray raw)
{
    Side &side = this->side(direction);
    enter(exchange.link);
    HttpPart part;
    const qint64 first = direction == Direction::Received ? m_receivedPackets : 0;
    part.body
        = std::make_unique<PollingBody>(actor(direction), side.head, exchange.query, std::move(raw),
                                        std::exchange(side.body, {}), first, exchange.path);
    if (direction == Direction::Received)
        m_receivedPackets += part.body->packets();
    part.body->judge();
    part.link = m_current; // an open packet may have told it
    part.readyAt = side.readyAt;
    if (direction == Direction::Sent)
        part.method = exchange.method;
    put(side, std::move(part));
}

void HttpActor::enter(const std::shared_ptr<SessionLink> &link)
{
    m_current = link;
    if (link)
        link->lastSeen = m_desk.now();
    const auto revision = link ? link->revision : EngineIo::Revision::V4;
    const quint64 session = link ? link->number : 0;
    m_sentActor.setSession(revision, session);
    m_receivedActor.setSession(revision, session);
}

void HttpActor::look(const Unit &unit)
{
    if (m_current || unit.message.kind != Capture::Kind::EioOpen)
        return;
    const auto handshake = EngineIo::Handshake::fromJson(unit.message.body);
    if (!handshake || m_exchanges.empty())
        return;
    enter(m_desk.links().at(handshake->sid, m_exchanges.front().revision(),
                            [this] { return m_desk.nextSession(); }));
}

quint64 HttpActor::hold(const Unit &unit, const QByteArray &by)
{
    return m_owner.holdMessage(unit, by, m_current ? m_current->sid : QByteArray());
}

void HttpActor::act(const Rules::Verdict::Wish &wish)
{
    m_owner.actOn(wish);
}

void HttpActor::becomeForeign()
{
    m_isForeign = true;
    for (Side *side : {&m_sent, &m_received}) {
        side->mode = Mode::Pass;
        passOn(*side, std::numeric_limits<qint64>::max());
    }
}

QByteArray HttpActor::take(Direction direction)
{
    Side &side = this->side(direction);
    const Capture::Time now = m_desk.now();
    while (!side.parts.empty()) {
        HttpPart &part = side.parts.front();
        const auto ready = part.whenReady();
        if (!ready || *ready > now)
            break;
        if (auto wish = part.body ? part.body->takeEnding() : std::nullopt) {
            enter(part.link);
            m_owner.actOn(*wish);
            if (!std::holds_alternative<Rules::Close>(wish->action))
                break;
            static const Piece close {
                EngineIo::encodePacket(EngineIo::Revision::V4, EngineIo::PacketType::Close, {}),
                false};
            if (part.link) {
                for (const Direction both : {Direction::Sent, Direction::Received})
                    part.link->queue(both).push_back(
                        {.pieces = {close},
                         .alteration
                         = {.what = Capture::Alteration::What::Injected, .by = wish->by}});
                m_desk.links().noteBusy(part.link);
            }
            continue;
        }
        HttpPart taken = std::move(part);
        side.queued -= taken.size();
        side.parts.pop_front();
        QByteArray bytes = write(direction, taken);
        if (!bytes.isEmpty())
            return bytes;
    }
    if (direction == Direction::Received && m_isCounting && !isActing() && side.parts.empty()
        && side.stream.isEmpty() && side.stream.decoder.atMessageBoundary())
        m_isCounting = false;
    return {};
}

QByteArray HttpActor::write(Direction direction, HttpPart &part)
{
    for (Capture::WireEvent &note : part.notes)
        m_notes.push_back(std::move(note));
    if (!part.body) {
        if (!part.method.isEmpty())
            m_received.stream.decoder.expect(part.method);
        return std::move(part.bytes);
    }
    enter(part.link);
    if (direction == Direction::Sent)
        m_sentActor.noteCounted();
    std::deque<Outgoing> nothing;
    PollingBody::Written written
        = part.body->write(part.link ? part.link->queue(direction) : nothing);
    actor(direction).takeNotes(m_notes);
    if (written.isEmpty) {
        answerOk();
        return {};
    }
    if (!part.method.isEmpty())
        m_received.stream.decoder.expect(part.method);
    return written.bytes;
}

/// A request of which nothing is left: the client hears what servers say to one.
void HttpActor::answerOk()
{
    for (HttpExchange &exchange : m_exchanges) {
        if (exchange.answer || exchange.method != "POST")
            continue;
        exchange.answer = Rules::Answer {.status = 200, .contentType = "text/html", .body = "ok"};
        break;
    }
    answerNow();
}

void HttpActor::takeNotes(std::vector<Capture::WireEvent> &notes)
{
    for (Capture::WireEvent &note : std::exchange(m_notes, {}))
        notes.push_back(std::move(note));
    m_sentActor.takeNotes(notes);
    m_receivedActor.takeNotes(notes);
}

std::optional<Capture::Time> HttpActor::wakesAt() const
{
    std::optional<Capture::Time> first;
    for (const Side *side : {&m_sent, &m_received}) {
        const auto ready = side->parts.empty() ? std::nullopt : side->parts.front().whenReady();
        if (ready && (!first || *ready < *first))
            first = ready;
    }
    return first;
}

bool HttpActor::isFull(Direction direction) const
{
    return side(direction).queued > MaxQueued;
}

bool HttpActor::isEmpty(Direction direction) const
{
    return side(direction).parts.empty();
}

bool HttpActor::decide(quint64 id, const HeldVerdict &verdict, QByteArray *error)
{
    for (Side *side : {&m_sent, &m_received}) {
        for (HttpPart &part : side->parts) {
            if (!part.body || !part.body->held(id))
                continue;
            enter(part.link);
            return part.body->decide(id, verdict, error);
        }
    }
    return false;
}

const Unit *HttpActor::held(quint64 id, std::shared_ptr<SessionLink> *link)
{
    for (Side *side : {&m_sent, &m_received}) {
        for (HttpPart &part : side->parts) {
            LaneItem *item = part.body ? part.body->held(id) : nullptr;
            if (!item)
                continue;
            *link = part.link;
            return &item->unit;
        }
    }
    return nullptr;
}

void HttpActor::abandon()
{
    for (Side *side : {&m_sent, &m_received}) {
        for (const HttpPart &part : side->parts) {
            if (part.body)
                part.body->forEachHeld([this](quint64 id) { m_desk.letGo(id); });
        }
        side->parts.clear();
    }
}

std::optional<HttpActor::Switched> HttpActor::takeSwitch()
{
    if (!m_switched || !m_received.parts.empty() || !m_sent.parts.empty())
        return {};
    m_switched->rest[0] = m_sent.stream.takeRest();
    m_switched->rest[1] = m_received.stream.takeRest();
    return std::exchange(m_switched, {});
}

} // namespace Acting
