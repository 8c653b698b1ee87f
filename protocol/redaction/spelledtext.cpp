// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/spelledtext.h"

#include <QString>

#include <algorithm>

namespace Redaction {

namespace {

constexpr qsizetype UnicodeEscape = 6; // \u0041

int hexValue(char c)
{
    return c >= '0' && c <= '9' ? c - '0'
        : c >= 'a' && c <= 'f'  ? c - 'a' + 10
        : c >= 'A' && c <= 'F'  ? c - 'A' + 10
                                : -1;
}

/// The unit of UTF-16 that the escape at \a at says, or -1.
int unicodeAt(QByteArrayView bytes, qsizetype at)
{
    if (at + UnicodeEscape > bytes.size() || bytes.at(at) != '\\' || bytes.at(at + 1) != 'u')
        return -1;
    int value = 0;
    for (qsizetype i = at + 2; i < at + UnicodeEscape; ++i) {
        const int digit = hexValue(bytes.at(i));
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

QByteArray unicodeEscape(char16_t unit, bool isUpper)
{
    const QByteArray digits = QByteArray::number(unit, 16).rightJustified(4, '0');
    return "\\u" + (isUpper ? digits.toUpper() : digits);
}

} // namespace

SpelledText::SpelledText(QByteArrayView written, Spelling spelling)
    : m_written(written.toByteArray())
    , m_spelling(spelling)
{
    m_text.reserve(m_written.size());
    if (spelling == Spelling::Json)
        readJson();
    else if (spelling == Spelling::Percent || spelling == Spelling::Form)
        readPercent(spelling == Spelling::Form);
    else
        m_text = m_written;
    m_before = m_text;
}

void SpelledText::add(QByteArrayView bytes, qsizetype start, qsizetype room)
{
    m_escapes.push_back(
        {m_text.size(), start, static_cast<qint8>(bytes.size()), static_cast<qint8>(room)});
    m_text.append(bytes);
    m_hasEscapes = true;
}

void SpelledText::readPercent(bool plusIsSpace)
{
    for (qsizetype i = 0; i < m_written.size(); ++i) {
        const char c = m_written.at(i);
        const int high = c == '%' && i + 2 < m_written.size() ? hexValue(m_written.at(i + 1)) : -1;
        const int low = high >= 0 ? hexValue(m_written.at(i + 2)) : -1;
        if (low >= 0) {
            const char decoded = static_cast<char>(high * 16 + low);
            add(QByteArrayView(&decoded, 1), i, 3);
            i += 2;
        } else if (c == '+' && plusIsSpace) {
            m_text += ' ';
            m_hasEscapes = true;
        } else {
            m_text += c;
        }
    }
}

void SpelledText::readJson()
{
    qsizetype at = 0;
    while (at < m_written.size()) {
        if (m_written.at(at) == '\\' && at + 1 < m_written.size()) {
            at += readJsonEscape(at);
        } else {
            m_text += m_written.at(at++);
        }
    }
}

/// Returns how many bytes it read.
qsizetype SpelledText::readJsonEscape(qsizetype at)
{
    const char c = m_written.at(at + 1);
    static constexpr QByteArrayView Letters("\"\\/bfnrt");
    static constexpr QByteArrayView Meanings("\"\\/\b\f\n\r\t");
    if (const qsizetype letter = Letters.indexOf(c); letter >= 0) {
        add(Meanings.sliced(letter, 1), at, 2);
        return 2;
    }
    const int unit = unicodeAt(m_written, at);
    if (unit < 0 || QChar::isLowSurrogate(static_cast<char32_t>(unit))) {
        m_text += m_written.at(at);
        return 1;
    }
    if (!QChar::isHighSurrogate(static_cast<char32_t>(unit))) {
        add(QString(QChar(static_cast<char16_t>(unit))).toUtf8(), at, UnicodeEscape);
        return UnicodeEscape;
    }
    const int low = unicodeAt(m_written, at + UnicodeEscape);
    if (low < 0 || !QChar::isLowSurrogate(static_cast<char32_t>(low))) {
        m_text += m_written.at(at);
        return 1;
    }
    const char32_t point
        = QChar::surrogateToUcs4(static_cast<char16_t>(unit), static_cast<char16_t>(low));
    add(QString::fromUcs4(&point, 1).toUtf8(), at, 2 * UnicodeEscape);
    return 2 * UnicodeEscape;
}

QByteArray SpelledText::written() const
{
    if (m_text == m_before)
        return m_written;
    QByteArray result = m_written;
    qsizetype place = 0; // in the text
    qsizetype start = 0; // where that is written
    const auto takePlain = [&](qsizetype upTo) {
        for (; place < upTo; ++place, ++start) {
            if (m_text.at(place) != m_before.at(place))
                result[start] = m_text.at(place);
        }
    };
    for (const Unit &unit : m_escapes) {
        takePlain(unit.place);
        const QByteArrayView now = QByteArrayView(m_text).sliced(unit.place, unit.size);
        const bool isChanged = now != QByteArrayView(m_before).sliced(unit.place, unit.size);
        QByteArray spelled;
        if (isChanged && m_spelling != Spelling::Json) {
            spelled = '%' + now.toByteArray().toHex().toUpper();
        } else if (isChanged && unit.room >= UnicodeEscape) {
            const QString text = QString::fromUtf8(now);
            const QByteArrayView old = QByteArrayView(m_written).sliced(unit.start, unit.room);
            const bool isUpper = std::any_of(old.begin() + 2, old.end(),
                                             [](char c) { return c >= 'A' && c <= 'F'; });
            for (const QChar part : text)
                spelled += unicodeEscape(part.unicode(), isUpper);
        }
        if (spelled.size() == unit.room)
            result.replace(unit.start, unit.room, spelled);
        place = unit.place + unit.size;
        start = unit.start + unit.room;
    }
    takePlain(m_text.size());
    return result;
}

} // namespace Redaction
