// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/coding.h"

#define ZLIB_CONST // else zlib takes input as writable
#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace Http {

namespace {

/// zlib counts in 32 bits.
uInt clipped(std::size_t size)
{
    return static_cast<uInt>(std::min<std::size_t>(size, std::size_t(1) << 30U));
}

/// gzip (RFC 1952) and deflate (RFC 1950, or RFC 1951 alone as some servers send it).
class ZlibCoding : public Coding
{
public:
    explicit ZlibCoding(bool isGzip)
        : m_isGzip(isGzip)
    {
    }
    ~ZlibCoding() override
    {
        if (m_isOpen)
            inflateEnd(&m_stream);
    }
    Q_DISABLE_COPY_MOVE(ZlibCoding)

    Step decode(QByteArrayView in, std::span<char> out) override
    {
        Step step;
        if (in.isEmpty() && (!m_isOpen || m_isAtEnd))
            return step;
        if ((!m_isOpen && !open(in.front())) || (m_isAtEnd && !openNextMember(in.front()))) {
            step.bad = true;
            return step;
        }
        m_stream.next_in = reinterpret_cast<const Bytef *>(in.data());
        m_stream.avail_in = clipped(static_cast<std::size_t>(in.size()));
        m_stream.next_out = reinterpret_cast<Bytef *>(out.data());
        m_stream.avail_out = clipped(out.size());
        const int result = inflate(&m_stream, Z_NO_FLUSH);
        step.consumed = m_stream.next_in - reinterpret_cast<const Bytef *>(in.data());
        step.produced = m_stream.next_out - reinterpret_cast<Bytef *>(out.data());
        m_isAtEnd = result == Z_STREAM_END;
        step.bad = result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR;
        return step;
    }

    bool isAtEnd() const override { return m_isAtEnd; }

private:
    bool open(char first)
    {
        // A raw stream never begins like this: it would be a stored block with padding bits set.
        const bool isZlib = (static_cast<uchar>(first) & 0x0fU) == Z_DEFLATED;
        const int windowBits = m_isGzip ? MAX_WBITS + 16 : isZlib ? MAX_WBITS : -MAX_WBITS;
        m_isOpen
            = inflateInit2_(&m_stream, windowBits, ZLIB_VERSION, static_cast<int>(sizeof(m_stream)))
            == Z_OK;
        return m_isOpen;
    }

    /// A gzip file is a row of members (RFC 1952 2.2).
    bool openNextMember(char first)
    {
        return m_isGzip && first == '\x1f' && inflateReset(&m_stream) == Z_OK;
    }

    bool m_isGzip;
    bool m_isOpen = false;
    bool m_isAtEnd = false;
    z_stream m_stream {};
};

/// br (RFC 7932).
class BrotliCoding : public Coding
{
public:
    Step decode(QByteArrayView in, std::span<char> out) override
    {
        Step step;
        if (m_isAtEnd || !m_state) {
            step.bad = !m_state || !in.isEmpty();
            return step;
        }
        const auto *nextIn = reinterpret_cast<const uint8_t *>(in.data());
        auto availableIn = static_cast<std::size_t>(in.size());
        auto *nextOut = reinterpret_cast<uint8_t *>(out.data());
        std::size_t availableOut = out.size();
        const BrotliDecoderResult result = BrotliDecoderDecompressStream(
            m_state.get(), &availableIn, &nextIn, &availableOut, &nextOut, nullptr);
        step.consumed = in.size() - static_cast<qsizetype>(availableIn);
        step.produced = static_cast<qsizetype>(out.size() - availableOut);
        m_isAtEnd = result == BROTLI_DECODER_RESULT_SUCCESS;
        step.bad = result == BROTLI_DECODER_RESULT_ERROR;
        return step;
    }

    bool isAtEnd() const override { return m_isAtEnd; }

private:
    struct Destroy
    {
        void operator()(BrotliDecoderState *state) const { BrotliDecoderDestroyInstance(state); }
    };

    std::unique_ptr<BrotliDecoderState, Destroy> m_state {
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
    bool m_isAtEnd = false;
};

/// zstd (RFC 8878), a row of frames.
class ZstdCoding : public Coding
{
public:
    ZstdCoding()
    {
        // RFC 9659: windows of this coding are at most 8 MB
        constexpr int maxWindowLog = 23;
        if (m_context)
            ZSTD_DCtx_setParameter(m_context.get(), ZSTD_d_windowLogMax, maxWindowLog);
    }

    Step decode(QByteArrayView in, std::span<char> out) override
    {
        Step step;
        step.bad = !m_context;
        if (step.bad || (m_isAtEnd && in.isEmpty()))
            return step;
        ZSTD_inBuffer input {in.data(), static_cast<std::size_t>(in.size()), 0};
        ZSTD_outBuffer output {out.data(), out.size(), 0};
        const std::size_t result = ZSTD_decompressStream(m_context.get(), &output, &input);
        step.consumed = static_cast<qsizetype>(input.pos);
        step.produced = static_cast<qsizetype>(output.pos);
        m_isAtEnd = result == 0;
        step.bad = ZSTD_isError(result) != 0;
        return step;
    }

    bool isAtEnd() const override { return m_isAtEnd; }

private:
    struct Destroy
    {
        void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
    };

    std::unique_ptr<ZSTD_DCtx, Destroy> m_context {ZSTD_createDCtx()};
    bool m_isAtEnd = false;
};

} // namespace

std::unique_ptr<Coding> Coding::create(QByteArrayView name)
{
    if (name == "gzip" || name == "x-gzip")
        return std::make_unique<ZlibCoding>(true);
    if (name == "deflate")
        return std::make_unique<ZlibCoding>(false);
    if (name == "br")
        return std::make_unique<BrotliCoding>();
    if (name == "zstd")
        return std::make_unique<ZstdCoding>();
    return nullptr;
}

} // namespace Http
