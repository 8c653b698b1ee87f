// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/msgpackwalk.h"

#include "protocol/redaction/msgpackscalar.h"

#include <algorithm>

namespace Redaction {

namespace {

constexpr qsizetype MostKey = 64; // of one that is no string

} // namespace

qsizetype startOfMsgPack(QByteArrayView bytes)
{
    constexpr char Message = '\x04'; // of version 3
    const qsizetype start = bytes.size() > 1 && bytes.front() == Message ? 1 : 0;
    const auto lead = static_cast<uchar>(start < bytes.size() ? bytes.at(start) : '\0');
    return (lead >= 0x80 && lead <= 0x9f) || (lead >= 0xdc && lead <= 0xdf) ? start : -1;
}

bool MsgPackWalk::walk(QByteArrayView bytes)
{
    m_bytes = bytes;
    m_at = 0;
    m_way.clear();
    m_otherKeys.clear();
    return value(false) && m_at == bytes.size();
}

/// The next \a bytes as a number, big end first.
std::optional<quint64> MsgPackWalk::number(int bytes)
{
    if (m_bytes.size() - m_at < bytes)
        return std::nullopt;
    quint64 result = 0;
    for (int i = 0; i < bytes; ++i)
        result = result << 8U | static_cast<uchar>(m_bytes.at(m_at++));
    return result;
}

bool MsgPackWalk::skip(quint64 size)
{
    if (static_cast<quint64>(m_bytes.size() - m_at) < size)
        return false;
    m_at += static_cast<qsizetype>(size);
    return true;
}

bool MsgPackWalk::text(quint64 size, bool isKey)
{
    const qsizetype begin = m_at;
    if (!skip(size))
        return false;
    const QByteArrayView token = m_bytes.sliced(begin, m_at - begin);
    if (isKey)
        m_way.back().key = token;
    else if (onScalar && !m_way.empty())
        onScalar({token, begin, true}, m_way);
    return true;
}

/// What began at \a begin, and is no string, is a key, or handed out.
bool MsgPackWalk::other(bool isKey, qsizetype begin, bool isWhole)
{
    if (!isWhole)
        return false;
    const QByteArrayView token = m_bytes.sliced(begin, m_at - begin);
    if (isKey) {
        m_otherKeys.resize(std::max(m_otherKeys.size(), m_way.size()));
        QByteArray &key = m_otherKeys[m_way.size() - 1];
        key = MsgPackScalar(token.first(std::min(token.size(), MostKey))).text();
        m_way.back().key = key;
    } else if (onOther && !m_way.empty()) {
        onOther(token, begin, m_way);
    }
    return true;
}

bool MsgPackWalk::elements(quint64 count, bool isMap)
{
    if (m_way.size() >= JsonWalk::MostDepth)
        return false;
    m_way.push_back({});
    for (quint64 i = 0; i < count; ++i) {
        m_way.back() = {{}, isMap ? -1 : static_cast<qsizetype>(i)};
        if ((isMap && !value(true)) || !value(false))
            return false;
    }
    m_way.pop_back();
    return true;
}

bool MsgPackWalk::value(bool isKey)
{
    const qsizetype begin = m_at;
    const auto lead = number(1);
    if (!lead)
        return false;
    const quint64 type = *lead;
    // A length of so many bytes follows, then what has that length.
    const auto sized = [this](int bytes, auto take) {
        const auto size = number(bytes);
        return size && take(*size);
    };
    const auto skipped = [&](quint64 size) { return other(isKey, begin, skip(size)); };
    if (type <= 0x7f || type >= 0xe0)
        return skipped(0);
    if (type <= 0x8f)
        return elements(type & 0x0fU, true);
    if (type <= 0x9f)
        return elements(type & 0x0fU, false);
    if (type <= 0xbf)
        return text(type & 0x1fU, isKey);
    if (type <= 0xc3)
        return skipped(0);
    if (type <= 0xc6)
        return sized(1 << (type - 0xc4), skipped);
    if (type <= 0xc9)
        return sized(1 << (type - 0xc7), [&](quint64 size) { return skipped(size + 1); });
    if (type <= 0xcb)
        return skipped(type == 0xca ? 4 : 8);
    if (type <= 0xcf)
        return skipped(quint64(1) << (type - 0xcc));
    if (type <= 0xd3)
        return skipped(quint64(1) << (type - 0xd0));
    if (type <= 0xd8)
        return skipped((quint64(1) << (type - 0xd4)) + 1);
    if (type <= 0xdb)
        return sized(1 << (type - 0xd9), [&](quint64 size) { return text(size, isKey); });
    if (type <= 0xdd)
        return sized(2 << (type - 0xdc), [this](quint64 count) { return elements(count, false); });
    return sized(2 << (type - 0xde), [this](quint64 count) { return elements(count, true); });
}

} // namespace Redaction
