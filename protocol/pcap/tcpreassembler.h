// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>

#include <map>
#include <optional>

namespace Pcap {

/// Puts the bytes of one direction of a TCP connection into their order: out of order, repeated,
/// overlapping (what came first counts), with numbers that go round (RFC 9293 section 3.4).
///
/// What is missing is waited for until so many bytes or segments are waiting behind it, or so much
/// time has passed; then next() says how many bytes are missing and goes on behind them.
class TcpReassembler
{
public:
    static constexpr qint64 MostBytes = qint64(1) << 20; ///< that wait
    static constexpr std::size_t MostPieces = 512; ///< that wait
    static constexpr std::chrono::seconds MostTime {5};

    struct Piece
    {
        qint64 missing = 0; ///< bytes before it that never came
        QByteArray bytes; ///< what one segment brought; empty only at the end
    };

    /// The number of the first byte, as a SYN tells. Without it the first segment that comes is the
    /// beginning.
    void begin(quint32 number);
    bool hasBegun() const { return m_hasBegun; }

    /// Takes the bytes of a segment whose first one has that number.
    void take(quint32 number, const QByteArray &bytes, Capture::Time time);
    /// The sender has no more behind the byte before \a number.
    void takeEnd(quint32 number, Capture::Time time);

    /// The next bytes, if they are there.
    std::optional<Piece> next();
    /// True when all up to the end that takeEnd() told was given.
    bool isAtEnd() const { return m_end && m_place >= *m_end; }

    /// Nothing more will come: what waits comes out, with what is missing before it.
    void finish() { m_isFinished = true; }

    qint64 waitingBytes() const { return m_waitingBytes; }

private:
    qint64 placeOf(quint32 number) const;

    bool m_hasBegun = false;
    bool m_isFinished = false;
    quint32 m_first = 0;
    qint64 m_place = 0; // of the next byte, from the first one on
    std::map<qint64, QByteArray> m_waiting; // by place; they do not overlap
    qint64 m_waitingBytes = 0;
    std::optional<qint64> m_end;
    std::optional<Capture::Time> m_since; // something is missing
    Capture::Time m_now;
};

} // namespace Pcap
