// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/tlsoptions.h"

#include <QCommandLineParser>

#include <optional>

namespace Commands {

/// How servers are reached: TLS, and a proxy on the way. The same for taps and for connections of
/// our own.
struct Reach
{
    Tap::TlsOptions tls;
    Tap::UpstreamProxy proxy;
};

void addReachOptions(QCommandLineParser &parser);
/// Returns the status to exit with after a complaint.
std::optional<int> readReach(const QCommandLineParser &parser, Reach *reach);

} // namespace Commands
