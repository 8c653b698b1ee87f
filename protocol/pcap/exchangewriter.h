// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/pcap/tcpstream.h"

namespace Pcap {

/// Writes HTTP requests and responses into a TCP connection, in two steps each: what was there when
/// they began, and the rest when they ended.
///
/// Heads stand as they crossed, but for permessage-deflate, which frames are written without, and a
/// Content-Length that does not fit the body of a whole message. Bodies keep their content coding;
/// a chunked one is chunked anew, because its own chunks and trailers are not kept. Comments say
/// what was changed.
class ExchangeWriter
{
public:
    explicit ExchangeWriter(Capture::StoreReader &reader);

    /// The comments are for the last step.
    void write(const Capture::ExchangeRecord &exchange, Capture::Direction direction, bool isRest,
               TcpStream &stream, Capture::Time time, QByteArrayList comments);

    /// True if it began and ended at the same time, or never ended: there is no rest.
    static bool isAtOnce(const Capture::ExchangeRecord &exchange, Capture::Direction direction);
    /// True if the end of the connection ends the response.
    static bool isEndedByClose(const Capture::ExchangeRecord &exchange);

private:
    struct Message;
    static Message messageOf(const Capture::ExchangeRecord &exchange, Capture::Direction direction);
    void writeBody(const Message &message, QByteArray bytes, TcpStream &stream, Capture::Time time,
                   const QByteArrayList &comments);

    Capture::StoreReader &m_reader;
};

} // namespace Pcap
