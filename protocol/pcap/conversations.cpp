// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/conversations.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace Pcap {

using Capture::Direction;

namespace {

using namespace std::chrono_literals;

constexpr qsizetype MostMethod = 32;
constexpr qint64 ForgetEvery = 65'536; // segments
constexpr auto ForgetAfter = 2min;

enum class Beginning : quint8 { Unknown, Request, Response, Other };

/// What the first bytes of one side are. Unknown: too few to tell.
Beginning beginningOf(QByteArrayView bytes)
{
    constexpr QByteArrayView Version("HTTP/1.");
    if (bytes.isEmpty() || Version.startsWith(bytes))
        return Beginning::Unknown;
    if (bytes.startsWith(Version))
        return Beginning::Response;
    // Methods are tokens, and those in use are of capital letters.
    qsizetype letters = 0;
    while (letters < bytes.size()
           && ((bytes[letters] >= 'A' && bytes[letters] <= 'Z') || bytes[letters] == '-'))
        ++letters;
    if (letters > MostMethod)
        return Beginning::Other;
    if (letters == bytes.size())
        return Beginning::Unknown;
    return letters > 0 && bytes[letters] == ' ' ? Beginning::Request : Beginning::Other;
}

/// The first line of a request, all of it.
bool beginsRequest(QByteArrayView bytes)
{
    const QByteArrayView line = bytes.first(std::max<qsizetype>(bytes.indexOf('\n'), 0));
    return beginningOf(line) == Beginning::Request
        && line.lastIndexOf(QByteArrayView(" HTTP/1.")) > line.indexOf(' ');
}

bool isTls(QByteArrayView bytes)
{
    constexpr char Handshake = 0x16;
    return bytes.size() > 1 && bytes[0] == Handshake && bytes[1] == 3;
}

} // namespace

Conversations::Conversations(quint32 source, Tell tell)
    : m_source(source)
    , m_tell(std::move(tell))
{
}

void Conversations::tell(Capture::WireEvent &&event)
{
    if (!m_isStopped && !m_tell(std::move(event)))
        m_isStopped = true;
}

/// Both directions of a connection have the same; \a sender says which of its two ends sent it.
std::string Conversations::keyOf(const Segment &segment, std::size_t *sender)
{
    const auto textOf = [](const SegmentEnd &end) {
        std::string text = end.address.toStdString();
        text += static_cast<char>(end.port >> 8);
        text += static_cast<char>(end.port & 0xff);
        return text;
    };
    const std::string from = textOf(segment.from);
    const std::string to = textOf(segment.to);
    *sender = from <= to ? 0 : 1;
    return from <= to ? from + to : to + from;
}

Direction Conversations::directionOf(const Flow &flow, std::size_t sender) const
{
    return flow.client == sender ? Direction::Sent : Direction::Received;
}

bool Conversations::take(const Segment &segment, Capture::Time time)
{
    std::size_t sender = 0;
    std::string key = keyOf(segment, &sender);
    auto found = m_flows.find(key);
    const bool begins = segment.isSyn && !segment.hasAck;
    if (found != m_flows.end() && begins && found->second.synNumber != segment.number) {
        countIfWaiting(found->second);
        close(found->second, time, {}, "its addresses were taken by another connection");
        m_flows.erase(found);
        found = m_flows.end();
    }
    if (found == m_flows.end()) {
        if (!segment.isSyn && segment.size == 0)
            return !m_isStopped; // of what is over, or says nothing
        found = m_flows.emplace(std::move(key), Flow()).first;
        found->second.opened = time;
        found->second.ends[sender] = segment.from;
        found->second.ends[1 - sender] = segment.to;
    }
    Flow &flow = found->second;
    flow.last = std::max(flow.last, time);
    if (flow.state == State::Over)
        return !m_isStopped;
    if (segment.isSyn)
        takeSyn(flow, segment, sender, time);

    const quint32 first = segment.number + (segment.isSyn ? 1 : 0);
    TcpReassembler &lane = flow.lanes[sender];
    m_waiting -= lane.waitingBytes();
    lane.take(first, segment.bytes, flow.last, segment.size, ++m_taken);
    if (segment.hasAck)
        flow.lanes[1 - sender].acknowledge(segment.acknowledged);
    if (segment.isFin)
        lane.takeEnd(first + static_cast<quint32>(segment.size), flow.last);
    m_waiting += lane.waitingBytes();
    if (segment.isReset || m_waiting > MostWaiting) {
        flow.lanes[0].finish();
        flow.lanes[1].finish();
    }
    drain(flow, flow.last);
    if (segment.isReset)
        reset(flow, sender, flow.last);
    if (m_taken % ForgetEvery == 0)
        forget(time);
    return !m_isStopped;
}

bool Conversations::hasBeginning(const Flow &flow)
{
    return flow.synNumber || flow.answered;
}

