// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/unitreader.h"

#include "protocol/capture/kinds.h"

#include <utility>

namespace Acting {

using Capture::Direction;
using WebSocket::OpCode;

namespace {

WebSocket::Sender senderOf(Direction direction)
{
    return direction == Direction::Sent ? WebSocket::Sender::Client : WebSocket::Sender::Server;
}

} // namespace

UnitReader::UnitReader(const Setup &setup, const QByteArray &window)
    : m_setup(setup)
    , m_frames(senderOf(setup.direction))
    , m_messages(senderOf(setup.direction), setup.deflate)
{
    m_messages.setWindow(window);
    m_base.direction = setup.direction;
    m_base.transport = Capture::Transport::WebSocket;
    m_base.path = setup.path;
    if (setup.isEngineIo)
        m_packets.emplace(setup.revision, m_base);
}

void UnitReader::feed(const QByteArray &bytes)
{
    if (m_hasGivenUp) {
        passUnread(QByteArray(bytes));
        return;
    }
    m_raw += bytes;
    m_frames.feed(bytes);
    while (!m_hasGivenUp) {
        auto part = m_frames.next();
        if (!part)
            break;
        m_messages.feed(std::move(*part));
        while (auto event = m_messages.next())
            take(std::move(*event));
    }
    if (m_frames.isNotFrames())
        giveUp();
}

std::optional<Unit> UnitReader::next()
{
    if (m_ready.empty())
        return {};
    std::optional<Unit> unit(std::move(m_ready.front()));
    m_ready.pop_front();
    return unit;
}

bool UnitReader::atBoundary() const
{
    return m_ready.empty() && m_raw.isEmpty() && m_data.raw.isEmpty() && !m_isUnread
        && !(m_packets && m_packets->isWaiting());
}

QByteArray UnitReader::takeRest()
{
    giveUp();
    QByteArray rest;
    while (auto unit = next())
        rest += unit->raw;
    return rest;
}

void UnitReader::take(WebSocket::MessageEvent &&event)
{
    if (m_hasGivenUp)
        return;
    if (!event.hasFrame) { // only ends what another one interrupted
        giveUp();
        return;
    }
    Open &open = isControl(event.opCode) ? m_control : m_data;
    open.isCompressed |= event.compressed;
    if (!m_isUnread || isControl(event.opCode))
        open.payload += event.bytes;
    if (event.endsFrame) {
        const qsizetype size = event.header.headerBytes + event.framePayloadBytes;
        open.raw += m_raw.first(size);
        m_raw.remove(0, size);
    }
    if (!isControl(event.opCode) && !event.endsMessage && !open.isCompressed
        && (m_isUnread || open.raw.size() + m_raw.size() > MaxMessageBytes)) {
        // Whatever waits for attachments would be overtaken.
        if (m_packets && m_packets->isWaiting()) {
            giveUp();
            return;
        }
        m_isUnread = true;
        open.payload.clear();
        passUnread(std::exchange(open.raw, {}));
        return;
    }
    if (!event.endsMessage)
        return;
    if (event.message.problems.has(Problem::WsBadDeflate)
        || event.message.problems.has(Problem::WsDeflateBomb)
        || event.message.problems.has(Problem::WsUnexpectedContinuation)) {
        giveUp();
        return;
    }
    finish(std::move(event), std::exchange(open, {}));
}

void UnitReader::finish(WebSocket::MessageEvent &&event, Open &&open)
{
    const qint64 number = m_count++;
    if (!isControl(event.opCode) && std::exchange(m_isUnread, false)) {
        passUnread(std::move(open.raw), 1);
        return;
    }
    if (m_packets && !isControl(event.opCode)) {
        const bool binary = event.opCode == OpCode::Binary;
        m_packets->feed(
            {.packet = EngineIo::decodePacket(m_setup.revision, std::move(open.payload), binary),
             .raw = open.raw,
             .isCompressed = open.isCompressed,
             .wireBytes = open.raw.size(),
             .number = number});
        while (auto unit = m_packets->next())
            m_ready.push_back(std::move(*unit));
        return;
    }
    Unit unit;
    unit.message = m_base;
    unit.message.kind = Capture::kindOf(event.opCode);
    unit.message.isBinary = event.opCode == OpCode::Binary;
    unit.message.body = open.payload;
    unit.message.content = open.payload;
    unit.message.payloadBytes = open.payload.size();
    unit.message.wireBytes = open.raw.size();
    if (event.message.close && event.message.close->hasCode)
        unit.message.closeCode = event.message.close->code;
    unit.opCode = event.opCode;
    unit.pieces.push_back({std::move(open.payload), event.opCode == OpCode::Binary});
    unit.raw = std::move(open.raw);
    unit.isCompressed = open.isCompressed;
    unit.number = number;
    unit.completes = 1;
    m_ready.push_back(std::move(unit));
}

void UnitReader::passUnread(QByteArray &&raw, int completes)
{
    if (raw.isEmpty())
        return;
    Unit unit;
    unit.message = m_base;
    unit.raw = std::move(raw);
    unit.completes = completes;
    m_ready.push_back(std::move(unit));
}

/// From here on all goes on as it comes.
void UnitReader::giveUp()
{
    if (std::exchange(m_hasGivenUp, true))
        return;
    QByteArray rest;
    if (m_packets) {
        m_packets->finish();
        while (auto unit = m_packets->next())
            rest += unit->raw;
    }
    rest += std::exchange(m_data.raw, {});
    rest += std::exchange(m_control.raw, {});
    rest += std::exchange(m_raw, {});
    passUnread(std::move(rest));
}

} // namespace Acting
