// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Server {

/// The HTML page at `/` of the demo server: says what is there, and talks to it a little.
QByteArray demoPage();

} // namespace Server
