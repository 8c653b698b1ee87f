// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tapspec.h"

#include "protocol/net/address.h"

#include <algorithm>
#include <array>

namespace Tap {

namespace {

struct KnownScheme
{
    QByteArrayView prefix;
    Scheme scheme;
    quint16 port;
};

constexpr std::array<KnownScheme, 4> Schemes {{
    {"http://", Scheme::Http, 80},
    {"https://", Scheme::Https, 443},
    {"ws://", Scheme::Ws, 80},
    {"wss://", Scheme::Wss, 443},
}};

std::optional<quint16> readPort(QByteArrayView text)
{
    constexpr qsizetype MaxDigits = 5;
    const bool digits
        = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool ok = false;
    const quint16 port = text.toByteArray().toUShort(&ok);
    if (!digits || !ok || text.size() > MaxDigits)
        return std::nullopt;
    return port;
}

struct HostAndPort
{
    QByteArrayView host;
    std::optional<QByteArrayView> port; // nothing without a colon
};

/// Splits "host:port", "[::1]:port". Nothing when brackets are not around an IPv6 address.
std::optional<HostAndPort> splitAuthority(QByteArrayView text)
{
    if (text.startsWith('[')) {
        const qsizetype close = text.indexOf(']');
        if (close < 0 || !text.first(close).contains(':'))
            return std::nullopt;
        const QByteArrayView host = text.sliced(1, close - 1);
        const QByteArrayView rest = text.sliced(close + 1);
        if (rest.isEmpty())
            return HostAndPort {host, std::nullopt};
        if (!rest.startsWith(':'))
            return std::nullopt;
        return HostAndPort {host, rest.sliced(1)};
    }
    const qsizetype colon = text.indexOf(':');
    if (colon < 0)
        return HostAndPort {text, std::nullopt};
    return HostAndPort {text.first(colon), text.sliced(colon + 1)};
}

QByteArray quoted(QByteArrayView text)
{
    return '"' + text.toByteArray() + '"';
}

bool isHostCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '.' || c == '_' || static_cast<uchar>(c) >= 0x80U;
}

bool isHost(QByteArrayView host)
{
    if (host.contains(':'))
        return Net::Address::fromLiteral(host, 0).has_value();
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), isHostCharacter);
}

bool isPathCharacter(char c)
{
    return c > ' ' && c != 0x7f;
}

} // namespace

TapSpec::Parsed<TargetUrl> TapSpec::parseTarget(QByteArrayView text)
{
    const auto wrong = [text](const QByteArray &why) {
        return Parsed<TargetUrl> {std::nullopt, "The target " + quoted(text) + ' ' + why + '.'};
    };
    const QByteArray lower = text.toByteArray().toLower();
    const auto *const known
        = std::find_if(Schemes.begin(), Schemes.end(), [&lower](const KnownScheme &scheme) {
              return lower.startsWith(scheme.prefix);
          });
    if (known == Schemes.end())
        return wrong("must begin with http://, https://, ws:// or wss://");
    const QByteArrayView rest = text.sliced(known->prefix.size());
    if (rest.contains('?') || rest.contains('#'))
        return wrong("must not have a query or a fragment");
    const qsizetype slash = rest.indexOf('/');
    const QByteArrayView authority = slash < 0 ? rest : rest.first(slash);
    if (authority.contains('@'))
        return wrong("must not have a user or a password");
    const auto split = splitAuthority(authority);
    if (!split || !isHost(split->host))
        return wrong("has no valid host");
    TargetUrl target {.scheme = known->scheme,
                      .host = split->host.toByteArray().toLower(),
                      .port = known->port,
                      .basePath = {}};
    if (split->port) {
        const auto port = readPort(*split->port);
        if (!port || *port == 0)
            return wrong("has no valid port: it must be a number from 1 to 65535");
        target.port = *port;
    }
    if (slash >= 0) {
        target.basePath = rest.sliced(slash).toByteArray();
        if (!std::all_of(target.basePath.cbegin(), target.basePath.cend(), isPathCharacter))
            return wrong("must not have spaces in its path");
        while (target.basePath.endsWith('/'))
            target.basePath.chop(1);
    }
    return {target, {}};
}

TapSpec::Parsed<TapOptions> TapSpec::parseListen(QByteArrayView text)
{
    const auto wrong = [text](const QByteArray &why) {
        return Parsed<TapOptions> {std::nullopt,
                                   "The listening address " + quoted(text) + ' ' + why + '.'};
    };
    TapOptions options;
    QByteArrayView portText = text;
    if (text.contains(':')) {
        const auto split = splitAuthority(text);
        if (!split || !split->port)
            return wrong("must be a port, or an address and a port like 127.0.0.1:9000 or "
                         "[::1]:9000");
        portText = *split->port;
        options.address = split->host.toByteArray().toLower();
        if (options.address == "localhost")
            options.address.clear();
        if (!options.address.isEmpty() && !Net::Address::fromLiteral(options.address, 0)) {
            return wrong("must name an address of this machine in numbers, like 127.0.0.1, or "
                         "localhost");
        }
    }
    const auto port = readPort(portText);
    if (portText.isEmpty() || !port)
        return wrong("has no valid port: it must be a number from 0 to 65535");
    options.port = *port;
    return {options, {}};
}

TapSpec::Parsed<TapOptions> TapSpec::parse(QByteArrayView text)
{
    const qsizetype equals = text.indexOf('=');
    if (equals < 0) {
        return {std::nullopt,
                quoted(text)
                    + " is no tap: it must be LISTEN=TARGET, like 9000=http://127.0.0.1:3000."};
    }
    Parsed<TapOptions> parsed = parseListen(text.first(equals));
    if (!parsed.value)
        return parsed;
    const Parsed<TargetUrl> target = parseTarget(text.sliced(equals + 1));
    if (!target.value)
        return {std::nullopt, target.error};
    parsed.value->target = *target.value;
    return parsed;
}

QByteArray TapSpec::toText(const TapOptions &options)
{
    QByteArray listen = options.address;
    if (listen.contains(':'))
        listen = '[' + listen + ']';
    if (!listen.isEmpty())
        listen += ':';
    return listen + QByteArray::number(options.port) + '=' + options.target.toText();
}

} // namespace Tap
