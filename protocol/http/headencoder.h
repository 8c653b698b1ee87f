// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/field.h"

namespace Http {

/// A request head in HTTP/1.1. Line breaks in names and values become spaces, so no value can add
/// a field.
QByteArray encodeRequestHead(QByteArrayView method, QByteArrayView target,
                             const QList<Field> &fields);

/// A response head in HTTP/1.1. An empty \a reason takes the usual one for \a status.
QByteArray encodeResponseHead(int status, const QList<Field> &fields, QByteArrayView reason = {});

/// The usual reason phrase of \a status (RFC 9110 15), "Unknown" where there is none.
QByteArrayView reasonPhrase(int status);

/// Changes single things in a head and leaves every other byte as it crossed: the case of names,
/// the order, white space, line ends.
///
/// It works on Head::raw of a head that is whole (no HttpHeadTooLong, no HttpCutOff).
class HeadRewriter
{
public:
    explicit HeadRewriter(QByteArray raw);

    /// Gives every field called \a name (in any case) the value \a value. Returns how many there
    /// are; none is added.
    int replaceValue(QByteArrayView name, QByteArrayView value);

    /// Takes out every field called \a name. Returns how many there were.
    int removeField(QByteArrayView name);

    /// Adds a field at the end, with the line end of the start line.
    void appendField(QByteArrayView name, QByteArrayView value);

    /// Replaces the target of a request. Returns false when the start line has none.
    bool replaceTarget(QByteArrayView target);

    /// Turns an absolute-form target into origin form (RFC 9112 3.2.2). Returns true if it was one.
    bool toOriginForm();

    /// True once a byte is different from what was given.
    bool isChanged() const { return m_isChanged; }

    QByteArray bytes() const { return m_bytes; }

private:
    struct Span
    {
        qsizetype begin;
        qsizetype end;
    };
    struct Line
    {
        Span name;
        Span value; // trimmed, folded lines included
        Span whole; // with its line end
    };

    Span startLine() const;
    std::optional<Span> targetSpan() const;
    QList<Line> fieldLines() const;
    qsizetype lineEnd(qsizetype begin) const;
    Span withoutLineEnd(Span line) const;
    Span trimmed(Span span) const;
    QByteArrayView in(Span span) const;
    void replace(Span span, QByteArrayView with);

    QByteArray m_bytes;
    bool m_isChanged = false;
};

} // namespace Http
