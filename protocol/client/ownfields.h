// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Client {

/// Whether a client writes the header field \a name itself, because it is about its connection and
/// not about the request: nobody else may set it.
bool isOwnField(const QByteArray &name);

} // namespace Client
