// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/tapoptions.h"

#include <QByteArrayView>

#include <optional>

namespace Tap {

/// Reads what a person writes of a tap: "9000=http://127.0.0.1:3000". Pure.
///
/// LISTEN is a port, ":port", or "address:port" with a literal address or "localhost"; port 0 picks
/// one. Without an address the tap listens on loopback only. TARGET is a URL of http, https, ws or
/// wss with an optional base path; no user, query or fragment.
class TapSpec
{
public:
    /// What was read, or a sentence that says what is wrong.
    template<typename Value>
    struct Parsed
    {
        std::optional<Value> value;
        QByteArray error;
    };

    /// LISTEN=TARGET.
    static Parsed<TapOptions> parse(QByteArrayView text);
    static Parsed<TargetUrl> parseTarget(QByteArrayView text);
    /// The options with address and port set.
    static Parsed<TapOptions> parseListen(QByteArrayView text);

    /// "9000=http://127.0.0.1:3000".
    static QByteArray toText(const TapOptions &options);
};

} // namespace Tap
