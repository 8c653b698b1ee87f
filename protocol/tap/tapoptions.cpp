// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tapoptions.h"

#include "protocol/net/address.h"

namespace Tap {

namespace {

QByteArrayView schemeName(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Http:
        return "http";
    case Scheme::Https:
        return "https";
    case Scheme::Ws:
        return "ws";
    case Scheme::Wss:
        break;
    }
    return "wss";
}

} // namespace

bool TargetUrl::isLoopback() const
{
    return Net::isLoopbackHost(host);
}

QByteArray TargetUrl::authority() const
{
    const bool isUsualPort = port == (isTls() ? 443 : 80);
    const QByteArray inUrl = host.contains(':') ? '[' + host + ']' : host;
    return isUsualPort ? inUrl : inUrl + ':' + QByteArray::number(port);
}

QByteArray TargetUrl::hostAndPort() const
{
    return (host.contains(':') ? '[' + host + ']' : host) + ':' + QByteArray::number(port);
}

QByteArray TargetUrl::toText() const
{
    return schemeName(scheme).toByteArray() + "://" + authority() + basePath;
}

bool TapOptions::rewritesHost() const
{
    return hostRewrite == HostRewrite::Always
        || (hostRewrite == HostRewrite::Auto && !target.isLoopback());
}

bool TapOptions::rewritesRequests() const
{
    return rewritesHost() || !target.basePath.isEmpty();
}

} // namespace Tap
