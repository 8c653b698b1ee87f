// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/actingtranslator.h"

#include "protocol/acting/unitwriter.h"
#include "protocol/engineio/handshake.h"
#include "protocol/socketio/exporteddata.h"
#include "protocol/websocket/frameencoder.h"

#include <algorithm>
#include <utility>

namespace Tap {

using Acting::Outgoing;
using Capture::Direction;
using Capture::Kind;

namespace {

constexpr std::size_t at(Direction direction)
{
    return static_cast<std::size_t>(direction);
}

constexpr std::array Both {Direction::Sent, Direction::Received};

} // namespace

ActingTranslator::ActingTranslator(Acting::Desk &desk, std::unique_ptr<Translator> before)
    : m_desk(desk)
    , m_before(std::move(before))
    , m_http(desk, *this)
{
}

ActingTranslator::~ActingTranslator()
{
    m_http.abandon();
    for (const auto &lane : m_lanes) {
        if (lane)
            lane->abandon();
    }
    if (m_link && m_link->webSocket == m_connection) {
        for (const quint64 number : m_link->giveUp())
            m_desk.tell({.number = number,
                         .state = Acting::InjectionNews::State::Failed,
                         .error = "The connection ended before the answer came."});
        m_desk.links().forget(m_link->sid);
    }
    if (m_desk.judge() && m_session != 0)
        m_desk.judge()->forgetSession(m_session);
    if (m_connection != 0)
        m_desk.leave(*this);
}

void ActingTranslator::hearStarted(Capture::Id connection, const std::function<void()> &wake)
{
    m_connection = connection;
    m_wake = wake;
    m_desk.join(*this);
}

void ActingTranslator::wake()
{
    if (m_wake)
        m_wake();
}

bool ActingTranslator::passesHere(Direction direction) const
{
    if (isStalled() || m_throttles[at(direction)].isOn() || !m_direct[at(direction)].isEmpty()
        || !m_ready[at(direction)].isEmpty())
        return false;
    return m_lanes[0] ? lane(direction).passes() : m_http.passes(direction);
}

bool ActingTranslator::passes(Direction direction) const
{
    const bool passesBefore
        = direction == Direction::Received || !m_before || m_before->passes(Direction::Sent);
    return passesBefore && passesHere(direction);
}

void ActingTranslator::observe(Direction direction, const QByteArray &bytes)
{
    if (m_before && direction == Direction::Received) {
        m_before->observe(Direction::Received, bytes);
        route(Direction::Sent, m_before->take(Direction::Sent));
    }
    if (m_lanes[0]) {
        lane(direction).observe(bytes);
        return;
    }
    m_http.feed(direction, bytes, true);
    becomeWebSocket();
}

void ActingTranslator::feed(Direction direction, QByteArray bytes)
{
    if (m_before && direction == Direction::Received) {
        m_before->observe(Direction::Received, bytes);
        route(Direction::Sent, m_before->take(Direction::Sent));
    } else if (m_before && !m_before->passes(Direction::Sent)) {
        m_before->feed(Direction::Sent, std::move(bytes));
        bytes = m_before->take(Direction::Sent);
    }
    route(direction, bytes);
}

void ActingTranslator::route(Direction direction, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (m_lanes[0]) {
        if (lane(direction).passes()) {
            lane(direction).observe(bytes);
            m_direct[at(direction)] += bytes;
        } else {
            lane(direction).feed(bytes);
        }
        return;
    }
    const bool passes = m_http.passes(direction);
    if (passes)
        m_direct[at(direction)] += bytes;
    m_http.feed(direction, bytes, passes);
    becomeWebSocket();
}

QByteArray ActingTranslator::take(Direction direction)
{
    if (isStalled())
        return {};
    QByteArray &ready = m_ready[at(direction)];
    if (ready.isEmpty())
        ready = std::exchange(m_direct[at(direction)], {});
    if (ready.isEmpty()) {
        ready = m_lanes[0] ? lane(direction).take() : m_http.take(direction);
        becomeWebSocket();
    }
    Acting::Throttle &throttle = m_throttles[at(direction)];
    const qsizetype size = throttle.take(ready.size(), m_desk.now());
    if (size == ready.size())
        return std::exchange(ready, {});
    QByteArray taken = ready.first(size);
    ready.remove(0, size);
    return taken;
}

std::vector<Capture::WireEvent> ActingTranslator::takeNotes()
{
    std::vector<Capture::WireEvent> notes
        = m_before ? m_before->takeNotes() : std::vector<Capture::WireEvent>();
    m_http.takeNotes(notes);
    for (const auto &lane : m_lanes) {
        if (lane)
            lane->takeNotes(notes);
    }
    return notes;
}

std::optional<Translator::Counting> ActingTranslator::countsFrom(QByteArrayView bytes)
{
    if (!m_lanes[0]) {
        if (!m_http.beginsCounting())
            return {};
        return Counting {0, {.direction = Direction::Received}};
    }
    auto counting = lane(Direction::Received).countsFrom(bytes);
    if (!counting)
        return {};
    return Counting {counting->begin, std::move(counting->counted)};
}

void ActingTranslator::finish(Direction direction, const std::optional<Failure> &failure)
{
    if (m_before) {
        m_before->finish(direction, failure);
        route(Direction::Sent, m_before->take(Direction::Sent));
    }
    if (failure) {
        m_http.abandon();
        for (const auto &lane : m_lanes) {
            if (lane)
                lane->abandon();
        }
        return;
    }
    if (!m_lanes[0])
        m_http.finish(direction);
    else
        lane(direction).finish();
}

bool ActingTranslator::isWaiting(Direction direction) const
{
    if (isStalled() || !m_ready[at(direction)].isEmpty())
        return true;
    if (m_before && m_before->isWaiting(direction))
        return true;
    return m_lanes[0] ? lane(direction).isFull() : m_http.isFull(direction);
}

bool ActingTranslator::hasMore(Direction direction) const
{
    if (!m_direct[at(direction)].isEmpty() || !m_ready[at(direction)].isEmpty())
        return true;
    return m_lanes[0] ? !lane(direction).isEmpty() : !m_http.isEmpty(direction);
}

std::optional<Capture::Time> ActingTranslator::wakesAt() const
{
    if (isStalled())
        return std::max(m_ruleStallsUntil, m_messageStallsUntil);
    std::optional<Capture::Time> first;
    const auto add = [&first](const std::optional<Capture::Time> &time) {
        if (time && (!first || *time < *first))
            first = time;
    };
    for (const Direction direction : Both) {
        if (!m_ready[at(direction)].isEmpty())
            add(m_throttles[at(direction)].nextAt(m_desk.now()));
        else if (m_lanes[0])
            add(lane(direction).wakesAt());
    }
    if (!m_lanes[0])
        add(m_http.wakesAt());
    return first;
}

void ActingTranslator::becomeWebSocket()
{
    auto switched = m_lanes[0] ? std::nullopt : m_http.takeSwitch();
    if (!switched)
        return;
    m_isEngineIo = switched->query.isEngineIo();
    m_revision = switched->query.revisionOr(EngineIo::Revision::V3);
    m_link = switched->link;
    m_awaitsUpgrade = m_link != nullptr;
    m_session = m_link ? m_link->number : m_desk.nextSession();
    Acting::LaneOwner &owner = *this;
    Acting::UnitReader::Setup setup {.deflate = switched->deflate,
                                     .revision = m_revision,
                                     .isEngineIo = m_isEngineIo,
                                     .path = switched->path};
    for (const Direction direction : Both) {
        setup.direction = direction;
        m_lanes[at(direction)]
            = std::make_unique<Acting::MessageLane>(m_desk, owner, setup, m_session);
    }
    for (const Direction direction : Both) {
        const Acting::HttpStream::Rest &rest = switched->rest[at(direction)];
        lane(direction).observe(rest.passed);
        route(direction, rest.waiting);
    }
}

bool ActingTranslator::awaits(Direction direction) const
{
    return std::any_of(m_pings.begin(), m_pings.end(),
                       [direction](const Ping &ping) { return ping.direction != direction; });
}

bool ActingTranslator::isFollowed(Direction direction) const
{
    if (!m_isEngineIo)
        return false;
    return direction == Direction::Sent ? m_awaitsUpgrade : !m_link;
}

void ActingTranslator::look(const Acting::Unit &unit)
{
    if (unit.message.kind == Kind::Pong && !m_pings.empty())
        lookForPing(unit.message);
    if (m_awaitsUpgrade && unit.message.kind == Kind::EioUpgrade
        && unit.message.direction == Direction::Sent)
        useWebSocket();
    if (m_link || !m_isEngineIo || unit.message.kind != Kind::EioOpen)
        return;
    if (const auto handshake = EngineIo::Handshake::fromJson(unit.message.body)) {
        m_link = m_desk.links().at(handshake->sid, m_revision,
                                   [this] { return m_desk.nextSession(); });
        useWebSocket();
    }
}

/// A pong to a ping of the tap's own goes on too: a peer may send one unasked (RFC 6455 5.5.3).
void ActingTranslator::lookForPing(const Rules::LiveMessage &pong)
{
    const auto found = std::find_if(m_pings.begin(), m_pings.end(), [&pong](const Ping &ping) {
        return ping.direction != pong.direction && ping.payload == pong.body;
    });
    if (found == m_pings.end())
        return;
    m_desk.tell({.number = found->number,
                 .state = Acting::InjectionNews::State::Answered,
                 .error = {},
                 .answer = pong.body,
                 .latency = m_desk.now() - found->time});
    m_pings.erase(found);
}

/// The session travels here from now on, and so does what waited for a request.
void ActingTranslator::useWebSocket()
{
    m_awaitsUpgrade = false;
    m_link->webSocket = m_connection;
    for (const Direction direction : Both) {
        for (Outgoing &outgoing : std::exchange(m_link->queue(direction), {}))
            lane(direction).inject(std::move(outgoing));
    }
}

bool ActingTranslator::send(Direction direction, Outgoing &&outgoing)
{
    if (!m_lanes[0] || lane(direction).isOver())
        return false;
    if (outgoing.opCode == WebSocket::OpCode::Ping)
        m_pings.push_back(
            {direction, Acting::contentOf(outgoing.pieces), outgoing.number, m_desk.now()});
    lane(direction).inject(std::move(outgoing));
    return true;
}

bool ActingTranslator::isStalled() const
{
    return m_desk.now() < std::max(m_ruleStallsUntil, m_messageStallsUntil);
}

Capture::Time ActingTranslator::endOf(const Rules::Stall &stall) const
{
    return stall.time.count() == 0 ? Capture::Time::max() : m_desk.now() + stall.time;
}

void ActingTranslator::apply(const std::vector<Rules::Verdict::Wish> &wishes)
{
    m_ruleStallsUntil = {};
    if (!m_desk.judge())
        m_messageStallsUntil = {}; // no rule wants anything any more
    qint64 rate = 0;
    for (const Rules::Verdict::Wish &wish : wishes) {
        if (const auto *throttle = std::get_if<Rules::Throttle>(&wish.action))
            rate = rate == 0 ? throttle->bytesPerSecond : std::min(rate, throttle->bytesPerSecond);
        else if (const auto *stall = std::get_if<Rules::Stall>(&wish.action))
            m_ruleStallsUntil = std::max(m_ruleStallsUntil, endOf(*stall));
        else if (!std::holds_alternative<Rules::Refuse>(wish.action))
            actOn(wish);
    }
    for (Acting::Throttle &throttle : m_throttles)
        throttle.setRate(rate, m_desk.now());
}

void ActingTranslator::actOn(const Rules::Verdict::Wish &wish)
{
    m_desk.noteActed();
    if (const auto *stall = std::get_if<Rules::Stall>(&wish.action)) {
        m_messageStallsUntil = std::max(m_messageStallsUntil, endOf(*stall));
    } else if (const auto *cut = std::get_if<Rules::Cut>(&wish.action)) {
        m_ending = Ending {.resets = cut->resets, .text = "cut by the rule " + wish.by};
    } else if (const auto *close = std::get_if<Rules::Close>(&wish.action)) {
        closeWebSocket(*close, wish.by);
    }
    wake();
}

void ActingTranslator::closeWebSocket(const Rules::Close &close, const QByteArray &by)
{
    if (!m_lanes[0])
        return;
    for (const Direction direction : Both)
        lane(direction).inject(
            {.pieces = {{WebSocket::closePayload(close.code, close.reason), true}},
             .opCode = WebSocket::OpCode::Close,
             .alteration = {.what = Capture::Alteration::What::Injected, .by = by}});
}

quint64 ActingTranslator::hold(const Acting::Unit &unit, const QByteArray &by)
{
    return holdMessage(unit, by, m_link ? m_link->sid : QByteArray());
}

quint64 ActingTranslator::holdMessage(const Acting::Unit &unit, const QByteArray &by,
                                      const QByteArray &sid)
{
    const bool isPolling = unit.message.transport == Capture::Transport::Polling;
    return m_desk.hold({.place = {.connection = m_connection, .sid = sid},
                        .since = m_desk.now(),
                        .by = by,
                        .message = unit.message,
                        .canAnswer = unit.message.kind == Kind::Event && unit.message.ackId >= 0,
                        .stopsHeartbeats = isPolling},
                       *this);
}

bool ActingTranslator::decide(quint64 held, const Acting::HeldVerdict &verdict, QByteArray *error)
{
    if (verdict.what == Acting::HeldVerdict::What::Answer && !answer(held, verdict, error))
        return false;
    bool done = false;
    for (const Direction direction : Both)
        done |= m_lanes[0] && lane(direction).decide(held, verdict, error);
    done = done || m_http.decide(held, verdict, error);
    wake();
    return done;
}

/// Gives the ack of whoever would have been asked.
bool ActingTranslator::answer(quint64 held, const Acting::HeldVerdict &verdict, QByteArray *error)
{
    std::shared_ptr<Acting::SessionLink> link = m_link;
    const Acting::Unit *unit = m_http.held(held, &link);
    for (const Direction direction : Both) {
        if (Acting::LaneItem *item = m_lanes[0] ? lane(direction).held(held) : nullptr)
            unit = &item->unit;
    }
    if (!unit || !link || !unit->packet || !unit->packet->packet.ackId) {
        *error = "That message asks for no answer.";
        return false;
    }
    const SocketIo::ExportedData data = SocketIo::parseExported('[' + verdict.answer + ']');
    if (data.error != SocketIo::ExportedData::Error::None) {
        *error = "The answer is not a list of JSON values.";
        return false;
    }
    SocketIo::Arguments arguments = data.arguments;
    arguments.json = arguments.json.mid(1, arguments.json.size() - 2);
    const SocketIo::Packet &asked = unit->packet->packet;
    const auto pieces
        = Acting::piecesOf(SocketIo::ackMessage(asked.nsp, *asked.ackId, arguments), link->revision,
                           asked.encoding == SocketIo::Encoding::Msgpack);
    if (!pieces) {
        *error = "MessagePack cannot be made of that answer.";
        return false;
    }
    Outgoing outgoing {.pieces = *pieces,
                       .alteration = {.what = Capture::Alteration::What::Answered, .by = "you"}};
    const Direction back = Capture::opposite(unit->message.direction);
    if (link->webSocket != 0 && link->webSocket == m_connection) {
        lane(back).inject(std::move(outgoing));
    } else {
        link->queue(back).push_back(std::move(outgoing));
        m_desk.links().noteBusy(link);
    }
    return true;
}

} // namespace Tap
