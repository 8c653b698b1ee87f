// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/secrettable.h"

#include <algorithm>
#include <array>

namespace Redaction {

namespace {

/// Values of cookies and connect data that are a word of the protocols or of half of all apps.
bool isCommonWord(QByteArrayView value)
{
    static const std::array words {"websocket", "polling",     "socket.io",  "keep-alive",
                                   "upgrade",   "application", "production", "development",
                                   "undefined", "anonymous",   "redacted",   "permessage-deflate"};
    return std::any_of(words.begin(), words.end(),
                       [value](const char *word) { return value == QByteArrayView(word); });
}

bool isLetters(QByteArrayView value)
{
    return std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

/// Whether its bytes mean it wherever they are.
bool isDistinct(Kind kind, QByteArrayView value)
{
    constexpr qsizetype LongWord = 12;
    if (value.size() < SecretTable::LeastBytes || isCommonWord(value))
        return false;
    const bool isOneCharacter
        = std::all_of(value.begin(), value.end(), [&](char c) { return c == value.front(); });
    const bool isWord = kind == Kind::Cookie && value.size() < LongWord && isLetters(value);
    return !isOneCharacter && !isWord && !QByteArray("-redactedxxxx").contains(value);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Of a number only digits can be replaced.
bool isNumber(QByteArrayView value)
{
    const auto isPart = [](char c) {
        return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    };
    return isJsonNumber(value)
        || (!value.isEmpty() && (isDigit(value.front()) || value.front() == '-')
            && isDigit(value.back()) && std::all_of(value.begin(), value.end(), isPart)
            && std::count_if(value.begin(), value.end(), isDigit) * 2 > value.size());
}

/// Whether \a number, in whose place \a value stood, fits wherever that did: MessagePack keeps
/// integers in 8, 16, 32 or 64 bits, with or without a sign, or five and seven in small ones.
bool hasRoom(const QByteArray &number, const QByteArray &value)
{
    static constexpr std::array<quint64, 8> Most {
        0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff, 0x7fffffffffffffff, 0xffffffffffffffff};
    static constexpr std::array<quint64, 5> MostNegative {32, 0x80, 0x8000, 0x80000000,
                                                          0x8000000000000000};
    const bool isNegative = value.startsWith('-');
    bool isInteger = false;
    const quint64 was = value.sliced(isNegative ? 1 : 0).toULongLong(&isInteger);
    if (!isInteger)
        return true;
    const quint64 is = number.sliced(isNegative ? 1 : 0).toULongLong();
    const auto fits = [&](const auto &bounds) {
        const auto bound
            = std::find_if(bounds.begin(), bounds.end(), [was](quint64 one) { return was <= one; });
        return bound == bounds.end() || is <= *bound;
    };
    return isNegative ? fits(MostNegative) : fits(Most);
}

/// Bytes of the UTF-8 character that \a lead begins.
qsizetype widthOf(char lead)
{
    const auto byte = static_cast<uchar>(lead);
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

bool stays(char c)
{
    return c == '"' || c == '\\' || c == '/' || (c >= 0 && c < ' ');
}

/// \a value with its characters replaced by those of \a text in turn, and x after its end.
QByteArray worn(const QByteArray &value, const QByteArray &text)
{
    const bool isUtf8 = value.isValidUtf8();
    QByteArray result = value;
    qsizetype next = 0;
    for (qsizetype i = 0; i < value.size();) {
        const qsizetype width = isUtf8 ? widthOf(value.at(i)) : 1;
        if (width == 1) {
            if (!stays(value.at(i)))
                result[i] = next < text.size() ? text.at(next++) : 'x';
        } else {
            const char *const filler = width == 2 ? "\u00f8" : width == 3 ? "\u2026" : "\U0001f512";
            result.replace(i, width, filler, width);
        }
        i += width;
    }
    return result;
}

/// The same for a number, with the digits of \a number at its end. An exponent stays.
QByteArray wornNumber(const QByteArray &value, qint64 number)
{
    QByteArray digits = QByteArray::number(number);
    QByteArray result = value;
    const auto isExponent = [](char c) { return c == 'e' || c == 'E'; };
    const qsizetype end = std::find_if(value.begin(), value.end(), isExponent) - value.begin();
    qsizetype first = -1;
    for (qsizetype i = end - 1; i >= 0; --i) {
        if (!isDigit(value.at(i)))
            continue;
        result[i] = digits.isEmpty() ? '0' : digits.back();
        digits.chop(1);
        first = i;
    }
    // Not 0: then it would be another number of digits.
    if (first >= 0 && result.at(first) == '0')
        result[first] = '1';
    return result;
}

/// Whether \a number is written in no shorter way.
bool isShortest(QByteArrayView number)
{
    const qsizetype exponent
        = std::find_if(number.begin(), number.end(), [](char c) { return c == 'e' || c == 'E'; })
        - number.begin();
    const QByteArrayView digits = number.first(exponent);
    return !digits.contains('.') || digits.back() != '0';
}

} // namespace

bool isJsonNumber(QByteArrayView text)
{
    qsizetype at = text.startsWith('-') ? 1 : 0;
    const auto takeDigits = [&] {
        const qsizetype begin = at;
        while (at < text.size() && isDigit(text.at(at)))
            ++at;
        return at > begin;
    };
    const qsizetype first = at;
    if (!takeDigits() || (text.at(first) == '0' && at > first + 1))
        return false;
    if (at < text.size() && text.at(at) == '.') {
        ++at;
        if (!takeDigits())
            return false;
    }
    if (at < text.size() && (text.at(at) == 'e' || text.at(at) == 'E')) {
        ++at;
        if (at < text.size() && (text.at(at) == '+' || text.at(at) == '-'))
            ++at;
        if (!takeDigits())
            return false;
    }
    return at == text.size();
}

QByteArrayView kindName(Kind kind)
{
    static constexpr std::array<const char *, Kinds> Names {
        "sid", "pid", "cookie", "credentials", "password", "token", "jwt", "path", "pattern"};
    return Names[static_cast<std::size_t>(kind)];
}

QByteArrayView placeName(Place place)
{
    static constexpr std::array<const char *, Places> Names {"head",    "address", "connect",
                                                             "payload", "body",    "notes"};
    return Names[static_cast<std::size_t>(place)];
}

QByteArray SecretTable::standInFor(Kind kind, const QByteArray &value)
{
    constexpr int Attempts = 1000;
    qint64 number = ++m_counts[static_cast<int>(kind)];
    const auto isFree = [&](const QByteArray &text) {
        return text != value && !m_standIns.contains(text) && !m_indexes.contains(text);
    };
    QByteArray text;
    if (isNumber(value)) {
        // Of small numbers there are few: then several have the same.
        QByteArray shared;
        for (int i = 0; i < Attempts; ++i) {
            text = wornNumber(value, number++);
            if (text == value || !hasRoom(text, value) || !isShortest(text))
                continue;
            if (isFree(text))
                return text;
            shared = text;
        }
        return shared.isEmpty() ? wornNumber(value, 1) : shared;
    }
    if (kind == Kind::Path && (value == "true" || value == "false"))
        return worn(value, "null");
    // A session is called by the first characters of its id: there the number comes first.
    const QByteArray name = kindName(kind).toByteArray();
    const QByteArray digits = QByteArray::number(number);
    text = worn(value,
                (kind == Kind::Sid ? digits + '-' + name : name + '-' + digits) + "-redacted");
    // Where there is no room for the name, there may be for a letter and the number, or less.
    const qsizetype named = digits.size() + 1 + (kind == Kind::Sid ? 0 : name.size());
    if (value.size() < named || !isFree(text))
        text = worn(value, name.first(1) + digits);
    for (int i = 0; i < Attempts && !isFree(text); ++i)
        text = worn(value, QByteArray::number(i, 36));
    return text;
}

void SecretTable::add(Kind kind, QByteArrayView value, Place place)
{
    if (value.isEmpty())
        return;
    const QByteArray key = value.toByteArray();
    auto index = m_indexes.find(key);
    if (index == m_indexes.end()) {
        Secret secret;
        secret.kind = kind;
        secret.value = key;
        secret.standIn = standInFor(kind, key);
        secret.isEverywhere = isDistinct(kind, key);
        m_standIns.insert(secret.standIn);
        index = m_indexes.insert(key, m_secrets.size());
        m_secrets.push_back(std::move(secret));
    }
    Secret &secret = m_secrets[*index];
    secret.places |= 1U << static_cast<int>(place);
    ++secret.count;
    // A word that a cookie holds, and a password is, is a password.
    secret.isEverywhere = secret.isEverywhere || isDistinct(kind, key);
}

void SecretTable::addBeginning(const QByteArray &whole, qsizetype length, Place place)
{
    const Secret *const secret = find(whole);
    if (secret == nullptr || length >= whole.size() || m_indexes.contains(whole.first(length)))
        return;
    Secret beginning = *secret;
    beginning.value.truncate(length);
    beginning.standIn.truncate(length);
    beginning.places = 1U << static_cast<int>(place);
    beginning.count = 1;
    beginning.isEverywhere = isDistinct(beginning.kind, beginning.value);
    m_standIns.insert(beginning.standIn);
    m_indexes.insert(beginning.value, m_secrets.size());
    m_secrets.push_back(std::move(beginning));
}

void SecretTable::keepKind(Kind kind)
{
    for (Secret &secret : m_secrets)
        secret.isKept = secret.isKept || secret.kind == kind;
}

const Secret *SecretTable::find(const QByteArray &value) const
{
    const auto index = m_indexes.constFind(value);
    return index == m_indexes.constEnd() ? nullptr : &m_secrets[*index];
}

} // namespace Redaction
