// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace EngineIo {

/// Takes the payload out of what JSONP wraps around it, byte by byte, for revision 3 in old
/// browsers: responses are a call `___eio[0]("…");`, requests a form's field `d=…`.
class JsonpReader
{
public:
    enum class Kind : quint8 { Response, Post };
    enum class State : quint8 { Reading, Ended, Broken };

    explicit JsonpReader(Kind kind)
        : m_kind(kind)
    {
    }

    /// Reads one byte and appends to \a payload what it completes: none, one or a few bytes.
    State read(char byte, QByteArray *payload);
    /// The end: what a form's last bytes complete.
    State finish(QByteArray *payload);

private:
    State readResponse(char byte, QByteArray *payload);
    State readPost(char byte, QByteArray *payload);
    void putFormByte(char byte, QByteArray *payload);
    void putUnit(char16_t unit, QByteArray *payload);
    void flushSurrogate(QByteArray *payload);

    Kind m_kind;
    State m_state = State::Reading;
    quint8 m_step = 0; // where in the wrapping, or in an escape
    quint8 m_digits = 0;
    char16_t m_unit = 0;
    char16_t m_high = 0; // the first half of a surrogate pair
    qsizetype m_backslashes = 0;
};

} // namespace EngineIo
