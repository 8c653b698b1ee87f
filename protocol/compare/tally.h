// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/trafficdecoder.h"

#include <map>
#include <set>
#include <vector>

namespace Compare {

/// Bytes of one direction by layer:
/// payload + socketIo + engineIo + webSocket + http = wire + saved.
struct Layers
{
    qint64 payload = 0;
    qint64 socketIo = 0;
    qint64 engineIo = 0;
    qint64 webSocket = 0;
    qint64 http = 0;
    qint64 saved = 0;
    qint64 wire = 0;

    bool operator==(const Layers &other) const = default;
};

/// What crossed the target sides of taps in a time.
struct Interval
{
    /// A message of the app: an event, an ack, a text or binary message.
    struct Message
    {
        Capture::Time time; ///< of its last byte
        Capture::Id connection = 0;
        Capture::Direction direction = Capture::Direction::Sent;
        bool isAck = false;
        qint64 ackLatencyUs = -1; ///< of an ack
        int number = -1; ///< of its text payload
    };

    Layers sent;
    Layers received;
    qint64 requests = 0; ///< that were begun
    int connections = 0; ///< that were opened
    int openAtMost = 0; ///< connections at a time
    std::vector<Message> messages; ///< in order
    std::optional<Capture::Time> opened; ///< the first of the connections
    std::optional<Capture::Time> closed; ///< the first that was closed
    std::optional<Capture::Time> firstSent; ///< when the first bytes crossed
    /// The last time that somebody asked to be let in: a CONNECT, or the handshake of a WebSocket.
    std::optional<Capture::Time> asked;
    /// The last step to where messages can go: the answer to a handshake, a CONNECT, an upgrade.
    std::optional<Capture::Time> ready;
    /// The last answer to a POST.
    std::optional<Capture::Time> posted;
    /// The server's answer to the last ping of a WebSocket.
    std::optional<Capture::Time> ponged;
    bool agreedOnDeflate = false; ///< in a handshake
    bool hasSession = false; ///< of Engine.IO
    bool crossedConnections = false; ///< a session had requests on several connections
    int pingIntervalMs = 0; ///< as the server announced
    QByteArray unreachable; ///< why the target could not be reached, in the system's words
};

/// Counts what taps reported, by decoding it. Pure.
///
/// Pings and pongs of WebSockets that the client asked for in order to know when something has been
/// read are left out of all counts.
class Tally
{
public:
    void take(std::vector<Capture::WireEvent> &&events);

    /// What came since the last call, of messages that carry payloads of \a size bytes. To be
    /// called where no message is under way.
    Interval interval(qint64 size);

private:
    void takeOne(Capture::WireEvent &&event);
    void gather();
    void note(const Capture::ExchangeRecord &exchange);
    void note(const Capture::MessageRecord &message);
    void count(const Capture::MessageRecord &message, qint64 size);
    Layers &layers(Capture::Direction direction);

    Capture::TrafficDecoder m_decoder;
    std::set<quint32> m_sources; // known to the decoder
    std::set<Capture::Id> m_open; // connections
    std::map<Capture::Id, std::set<Capture::Id>> m_connectionsOf; // by session, those of requests
    std::vector<Capture::MessageRecord> m_messages; // since the last interval, without contents
    Interval m_interval;
    qint64 m_exchanges = 0; // so far
    qint64 m_exchangesBefore = 0; // of former intervals
};

} // namespace Compare
