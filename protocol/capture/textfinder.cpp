// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/textfinder.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace Capture {

namespace {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// The first \a c in [from, end), or end.
const char *findByte(const char *from, const char *end, char c)
{
    const void *const at = std::memchr(from, c, static_cast<std::size_t>(end - from));
    return at == nullptr ? end : static_cast<const char *>(at);
}

} // namespace

TextFinder::TextFinder(QByteArray text, Letters letters)
    : m_text(std::move(text))
    , m_letters(letters)
{
    if (letters == Letters::InEitherCase)
        std::transform(m_text.begin(), m_text.end(), m_text.begin(), lower);
}

TextFinder TextFinder::ofRegex(const QByteArray &pattern, Letters letters)
{
    TextFinder finder({}, letters);
    finder.m_regex.emplace(QString::fromUtf8(pattern),
                           letters == Letters::InEitherCase
                               ? QRegularExpression::CaseInsensitiveOption
                               : QRegularExpression::NoPatternOption);
    return finder;
}

bool TextFinder::isIn(QByteArrayView bytes) const
{
    if (m_regex)
        return m_regex->isValid() && m_regex->match(QString::fromUtf8(bytes)).hasMatch();
    if (m_letters == Letters::AsWritten)
        return bytes.contains(m_text);
    if (m_text.isEmpty())
        return true;
    if (bytes.size() < m_text.size())
        return false;
    const char first = m_text.front();
    const char otherFirst = upper(first);
    const char *const end = bytes.data() + (bytes.size() - m_text.size() + 1);
    const char *nextFirst = findByte(bytes.data(), end, first);
    const char *nextOther = first == otherFirst ? end : findByte(bytes.data(), end, otherFirst);
    while (nextFirst != end || nextOther != end) {
        const char *const at = std::min(nextFirst, nextOther);
        const bool isHere = std::equal(m_text.begin() + 1, m_text.end(), at + 1,
                                       [](char wanted, char c) { return wanted == lower(c); });
        if (isHere)
            return true;
        if (at == nextFirst)
            nextFirst = findByte(at + 1, end, first);
        else
            nextOther = findByte(at + 1, end, otherFirst);
    }
    return false;
}

} // namespace Capture
