// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <array>

namespace Acting {

/// Follows one direction of a WebSocket without looking at payloads: knows where messages end
/// (RFC 6455 5.2, 5.4). Of a stream that is no WebSocket it never finds an end, or a wrong one, so
/// whoever puts something there finds out by the reader behind it.
class FrameSkipper
{
public:
    /// Passes over all of \a bytes.
    void skip(QByteArrayView bytes);

    /// How many of the next \a bytes belong to what has begun: 0 between messages, -1 if all of
    /// them do and more.
    qsizetype toBoundary(QByteArrayView bytes) const;

    /// Between two messages: no frame is open, nor a message in fragments.
    bool atBoundary() const { return m_remaining == 0 && m_headerBytes == 0 && !m_inMessage; }

private:
    /// Takes what it needs of \a bytes up to the end of a frame, or all. Returns how many.
    qsizetype step(QByteArrayView bytes);
    void readHeader(const uchar *header);
    static qsizetype headerSize(const uchar *header);

    static constexpr qsizetype MaxHeaderBytes = 14;

    std::array<uchar, MaxHeaderBytes> m_header {};
    qsizetype m_headerBytes = 0; // of an incomplete header
    quint64 m_remaining = 0; // of the open frame's payload
    bool m_inMessage = false; // fragments follow
};

} // namespace Acting
