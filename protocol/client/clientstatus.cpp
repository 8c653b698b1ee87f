// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/clientstatus.h"

#include <algorithm>

namespace Client {

bool isConnected(Protocol protocol, const ClientStatus &status)
{
    if (status.state != State::Open)
        return false;
    return protocol == Protocol::WebSocket
        || std::any_of(status.namespaces.begin(), status.namespaces.end(),
                       [](const NamespaceStatus &nsp) {
                           return nsp.state == NamespaceStatus::State::Connected;
                       });
}

} // namespace Client
