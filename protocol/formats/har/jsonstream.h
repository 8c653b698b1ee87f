// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/har/blockfile.h"

#include <functional>
#include <optional>

namespace Formats {

/// Reads JSON of any length from a file, a value at a time, and can go back to a place it has been
/// at. It keeps nothing of what it read, knows no depth, and is lenient: what it skips it only
/// follows to its end.
///
/// After an error all functions say so (false, nothing), and error() tells where it was.
class JsonStream
{
public:
    enum class Error { None, EndsEarly, Malformed, TooLong };

    explicit JsonStream(BlockFile &file, qint64 offset = 0);

    qint64 offset() const { return m_offset; }
    void seek(qint64 offset);
    Error error() const { return m_error; }

    /// The first character of what comes next; 0 at the end.
    char peek();

    // Objects: enter, then nextMember() before each value; false at its end.
    bool enterObject() { return enter('{'); }
    bool nextMember(QByteArray &name);
    // Arrays: enter, then nextElement() before each value; false at its end.
    bool enterArray() { return enter('['); }
    bool nextElement();

    /// Passes over a value of any kind.
    bool skip();
    /// The value as it is spelled; nothing if it is longer than \a most.
    std::optional<QByteArray> raw(qint64 most);
    /// The text of a string, or the spelling of a number or word; empty for an object, an array and
    /// null, which are passed over. Nothing if it is longer than \a most.
    std::optional<QByteArray> text(qint64 most);
    /// The same, but what is longer is only passed over.
    std::optional<QByteArray> shortText(qint64 most);
    /// Passes the text of a string to \a take in parts, without its escapes.
    bool string(const std::function<bool(QByteArray &&part)> &take);

private:
    bool enter(char bracket);
    bool endsOrGoesOn(char bracket);
    bool fail(Error error);
    /// Something else stands there, or nothing.
    bool failHere();
    /// Calls \a take with what is passed over, as it is spelled.
    bool pass(const std::function<bool(QByteArrayView)> &take);

    BlockFile &m_file;
    qint64 m_offset;
    Error m_error = Error::None;
    bool m_isFirst = false; // just behind an opening bracket
};

} // namespace Formats
