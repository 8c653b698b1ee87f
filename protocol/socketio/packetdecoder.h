// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/jsonreader.h"
#include "protocol/socketio/packet.h"

namespace SocketIo {

/// Reads one Socket.IO packet from the data of one Engine.IO message.
///
/// It describes rather than judges: whatever real parsers refuse comes out with its problems. An
/// object of the class only keeps buffers, to use them again; there is no state between packets.
///
/// \a protocol is 5, or 4 for socket.io 2 (EIO=3); 0, not known, is read as 5.
class PacketDecoder
{
public:
    /// \a text is the message without Engine.IO's `4`. If it is only the head of one too large to
    /// have whole, set \a complete to false: type, namespace, ack id and event name are read, the
    /// JSON is not checked, and dataBytes counts only what was given.
    Packet decodeText(QByteArrayView text, int protocol, bool complete = true);

    /// One MessagePack map. Of a head (\a complete false) the keys before the cut are read.
    Packet decodeMsgpack(QByteArrayView bytes, int protocol, bool complete = true);

    /// True if each placeholder in \a json has one of \a count attachments.
    bool placeholdersFit(QByteArrayView json, qint64 count);

private:
    Packet decodeObject(QByteArrayView text, int protocol);
    void readData(Packet *packet, QByteArrayView data, int protocol);

    JsonReader m_json;
};

/// True if \a bytes begin with a map whose first key is one of a Socket.IO packet's.
bool looksLikeMsgpack(QByteArrayView bytes);

} // namespace SocketIo
