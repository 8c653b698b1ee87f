// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>

#include <algorithm>
#include <map>
#include <optional>

namespace Pcap {

/// Puts the bytes of one direction of a TCP connection into their order: out of order, repeated,
/// overlapping (what came first counts), with numbers that go round (RFC 9293 section 3.4).
///
/// What is missing is waited for until so many bytes or segments are waiting behind it, or so much
/// time has passed; then next() says how many bytes are missing and goes on behind them. What the
/// other side has acknowledged was not lost on its way: it is waited for only as long as packets
/// may be out of order in a file.
class TcpReassembler
{
public:
    static constexpr qint64 MostBytes = qint64(1) << 20; ///< that wait
    static constexpr std::size_t MostPieces = 512; ///< that wait
    static constexpr std::chrono::seconds MostTime {5};
    static constexpr std::chrono::milliseconds MostAcknowledgedTime {50};

    struct Piece
    {
        qint64 missing = 0; ///< bytes before it that never came
        QByteArray bytes; ///< what one segment brought; empty at the end, and for what was cut
        Capture::Time since; ///< when the bytes before the missing ones came
        Capture::Time time; ///< when these came
    };

    /// The number of the first byte, as a SYN tells. Without it the first segment that comes is the
    /// beginning.
    void begin(quint32 number);
    bool hasBegun() const { return m_hasBegun; }

    /// Takes the bytes of a segment whose first one has that number. Of \a size bytes that it had
    /// those at the end may not have been captured: nobody waits for them.
    /// \a order tells what came earlier, of both directions.
    void take(quint32 number, const QByteArray &bytes, Capture::Time time, qint64 size = 0,
              qint64 order = 0);
    /// The sender has no more behind the byte before \a number.
    void takeEnd(quint32 number, Capture::Time time);

    /// The other side has all before that byte.
    void acknowledge(quint32 number);
    /// Time goes on, whoever sends.
    void tick(Capture::Time time) { m_now = std::max(m_now, time); }

    /// The next bytes, if they are there.
    std::optional<Piece> next();
    /// True when all up to the end that takeEnd() told was given.
    bool isAtEnd() const { return m_end && m_place >= *m_end; }

    /// Nothing more will come: what waits comes out, with what is missing before it.
    void finish() { m_isFinished = true; }

    qint64 waitingBytes() const { return m_waitingBytes; }
    /// What is missing behind all that came, once nothing more will come.
    std::optional<Piece> missingEnd();
    /// The order of the bytes that next() gives, if there are any: what is missing at the end
    /// aside.
    std::optional<qint64> nextOrder();
    /// Bytes are waiting, and those before them are not there.
    bool isHoled() const { return !m_waiting.empty() && m_waiting.begin()->first > m_place; }
    /// It waits no longer.
    bool isFull() const { return m_waitingBytes > MostBytes || m_waiting.size() > MostPieces; }

private:
    struct Waiting
    {
        QByteArray bytes; // none: they were cut
        qint64 size = 0;
        qint64 order = 0;
        Capture::Time time;
    };

    qint64 placeOf(quint32 number) const;
    bool isGivenUp();
    void add(qint64 from, qint64 end, const QByteArray &bytes, qint64 order);

    bool m_hasBegun = false;
    bool m_isFinished = false;
    quint32 m_first = 0;
    qint64 m_place = 0; // of the next byte, from the first one on
    std::map<qint64, Waiting> m_waiting; // by place; they do not overlap
    qint64 m_waitingBytes = 0;
    std::optional<qint64> m_end;
    std::optional<Capture::Time> m_since; // something is missing
    std::optional<Capture::Time> m_acknowledgedSince; // and the other side has it
    qint64 m_acknowledged = 0; // place
    Capture::Time m_now;
    Capture::Time m_given; // when the bytes that next() gave last came
};

} // namespace Pcap
