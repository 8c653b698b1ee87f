// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/chunkeddecoder.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace Http {

namespace {

std::optional<quint64> hexDigit(char character)
{
    if (character >= '0' && character <= '9')
        return static_cast<quint64>(character - '0');
    if (character >= 'a' && character <= 'f')
        return static_cast<quint64>(character - 'a' + 10);
    if (character >= 'A' && character <= 'F')
        return static_cast<quint64>(character - 'A' + 10);
    return std::nullopt;
}

} // namespace

ChunkedDecoder::ChunkedDecoder(qsizetype maxTrailerBytes)
    : m_trailers(maxTrailerBytes)
{
}

qsizetype ChunkedDecoder::feed(QByteArrayView bytes, QByteArray &body)
{
    qsizetype taken = 0;
    while (m_state == State::Reading && taken < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(taken);
        if (m_part == Part::Data) {
            const auto count
                = static_cast<qsizetype>(std::min(m_size, static_cast<quint64>(rest.size())));
            body.append(rest.first(count));
            taken += count;
            m_size -= static_cast<quint64>(count);
            if (m_size == 0)
                m_part = Part::AfterData;
        } else if (m_part == Part::Trailers) {
            taken += m_trailers.feed(rest);
            if (m_trailers.isDone())
                m_state = State::Done;
        } else if (acceptsFraming(rest.front())) {
            ++taken;
        } else {
            m_state = State::Broken;
        }
    }
    return taken;
}

bool ChunkedDecoder::acceptsFraming(char character)
{
    if (m_part == Part::AfterData)
        return acceptsAfterData(character);
    if (m_part == Part::Size) {
        if (const auto digit = hexDigit(character)) {
            constexpr quint64 most = std::numeric_limits<qint64>::max();
            if (m_size > most >> 4U)
                return false;
            m_size = (m_size << 4U) | *digit;
            m_hasDigit = true;
            return true;
        }
        if (!m_hasDigit)
            return false;
        m_part = Part::AfterSize;
    }
    return acceptsAfterSize(character);
}

bool ChunkedDecoder::acceptsAfterSize(char character)
{
    if (character == '\n') {
        m_part = m_size == 0 ? Part::Trailers : Part::Data;
        m_hasDigit = false;
        m_hasExtension = false;
        m_hasCarriageReturn = false;
        return true;
    }
    if (m_hasExtension)
        return true;
    if (m_hasCarriageReturn)
        return false;
    m_hasExtension = character == ';';
    m_hasCarriageReturn = character == '\r';
    return m_hasExtension || m_hasCarriageReturn || character == ' ' || character == '\t';
}

bool ChunkedDecoder::acceptsAfterData(char character)
{
    if (character == '\n') {
        m_part = Part::Size;
        m_hasCarriageReturn = false;
        return true;
    }
    return character == '\r' && !std::exchange(m_hasCarriageReturn, true);
}

} // namespace Http
