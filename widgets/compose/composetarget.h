// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientstatus.h"

#include <QString>

/// A connection that Compose can send on: a client of ours.
struct ComposeTarget
{
    quint32 source = 0; ///< its number in the capture; never 0
    QString label; ///< "localhost:3000", "Ab3x"
    Client::Protocol protocol = Client::Protocol::SocketIo;
    Client::ClientStatus status;

    bool operator==(const ComposeTarget &other) const = default;
};
