// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/export.h"
#include "protocol/pcap/comments.h"
#include "protocol/pcap/exchangewriter.h"
#include "protocol/pcap/framewriter.h"
#include "protocol/pcap/wirewalk.h"

#include <memory>
#include <unordered_map>

namespace Pcap {

/// Writes a capture as a pcapng file: each connection as the TCP/IP packets that would have carried
/// what crossed on it. docs/pcap.md says what is in it and what is not.
///
/// Chosen messages bring the whole of their connections with them. Our own talk with admin
/// namespaces is left out, and so is what never crossed to the server: the last block counts it.
class PcapngWriter
{
public:
    explicit PcapngWriter(Formats::Export &work);

    /// False if the sink stopped it, it was cancelled, or the capture broke (reader.errorText()).
    bool write();

private:
    struct Open // a connection that is written
    {
        const Capture::ConnectionRecord *record = nullptr;
        std::unique_ptr<TcpStream> stream;
        qint64 sentBytes = 0; // of its requests so far
    };
    struct Run // the messages that one body of polling carried
    {
        Capture::Id first = 0;
        Capture::Id last = 0;
    };

    void readConnections();
    void readMessages();
    void writeStart();
    void writeEnd();
    void take(const WireWalk::Step &step);
    void open(Open &connection);
    void close(Open &connection, Capture::Time time);
    void writeExchange(Open &connection, const WireWalk::Step &step);
    void writeRaw(Open &connection, const WireWalk::Step &step);
    bool crossed(Open &connection, const Capture::ExchangeRecord &exchange,
                 Capture::Direction direction, bool isRest);
    QByteArrayList commentsOf(const Capture::ExchangeRecord &exchange,
                              Capture::Direction direction);

    Formats::Export &m_work;
    Capture::StoreReader &m_reader;
    BlockWriter m_out;
    EndpointChooser m_endpoints;
    Sessions m_sessions;
    FramePayloads m_payloads;
    FrameWriter m_frames;
    ExchangeWriter m_exchanges;
    std::vector<Capture::ConnectionRecord> m_records; // that are written, by number
    std::unordered_map<Capture::Id, Open> m_open;
    std::unordered_map<quint32, quint32> m_interfaces; // by source
    std::unordered_map<Capture::Id, Run> m_polled; // by exchange * 2 + direction
    std::vector<WireWalk::RawMessage> m_raw;
    Capture::Time m_lastTime;
    qint64 m_uncrossedMessages = 0;
    qint64 m_uncrossedExchanges = 0;
    qint64 m_unknownFrames = 0;
};

/// The format for the table of exports.
bool writePcapng(Formats::Export &work);

} // namespace Pcap
