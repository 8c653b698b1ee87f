// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/fieldlines.h"
#include "protocol/http/head.h"

namespace Http {

/// Decodes one head, in pieces of any size. A part of MessageDecoder.
///
/// It says as early as it can that bytes are no HTTP: at the first byte that no start line can
/// have, and at the end of a start line that has no HTTP version. Until then nothing is lost:
/// takeRaw() gives all bytes back. A head longer than the limit is kept up to there and read to its
/// end, and the fields that frame the body count wherever they are.
class HeadDecoder
{
public:
    enum class Role { Request, Response };
    enum class State { Empty, Reading, Done, NotHttp };

    HeadDecoder(Role role, qsizetype maxBytes);

    /// Reads from \a bytes up to the end of the head and returns how many it took.
    qsizetype feed(QByteArrayView bytes);

    State state() const { return m_state; }

    /// The stream ended in the head: Done with HttpCutOff when it is known what it is, else
    /// NotHttp.
    void finish();

    /// The head, and how its body is framed. Once, when state() is Done.
    Head takeHead();
    const BodyFraming &framing() const { return m_lines.framing(); }

    /// The bytes read so far, for a head that is none.
    QByteArray takeRaw();

    /// Bytes read so far.
    qint64 wireBytes() const { return m_head.wireBytes; }

private:
    enum class Part { EmptyLines, StartLine, Fields };

    qsizetype feedStartLine(QByteArrayView bytes);
    bool accepts(char character);
    void endStartLine(bool whole);
    bool readRequestLine(QByteArrayView line, bool whole);
    bool readStatusLine(QByteArrayView line);
    void keep(QByteArrayView bytes);

    Role m_role;
    qsizetype m_maxBytes;
    State m_state = State::Empty;
    Part m_part = Part::EmptyLines;
    Head m_head;
    FieldLines m_lines;
    QByteArray m_startLine; // up to the limit
    qsizetype m_methodEnd = -1; // of a request's start line, once it was seen
};

} // namespace Http
