// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/inflater.h"

#define ZLIB_CONST // next_in points to const bytes
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace WebSocket {

namespace {

constexpr std::size_t BufferBytes = 16384;
constexpr int LargestWindowBits = 15;
constexpr qsizetype WindowBytes = qsizetype(1) << LargestWindowBits;

/// What a sender leaves out at the end of a message, RFC 7692 section 7.2.1.
QByteArray tail()
{
    return QByteArray::fromRawData("\x00\x00\xff\xff", 4);
}

} // namespace

Inflater::Inflater(bool noContextTakeover, const InflateLimits &limits)
    : m_limits(limits)
    , m_noContextTakeover(noContextTakeover)
{
}

Inflater::~Inflater() = default;
Inflater::Inflater(Inflater &&other) noexcept = default;
Inflater &Inflater::operator=(Inflater &&other) noexcept = default;

void Inflater::StreamDeleter::operator()(z_stream_s *stream) const
{
    inflateEnd(stream);
    std::default_delete<z_stream_s>()(stream);
}

void Inflater::feed(const QByteArray &bytes, bool isEnd)
{
    if (!m_inMessage)
        beginMessage();
    m_input = bytes;
    m_offset = 0;
    m_compressedBytes += bytes.size();
    m_endAnnounced = isEnd;
}

void Inflater::beginMessage()
{
    m_inMessage = true;
    m_compressedBytes = 0;
    m_inflatedBytes = 0;
    m_tailGiven = false;
    m_outputPending = false;
    m_bomb = false;
    m_broken = !prepare();
    m_givenUp = m_broken;
}

/// Makes zlib's stream when the first message comes. False: no memory for it.
bool Inflater::prepare()
{
    if (m_stream)
        return true;
    auto stream = std::make_unique<z_stream_s>();
    if (inflateInit2(stream.get(), -LargestWindowBits) != Z_OK)
        return false;
    m_stream.reset(stream.release());
    return true;
}

std::optional<QByteArray> Inflater::window() const
{
    if (m_inMessage)
        return {};
    if (!m_stream || m_noContextTakeover)
        return QByteArray();
    QByteArray bytes(WindowBytes, Qt::Uninitialized);
    auto size = static_cast<uInt>(bytes.size());
    if (inflateGetDictionary(m_stream.get(), reinterpret_cast<Bytef *>(bytes.data()), &size)
        != Z_OK)
        return {};
    bytes.truncate(static_cast<qsizetype>(size));
    return bytes;
}

void Inflater::setWindow(const QByteArray &bytes)
{
    if (bytes.isEmpty() || !prepare())
        return;
    inflateSetDictionary(m_stream.get(), reinterpret_cast<const Bytef *>(bytes.constData()),
                         static_cast<uInt>(bytes.size()));
}

bool Inflater::read(QByteArray &piece)
{
    piece.clear();
    if (!m_inMessage)
        return false;
    std::array<char, BufferBytes> buffer;
    while (piece.size() < MaxPieceBytes) {
        const qsizetype room = std::min<qsizetype>(BufferBytes, MaxPieceBytes - piece.size());
        const qsizetype made = inflateInto(buffer.data(), room);
        const qint64 kept = std::min<qint64>(made, m_limits.maxPlainBytes - m_inflatedBytes);
        const bool wasBomb = m_bomb;
        m_inflatedBytes += made;
        lookAtLimits();
        const bool cutHere = !wasBomb && kept < made;
        if (kept > 0 && (!m_bomb || cutHere))
            piece.append(buffer.data(), kept);
        if (made < room) {
            if (m_endAnnounced)
                finishMessage();
            return false;
        }
    }
    return true;
}

void Inflater::lookAtLimits()
{
    if (m_inflatedBytes > m_limits.maxPlainBytes
        || (m_inflatedBytes > m_limits.ratioFreeBytes
            && m_inflatedBytes / m_limits.maxRatio > m_compressedBytes))
        m_bomb = true;
    if (m_bomb && m_inflatedBytes > m_limits.maxInflatedBytes)
        m_givenUp = true;
}

/// How many bytes were made; fewer than \a size if there is no input for more.
qsizetype Inflater::inflateInto(char *out, qsizetype size)
{
    qsizetype made = 0;
    while (!m_givenUp && made < size && (m_outputPending || nextInput())) {
        if (m_finalBlockSeen)
            restartAfterFinalBlock();
        const qsizetype offered
            = std::min<qsizetype>(m_input.size() - m_offset, std::numeric_limits<int>::max());
        m_stream->next_in = reinterpret_cast<const Bytef *>(m_input.constData() + m_offset);
        m_stream->avail_in = static_cast<uInt>(offered);
        m_stream->next_out = reinterpret_cast<Bytef *>(out + made);
        m_stream->avail_out = static_cast<uInt>(size - made);
        const int result = ::inflate(m_stream.get(), Z_SYNC_FLUSH);
        m_offset += offered - static_cast<qsizetype>(m_stream->avail_in);
        made = size - static_cast<qsizetype>(m_stream->avail_out);
        m_outputPending = m_stream->avail_out == 0;
        if (result == Z_STREAM_END) {
            m_finalBlockSeen = true;
            m_outputPending = false;
            m_broken = m_tailGiven; // it ended inside what we added
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            m_broken = true;
        }
        m_givenUp = m_broken;
    }
    return made;
}

/// True if there is input, if need be the message's tail.
bool Inflater::nextInput()
{
    if (m_offset < m_input.size())
        return true;
    if (!m_endAnnounced || m_tailGiven || m_finalBlockSeen || m_compressedBytes == 0)
        return false;
    m_input = tail();
    m_offset = 0;
    m_tailGiven = true;
    return true;
}

/// A block with BFINAL ends zlib's stream, but not the message and not the window (RFC 7692,
/// section 7.2.3.4).
void Inflater::restartAfterFinalBlock()
{
    std::array<Bytef, WindowBytes> window;
    uInt size = 0;
    inflateGetDictionary(m_stream.get(), window.data(), &size);
    inflateReset(m_stream.get());
    inflateSetDictionary(m_stream.get(), window.data(), size);
    m_finalBlockSeen = false;
}

void Inflater::finishMessage()
{
    constexpr int AfterBlock = 128;
    m_inMessage = false;
    m_input.clear();
    m_offset = 0;
    if (m_compressedBytes == 0) {
        m_broken = true; // an empty message is a byte of its own; but nothing is lost
        return;
    }
    if (!m_givenUp && m_tailGiven && (m_stream->data_type & AfterBlock) == 0) {
        m_broken = true;
        m_givenUp = true;
    }
    if ((m_givenUp || m_noContextTakeover) && m_stream) {
        inflateReset(m_stream.get());
        m_finalBlockSeen = false;
    }
}

void Inflater::abandonMessage()
{
    if (!m_inMessage)
        return;
    m_givenUp = true;
    m_compressedBytes = std::max<qint64>(m_compressedBytes, 1);
    finishMessage();
}

} // namespace WebSocket
