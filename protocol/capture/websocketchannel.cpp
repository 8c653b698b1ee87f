// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/websocketchannel.h"

#include "protocol/capture/kinds.h"
#include "protocol/websocket/closecode.h"
#include "protocol/websocket/wholeframes.h"

#include <utility>

namespace Capture {

namespace {

using WebSocket::OpCode;

quint8 firstByteOf(const WebSocket::FrameHeader &header)
{
    return static_cast<quint8>((header.fin ? 0x80U : 0U) | (header.rsv1 ? 0x40U : 0U)
                               | (header.rsv2 ? 0x20U : 0U) | (header.rsv3 ? 0x10U : 0U)
                               | static_cast<unsigned>(header.opCode));
}

FrameRecord recordOf(const WebSocket::MessageEvent &event)
{
    FrameRecord frame;
    frame.firstByte = firstByteOf(event.header);
    frame.isMasked = event.header.masked;
    frame.key = event.header.key;
    frame.headerBytes = event.header.headerBytes;
    frame.payloadBytes = static_cast<qint64>(event.header.payloadLength);
    frame.storedBytes = event.framePayloadBytes;
    frame.plainBytes = event.framePlainBytes;
    frame.problems = event.header.problems;
    return frame;
}

QByteArray wordsFor(const WebSocket::CloseInfo &close)
{
    if (!close.hasCode)
        return "no code";
    QByteArray words = QByteArray::number(close.code);
    if (const QByteArrayView name = WebSocket::closeCodeName(close.code); !name.isEmpty())
        words += ' ' + name.toByteArray();
    if (!close.reason.isEmpty())
        words += ": " + close.reason;
    return words;
}

WebSocket::Sender senderOf(Direction direction)
{
    return direction == Direction::Sent ? WebSocket::Sender::Client : WebSocket::Sender::Server;
}

/// How the first message of an Engine.IO server begins, in both revisions.
bool isOpenPacket(const Content &content)
{
    return content.bytes.startsWith("0{") && EngineIo::Handshake::fromJson(content.bytes.sliced(1));
}

} // namespace

WebSocketChannel::WebSocketChannel(DecoderContext &context, Start start)
    : m_context(context)
    , m_start(std::move(start))
{
    for (const Direction direction : {Direction::Sent, Direction::Received})
        m_lanes[static_cast<std::size_t>(direction)] = newLane(direction);
    if (m_start.engineIo) {
        m_start.engineIo->webSocketOpened(m_start.connection, m_start.time);
        return;
    }
    SessionRecord record = m_start.plain;
    record.id = context.collector.newSession(record.source);
    record.follows = context.sessions.followClient(record.source, record.id);
    record.type = SessionRecord::Type::WebSocket;
    record.state = SessionRecord::State::Open;
    record.subprotocol = m_start.handshake.protocol;
    record.opened = m_start.time;
    record.transports.append({.time = m_start.time,
                              .stage = TransportStep::Stage::WebSocket,
                              .connection = m_start.connection});
    m_dialect = std::make_unique<DialectSession>(context, record);
    m_plain = std::make_unique<Session>(context.collector, std::move(record));
}

std::unique_ptr<WebSocketChannel::Lane> WebSocketChannel::newLane(Direction direction)
{
    return std::make_unique<Lane>(m_context, senderOf(direction), m_start.handshake.deflate,
                                  isAdmin());
}

Id WebSocketChannel::session() const
{
    return m_start.engineIo ? m_start.engineIo->record().id : m_plain->record().id;
}

Session &WebSocketChannel::currentSession()
{
    return m_start.engineIo ? m_start.engineIo->session() : *m_plain;
}

bool WebSocketChannel::isAdmin() const
{
    return m_context.collector.asideOf(m_start.plain.source) == Aside::Admin;
}

void WebSocketChannel::flush()
{
    if (m_plain)
        m_plain->flush();
}

void WebSocketChannel::feed(Direction direction, const QByteArray &bytes, Time time)
{
    lane(direction).frames.feed(bytes);
    drain(direction, time);
    if (lane(direction).frames.isNotFrames())
        addRaw(direction, lane(direction).frames.takeRest(), time);
    lane(direction).isJustFound = false;
}

bool WebSocketChannel::skip(Direction direction, qint64 bytes, Time time)
{
    if (!lane(direction).frames.skip(static_cast<quint64>(bytes)))
        return false;
    drain(direction, time);
    return true;
}

void WebSocketChannel::lose(Direction direction, Time time)
{
    end(direction, time);
    lane(direction).isLost = true;
    if (m_start.engineIo)
        m_start.engineIo->interrupt(direction);
}

bool WebSocketChannel::findAgain(Direction direction, const QByteArray &bytes)
{
    if (!WebSocket::areWholeFrames(bytes, senderOf(direction),
                                   m_start.handshake.deflate.has_value()))
        return false;
    m_lanes[static_cast<std::size_t>(direction)] = newLane(direction);
    lane(direction).isJustFound = true;
    return true;
}

void WebSocketChannel::drain(Direction direction, Time time)
{
    Lane &lane = this->lane(direction);
    while (auto part = lane.frames.next()) {
        lane.messages.feed(std::move(*part));
        while (auto event = lane.messages.next())
            takeEvent(direction, std::move(*event), time);
    }
}

void WebSocketChannel::takeEvent(Direction direction, WebSocket::MessageEvent &&event, Time time)
{
    Lane &lane = this->lane(direction);
    OpenMessage &open = isControl(event.opCode) ? lane.control : lane.data;
    const Id frame = event.hasFrame && event.endsFrame ? m_context.collector.newFrame() : 0;

    Id message = 0;
    if (event.startsMessage && event.endsMessage) {
        message = takeMessage(direction, event, Content(std::move(event.bytes)), {}, frame, time);
    } else {
        if (!event.bytes.isEmpty())
            open.content.append(std::move(event.bytes));
        if (event.endsMessage)
            message = takeMessage(direction, event, open.content.take(),
                                  std::exchange(open.frames, {}), frame, time);
        else if (frame != 0)
            open.frames.push_back(frame);
    }
    if (!event.hasFrame || !event.endsFrame)
        return;
    FrameRecord record = recordOf(event);
    record.id = frame;
    record.time = time;
    record.connection = m_start.connection;
    record.direction = direction;
    record.message = message;
    record.aside = m_context.collector.asideOf(m_start.plain.source);
    m_context.collector.add(record);
}

Id WebSocketChannel::takeMessage(Direction direction, const WebSocket::MessageEvent &event,
                                 Content &&content, std::vector<Id> &&frames, Id lastFrame,
                                 Time time)
{
    const Id message
        = addMessage(direction, event, std::move(content), std::move(frames), lastFrame, time);
    m_start.numbers->add(direction, message);
    return message;
}

Id WebSocketChannel::addMessage(Direction direction, const WebSocket::MessageEvent &event,
                                Content &&content, std::vector<Id> &&frames, Id lastFrame,
                                Time time)
{
    const WebSocket::MessageSummary &summary = event.message;
    if (event.opCode == OpCode::Close && !m_sawClose) {
        m_sawClose = true;
        m_closedBy = direction;
        if (summary.close)
            m_closeReason = wordsFor(*summary.close);
    }
    const bool isData = event.opCode == OpCode::Text || event.opCode == OpCode::Binary;
    if (isData && std::exchange(m_isFirst, false) && !m_start.engineIo
        && direction == Direction::Received && isOpenPacket(content))
        becomeEngineIo();

    const qint64 saved
        = event.compressed ? summary.payloadBytes - summary.compressedBytes : qint64(0);
    if (isData && m_start.engineIo) {
        PacketUnit unit;
        unit.direction = direction;
        unit.time = time;
        unit.connection = m_start.connection;
        unit.isBinary = event.opCode == OpCode::Binary;
        unit.packet
            = EngineIo::decodePacket(m_start.engineIo->revision(), content.bytes, unit.isBinary);
        unit.plainBytes = summary.payloadBytes;
        unit.content = std::move(content);
        unit.transportBytes = summary.headerBytes;
        unit.savedBytes = saved;
        unit.problems = summary.problems;
        unit.problems.addIf(lane(direction).isJustFound, Problem::TapBytesMissing);
        unit.frames = std::move(frames);
        unit.lastFrame = lastFrame;
        return takePacket(std::move(unit));
    }
    MessageRecord message;
    message.time = time;
    message.connection = m_start.connection;
    message.direction = direction;
    message.transport = Transport::WebSocket;
    message.kind = kindOf(event.opCode);
    message.isBinary = event.opCode != OpCode::Text;
    message.payloadBytes = summary.payloadBytes;
    message.transportBytes = summary.headerBytes;
    message.savedBytes = saved;
    message.problems = summary.problems;
    message.problems.addIf(lane(direction).isJustFound, Problem::TapBytesMissing);
    if (isAdmin()) // no Engine.IO: nobody knows what it is
        content.bytes.fill('*');
    message.content = std::move(content);
    message.frames = std::move(frames);
    return m_dialect ? m_dialect->add(*m_plain, std::move(message))
                     : currentSession().add(std::move(message));
}

Id WebSocketChannel::takePacket(PacketUnit &&unit)
{
    const bool isOpen = unit.packet.type == EngineIo::PacketType::Open;
    const Id message = m_start.engineIo->take(std::move(unit));
    if (isOpen && !m_start.engineIo->record().sid.isEmpty())
        m_context.sessions.index(m_start.engineIo);
    return message;
}

void WebSocketChannel::takeUncrossed(WireUncrossed &&event)
{
    const auto opCode = static_cast<OpCode>(event.opCode);
    if (event.opCode == 0 && m_start.engineIo) {
        std::vector<PacketUnit> units;
        for (WireUncrossed::Piece &piece : event.pieces)
            units.push_back(PacketUnit::uncrossed(event, piece, m_start.engineIo->revision(),
                                                  Transport::WebSocket));
        m_start.engineIo->takeUncrossed(std::move(units), event.alteration);
        return;
    }
    for (WireUncrossed::Piece &piece : event.pieces) {
        MessageRecord message;
        message.time = event.time;
        message.connection = event.connection;
        message.direction = event.direction;
        message.transport = Transport::WebSocket;
        if (event.opCode == 0)
            message.kind = piece.isBinary ? Kind::Binary : Kind::Text;
        else
            message.kind = kindOf(opCode);
        message.isBinary = message.kind != Kind::Text;
        if (isAdmin())
            piece.bytes.fill('*');
        message.content = std::move(piece.bytes);
        if (m_dialect)
            m_dialect->addUncrossed(*m_plain, std::move(message), event.alteration);
        else
            currentSession().addUncrossed(std::move(message), event.alteration);
    }
}

void WebSocketChannel::becomeEngineIo()
{
    SessionRecord record = m_plain->record();
    m_dialect.reset();
    m_plain.reset();
    record.type = SessionRecord::Type::EngineIo;
    record.state = SessionRecord::State::Connecting;
    record.engineIo = 4;
    record.transports.clear();
    m_start.engineIo = m_context.sessions.open(std::move(record), m_start.traits);
    m_start.engineIo->webSocketOpened(m_start.connection, m_start.time);
}

void WebSocketChannel::addRaw(Direction direction, const QByteArray &bytes, Time time)
{
    if (bytes.isEmpty())
        return;
    MessageRecord message;
    message.time = time;
    message.connection = m_start.connection;
    message.direction = direction;
    message.transport = Transport::WebSocket;
    message.kind = Kind::Raw;
    message.isBinary = true;
    message.payloadBytes = bytes.size();
    message.problems = Problem::WsNotFrames;
    message.content = Content(isAdmin() ? QByteArray(bytes.size(), '*') : bytes);
    currentSession().add(std::move(message));
}

void WebSocketChannel::end(Direction direction, Time time)
{
    Lane &lane = this->lane(direction);
    if (std::exchange(lane.ended, true))
        return;
    lane.frames.finish();
    drain(direction, time);
    const QByteArray rest = lane.frames.takeRest();
    lane.messages.finish();
    while (auto event = lane.messages.next())
        takeEvent(direction, std::move(*event), time);
    addRaw(direction, rest, time);
}

void WebSocketChannel::close(Time time, const QByteArray &how)
{
    end(Direction::Sent, time);
    end(Direction::Received, time);
    const bool isNotFrames = lane(Direction::Received).frames.isNotFrames();
    const bool isLost = m_lanes[0]->isLost || m_lanes[1]->isLost; // perhaps with a close frame
    if (!m_sawClose && !isNotFrames && !isLost)
        m_context.collector.add(ProblemRecord {.time = time,
                                               .problem = Problem::WsNoCloseFrame,
                                               .session = session(),
                                               .connection = m_start.connection,
                                               .detail = how});
    const QByteArray reason = m_sawClose ? m_closeReason : how;
    if (m_start.engineIo) {
        m_start.engineIo->webSocketClosed(m_start.connection, time, reason,
                                          m_sawClose && m_closedBy == Direction::Sent);
    } else {
        if (m_sawClose && m_closedBy == Direction::Sent)
            m_context.sessions.leftByClient(m_plain->record().source, m_plain->record().id);
        m_dialect->close(time);
        m_plain->close(time, reason);
        m_plain->flush();
    }
}

} // namespace Capture
