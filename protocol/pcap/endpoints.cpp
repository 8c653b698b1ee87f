// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/endpoints.h"

#include "protocol/net/address.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include <netinet/in.h>

namespace Pcap {

namespace {

constexpr quint16 HttpPort = 80;
constexpr quint16 FirstUserPort = 1024;

struct PortRange
{
    quint16 first = 0;
    quint16 last = 0;
};

/// What Wireshark 4 has among the ports from 1024 on, but for those of HTTP; single ports that
/// stand close together are one range.
constexpr auto ClaimedPorts = std::to_array<PortRange>(
    {{1080, 1102},   {1153, 1153},   {1194, 1213},   {1300, 1300},   {1344, 1344},   {1433, 1433},
     {1521, 1547},   {1723, 1755},   {1861, 1935},   {1978, 2001},   {2065, 2190},   {2221, 2269},
     {2321, 2345},   {2401, 2443},   {2501, 2502},   {2571, 2600},   {2727, 2727},   {2812, 2812},
     {2855, 2855},   {2944, 2945},   {3002, 3050},   {3205, 3205},   {3245, 3268},   {3288, 3288},
     {3306, 3306},   {3333, 3334},   {3357, 3389},   {3452, 3496},   {3567, 3567},   {3632, 3632},
     {3671, 3724},   {3804, 3804},   {3860, 3868},   {3918, 3918},   {4002, 4002},   {4058, 4058},
     {4155, 4155},   {4189, 4189},   {4222, 4250},   {4321, 4369},   {4420, 4420},   {4551, 4556},
     {4661, 4663},   {4712, 4739},   {4788, 4788},   {4840, 4840},   {4880, 4880},   {5000, 5010},
     {5060, 5094},   {5190, 5222},   {5253, 5253},   {5353, 5353},   {5432, 5445},   {5500, 5501},
     {5534, 5555},   {5671, 5721},   {5868, 5868},   {5900, 5901},   {5997, 6084},   {6121, 6160},
     {6346, 6379},   {6417, 6417},   {6653, 6668},   {6881, 6889},   {7000, 7000},   {7075, 7075},
     {7171, 7172},   {7236, 7236},   {7275, 7276},   {7871, 7930},   {8004, 8023},   {8074, 8074},
     {8085, 8085},   {8554, 8567},   {8883, 8883},   {9000, 9009},   {9042, 9042},   {9092, 9092},
     {9168, 9168},   {9300, 9300},   {9418, 9418},   {9600, 9600},   {9955, 10000},  {10288, 10288},
     {11207, 11211}, {13400, 13400}, {13819, 13819}, {14001, 14001}, {15740, 15740}, {17500, 17500},
     {17755, 17756}, {19006, 19043}, {19506, 19543}, {19999, 20000}, {20256, 20256}, {21064, 21064},
     {22222, 22222}, {24800, 24800}, {27017, 27017}, {29418, 29418}, {30000, 30200}, {34980, 34980},
     {44321, 44322}, {44818, 44818}, {48049, 48049}, {48898, 48898}, {57000, 57000}});

struct End
{
    std::optional<Net::Address> address;
    quint16 port = 0;
};

/// "127.0.0.1:80", "[::1]:80", "example.org:80"; of the last one the port only.
End endOf(const QByteArray &text)
{
    End end;
    const qsizetype colon = text.lastIndexOf(':');
    if (colon < 0)
        return end;
    end.port = text.mid(colon + 1).toUShort();
    end.address = Net::Address::fromLiteral(text.left(colon), end.port);
    return end;
}

std::array<uchar, 16> bytesOf(const Net::Address &address)
{
    std::array<uchar, 16> bytes {};
    if (address.isIpv6())
        std::memcpy(bytes.data(),
                    &reinterpret_cast<const sockaddr_in6 *>(address.data())->sin6_addr,
                    sizeof(in6_addr));
    else
        std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in *>(address.data())->sin_addr,
                    sizeof(in_addr));
    return bytes;
}

/// ::ffff:a.b.c.d
std::array<uchar, 16> mapped(const std::array<uchar, 16> &ipv4)
{
    std::array<uchar, 16> bytes {};
    bytes[10] = bytes[11] = 0xff;
    std::copy_n(ipv4.begin(), 4, bytes.begin() + 12);
    return bytes;
}

} // namespace

bool isClaimedPort(quint16 port)
{
    if (port < FirstUserPort)
        return port != HttpPort;
    return std::any_of(ClaimedPorts.begin(), ClaimedPorts.end(), [port](const PortRange &range) {
        return port >= range.first && port <= range.last;
    });
}

EndpointChooser::Key EndpointChooser::keyOf(const Endpoints &endpoints)
{
    Key key(reinterpret_cast<const char *>(endpoints.client.data()), 16);
    key.append(reinterpret_cast<const char *>(endpoints.server.data()), 16);
    key += QByteArray::number(endpoints.clientPort) + ' '
        + QByteArray::number(endpoints.serverPort);
    return key;
}

Endpoints EndpointChooser::take(const Capture::ConnectionRecord &connection)
{
    QByteArrayList notes;
    const End client = endOf(connection.client);
    const End target = endOf(connection.target);
    End server = endOf(connection.peer);
    if (!server.address)
        server.address = target.address;
    if (server.port == 0)
        server.port = target.port;

    Endpoints endpoints;
    const bool clientIsIpv6 = client.address && client.address->isIpv6();
    const bool serverIsIpv6 = server.address && server.address->isIpv6();
    endpoints.isIpv6 = clientIsIpv6 || serverIsIpv6;
    endpoints.client
        = client.address ? bytesOf(*client.address) : std::array<uchar, 16> {192, 0, 2, 1};
    endpoints.server
        = server.address ? bytesOf(*server.address) : std::array<uchar, 16> {192, 0, 2, 2};
    if (!client.address || !server.address)
        notes.append("an address is not known");
    if (endpoints.isIpv6 && !clientIsIpv6)
        endpoints.client = mapped(endpoints.client);
    if (endpoints.isIpv6 && !serverIsIpv6)
        endpoints.server = mapped(endpoints.server);

    endpoints.clientPort = client.port != 0 ? client.port : FirstPrivatePort;
    endpoints.serverPort = server.port != 0 ? server.port : HttpPort;
    const bool isForeign = !connection.tls.isEmpty() || isClaimedPort(endpoints.serverPort)
        || isClaimedPort(endpoints.clientPort);
    if (isForeign && endpoints.serverPort != HttpPort) {
        notes.append("the server's port was " + QByteArray::number(endpoints.serverPort));
        endpoints.serverPort = HttpPort;
    }
    const quint16 clientPort = endpoints.clientPort;
    for (quint16 tries = FirstPrivatePort; tries != 0 && m_open.contains(keyOf(endpoints));
         ++tries) {
        endpoints.clientPort = m_nextPort;
        m_nextPort = std::max<quint16>(FirstPrivatePort, static_cast<quint16>(m_nextPort + 1));
    }
    if (endpoints.clientPort != clientPort)
        notes.append("the client's port was " + QByteArray::number(clientPort));
    m_open.insert(keyOf(endpoints));
    m_note = notes.join(", ");
    return endpoints;
}

void EndpointChooser::giveBack(const Endpoints &endpoints)
{
    m_open.remove(keyOf(endpoints));
}

} // namespace Pcap
