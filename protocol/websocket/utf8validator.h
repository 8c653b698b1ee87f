// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace WebSocket {

/// Checks UTF-8 that arrives in pieces, RFC 3629: no surrogates, no overlong forms, nothing above
/// U+10FFFF. A character may be split over any number of pieces.
class Utf8Validator
{
public:
    /// Checks the next bytes. False from the first wrong byte on.
    bool feed(QByteArrayView bytes);

    /// True while nothing was wrong; a character may still be open.
    bool isValid() const { return m_valid; }
    /// True if what was fed is valid and ends after a character.
    bool isComplete() const { return m_valid && m_missing == 0; }

private:
    bool take(uchar byte);

    quint8 m_missing = 0; // bytes that the open character still needs
    uchar m_low = 0x80; // bounds of the next one
    uchar m_high = 0xbf;
    bool m_valid = true;
};

/// The same for text that is there whole.
bool isValidUtf8(QByteArrayView bytes);

} // namespace WebSocket
