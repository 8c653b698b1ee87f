// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/utf8.h"

#include <simdjson.h>

#include <algorithm>

namespace Utf8 {

namespace {

uchar at(QByteArrayView bytes, qsizetype offset)
{
    return offset < bytes.size() ? static_cast<uchar>(bytes[offset]) : uchar(0);
}

bool isContinuation(uchar byte)
{
    return (byte & 0xc0U) == 0x80U;
}

// What a lead byte asks for: 0 for none.
qsizetype announcedSize(uchar lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return 2;
    if (lead >= 0xe0 && lead <= 0xef)
        return 3;
    if (lead >= 0xf0 && lead <= 0xf4)
        return 4;
    return 0;
}

// Calls good(offset, size) with runs of text and bad(offset) with each other byte.
template<typename Good, typename Bad>
void walk(QByteArrayView bytes, Good good, Bad bad)
{
    qsizetype begin = 0;
    qsizetype offset = 0;
    while (offset < bytes.size()) {
        const qsizetype size = sequenceSize(bytes, offset);
        if (size > 0) {
            offset += size;
            continue;
        }
        if (offset > begin)
            good(begin, offset - begin);
        bad(offset);
        begin = ++offset;
    }
    if (offset > begin)
        good(begin, offset - begin);
}

} // namespace

qsizetype sequenceSize(QByteArrayView bytes, qsizetype offset)
{
    const uchar lead = at(bytes, offset);
    const qsizetype size = announcedSize(lead);
    if (size == 0 || offset + size > bytes.size())
        return 0;
    if (size == 1)
        return 1;
    // The second byte rules out overlong forms, surrogates and what is above U+10FFFF.
    const uchar second = at(bytes, offset + 1);
    const uchar least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const uchar most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most)
        return 0;
    for (qsizetype i = 2; i < size; ++i) {
        if (!isContinuation(at(bytes, offset + i)))
            return 0;
    }
    return size;
}

bool isValid(QByteArrayView bytes)
{
    return simdjson::validate_utf8(bytes.data(), static_cast<std::size_t>(bytes.size()));
}

QByteArray withoutBadBytes(QByteArrayView bytes)
{
    QByteArray result = bytes.toByteArray();
    if (isValid(bytes))
        return result;
    char *const out = result.data();
    walk(
        bytes, [](qsizetype, qsizetype) {}, [out](qsizetype offset) { out[offset] = '?'; });
    return result;
}

QString toText(QByteArrayView bytes, qint64 *badBytes)
{
    if (badBytes)
        *badBytes = 0;
    if (isValid(bytes))
        return QString::fromUtf8(bytes);
    QString text;
    text.reserve(bytes.size());
    qint64 bad = 0;
    walk(
        bytes,
        [&](qsizetype offset, qsizetype size) {
            text += QString::fromUtf8(bytes.sliced(offset, size));
        },
        [&](qsizetype offset) {
            ++bad;
            text += QStringLiteral("\\x%1").arg(at(bytes, offset), 2, 16, QLatin1Char('0'));
        });
    if (badBytes)
        *badBytes = bad;
    return text;
}

QByteArrayView wholeSequences(QByteArrayView bytes)
{
    const qsizetype least = std::max<qsizetype>(0, bytes.size() - 3);
    for (qsizetype i = bytes.size() - 1; i >= least; --i) {
        const uchar byte = at(bytes, i);
        if (isContinuation(byte))
            continue;
        return announcedSize(byte) > bytes.size() - i ? bytes.first(i) : bytes;
    }
    return bytes;
}

} // namespace Utf8
