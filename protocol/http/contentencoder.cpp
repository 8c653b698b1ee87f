// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/contentencoder.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

namespace Http {

namespace {

std::optional<QByteArray> deflated(const QByteArray &body, int windowBits)
{
    constexpr int MemoryLevel = 8;
    z_stream stream {};
    if (deflateInit2_(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, MemoryLevel,
                      Z_DEFAULT_STRATEGY, ZLIB_VERSION, static_cast<int>(sizeof(stream)))
        != Z_OK)
        return std::nullopt;
    QByteArray coded(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(body.size()))),
                     Qt::Uninitialized);
    QByteArray in = body; // zlib takes its input as writable
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(coded.data());
    stream.avail_out = static_cast<uInt>(coded.size());
    const bool isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    coded.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return isWhole ? std::optional(coded) : std::nullopt;
}

std::optional<QByteArray> brotli(const QByteArray &body)
{
    constexpr int Quality = 5;
    auto size = BrotliEncoderMaxCompressedSize(static_cast<std::size_t>(body.size()));
    QByteArray coded(static_cast<qsizetype>(size), Qt::Uninitialized);
    if (BrotliEncoderCompress(Quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC,
                              static_cast<std::size_t>(body.size()),
                              reinterpret_cast<const uint8_t *>(body.constData()), &size,
                              reinterpret_cast<uint8_t *>(coded.data()))
        == BROTLI_FALSE)
        return std::nullopt;
    coded.truncate(static_cast<qsizetype>(size));
    return coded;
}

std::optional<QByteArray> zstandard(const QByteArray &body)
{
    constexpr int Level = 3;
    QByteArray coded(
        static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(body.size()))),
        Qt::Uninitialized);
    const std::size_t size
        = ZSTD_compress(coded.data(), static_cast<std::size_t>(coded.size()), body.constData(),
                        static_cast<std::size_t>(body.size()), Level);
    if (ZSTD_isError(size) != 0)
        return std::nullopt;
    coded.truncate(static_cast<qsizetype>(size));
    return coded;
}

} // namespace

std::optional<QByteArray> encodeContent(const QList<QByteArray> &codings, const QByteArray &body)
{
    constexpr int Gzip = 16;
    std::optional<QByteArray> coded = body;
    for (const QByteArray &coding : codings) {
        if (!coded)
            return std::nullopt;
        if (coding == "gzip" || coding == "x-gzip")
            coded = deflated(*coded, MAX_WBITS + Gzip);
        else if (coding == "deflate")
            coded = deflated(*coded, MAX_WBITS);
        else if (coding == "br")
            coded = brotli(*coded);
        else if (coding == "zstd")
            coded = zstandard(*coded);
        else if (coding != "identity")
            return std::nullopt;
    }
    return coded;
}

} // namespace Http
