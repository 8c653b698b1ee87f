// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/names.h"

#include <algorithm>
#include <iterator>

namespace Capture {

namespace {

constexpr const char *KindNames[] {
    "connect",     "disconnect", "event",     "ack",      "connect-error",
    "eio-open",    "eio-close",  "eio-ping",  "eio-pong", "eio-message",
    "eio-upgrade", "eio-noop",   "text",      "binary",   "ping",
    "pong",        "close",      "handshake", "http",     "raw",
};
static_assert(std::size(KindNames) == static_cast<std::size_t>(Kind::Raw) + 1);

constexpr const char *EngineIoNames[] {"open",    "close",   "ping", "pong",
                                       "message", "upgrade", "noop"};

constexpr const char *SocketIoNames[] {"CONNECT",       "DISCONNECT",   "EVENT",     "ACK",
                                       "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK"};

constexpr const char *GapCauseNames[] {"slow-disk", "disk-full",  "write-error",
                                       "paused",    "admin-away", "missing"};
static_assert(std::size(GapCauseNames) == static_cast<std::size_t>(GapRecord::Cause::Missing) + 1);

constexpr const char *AlterationNames[] {"injected", "replaced",   "dropped",   "withheld",
                                         "delayed",  "duplicated", "reordered", "answered"};
static_assert(std::size(AlterationNames)
              == static_cast<std::size_t>(Alteration::What::Answered) + 1);

constexpr const char *HowNames[] {"admin", "observed", "inferred"};

} // namespace

QByteArrayView kindName(Kind kind)
{
    return KindNames[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kindFromName(QByteArrayView name)
{
    const auto *const found = std::find(std::begin(KindNames), std::end(KindNames), name);
    if (found == std::end(KindNames))
        return std::nullopt;
    return static_cast<Kind>(found - std::begin(KindNames));
}

QByteArrayView directionName(Direction direction)
{
    return direction == Direction::Sent ? "sent" : "received";
}

QByteArrayView transportName(Transport transport)
{
    switch (transport) {
    case Transport::WebSocket:
        return "websocket";
    case Transport::Polling:
        return "polling";
    case Transport::None:
        break;
    }
    return "";
}

QByteArrayView engineIoName(int type)
{
    return type >= 0 && type < std::ssize(EngineIoNames) ? EngineIoNames[type] : "";
}

QByteArrayView socketIoName(int type, int protocol)
{
    if (type == 4 && protocol == 4)
        return "ERROR";
    return type >= 0 && type < std::ssize(SocketIoNames) ? SocketIoNames[type] : "";
}

QByteArrayView gapCauseName(GapRecord::Cause cause)
{
    return GapCauseNames[static_cast<std::size_t>(cause)];
}

QByteArrayView alterationName(Alteration::What what)
{
    return AlterationNames[static_cast<std::size_t>(what)];
}

QByteArrayView howName(MembershipRecord::How how)
{
    return HowNames[static_cast<std::size_t>(how)];
}

} // namespace Capture
