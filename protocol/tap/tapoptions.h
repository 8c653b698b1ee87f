// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/dialect.h"
#include "protocol/tap/tlsoptions.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace Tap {

enum class Scheme : quint8 { Http, Https, Ws, Wss };

/// Where a tap sends what it is given.
struct TargetUrl
{
    Scheme scheme = Scheme::Http;
    QByteArray host; ///< a name, or a literal address without brackets
    quint16 port = 80;
    QByteArray basePath; ///< put before each path: "/base", or empty

    bool isTls() const { return scheme == Scheme::Https || scheme == Scheme::Wss; }
    /// The host is this machine's loopback.
    bool isLoopback() const;
    /// "example.org", "[::1]:8080": as a Host field says it, without the scheme's own port.
    QByteArray authority() const;
    /// "[::1]:8080", "example.org:443": always with the port.
    QByteArray hostAndPort() const;
    /// "https://example.org/base".
    QByteArray toText() const;

    bool operator==(const TargetUrl &other) const = default;
};

/// When Host, and Origin and Referer that name the tap, become the target's.
enum class HostRewrite : quint8 {
    Auto, ///< when the target is not a loopback address
    Always,
    Never,
};

/// All that a tap has to know. A value: it crosses threads.
struct TapOptions
{
    /// A literal address. Empty: loopback, which is 127.0.0.1, and ::1 too where its port is free.
    QByteArray address;
    quint16 port = 0; ///< 0 picks one
    TargetUrl target;
    HostRewrite hostRewrite = HostRewrite::Auto;
    TlsOptions tls;
    UpstreamProxy proxy;
    std::chrono::milliseconds connectTimeout {10'000};
    /// What rides on its plain WebSockets, where that is not to be found out.
    std::optional<Dialects::Dialect> dialect;

    bool rewritesHost() const;
    /// The tap must read requests because it changes them. Otherwise it passes bytes through.
    bool rewritesRequests() const;

    bool operator==(const TapOptions &other) const = default;
};

} // namespace Tap
