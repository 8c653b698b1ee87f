// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QSet>

#include <array>

namespace Pcap {

/// The addresses and ports of both ends of a TCP connection, as they stand in its packets.
struct Endpoints
{
    bool isIpv6 = false;
    std::array<uchar, 16> client {}; ///< of IPv4 the first four
    std::array<uchar, 16> server {};
    quint16 clientPort = 0;
    quint16 serverPort = 0;

    bool operator==(const Endpoints &other) const = default;
};

/// True if Wireshark gives what goes to or from \a port to the dissector of another protocol, and
/// would not look for HTTP in it.
bool isClaimedPort(quint16 port);

/// Chooses addresses for connections, so that a reader tells apart what is open at the same time,
/// and takes it for HTTP.
///
/// They are those of the connection where that is possible. A server's port becomes 80 where the
/// connection spoke TLS, and where the server's or the client's port belongs to another protocol in
/// Wireshark. An end without an address gets one of those for documentation (192.0.2.0/24); where
/// one end has IPv4 and the other IPv6, the first becomes an IPv4-mapped address. note() says what
/// was changed.
class EndpointChooser
{
public:
    Endpoints take(const Capture::ConnectionRecord &connection);
    /// In words, where the last ones that were taken differ from what they were, and how.
    QByteArray note() const { return m_note; }
    /// The connection is over.
    void giveBack(const Endpoints &endpoints);

private:
    using Key = QByteArray;
    static constexpr quint16 FirstPrivatePort = 49152; // RFC 6335
    static Key keyOf(const Endpoints &endpoints);

    QSet<Key> m_open;
    QByteArray m_note;
    quint16 m_nextPort = FirstPrivatePort; // for a client whose own is taken
};

} // namespace Pcap
