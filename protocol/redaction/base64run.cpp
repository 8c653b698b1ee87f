// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/base64run.h"

#include <algorithm>
#include <array>

namespace Redaction {

namespace {

constexpr QByteArrayView
    Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

/// What each character says in either alphabet, -1 for others.
const std::array<qint8, 256> &values()
{
    static const std::array<qint8, 256> table = [] {
        std::array<qint8, 256> all {};
        all.fill(-1);
        for (qsizetype i = 0; i < Alphabet.size(); ++i)
            all[static_cast<uchar>(Alphabet.at(i))] = static_cast<qint8>(i);
        all['-'] = 62;
        all['_'] = 63;
        return all;
    }();
    return table;
}

int valueOf(char c)
{
    return values()[static_cast<uchar>(c)];
}

char characterOf(int value, bool isUrl)
{
    return isUrl && value == 62 ? '-' : isUrl && value == 63 ? '_' : Alphabet.at(value);
}

QByteArray::Base64Options options(bool isUrl)
{
    return isUrl ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding;
}

/// The first character that only the value determines, and the one behind the last.
qsizetype coreBegin(quint8 before)
{
    return (before * 8 + 5) / 6;
}
qsizetype coreEnd(quint8 before, qsizetype size)
{
    return (before + size) * 8 / 6;
}

} // namespace

std::optional<Base64Run::Found> Base64Run::find(QByteArrayView bytes, qsizetype from)
{
    qsizetype begin = from;
    for (qsizetype i = from; i <= bytes.size(); ++i) {
        if (i < bytes.size() && valueOf(bytes.at(i)) >= 0)
            continue;
        if (i - begin >= LeastLength)
            return Found {begin, i - begin};
        begin = i + 1;
    }
    return std::nullopt;
}

QByteArray Base64Run::coreOf(const QByteArray &value, quint8 before, bool isUrl)
{
    const QByteArray coded = (QByteArray(before, '\0') + value).toBase64(options(isUrl));
    const qsizetype begin = coreBegin(before);
    return coded.sliced(begin, coreEnd(before, value.size()) - begin);
}

bool Base64Run::replace(QByteArray *bytes, qsizetype offset, const QByteArray &value,
                        const QByteArray &other, quint8 before, bool isUrl)
{
    const QByteArray was = (QByteArray(before, '\0') + value).toBase64(options(isUrl));
    const QByteArray is = (QByteArray(before, '\0') + other).toBase64(options(isUrl));
    const qsizetype begin = coreBegin(before);
    const qsizetype end = coreEnd(before, value.size());
    // Characters that hold bits of the value and of what is around it.
    const int firstBits = before * 8 % 6; // of others, in the character before the core
    const auto lastBits = static_cast<int>((before + value.size()) * 8 % 6); // of the value, behind
    const qsizetype first = offset - 1;
    const qsizetype last = offset + (end - begin);
    const bool hasFirst = firstBits != 0 && first >= 0 && valueOf(bytes->at(first)) >= 0;
    const bool hasLast = lastBits != 0 && last < bytes->size() && valueOf(bytes->at(last)) >= 0;
    const int firstMask = (1 << (6 - firstBits)) - 1;
    const int lastMask = 0x3f & ~((1 << (6 - lastBits)) - 1);
    if (firstBits != 0
        && (!hasFirst
            || (valueOf(bytes->at(first)) & firstMask) != (valueOf(was.at(begin - 1)) & firstMask)))
        return false;
    if (hasLast && (valueOf(bytes->at(last)) & lastMask) != (valueOf(was.at(end)) & lastMask))
        return false;
    // Where the value has none of the characters in which the alphabets differ, others tell.
    bool usesUrl = isUrl;
    for (qsizetype i = std::max<qsizetype>(first, 0);
         i < bytes->size() && valueOf(bytes->at(i)) >= 0; ++i)
        usesUrl = usesUrl || bytes->at(i) == '-' || bytes->at(i) == '_';
    const auto put = [&](qsizetype place, char from, int mask) {
        const int mixed = (valueOf(bytes->at(place)) & ~mask & 0x3f) | (valueOf(from) & mask);
        (*bytes)[place] = characterOf(mixed, usesUrl);
    };
    if (hasFirst)
        put(first, is.at(begin - 1), firstMask);
    if (hasLast)
        put(last, is.at(end), lastMask);
    bytes->replace(offset, end - begin, is.sliced(begin, end - begin));
    return true;
}

Base64Run::Base64Run(QByteArrayView written)
    : m_written(written.toByteArray())
    , m_isUrl(written.contains('-') || written.contains('_'))
{
    m_bytes.reserve(written.size() * 3 / 4);
    unsigned bits = 0;
    int count = 0;
    for (const char c : written) {
        bits = bits << 6U | static_cast<unsigned>(valueOf(c) & 0x3f);
        count += 6;
        if (count >= 8) {
            count -= 8;
            m_bytes += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xffU);
        }
    }
}

QByteArray Base64Run::written() const
{
    const QByteArray coded = m_bytes.toBase64(options(m_isUrl));
    QByteArray result = m_written;
    for (qsizetype i = 0; i < m_bytes.size() * 8 / 6; ++i) {
        if (valueOf(result.at(i)) != valueOf(coded.at(i)))
            result[i] = coded.at(i);
    }
    // The last character may have bits that no byte takes.
    const auto bits = static_cast<int>(m_bytes.size() * 8 % 6);
    if (const qsizetype last = m_bytes.size() * 8 / 6; bits != 0 && last < result.size()) {
        const int mask = 0x3f & ~((1 << (6 - bits)) - 1);
        const int mixed = (valueOf(result.at(last)) & ~mask) | (valueOf(coded.at(last)) & mask);
        result[last] = characterOf(mixed, m_isUrl);
    }
    return result;
}

} // namespace Redaction
