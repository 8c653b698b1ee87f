// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/import.h"

#include <QByteArrayView>

namespace Pcap {

class PacketFile;

/// True if a file that begins with \a start is pcap or pcapng.
bool isPacketFile(QByteArrayView start);

/// Reads a pcap or pcapng file into a capture: the plain TCP connections that carry HTTP and
/// WebSocket, put together and decoded as if they had crossed a tap, with the times of the packets.
/// docs/pcap.md says what is left out. Memory is bounded, whatever the file holds.
bool readPacketFile(Formats::Import &work);

/// The same of a file that is open already.
bool readPackets(PacketFile &file, Formats::Import &work);

} // namespace Pcap
