// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/clienturl.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace Client {

namespace {

struct SchemeName
{
    const char *name;
    Tap::Scheme scheme;
    quint16 port;
};

constexpr std::array<SchemeName, 4> Schemes {{
    {"http", Tap::Scheme::Http, 80},
    {"https", Tap::Scheme::Https, 443},
    {"ws", Tap::Scheme::Ws, 80},
    {"wss", Tap::Scheme::Wss, 443},
}};

ClientUrl bad(QByteArray why)
{
    ClientUrl url;
    url.error = std::move(why);
    return url;
}

} // namespace

ClientUrl ClientUrl::parse(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    const QUrl url = QUrl::fromEncoded(trimmed, QUrl::StrictMode);
    if (trimmed.isEmpty())
        return bad("there is none");
    if (!url.isValid()) {
        // Behind it stands the whole URL, which may hold a password.
        const QByteArray why = url.errorString().toUtf8();
        return bad(why.left(why.indexOf("; source was")));
    }
    const QByteArray scheme = url.scheme().toLatin1();
    const auto known = std::find_if(Schemes.begin(), Schemes.end(),
                                    [&](const SchemeName &some) { return scheme == some.name; });
    if (known == Schemes.end())
        return bad("it must begin with http://, https://, ws:// or wss://");
    if (url.host().isEmpty())
        return bad("it names no host");

    ClientUrl parts;
    parts.target.scheme = known->scheme;
    parts.target.host = url.host(QUrl::FullyEncoded).toLatin1();
    parts.target.port = static_cast<quint16>(url.port(known->port));
    if (parts.target.port == 0)
        return bad("there is no port 0");
    parts.path = url.path(QUrl::FullyEncoded).toLatin1();
    if (parts.path.isEmpty())
        parts.path = "/";
    parts.query = url.query(QUrl::FullyEncoded).toLatin1();
    if (!url.userInfo().isEmpty()) {
        const QByteArray user = url.userName(QUrl::FullyDecoded).toUtf8();
        const QByteArray password = url.password(QUrl::FullyDecoded).toUtf8();
        parts.authorization = "Basic " + (user + ':' + password).toBase64();
    }
    return parts;
}

QByteArray ClientUrl::disguised(bool isWebSocket, const QByteArray &pathAndQuery) const
{
    return (isWebSocket ? "ws://" : "http://") + target.hostAndPort() + pathAndQuery;
}

QByteArray ClientUrl::real(const QByteArray &pathAndQuery) const
{
    return (target.isTls() ? "https://" : "http://") + target.authority() + pathAndQuery;
}

} // namespace Client
