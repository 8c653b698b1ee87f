// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/pcap/framepayloads.h"
#include "protocol/pcap/tcpstream.h"

namespace Pcap {

/// Writes frames into a TCP connection as they crossed: header bits, mask and the form of the
/// length. What was compressed is written plain, without RSV1, because only that is kept; a comment
/// says so.
class FrameWriter
{
public:
    explicit FrameWriter(FramePayloads &payloads);

    /// False if nothing is known of what it carried, and nothing was written.
    bool write(const Capture::FrameRecord &frame, TcpStream &stream, Capture::Time time,
               const std::function<QByteArray(const Capture::MessageRow &)> &comment);

private:
    FramePayloads &m_payloads;
};

/// The header of \a frame with that length announced, in its own form if that holds it.
QByteArray frameHead(const Capture::FrameRecord &frame, quint8 firstByte, quint64 length);

} // namespace Pcap
