// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/termreader.h"

#include "protocol/query/keys.h"
#include "protocol/query/values.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace Query {

namespace {

bool endsWord(char c)
{
    return isSpace(c) || c == ')';
}

bool isOperator(char c)
{
    return c == ':' || c == '=' || c == '!' || c == '<' || c == '>' || c == '~';
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

bool isName(QByteArrayView text)
{
    return !text.isEmpty() && text[0] >= 'a' && text[0] <= 'z'
        && std::all_of(text.begin(), text.end(), &isNameCharacter);
}

class TermReader
{
public:
    TermReader(QByteArrayView text, qsizetype offset)
        : m_text(text)
        , m_start(offset)
        , m_at(offset)
    {
    }

    std::variant<Term, Error> read()
    {
        readAny();
        if (m_error)
            return *m_error;
        m_term.offset = m_start;
        m_term.size = m_at - m_start;
        return m_term;
    }

private:
    bool isMore() const { return m_at < m_text.size() && !endsWord(m_text[m_at]); }

    void readAny()
    {
        constexpr QByteArrayView DataKey = "data.";
        if (m_text.sliced(m_at).startsWith(DataKey)) {
            m_at += DataKey.size();
            readData();
            return;
        }
        qsizetype end = m_at;
        while (end < m_text.size() && isNameCharacter(m_text[end]))
            ++end;
        const QByteArrayView name = m_text.sliced(m_at, end - m_at);
        if (end == m_text.size() || !isOperator(m_text[end]) || !isName(name)) {
            readValue();
            return;
        }
        const KeyInfo *const info = findKey(name);
        if (info == nullptr || info->type == ValueType::Path) {
            const QByteArray said = '"' + name.toByteArray() + '"';
            fail(info == nullptr ? said + " is no key; in quotes it is searched for as text"
                                 : said + " needs a path: data.user.id=7 or data./1/user/id=7",
                 m_at, name.size());
            return;
        }
        m_at = end;
        m_term.key = info->key;
        if (!readOperator())
            return;
        const qsizetype start = m_at;
        if (!isMore()) {
            fail("Something must stand behind "
                     + m_text.sliced(m_start, m_at - m_start).toByteArray(),
                 m_start, m_at - m_start);
            return;
        }
        readValue();
        if (!m_error)
            check(*info, start);
    }

    bool readOperator()
    {
        static constexpr std::array<std::pair<const char *, Operator>, 8> Operators {{
            {"!=", Operator::NotEqual},
            {"<=", Operator::LessOrEqual},
            {">=", Operator::GreaterOrEqual},
            {":", Operator::Equal},
            {"=", Operator::Equal},
            {"<", Operator::Less},
            {">", Operator::Greater},
            {"~", Operator::Regex},
        }};
        const QByteArrayView rest = m_text.sliced(m_at);
        for (const auto &[text, op] : Operators) {
            if (!rest.startsWith(text))
                continue;
            m_term.op = op;
            m_at += static_cast<qsizetype>(std::strlen(text));
            return true;
        }
        fail("After a key stands one of : = != < > <= >= ~", m_at, 1);
        return false;
    }

    /// Parts in quotes and parts without, up to white space.
    void readValue()
    {
        m_term.parts = {QByteArray("")};
        while (isMore() && !m_error) {
            const char c = m_text[m_at];
            if (c == '"') {
                m_term.parts.last() += readQuoted();
                continue;
            }
            ++m_at;
            if (c == '*' && m_term.op != Operator::Regex && m_term.key != Key::Text)
                m_term.parts.append(QByteArray(""));
            else
                m_term.parts.last() += c;
        }
    }

    QByteArray readQuoted()
    {
        const qsizetype start = m_at++;
        QByteArray text;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return text;
            }
            const bool isEscape = c == '\\' && m_at + 1 < m_text.size()
                && (m_text[m_at + 1] == '"' || m_text[m_at + 1] == '\\');
            if (isEscape)
                ++m_at;
            text += m_text[m_at];
        }
        fail("This \" has no end", start, 1);
        return text;
    }

    void readData()
    {
        m_term.key = Key::Data;
        m_term.isPointer = m_at < m_text.size() && m_text[m_at] == '/';
        if (m_term.isPointer)
            ++m_at;
        m_term.path = {QByteArray("")};
        bool isOver = false;
        while (isMore() && !m_error && !isOver)
            isOver = !readPathCharacter();
        if (!m_term.isPointer && m_term.path.contains(QByteArray(""))) {
            fail("A name is missing in the path", m_start, m_at - m_start);
            return;
        }
        if (!isMore()) { // it is enough that there is something
            m_term.parts = {QByteArray(""), QByteArray("")};
            return;
        }
        if (!readOperator())
            return;
        const qsizetype start = m_at;
        if (!isMore()) {
            fail("Something must stand behind the operator", m_start, m_at - m_start);
            return;
        }
        readValue();
        if (m_term.op == Operator::Regex)
            checkRegex(start);
    }

