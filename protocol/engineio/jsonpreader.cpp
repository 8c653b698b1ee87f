// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/jsonpreader.h"

#include "protocol/msgpack/jsontext.h"

namespace EngineIo {

namespace {

constexpr QByteArrayView CallStart = "___eio[";
constexpr QByteArrayView FieldStart = "d=";

// Where a response is, after CallStart.
constexpr quint8 Index = 7;
constexpr quint8 Parenthesis = 8;
constexpr quint8 Quote = 9;
constexpr quint8 Text = 10;
constexpr quint8 Escape = 11;
constexpr quint8 Close = 12;

// Where a form is, after FieldStart.
constexpr quint8 Plain = 2;
constexpr quint8 FirstHex = 3;
constexpr quint8 SecondHex = 4;

constexpr qsizetype UnitSize = 6; // \u and four hexadecimal digits

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// True if \a escape, complete, is the first half of a surrogate pair.
bool isHighSurrogate(QByteArrayView escape)
{
    return escape.size() == UnitSize && (escape[2] | 0x20) == 'd' && hexDigit(escape[3]) >= 8
        && hexDigit(escape[3]) < 12;
}

} // namespace

JsonpReader::State JsonpReader::read(char byte, QByteArray *payload)
{
    if (m_state == State::Reading) {
        if (m_kind == Kind::Response)
            readResponse(byte, payload);
        else
            readPost(byte, payload);
    }
    return m_state;
}

JsonpReader::State JsonpReader::finish(QByteArray *payload)
{
    if (m_kind == Kind::Post && m_state != State::Broken && m_step == Plain) {
        payload->append(m_backslashes, '\\');
        m_backslashes = 0;
        m_state = State::Ended;
    }
    if (m_state == State::Reading)
        m_state = State::Broken;
    return m_state;
}

void JsonpReader::readResponse(char byte, QByteArray *payload)
{
    const auto expect = [this, byte](char wanted) {
        if (byte == wanted)
            ++m_step;
        else
            m_state = State::Broken;
    };
    if (m_step < Index)
        return expect(CallStart[m_step]);
    switch (m_step) {
    case Index:
        if (byte < '0' || byte > '9')
            expect(']');
        break;
    case Parenthesis:
        expect('(');
        break;
    case Quote:
        expect('"');
        break;
    case Text:
        if (!m_escape.isEmpty() && byte != '\\') { // the first half of a pair, alone
            payload->append(JsonText::unescaped(m_escape));
            m_escape.clear();
        }
        if (byte == '\\')
            m_step = Escape;
        else if (byte == '"')
            m_step = Close;
        else
            payload->append(byte);
        break;
    case Escape:
        readEscape(byte, payload);
        break;
    default:
        m_state = byte == ')' ? State::Ended : State::Broken;
    }
}

/// Collects an escape in m_escape, from its backslash on. The first half of a surrogate pair stays
/// there until the next character.
void JsonpReader::readEscape(char byte, QByteArray *payload)
{
    const bool second = m_escape.size() >= UnitSize;
    const qsizetype from = second ? UnitSize : 0;
    if (m_escape.size() == from)
        m_escape.append('\\');
    m_escape.append(byte);
    const qsizetype size = m_escape.size() - from;
    if (m_escape[from + 1] == 'u' && size < UnitSize)
        return;
    m_step = Text;
    if (isHighSurrogate(QByteArrayView(m_escape).sliced(from))) {
        payload->append(JsonText::unescaped(m_escape.first(from)));
        m_escape.remove(0, from);
        return;
    }
    if (!JsonText::hasValidEscapes(m_escape))
        m_state = State::Broken;
    else
        payload->append(JsonText::unescaped(m_escape));
    m_escape.clear();
}

void JsonpReader::readPost(char byte, QByteArray *payload)
{
    if (m_step < Plain) {
        if (byte == FieldStart[m_step])
            ++m_step;
        else
            m_state = State::Broken;
        return;
    }
    const int digit = hexDigit(byte);
    switch (m_step) {
    case FirstHex:
    case SecondHex:
        if (digit < 0) {
            m_state = State::Broken;
        } else if (m_step == FirstHex) {
            m_percent = static_cast<uchar>(digit);
            m_step = SecondHex;
        } else {
            m_step = Plain;
            putFormByte(static_cast<char>(m_percent * 16 + digit), payload);
        }
        break;
    default:
        if (byte == '&') {
            payload->append(m_backslashes, '\\');
            m_backslashes = 0;
            m_state = State::Ended;
        } else if (byte == '%') {
            m_step = FirstHex;
        } else {
            putFormByte(byte == '+' ? ' ' : byte, payload);
        }
    }
}

/// A newline crosses as `\n`, and a `\n` with one backslash more, so that no browser changes it.
void JsonpReader::putFormByte(char byte, QByteArray *payload)
{
    if (byte == '\\') {
        ++m_backslashes;
        return;
    }
    if (byte == 'n' && m_backslashes == 1) {
        payload->append('\n');
    } else {
        const bool escaped = byte == 'n' && m_backslashes > 1;
        payload->append(escaped ? m_backslashes - 1 : m_backslashes, '\\');
        payload->append(byte);
    }
    m_backslashes = 0;
}

} // namespace EngineIo
