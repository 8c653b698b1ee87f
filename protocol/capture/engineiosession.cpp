// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/engineiosession.h"

#include "protocol/capture/hiddencredentials.h"
#include "protocol/capture/kinds.h"
#include "protocol/socketio/data.h"
#include "protocol/socketio/msgpackreader.h"

#include <algorithm>
#include <utility>

namespace Capture {

using EngineIo::PacketType;

EngineIoSession::EngineIoSession(Collector &collector, AdminObserver &admins,
                                 RecoveryIds &recoveryIds, SessionRecord record)
    : m_collector(collector)
    , m_admins(admins)
    , m_recoveryIds(recoveryIds)
    , m_session(collector, std::move(record))
    , m_lastSeen(m_session.record().opened)
{
    for (Lane &lane : m_lanes)
        lane.assembler.setProtocol(protocol());
}

EngineIo::Revision EngineIoSession::revision() const
{
    return record().engineIo == 3 ? EngineIo::Revision::V3 : EngineIo::Revision::V4;
}

Id EngineIoSession::take(PacketUnit &&unit)
{
    m_lastSeen = unit.time;
    if (record().state == SessionRecord::State::Connecting)
        m_session.change().state = SessionRecord::State::Open;
    return unit.packet.type == PacketType::Message ? takeMessage(std::move(unit))
                                                   : takeControl(std::move(unit));
}

MessageRecord EngineIoSession::baseOf(const PacketUnit &unit) const
{
    MessageRecord message;
    message.time = unit.time;
    message.connection = unit.connection;
    message.exchange = unit.exchange;
    message.direction = unit.direction;
    message.transport = unit.transport;
    message.isBinary = unit.isBinary;
    if (unit.packet.type != PacketType::Unknown)
        message.engineIo = static_cast<qint8>(unit.packet.type);
    message.engineIoBytes = unit.plainBytes - unit.dataBytes();
    message.transportBytes = unit.transportBytes;
    message.savedBytes = unit.savedBytes;
    message.problems = unit.problems;
    message.problems.add(unit.packet.problems);
    return message;
}

/// The message that a packet is by itself, which it is unless it carries Socket.IO.
MessageRecord EngineIoSession::messageOf(PacketUnit &unit) const
{
    MessageRecord message = baseOf(unit);
    message.kind = kindOf(unit.packet.type);
    message.dataOffset = unit.packet.headerBytes;
    const bool isData
        = unit.packet.type == PacketType::Message || unit.packet.type == PacketType::Unknown;
    (isData ? message.payloadBytes : message.engineIoBytes) += unit.dataBytes();
    message.frames = std::move(unit.frames);
    message.content = std::move(unit.content);
    if (isAdmin() && unit.packet.type == PacketType::Message)
        hideCredentials(message, nullptr, unit.packet);
    return message;
}

Id EngineIoSession::takeControl(PacketUnit &&unit)
{
    MessageRecord message = messageOf(unit);
    const bool isV3 = revision() == EngineIo::Revision::V3;
    const bool isProbe = unit.packet.data() == QByteArrayView("probe");

    switch (unit.packet.type) {
    case PacketType::Open:
        takeOpen(unit);
        break;
    case PacketType::Ping:
        m_sawProbe = m_sawProbe || isProbe;
        message.problems.addIf(!isProbe && (unit.direction == Direction::Sent) != isV3,
                               Problem::EioWrongDirection);
        break;
    case PacketType::Upgrade:
        message.problems.addIf(!m_sawProbe, Problem::EioUpgradeWithoutProbe);
        m_isUpgraded = true;
        step(TransportStep::Stage::WebSocket, unit.time, unit.connection);
        break;
    default:
        break;
    }

    const bool isClose = unit.packet.type == PacketType::Close
        && (unit.direction == Direction::Sent || !m_isUpgraded);
    const bool bySent = unit.direction == Direction::Sent;
    const Id id = m_session.add(std::move(message));
    if (isClose && unit.transport == Transport::Polling) {
        m_endedByClient = bySent;
        close(unit.time, bySent ? "closed by the client" : "closed by the server");
    }
    return id;
}

void EngineIoSession::takeOpen(const PacketUnit &unit)
{
    const auto handshake = EngineIo::Handshake::fromJson(unit.packet.data());
    if (!handshake)
        return;
    m_sawOpen = true;
    SessionRecord &record = m_session.change();
    record.sid = handshake->sid;
    record.pingIntervalMs = static_cast<int>(handshake->pingInterval.count());
    record.pingTimeoutMs = static_cast<int>(handshake->pingTimeout.count());
    record.maxPayload = handshake->maxPayload.value_or(0);
    step(unit.transport == Transport::Polling ? TransportStep::Stage::Polling
                                              : TransportStep::Stage::WebSocket,
         unit.time, unit.connection);
    if (unit.transport == Transport::WebSocket)
        m_isUpgraded = true;
}

bool EngineIoSession::looksLikeSocketIo(const PacketUnit &unit)
{
    if (record().type == SessionRecord::Type::SocketIo)
        return true;
    const QByteArrayView data = unit.packet.data();
    const bool isWhole = unit.content.isWhole();
    SocketIo::Packet packet;
    if (unit.packet.binary) {
        if (!SocketIo::looksLikeMsgpack(data))
            return false;
        packet = m_probe.decodeMsgpack(data, protocol(), isWhole);
    } else {
        packet = m_probe.decodeText(data, protocol(), isWhole);
    }
    if (!packet.problems.isEmpty() || packet.type == SocketIo::PacketType::Unknown)
        return false;
    // A bare digit means a CONNECT only; "2" alone may be anything.
    return !packet.data.isEmpty() || packet.type == SocketIo::PacketType::Connect;
}

Id EngineIoSession::takeMessage(PacketUnit &&unit)
{
    if (!looksLikeSocketIo(unit))
        return m_session.add(messageOf(unit));
    if (record().type != SessionRecord::Type::SocketIo) {
        SessionRecord &record = m_session.change();
        record.type = SessionRecord::Type::SocketIo;
        record.socketIo = static_cast<quint8>(protocol());
    }
    const Direction direction = unit.direction;
    Lane &lane = m_lanes[static_cast<std::size_t>(direction)];
    feed(lane, std::move(unit));
    return drain(lane, direction, nullptr);
}

void EngineIoSession::takeUncrossed(std::vector<PacketUnit> units, const Alteration &alteration)
{
    Lane lane; // what the session's own await may be in the middle of a packet
    lane.assembler.setProtocol(protocol());
    const Direction direction = units.empty() ? Direction::Sent : units.front().direction;
    for (PacketUnit &unit : units) {
        const bool isSocketIo = unit.packet.type == PacketType::Message
            && (lane.assembler.isPending() || looksLikeSocketIo(unit));
        if (isSocketIo) {
            feed(lane, std::move(unit));
            drain(lane, direction, &alteration);
        } else {
            m_session.addUncrossed(messageOf(unit), alteration);
        }
    }
    lane.assembler.finish();
    drain(lane, direction, &alteration);
}

void EngineIoSession::interrupt(Direction direction)
{
    Lane &lane = m_lanes[static_cast<std::size_t>(direction)];
    lane.assembler.finish();
    drain(lane, direction, nullptr);
}

void EngineIoSession::feed(Lane &lane, PacketUnit &&unit)
{
    const bool isWhole = unit.content.isWhole();
    const bool isBinary = unit.packet.binary;
    QByteArray data = unit.packet.base64 ? unit.packet.decoded
                                         : unit.packet.raw.sliced(unit.packet.headerBytes);
    lane.waiting.push_back(std::move(unit));
    if (isBinary)
        lane.assembler.feedBinary(std::move(data), isWhole);
    else
        lane.assembler.feedText(data, isWhole);
}

Id EngineIoSession::drain(Lane &lane, Direction direction, const Alteration *uncrossed)
{
    Id last = 0;
    while (auto assembled = lane.assembler.next()) {
        std::vector<PacketUnit> units;
        while (std::ssize(units) < assembled->messages && !lane.waiting.empty()) {
            units.push_back(std::move(lane.waiting.front()));
            lane.waiting.pop_front();
        }
        // Of what another packet interrupted the last frame is gathered already.
        if (!units.empty() && !lane.waiting.empty() && units.back().lastFrame != 0)
            units.back().frames.push_back(std::exchange(units.back().lastFrame, 0));
        if (!units.empty())
            last = addAssembled(direction, assembled->packet, std::move(units), uncrossed);
    }
    return lane.waiting.empty() ? last : 0;
}

/// The message that \a packet is with its attachments; empties \a units.
MessageRecord EngineIoSession::assembledOf(const SocketIo::Packet &packet,
                                           std::vector<PacketUnit> &units) const
{
    MessageRecord message = baseOf(units.front());
    message.time = units.back().time;
    message.kind = kindOf(packet.type);
    if (packet.type != SocketIo::PacketType::Unknown)
        message.socketIo = static_cast<qint8>(packet.type);
    message.isMsgpack = packet.encoding != SocketIo::Encoding::Text;
    message.nsp = packet.nsp;
    if (!packet.query.isEmpty()) // protocol 4: credentials ride there; kept as it crossed
        message.nsp += '?' + packet.query;
    message.event = packet.event;
    if (packet.ackId)
        message.ackId = static_cast<qint64>(*packet.ackId);
    message.problems.add(packet.problems);
    const qint64 dataBytes = units.front().dataBytes();
    message.socketIoBytes = packet.type == SocketIo::PacketType::Unknown
        ? 0
        : std::min(packet.headerBytes, dataBytes);
    message.payloadBytes = dataBytes - message.socketIoBytes;
    message.dataOffset = units.front().packet.headerBytes
        + (packet.encoding == SocketIo::Encoding::Text ? message.socketIoBytes : 0);
    message.frames = std::move(units.front().frames);
    if (units.size() > 1 && units.front().lastFrame != 0)
        message.frames.push_back(units.front().lastFrame);
    message.content = std::move(units.front().content);
    if (isAdmin())
        hideCredentials(message, &packet, units.front().packet);
    for (std::size_t i = 1; i < units.size(); ++i) {
        PacketUnit &unit = units[i];
        const MessageRecord part = baseOf(unit);
        const qint64 partBytes = unit.dataBytes();
        message.payloadBytes += partBytes;
        message.engineIoBytes += part.engineIoBytes;
        message.transportBytes += part.transportBytes;
        message.savedBytes += part.savedBytes;
        message.problems.add(part.problems);
        message.frames.insert(message.frames.end(), unit.frames.begin(), unit.frames.end());
        if (i + 1 < units.size() && unit.lastFrame != 0)
            message.frames.push_back(unit.lastFrame);
        message.attachments.push_back(unit.takeAttachment());
    }
    return message;
}

/// \a uncrossed is what was done to it if it did not cross the target side, else null.
Id EngineIoSession::addAssembled(Direction direction, const SocketIo::Packet &packet,
                                 std::vector<PacketUnit> units, const Alteration *uncrossed)
{
    MessageRecord message = assembledOf(packet, units);
    Admin::Event told;
    if (isAdmin() && !uncrossed) {
        if (packet.isEvent() && direction == Direction::Received)
            told = Admin::readEvent(packet.event, packet.data);
        message.problems.addIf(told.isBad || told.isPartial, Problem::AdminBadEvent);
    }
    if (!uncrossed) {
        if (message.isMsgpack && !record().isMsgpack)
            m_session.change().isMsgpack = true;
        checkProtocol(message, packet);
    }
    AckTable::Answer answer;
    if (packet.isAck() && packet.ackId) {
        answer = m_acks.answer(packet.nsp, direction, message.ackId, uncrossed != nullptr);
        message.problems.addIf(answer.result == AckTable::Result::Unknown && m_sawOpen
                                   && !uncrossed,
                               Problem::SioUnknownAck);
        message.problems.addIf(answer.result == AckTable::Result::Repeated && !uncrossed
                                   && !answer.question.isAnsweredForThem,
                               Problem::SioRepeatedAck);
        if (answer.result != AckTable::Result::Unknown) {
            message.ackOf = answer.question.message;
            message.ackLatencyUs = (message.time - answer.question.time).count();
        }
    }
    const AnswerRecord answered {.asked = message.ackOf, .latencyUs = message.ackLatencyUs};
    const Time time = message.time;
    const qint64 ackId = message.ackId;
    const Id id = uncrossed ? m_session.addUncrossed(std::move(message), *uncrossed)
                            : m_session.add(std::move(message));
    if (isAdmin() && !uncrossed)
        tellAdmins(packet, told, direction, time, id);
    if (answer.result == AckTable::Result::Answered)
        m_collector.add(AnswerRecord {answered.asked, id, answered.latencyUs});
    if (packet.isEvent() && ackId >= 0)
        m_acks.ask(packet.nsp, direction, ackId, id, time);
    return id;
}

bool EngineIoSession::isAdmin() const
{
    return m_collector.asideOf(record().source) == Aside::Admin;
}

void EngineIoSession::tellAdmins(const SocketIo::Packet &packet, const Admin::Event &event,
                                 Direction direction, Time time, Id message)
{
    if (packet.type == SocketIo::PacketType::Disconnect)
        m_admins.lost(record().source, time);
    else if (packet.isEvent() && direction == Direction::Received)
        m_admins.take(record().source, packet.nsp, event, time, message);
}

void EngineIoSession::checkProtocol(MessageRecord &message, const SocketIo::Packet &packet)
{
    const bool isV5 = revision() == EngineIo::Revision::V4;
    const bool isSent = message.direction == Direction::Sent;
    switch (packet.type) {
    case SocketIo::PacketType::Connect:
        message.problems.addIf(isV5 && !isSent && !SocketIo::connectSid(packet.data),
                               Problem::SioConnectWithoutSid);
        takeConnect(message.direction, packet);
        break;
    case SocketIo::PacketType::ConnectError:
        message.problems.add(Problem::SioConnectError);
        break;
    case SocketIo::PacketType::Disconnect:
        namespaceState(packet.nsp).isConnected = false;
        break;
    case SocketIo::PacketType::Event:
    case SocketIo::PacketType::BinaryEvent:
        message.problems.addIf(isSent && isV5 && m_sawOpen && !m_asked.contains(packet.nsp),
                               Problem::SioNotConnected);
        break;
    default:
        break;
    }
}

void EngineIoSession::takeConnect(Direction direction, const SocketIo::Packet &packet)
{
    const auto pid = SocketIo::connectPid(packet.data);
    if (direction == Direction::Sent) {
        m_asked.insert(packet.nsp);
        namespaceState(packet.nsp);
        if (pid && record().follows == 0) {
            if (const Id earlier = m_recoveryIds.value(*pid); earlier != record().id)
                m_session.change().follows = earlier;
        }
        return;
    }
    if (pid)
        m_recoveryIds.insert(*pid, record().id);
    NamespaceState &state = namespaceState(packet.nsp);
    state.isConnected = true;
    if (const auto sid = SocketIo::connectSid(packet.data))
        state.socketId = *sid;
    else if (revision() == EngineIo::Revision::V3) // protocol 4: both sides derive it
        state.socketId = packet.nsp == "/" ? record().sid : packet.nsp + '#' + record().sid;
}

NamespaceState &EngineIoSession::namespaceState(const QByteArray &name)
{
    auto &namespaces = m_session.change().namespaces;
    const auto found
        = std::find_if(namespaces.begin(), namespaces.end(),
                       [&name](const NamespaceState &state) { return state.name == name; });
    if (found != namespaces.end())
        return *found;
    namespaces.append({.name = name});
    return namespaces.last();
}

void EngineIoSession::webSocketOpened(Id connection, Time time)
{
    m_lastSeen = time;
    if (m_webSocket != 0) // a second one is refused by the server; the first stays
        return;
    m_webSocket = connection;
    if (!record().sid.isEmpty())
        step(TransportStep::Stage::Probing, time, connection);
}

void EngineIoSession::webSocketClosed(Id connection, Time time, const QByteArray &reason,
                                      bool byClient)
{
    if (connection != m_webSocket)
        return;
    m_webSocket = 0;
    m_lastSeen = time;
    if (m_isUpgraded || record().sid.isEmpty()) {
        m_endedByClient = byClient;
        close(time, reason);
    } else { // the probe failed, polling goes on
        step(TransportStep::Stage::Polling, time, 0);
    }
}

void EngineIoSession::pollingChanged(Time time, bool isOpen)
{
    m_lastSeen = time;
    m_openPolls += isOpen ? 1 : -1;
}

void EngineIoSession::close(Time time, const QByteArray &reason)
{
    for (const Direction direction : {Direction::Sent, Direction::Received}) {
        Lane &lane = m_lanes[static_cast<std::size_t>(direction)];
        for (PacketUnit &unit : lane.waiting) { // all their frames are gathered already
            if (unit.lastFrame != 0)
                unit.frames.push_back(std::exchange(unit.lastFrame, 0));
        }
        lane.assembler.finish();
        drain(lane, direction, nullptr);
    }
    if (isAdmin() && !m_session.isClosed())
        m_admins.lost(record().source, time);
    m_session.close(time, reason);
}

void EngineIoSession::step(TransportStep::Stage stage, Time time, Id connection)
{
    const auto &steps = record().transports;
    if (!steps.isEmpty() && steps.last().stage == stage)
        return;
    m_session.change().transports.append({.time = time, .stage = stage, .connection = connection});
}

} // namespace Capture
