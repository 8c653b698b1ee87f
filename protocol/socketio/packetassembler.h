// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/packetdecoder.h"

#include <array>
#include <optional>

namespace SocketIo {

/// A packet with its attachments in the order of their arrival, which is that of their numbers.
struct Assembled
{
    Packet packet;
    QList<QByteArray> attachments;
    qint64 messages
        = 1; ///< Engine.IO messages it is made of: the oldest ones not yet accounted for.

    /// The data as it is shown and exported: attachments in their places, `$` keys escaped.
    QByteArray renderedData() const;
    /// What the app meant: the data and the attachments.
    qint64 payloadBytes() const;
};

/// Puts the packets of one direction of one Engine.IO connection together.
///
/// Feed it the data of each Engine.IO message in order, and after each take packets out until there
/// are none. A binary packet comes out when its last attachment is there. One that is cut short, by
/// text or by the end, comes out with SioMissingAttachments and those it has. Bytes that nothing
/// announced come out as a packet of type Unknown with the bytes as attachment. MessagePack packets
/// are recognised by content.
class PacketAssembler
{
public:
    /// A packet that announces more attachments comes out at once, without them.
    static constexpr qint64 MaxAwaited = 10'000;

    explicit PacketAssembler(int protocol = 0)
        : m_protocol(protocol)
    {
    }

    /// The protocol of what is fed next: 4, 5, or 0 for not known.
    void setProtocol(int protocol) { m_protocol = protocol; }

    /// The data of a text message. \a complete is false if it is only the head of it.
    void feedText(QByteArrayView text, bool complete = true);
    /// The data of a binary message.
    void feedBinary(QByteArray bytes, bool complete = true);
    /// The connection ended: what is incomplete comes out, and the next message is the first.
    void finish();

    std::optional<Assembled> next();

    /// True while attachments are awaited.
    bool isPending() const { return m_pending.has_value(); }
    /// What is wrong with the packet that awaits them, as far as is known.
    Problems pendingProblems() const { return m_pending ? m_pending->packet.problems : Problems(); }

private:
    void flush(Problems problems);
    void put(Assembled assembled);

    int m_protocol;
    bool m_msgpack = false; // this side uses the MessagePack parser
    PacketDecoder m_decoder;
    std::optional<Assembled> m_pending;
    bool m_complete = true; // its text was given whole
    std::array<std::optional<Assembled>, 2> m_ready; // one message completes two at most
};

} // namespace SocketIo
