// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/field.h"
#include "protocol/problem.h"

namespace Http {

/// What the fields of a head say about the length of the body (RFC 9112 6).
struct BodyFraming
{
    std::optional<qint64> contentLength; // the first that is valid
    bool hasBadLength = false; // one is invalid, or they differ
    bool hasTransferCoding = false; // other than identity
    bool isChunked = false; // the last transfer coding
};

/// Reads field lines up to the empty line after them, in pieces of any size: the second part of a
/// head, or a trailer section. Lines may end in CRLF or a bare LF (RFC 9112 2.2).
///
/// Fields are kept until their bytes reach the limit; of what comes behind, only what frames the
/// body is read.
class FieldLines
{
public:
    explicit FieldLines(qsizetype maxBytes);

    /// Reads from \a bytes up to the end of the section and returns how many it took.
    qsizetype feed(QByteArrayView bytes);

    /// The stream ended: what was read of the last line counts as a line.
    void finish();

    bool isDone() const { return m_done; }
    const BodyFraming &framing() const { return m_framing; }
    Problems problems() const { return m_problems; }
    QList<Field> takeFields() { return std::move(m_fields); }

private:
    void endLine();
    void startField(QByteArrayView line);
    void endField();
    void readFraming(const Field &field);

    qsizetype m_maxBytes;
    qsizetype m_kept = 0; // bytes in m_fields
    bool m_done = false;
    QByteArray m_line; // up to the limit
    std::optional<Field> m_field; // not yet ended: the next line may be folded into it
    QList<Field> m_fields;
    BodyFraming m_framing;
    Problems m_problems;
};

} // namespace Http
