// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/utf8validator.h"

#include <cstring>

namespace WebSocket {

namespace {

/// The length of the ASCII run that \a bytes begins with, at least: up to 8 bytes may be missed.
qsizetype asciiRun(const char *bytes, qsizetype size)
{
    constexpr quint64 HighBits = 0x8080808080808080U;
    qsizetype done = 0;
    for (; size - done >= 8; done += 8) {
        quint64 word = 0;
        std::memcpy(&word, bytes + done, sizeof(word));
        if ((word & HighBits) != 0)
            break;
    }
    return done;
}

} // namespace

bool Utf8Validator::feed(QByteArrayView bytes)
{
    if (!m_valid)
        return false;
    const char *const in = bytes.data();
    const qsizetype size = bytes.size();
    for (qsizetype i = 0; i < size;) {
        if (m_missing == 0) {
            i += asciiRun(in + i, size - i);
            if (i == size)
                break;
        }
        const auto byte = static_cast<uchar>(in[i]);
        ++i;
        if (!take(byte)) {
            m_valid = false;
            return false;
        }
    }
    return true;
}

bool Utf8Validator::take(uchar byte)
{
    if (m_missing > 0) {
        if (byte < m_low || byte > m_high)
            return false;
        --m_missing;
        m_low = 0x80;
        m_high = 0xbf;
        return true;
    }
    if (byte < 0x80)
        return true;
    if (byte < 0xc2 || byte > 0xf4)
        return false;
    m_missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    // Second bytes that would make an overlong form, a surrogate, or more than U+10FFFF.
    m_low = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
    m_high = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
    return true;
}

bool isValidUtf8(QByteArrayView bytes)
{
    Utf8Validator validator;
    validator.feed(bytes);
    return validator.isComplete();
}

} // namespace WebSocket
