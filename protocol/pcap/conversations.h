// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/wire.h"
#include "protocol/pcap/segmentreader.h"
#include "protocol/pcap/tcpreassembler.h"

#include <array>
#include <functional>
#include <string>
#include <unordered_map>

namespace Pcap {

/// Turns TCP segments into what a tap would have told of their connections. Connections that do not
/// begin as HTTP are left out and counted; which side is the client is told by the SYN, or else by
/// who asks.
///
/// Where bytes are missing it says how many, and from when to when (Capture::WireMissing). What has
/// no beginning in the file is left out until a request begins, and is a connection from there on.
///
/// It keeps a little of each connection that is open, and what waits for missing bytes: of all of
/// them together at most MostWaiting.
class Conversations
{
public:
    static constexpr qint64 MostWaiting = qint64(64) << 20;

    struct Counts
    {
        qint64 read = 0; ///< connections that were told of
        qint64 foreign = 0; ///< no HTTP
        qint64 tls = 0; ///< of these
        qint64 begunBefore = 0; ///< neither: their beginning is not in the file
        qint64 leftOutBytes = 0; ///< of all these
        qint64 joined = 0; ///< read, though their beginning is not in the file
        qint64 joinedBytes = 0; ///< of these, before their first request
        qint64 missingBytes = 0;
        qint64 gaps = 0;
    };

    /// Takes what is told. False stops: nothing more is told then.
    using Tell = std::function<bool(Capture::WireEvent &&)>;

    Conversations(quint32 source, Tell tell);

    /// False once the receiver has stopped it.
    bool take(const Segment &segment, Capture::Time time);
    /// There are no more segments: what waits comes out. Connections that did not end stay open.
    bool finish();

    const Counts &counts() const { return m_counts; }

private:
    enum class State : quint8 {
        Undecided, ///< nothing came, or too little to tell
        Read,
        Waiting, ///< its beginning is not there: for a request
        LeftOut,
        Over
    };
    struct Flow
    {
        State state = State::Undecided;
        Capture::Id id = 0; // as it is told
        std::array<SegmentEnd, 2> ends; // of each sender
        std::optional<std::size_t> client; // which of the two
        std::array<TcpReassembler, 2> lanes;
        std::array<QByteArray, 2> undecided; // what came until that is known
        std::array<bool, 2> hasEnded {};
        std::optional<quint32> synNumber; // of the client's SYN
        Capture::Time opened;
        std::optional<Capture::Time> answered;
        Capture::Time last;
        qint64 passedBytes = 0; // while it waits for a request
        bool waitsForResponse = false; // what the server says is the end of an earlier one
    };
    using Flows = std::unordered_map<std::string, Flow>;

    static std::string keyOf(const Segment &segment, std::size_t *sender);
    void takeSyn(Flow &flow, const Segment &segment, std::size_t sender, Capture::Time time);
    void drain(Flow &flow, Capture::Time time);
    static std::optional<std::size_t> nextSender(Flow &flow);
    void takePiece(Flow &flow, std::size_t sender, TcpReassembler::Piece &&piece,
                   Capture::Time time);
    void miss(Flow &flow, std::size_t sender, const TcpReassembler::Piece &piece,
              Capture::Time time);
    static bool hasBeginning(const Flow &flow);
    static void wait(Flow &flow);
    void countIfWaiting(Flow &flow);
    void join(Flow &flow, std::size_t sender, TcpReassembler::Piece &&piece, Capture::Time time);
    void decide(Flow &flow, std::size_t sender, Capture::Time time);
    void leaveOut(Flow &flow, QByteArrayView first);
    void open(Flow &flow, Capture::Time time);
    void feed(Flow &flow, std::size_t sender, QByteArray bytes, Capture::Time time);
    void reset(Flow &flow, std::size_t sender, Capture::Time time);
    void endIfDone(Flow &flow, Capture::Time time);
    void close(Flow &flow, Capture::Time time, std::optional<Problem> problem,
               const QByteArray &text);
    void forget(Capture::Time time);
    Capture::Direction directionOf(const Flow &flow, std::size_t sender) const;
    void tell(Capture::WireEvent &&event);

    quint32 m_source;
    Tell m_tell;
    Flows m_flows;
    Counts m_counts;
    Capture::Id m_lastId = 0;
    qint64 m_waiting = 0;
    qint64 m_taken = 0;
    bool m_isStopped = false;
};

} // namespace Pcap
