// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/address.h"

namespace Client {

/// The address that \a authority ("127.0.0.1:3000", "[::1]", "localhost:80") names. Nothing for
/// other names: light clients look none up.
std::optional<Net::Address> addressOf(QByteArrayView authority);

} // namespace Client