void Conversations::takeSyn(Flow &flow, const Segment &segment, std::size_t sender,
                            Capture::Time time)
{
    if (!segment.hasAck)
        flow.synNumber = segment.number;
    else if (!flow.answered)
        flow.answered = time;
    if (!flow.client)
        flow.client = segment.hasAck ? 1 - sender : sender;
    if (!flow.lanes[sender].hasBegun())
        flow.lanes[sender].begin(segment.number + 1);
}

void Conversations::drain(Flow &flow, Capture::Time time)
{
    for (TcpReassembler &lane : flow.lanes)
        lane.tick(time);
    for (TcpReassembler &lane : flow.lanes)
        m_waiting -= lane.waitingBytes();
    while (const auto sender = nextSender(flow)) {
        if (auto piece = flow.lanes[*sender].next())
            takePiece(flow, *sender, std::move(*piece), time);
    }
    for (TcpReassembler &lane : flow.lanes)
        m_waiting += lane.waitingBytes();
    for (std::size_t sender = 0; sender < flow.lanes.size(); ++sender) {
        if (auto piece = flow.lanes[sender].missingEnd())
            takePiece(flow, sender, std::move(*piece), time);
    }
    for (std::size_t sender = 0; sender < flow.lanes.size(); ++sender) {
        if (!flow.lanes[sender].isAtEnd() || std::exchange(flow.hasEnded[sender], true))
            continue;
        if (flow.state == State::Undecided && !flow.undecided[sender].isEmpty())
            leaveOut(flow, flow.undecided[sender]);
        if (flow.state == State::Read)
            tell(Capture::WireEnded {.connection = flow.id,
                                     .direction = directionOf(flow, sender),
                                     .time = time,
                                     .end = Capture::WireEnded::End::Fin});
    }
    endIfDone(flow, time);
}

/// Whose bytes come next: those that came first. While bytes of one side are missing what the other
/// says waits: it may be the answer to them.
std::optional<std::size_t> Conversations::nextSender(Flow &flow)
{
    std::optional<std::size_t> next;
    std::optional<qint64> first;
    for (std::size_t sender = 0; sender < flow.lanes.size(); ++sender) {
        TcpReassembler &lane = flow.lanes[sender];
        TcpReassembler &other = flow.lanes[1 - sender];
        const auto order = lane.nextOrder();
        const bool isHeld = other.isHoled() && !other.nextOrder() && !lane.isFull();
        if (order && !isHeld && (!first || *order < *first)) {
            first = order;
            next = sender;
        }
    }
    return next;
}

void Conversations::takePiece(Flow &flow, std::size_t sender, TcpReassembler::Piece &&piece,
                              Capture::Time time)
{
    if (piece.missing > 0)
        miss(flow, sender, piece, time);
    switch (flow.state) {
    case State::Undecided:
        flow.undecided[sender] += piece.bytes;
        decide(flow, sender, time);
        break;
    case State::Read:
        if (flow.waitsForResponse && flow.client != sender)
            flow.waitsForResponse = beginningOf(piece.bytes) != Beginning::Response;
        if (flow.waitsForResponse && flow.client != sender)
            m_counts.joinedBytes += piece.bytes.size();
        else
            feed(flow, sender, std::move(piece.bytes), time);
        break;
    case State::Waiting:
        join(flow, sender, std::move(piece), time);
        break;
    case State::LeftOut:
        m_counts.leftOutBytes += piece.bytes.size();
        break;
    case State::Over:
        break;
    }
}

void Conversations::miss(Flow &flow, std::size_t sender, const TcpReassembler::Piece &piece,
                         Capture::Time time)
{
    if (flow.state != State::Read && flow.state != State::Undecided)
        return;
    m_counts.missingBytes += piece.missing;
    ++m_counts.gaps;
    if (flow.state == State::Read)
        tell(Capture::WireMissing {.connection = flow.id,
                                   .direction = directionOf(flow, sender),
                                   .since
                                   = piece.since == Capture::Time() ? flow.opened : piece.since,
                                   .time = std::min(std::max(piece.time, piece.since), time),
                                   .bytes = piece.missing});
    else
        wait(flow);
}

/// What has been said so far is the middle of something.
void Conversations::wait(Flow &flow)
{
    flow.state = State::Waiting;
    for (QByteArray &bytes : flow.undecided)
        flow.passedBytes += std::exchange(bytes, {}).size();
}

void Conversations::join(Flow &flow, std::size_t sender, TcpReassembler::Piece &&piece,
                         Capture::Time time)
{
    const bool mayAsk = !flow.client || flow.client == sender;
    if (!mayAsk || !beginsRequest(piece.bytes)) {
        flow.passedBytes += piece.bytes.size();
        return;
    }
    flow.client = sender;
    flow.opened = time;
    flow.state = State::Read;
    flow.waitsForResponse = true;
    ++m_counts.joined;
    m_counts.joinedBytes += std::exchange(flow.passedBytes, 0);
    open(flow, time);
    feed(flow, sender, std::move(piece.bytes), time);
}