    /// False at the operator.
    bool readPathCharacter()
    {
        const char c = m_text[m_at];
        const char next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (c == '"') {
            m_term.path.last() += readQuoted();
            return true;
        }
        if (m_term.isPointer && c == '~' && (next == '0' || next == '1')) { // RFC 6901 3
            m_term.path.last() += next == '0' ? '~' : '/';
            m_at += 2;
            return true;
        }
        if (isOperator(c))
            return false;
        ++m_at;
        if (c == (m_term.isPointer ? '/' : '.'))
            m_term.path.append(QByteArray(""));
        else
            m_term.path.last() += c;
        return true;
    }

    void check(const KeyInfo &info, qsizetype start)
    {
        const bool isOrdered = m_term.op >= Operator::Less;
        const bool isWild = m_term.parts.size() > 1;
        const bool takesOrder = info.type == ValueType::Number || info.type == ValueType::Duration
            || info.type == ValueType::Moment;
        const bool takesRegex = info.type == ValueType::Pattern;
        const bool takesWild = takesRegex || info.type == ValueType::Word;
        const QByteArray name = info.name;
        if ((isOrdered && !takesOrder) || (m_term.op == Operator::Regex && !takesRegex)
            || (info.type == ValueType::Row && m_term.op != Operator::Equal)) {
            fail(name + " cannot be compared in this way", m_start, start - m_start);
        } else if (isWild && !takesWild) {
            fail(name + " takes no *", start, m_at - start);
        } else if (m_term.op == Operator::Regex) {
            checkRegex(start);
        } else {
            checkValue(info, start);
        }
    }

    void checkValue(const KeyInfo &info, qsizetype start)
    {
        const QByteArray text = m_term.text();
        const QByteArray name = info.name;
        switch (info.type) {
        case ValueType::Pattern:
            m_term.number = parseId(text);
            return;
        case ValueType::Word:
            checkWord(name, start);
            return;
        case ValueType::Number:
            m_term.number = parseCount(text);
            if (!m_term.number)
                fail(name + " takes a number, like 1500, 1.5k or 2M", start, m_at - start);
            return;
        case ValueType::Duration:
            m_term.number = parseDuration(text);
            if (!m_term.number)
                fail(name + " takes a time, like 250us, 12ms or 1.5s", start, m_at - start);
            return;
        case ValueType::Row:
            m_term.number = parseId(text.startsWith('#') ? text.sliced(1) : text);
            if (!m_term.number)
                fail(name + " takes a message's number, like #41", start, m_at - start);
            return;
        case ValueType::Moment:
            if (const auto moment = parseMoment(text))
                m_term.moment = *moment;
            else
                fail("time takes 10:02, 10:02:11.482 or 2026-03-01T10:02", start, m_at - start);
            return;
        case ValueType::Path:
            return;
        }
    }

    void checkWord(const QByteArray &name, qsizetype start)
    {
        const QByteArrayList words = wordsOf(m_term.key);
        const QByteArray text = m_term.text();
        if (m_term.key == Key::OpCode) {
            m_term.number = parseCount(text);
            if (m_term.number && *m_term.number < 16)
                return;
        }
        const auto place = words.indexOf(text);
        if (m_term.key == Key::Is && place >= 0)
            m_term.property = static_cast<Property>(place);
        const bool isWild = m_term.parts.size() > 1 && m_term.key == Key::Kind;
        if (place < 0 && !isWild) {
            fail(name + " is one of: " + words.join(", "), start, m_at - start);
            return;
        }
        m_term.number = place;
    }

    void checkRegex(qsizetype start)
    {
        const QRegularExpression regex(QString::fromUtf8(m_term.text()));
        if (!regex.isValid())
            fail("This is no regular expression: " + regex.errorString().toUtf8(), start,
                 m_at - start);
    }

    void fail(const QByteArray &text, qsizetype offset, qsizetype size)
    {
        if (!m_error)
            m_error = Error {text, offset, size};
    }

    QByteArrayView m_text;
    qsizetype m_start;
    qsizetype m_at;
    Term m_term;
    std::optional<Error> m_error;
};

} // namespace

std::variant<Term, Error> readTerm(QByteArrayView text, qsizetype offset)
{
    return TermReader(text, offset).read();
}

} // namespace Query
