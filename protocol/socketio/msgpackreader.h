// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/msgpack/value.h"
#include "protocol/socketio/jsonreader.h"
#include "protocol/socketio/packet.h"

namespace SocketIo {

/// Reads the map of a packet, key by key.
class MsgpackReader
{
public:
    MsgpackReader(Packet *packet, int protocol)
        : m_packet(packet)
        , m_protocol(protocol)
    {
    }

    /// False if the map is cut off or broken.
    bool read(QByteArrayView bytes);
    JsonFacts facts() const { return m_facts; }
    bool hasNamespace() const { return m_hasNamespace; }

private:
    void readEntry(const QByteArray &key, MsgPack::Value value);
    void readType(const MsgPack::Value &value);
    void readData(MsgPack::Value value);
    void readAckId(const MsgPack::Value &value);

    Packet *m_packet;
    int m_protocol;
    JsonFacts m_facts; // of the data
    bool m_hasNamespace = false;
};

} // namespace SocketIo
