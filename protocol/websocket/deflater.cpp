// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/deflater.h"

#define ZLIB_CONST // next_in points to const bytes
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace WebSocket {

namespace {

constexpr int SmallestZlibWindowBits = 9; // of raw deflate
constexpr int MemoryLevel = 8; // zlib's default
constexpr qsizetype TailBytes = 4; // 00 00 ff ff, which Z_SYNC_FLUSH ends with

} // namespace

Deflater::Deflater(Sender sender, const DeflateParameters &parameters, int level)
    : m_noContextTakeover(parameters.noContextTakeover(sender))
{
    const int wantedBits = parameters.maxWindowBits(sender);
    const int strategy = wantedBits < SmallestZlibWindowBits ? Z_HUFFMAN_ONLY : Z_DEFAULT_STRATEGY;
    auto stream = std::make_unique<z_stream_s>();
    if (deflateInit2(stream.get(), level, Z_DEFLATED, -std::max(wantedBits, SmallestZlibWindowBits),
                     MemoryLevel, strategy)
        == Z_OK)
        m_stream.reset(stream.release());
}

Deflater::~Deflater() = default;
Deflater::Deflater(Deflater &&other) noexcept = default;
Deflater &Deflater::operator=(Deflater &&other) noexcept = default;

void Deflater::StreamDeleter::operator()(z_stream_s *stream) const
{
    deflateEnd(stream);
    std::default_delete<z_stream_s>()(stream);
}

std::optional<QByteArray> Deflater::deflate(QByteArrayView piece, bool isEnd)
{
    if (!m_stream)
        return std::nullopt;
    if (piece.isEmpty() && !(isEnd && m_inMessage))
        return isEnd ? QByteArray(1, '\0') : QByteArray(); // RFC 7692 section 7.2.3.6
    m_inMessage = !isEnd;
    QByteArray out(
        static_cast<qsizetype>(deflateBound(m_stream.get(), static_cast<uLong>(piece.size()))) + 16,
        Qt::Uninitialized);
    qsizetype made = 0;
    qsizetype taken = 0;
    do {
        constexpr qsizetype Most = std::numeric_limits<int>::max();
        if (made == out.size())
            out.resize(out.size() * 2);
        const qsizetype offered = std::min(piece.size() - taken, Most);
        const qsizetype room = std::min(out.size() - made, Most);
        m_stream->next_in = reinterpret_cast<const Bytef *>(piece.data() + taken);
        m_stream->avail_in = static_cast<uInt>(offered);
        m_stream->next_out = reinterpret_cast<Bytef *>(out.data() + made);
        m_stream->avail_out = static_cast<uInt>(room);
        ::deflate(m_stream.get(),
                  isEnd && taken + offered == piece.size() ? Z_SYNC_FLUSH : Z_NO_FLUSH);
        taken += offered - static_cast<qsizetype>(m_stream->avail_in);
        made += room - static_cast<qsizetype>(m_stream->avail_out);
    } while (taken < piece.size() || m_stream->avail_out == 0);
    out.resize(isEnd ? made - TailBytes : made);
    if (isEnd && m_noContextTakeover)
        deflateReset(m_stream.get());
    return out;
}

} // namespace WebSocket