void Conversations::decide(Flow &flow, std::size_t sender, Capture::Time time)
{
    const QByteArray &bytes = flow.undecided[sender];
    const Beginning beginning = beginningOf(bytes);
    if (beginning == Beginning::Unknown)
        return;
    const bool asks = beginning == Beginning::Request;
    if (beginning == Beginning::Other || (flow.client && asks != (flow.client == sender))) {
        if (hasBeginning(flow) || isTls(bytes))
            leaveOut(flow, bytes);
        else
            wait(flow);
        return;
    }
    if (!hasBeginning(flow))
        ++m_counts.joined;
    flow.client = asks ? sender : 1 - sender;
    flow.state = State::Read;
    open(flow, time);
    // What the other side has said so far came earlier, and is part of it.
    for (const std::size_t side : {1 - sender, sender}) {
        if (!flow.undecided[side].isEmpty())
            feed(flow, side, std::exchange(flow.undecided[side], {}), time);
    }
}

void Conversations::leaveOut(Flow &flow, QByteArrayView first)
{
    flow.state = State::LeftOut;
    if (isTls(first))
        ++m_counts.tls;
    if (hasBeginning(flow) || isTls(first))
        ++m_counts.foreign;
    else
        ++m_counts.begunBefore;
    for (QByteArray &bytes : flow.undecided)
        m_counts.leftOutBytes += std::exchange(bytes, {}).size();
}

/// It is over, or let go of, and no request came.
void Conversations::countIfWaiting(Flow &flow)
{
    if (flow.state != State::Waiting)
        return;
    ++m_counts.begunBefore;
    m_counts.leftOutBytes += flow.passedBytes;
    flow.state = State::LeftOut;
}

void Conversations::open(Flow &flow, Capture::Time time)
{
    flow.id = ++m_lastId;
    ++m_counts.read;
    const QByteArray server = flow.ends[1 - *flow.client].toText();
    tell(Capture::WireOpened {.connection = flow.id,
                              .source = m_source,
                              .time = flow.opened,
                              .client = flow.ends[*flow.client].toText(),
                              .target = server});
    tell(Capture::WireConnected {
        .connection = flow.id, .time = flow.answered.value_or(time), .peer = server, .tls = {}});
}

void Conversations::feed(Flow &flow, std::size_t sender, QByteArray bytes, Capture::Time time)
{
    if (bytes.isEmpty())
        return;
    tell(Capture::WireBytes {.connection = flow.id,
                             .direction = directionOf(flow, sender),
                             .time = time,
                             .bytes = std::move(bytes)});
}

void Conversations::reset(Flow &flow, std::size_t sender, Capture::Time time)
{
    if (flow.state == State::Read) {
        tell(Capture::WireEnded {.connection = flow.id,
                                 .direction = directionOf(flow, sender),
                                 .time = time,
                                 .end = Capture::WireEnded::End::Reset});
        close(flow, time, Problem::TapReset, "connection reset by peer");
    }
    countIfWaiting(flow);
    flow.state = State::Over;
}

void Conversations::endIfDone(Flow &flow, Capture::Time time)
{
    if (!flow.hasEnded[0] || !flow.hasEnded[1])
        return;
    countIfWaiting(flow);
    close(flow, time, {}, {});
    flow.state = State::Over;
}

void Conversations::close(Flow &flow, Capture::Time time, std::optional<Problem> problem,
                          const QByteArray &text)
{
    if (flow.state == State::Read)
        tell(Capture::WireClosed {
            .connection = flow.id, .time = time, .problem = problem, .text = text});
}

/// Lets go of connections that are over, once nothing late can come.
void Conversations::forget(Capture::Time time)
{
    std::erase_if(m_flows, [&](const auto &entry) {
        const Flow &flow = entry.second;
        const bool isDone = flow.state == State::Over || flow.state == State::LeftOut;
        return isDone && time - flow.last > ForgetAfter;
    });
}

bool Conversations::finish()
{
    std::vector<Flow *> flows; // as they began, so that the same file gives the same capture
    for (auto &[key, flow] : m_flows)
        flows.push_back(&flow);
    std::sort(flows.begin(), flows.end(), [](const Flow *left, const Flow *right) {
        return std::tie(left->opened, left->id) < std::tie(right->opened, right->id);
    });
    for (Flow *const flow : flows) {
        flow->lanes[0].finish();
        flow->lanes[1].finish();
        drain(*flow, flow->last);
        countIfWaiting(*flow);
        for (const QByteArray &bytes : flow->undecided) {
            if (flow->state == State::Undecided && !bytes.isEmpty())
                leaveOut(*flow, bytes);
        }
    }
    return !m_isStopped;
}

} // namespace Pcap
