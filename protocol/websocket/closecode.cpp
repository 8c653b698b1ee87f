// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/closecode.h"

#include <algorithm>
#include <array>

namespace WebSocket {

namespace {

struct NamedCode
{
    quint16 code;
    QByteArrayView name;
};

/// The WebSocket Close Code Number Registry of IANA.
constexpr std::array<NamedCode, 19> Registry {{
    {1000, "Normal Closure"},
    {1001, "Going Away"},
    {1002, "Protocol Error"},
    {1003, "Unsupported Data"},
    {1004, "Reserved"},
    {1005, "No Status Received"},
    {1006, "Abnormal Closure"},
    {1007, "Invalid Frame Payload Data"},
    {1008, "Policy Violation"},
    {1009, "Message Too Big"},
    {1010, "Mandatory Extension"},
    {1011, "Internal Error"},
    {1012, "Service Restart"},
    {1013, "Try Again Later"},
    {1014, "Bad Gateway"},
    {1015, "TLS Handshake"},
    {3000, "Unauthorized"},
    {3003, "Forbidden"},
    {3008, "Timeout"},
}};

} // namespace

QByteArrayView closeCodeName(quint16 code)
{
    const auto *const found = std::find_if(Registry.begin(), Registry.end(),
                                           [code](const NamedCode &n) { return n.code == code; });
    if (found != Registry.end())
        return found->name;
    if (code < 1000 || code > 4999)
        return "Invalid";
    if (code < 3000)
        return "Reserved";
    return code < 4000 ? "Registered" : "Private Use";
}

bool isCloseCodeOnWire(quint16 code)
{
    if (code >= 3000)
        return code < 5000;
    const bool reserved = code == 1004 || code == 1005 || code == 1006;
    return code >= 1000 && code <= 1014 && !reserved;
}

quint16 closeCodeFor(const Problems &problems)
{
    constexpr quint16 ProtocolError = 1002;
    constexpr quint16 InvalidPayload = 1007;
    constexpr quint16 TooBig = 1009;
    if (problems.has(Problem::WsDeflateBomb))
        return TooBig;
    if (problems.has(Problem::WsUnexpectedRsv1))
        return ProtocolError; // what the payload is cannot be said
    const bool isPayload = problems.has(Problem::WsInvalidUtf8)
        || problems.has(Problem::WsBadCloseReason) || problems.has(Problem::WsBadDeflate);
    return isPayload ? InvalidPayload : ProtocolError;
}

} // namespace WebSocket
