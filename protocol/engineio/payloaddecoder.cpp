// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payloaddecoder.h"

#include <algorithm>
#include <utility>

namespace EngineIo {

namespace {

constexpr char Separator = '\x1e';
constexpr char LengthEnd = '\xff';
constexpr qsizetype MaxDigits = 15;
constexpr qsizetype MinCompaction = qsizetype(64) << 10;

/// Drops the first \a *used bytes once they are most of the buffer.
void compact(QByteArray *buffer, qsizetype *used)
{
    if (*used == buffer->size()) {
        buffer->resize(0);
        *used = 0;
    } else if (*used >= MinCompaction && *used > buffer->size() / 2) {
        buffer->remove(0, *used);
        *used = 0;
    }
}

/// One character of a UTF-8 text as JavaScript counts it.
struct Character
{
    qsizetype bytes = 0; ///< 0: more bytes are needed.
    quint64 units = 1;
};

/// Bytes that are not UTF-8 are one unit, U+FFFD, for each part that could begin a character: the
/// Encoding Standard's way, which all peers follow.
Character firstCharacter(QByteArrayView text, bool isLast)
{
    const auto lead = static_cast<uchar>(text.front());
    if (lead < 0xc2 || lead > 0xf4)
        return {1, 1};
    const qsizetype size = lead < 0xe0 ? 2 : (lead < 0xf0 ? 3 : 4);
    uchar lowest = 0x80;
    uchar highest = 0xbf;
    if (lead == 0xe0)
        lowest = 0xa0;
    else if (lead == 0xed)
        highest = 0x9f;
    else if (lead == 0xf0)
        lowest = 0x90;
    else if (lead == 0xf4)
        highest = 0x8f;
    for (qsizetype i = 1; i < size; ++i) {
        if (i == text.size())
            return isLast ? Character {i, 1} : Character {};
        const auto byte = static_cast<uchar>(text[i]);
        if (byte < lowest || byte > highest)
            return {i, 1};
        lowest = 0x80;
        highest = 0xbf;
    }
    return {size, size == 4 ? 2U : 1U};
}

/// A decimal length of digits that count from \a zero, and where it ends.
struct Length
{
    quint64 value = 0;
    qsizetype end = 0;
    bool tooLong = false;
};

Length lengthAt(QByteArrayView text, qsizetype from, char zero)
{
    Length length;
    length.end = from;
    while (length.end < text.size()) {
        const int digit = text[length.end] - zero;
        if (digit < 0 || digit > 9)
            break;
        length.value = length.value * 10 + static_cast<quint64>(digit);
        ++length.end;
        if (length.end - from > MaxDigits) {
            length.tooLong = true;
            break;
        }
    }
    return length;
}

} // namespace

PayloadDecoder::PayloadDecoder(Revision revision, PayloadForm form)
    : m_revision(revision)
    , m_form(form)
{
    if (form == PayloadForm::JsonpResponse)
        m_jsonp.emplace(JsonpReader::Kind::Response);
    else if (form == PayloadForm::JsonpPost)
        m_jsonp.emplace(JsonpReader::Kind::Post);
}

void PayloadDecoder::feed(QByteArrayView bytes)
{
    if (m_jsonp) {
        const qsizetype before = m_shareStart;
        compact(&m_input, &m_shareStart);
        m_read -= before - m_shareStart;
        m_input.append(bytes);
    } else {
        compact(&m_buffer, &m_start);
        m_buffer.append(bytes);
    }
}

void PayloadDecoder::finish()
{
    m_finished = true;
}

std::optional<Packet> PayloadDecoder::next()
{
    return m_jsonp ? nextOfJsonp() : cut();
}

std::optional<Packet> PayloadDecoder::nextOfJsonp()
{
    const bool inputFinished = std::exchange(m_finished, false);
    while (!m_broken && m_read < m_input.size()) {
        compact(&m_buffer, &m_start);
        if (m_jsonp->read(m_input[m_read++], &m_buffer) == JsonpReader::State::Broken)
            m_broken = Problem::EioBadJsonp;
        if (auto packet = cut()) {
            if (auto previous = hold(*std::move(packet))) {
                m_finished = inputFinished;
                return previous;
            }
        }
    }
    m_finished = inputFinished;
    if (!m_finished)
        return std::nullopt;
    if (!m_broken && m_jsonp->finish(&m_buffer) == JsonpReader::State::Broken)
        m_broken = Problem::EioBadJsonp;
    while (auto packet = cut()) {
        if (auto previous = hold(*std::move(packet)))
            return previous;
    }
    if (m_held) {
        m_held->wireBytes += m_input.size() - m_shareStart;
        m_shareStart = m_input.size();
    }
    return std::exchange(m_held, std::nullopt);
}

/// Gives \a packet all that was read for it, and returns the one before it.
std::optional<Packet> PayloadDecoder::hold(Packet packet)
{
    packet.wireBytes = m_read - m_shareStart;
    m_shareStart = m_read;
    return std::exchange(m_held, std::move(packet));
}

std::optional<Packet> PayloadDecoder::cut()
{
    if (m_broken)
        return m_finished && !m_done ? rest() : std::nullopt;
    if (m_revision != Revision::V3)
        return cutSeparated();
    return m_form == PayloadForm::Binary ? cutFramed() : cutCounted();
}

std::optional<Packet> PayloadDecoder::cutSeparated()
{
    const qsizetype end = pending().indexOf(Separator, m_scanned);
    if (end >= 0)
        return take(0, end, 1, false);
    m_scanned = pending().size();
    // What follows the last separator is an element as well, even of no bytes.
    if (!m_finished || m_done)
        return std::nullopt;
    m_done = true;
    return take(0, pending().size(), 0, false);
}

std::optional<Packet> PayloadDecoder::cutCounted()
{
    if (pending().isEmpty()) {
        if (!m_finished || m_any)
            return std::nullopt;
        return take(0, 0, 0, false);
    }
    const Length length = lengthAt(pending(), 0, '0');
    if (length.end == pending().size() && !length.tooLong)
        return m_finished ? breakOff(Problem::EioBadLength) : std::nullopt;
    if (length.tooLong || length.end == 0 || pending()[length.end] != ':')
        return breakOff(Problem::EioBadLength);

    const qsizetype header = length.end + 1;
    m_scanned = std::max(m_scanned, header);
    if (!countUnits(length.value))
        return m_finished ? breakOff(Problem::EioBadLength) : std::nullopt;
    if (m_units > length.value) // it ends between the halves of a surrogate pair
        return breakOff(Problem::EioBadLength);
    return take(header, m_scanned - header, 0, false);
}

/// Goes on until there are \a wanted units, or one more; false if the bytes do not suffice.
bool PayloadDecoder::countUnits(quint64 wanted)
{
    const QByteArrayView text = pending();
    while (m_units < wanted) {
        if (m_scanned == text.size())
            return false;
        const Character character = firstCharacter(text.sliced(m_scanned), m_finished);
        if (character.bytes == 0)
            return false;
        m_scanned += character.bytes;
        m_units += character.units;
    }
    return true;
}

std::optional<Packet> PayloadDecoder::cutFramed()
{
    if (pending().isEmpty()) {
        if (!m_finished || m_any)
            return std::nullopt;
        return take(0, 0, 0, false);
    }
    const auto kind = static_cast<uchar>(pending().front());
    if (kind > 1)
        return breakOff(Problem::EioBadPayload);
    const Length length = lengthAt(pending(), 1, '\0');
    if (length.end == pending().size() && !length.tooLong)
        return m_finished ? breakOff(Problem::EioBadLength) : std::nullopt;
    if (length.tooLong || length.end == 1 || pending()[length.end] != LengthEnd)
        return breakOff(Problem::EioBadLength);

    const qsizetype header = length.end + 1;
    const auto size = static_cast<qsizetype>(length.value);
    const qsizetype available = pending().size() - header;
    if (size <= available)
        return take(header, size, 0, kind == 1);
    if (!m_finished)
        return std::nullopt;
    if (available == 0)
        return breakOff(Problem::EioBadLength);
    Packet packet = take(header, available, 0, kind == 1); // as peers do
    packet.problems.add(Problem::EioBadLength);
    return packet;
}

Packet PayloadDecoder::take(qsizetype header, qsizetype size, qsizetype trailer, bool binary)
{
    Packet packet = decodePacket(m_revision, pending().sliced(header, size).toByteArray(), binary);
    packet.wireBytes = header + size + trailer;
    m_start += header + size + trailer;
    m_scanned = 0;
    m_units = 0;
    m_any = true;
    return packet;
}

std::optional<Packet> PayloadDecoder::breakOff(Problem problem)
{
    m_broken = problem;
    return m_finished ? rest() : std::nullopt;
}

std::optional<Packet> PayloadDecoder::rest()
{
    Packet packet;
    if (m_jsonp) {
        packet.raw = m_input.sliced(m_shareStart); // as it crossed, with its wrapping
        m_read = m_input.size();
    } else {
        packet.raw = pending().toByteArray();
    }
    packet.wireBytes = packet.raw.size();
    packet.binary = m_form == PayloadForm::Binary;
    packet.problems.add(*m_broken);
    m_start = m_buffer.size();
    m_any = true;
    m_done = true;
    return packet;
}

} // namespace EngineIo
