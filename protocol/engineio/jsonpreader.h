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
    void readResponse(char byte, QByteArray *payload);
    void readEscape(char byte, QByteArray *payload);
    void readPost(char byte, QByteArray *payload);
    void putFormByte(char byte, QByteArray *payload);

    Kind m_kind;
    State m_state = State::Reading;
    quint8 m_step = 0; // where in the wrapping, or in an escape
    QByteArray
        m_escape; // of a response: `\\u` and what follows, a pair's first half before its second
    uchar m_percent = 0; // of a form: the first hexadecimal digit
    qsizetype m_backslashes = 0; // of a form: held until it is known what they escape
};

} // namespace EngineIo
