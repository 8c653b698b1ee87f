// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/fieldlines.h"

namespace Http {

/// Takes the chunked transfer coding off a body (RFC 9112 7.1), in pieces of any size. A part of
/// MessageDecoder.
///
/// Chunk extensions are read over. Chunk sizes up to 2^63-1 are followed and cost no memory.
class ChunkedDecoder
{
public:
    enum class State { Reading, Done, Broken };

    explicit ChunkedDecoder(qsizetype maxTrailerBytes);

    /// Reads from \a bytes, appends what the chunks hold to \a body and returns how many it took:
    /// all of them, or up to the end of the body, or up to where its framing broke.
    qsizetype feed(QByteArrayView bytes, QByteArray &body);

    State state() const { return m_state; }
    QList<Field> takeTrailers() { return m_trailers.takeFields(); }
    Problems trailerProblems() const { return m_trailers.problems(); }
    void finish() { m_trailers.finish(); }

private:
    enum class Part { Size, AfterSize, Data, AfterData, Trailers };

    bool acceptsFraming(char character);
    bool acceptsAfterSize(char character);
    bool acceptsAfterData(char character);

    State m_state = State::Reading;
    Part m_part = Part::Size;
    quint64 m_size = 0; // of the chunk, while it is read; then what is left of it
    bool m_hasDigit = false;
    bool m_hasExtension = false;
    bool m_hasCarriageReturn = false;
    FieldLines m_trailers;
};

} // namespace Http
