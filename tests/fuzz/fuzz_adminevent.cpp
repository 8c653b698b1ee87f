// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/credentials.h"
#include "protocol/admin/event.h"

#include <array>
#include <cstdlib>

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

constexpr std::array<const char *, 11> Names {
    "session",          "config",         "server_stats",        "all_sockets",
    "socket_connected", "socket_updated", "socket_disconnected", "room_joined",
    "room_left",        "event_received", "event_sent"};

} // namespace

// The first byte says which event it is, the rest is its data, and what a login hides.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray rest(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const Admin::Event event = Admin::readEvent(Names[data[0] % Names.size()], rest);
    require(event.type != Admin::Event::Type::Other);
    for (const Admin::Socket &socket : event.sockets)
        require(!socket.id.isEmpty() && !socket.nsp.isEmpty());

    for (int kept = 0; kept < 2; ++kept) {
        QByteArray text = rest;
        Admin::maskText(&text, 0, kept);
        require(text.size() == rest.size());
        QByteArray again = text;
        Admin::maskText(&again, 0, kept);
        require(again == text);
        QByteArray bytes = rest;
        Admin::maskMsgpack(&bytes, 0, kept);
        require(bytes.size() == rest.size());
    }
    return 0;
}
