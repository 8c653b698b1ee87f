// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/urlguess.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Client {

namespace {

/// What Engine.IO itself puts into a query; a client of ours does that anew.
constexpr std::array<QByteArrayView, 6> EngineKeys {"EIO", "transport", "sid", "t", "b64", "j"};

struct Parts
{
    QByteArray scheme; // "http://"
    QByteArray authority;
    QByteArray path;
    QByteArray query;
};

Parts split(QByteArrayView text)
{
    Parts parts;
    QByteArray rest = text.trimmed().toByteArray();
    rest.truncate(std::min(rest.indexOf('#') < 0 ? rest.size() : rest.indexOf('#'), rest.size()));
    constexpr QByteArrayView Separator("://");
    const qsizetype scheme = rest.indexOf(Separator);
    parts.scheme = scheme < 0 ? QByteArray("http://") : rest.first(scheme).toLower() + "://";
    if (scheme >= 0)
        rest.remove(0, scheme + Separator.size());
    if (const qsizetype mark = rest.indexOf('?'); mark >= 0) {
        parts.query = rest.mid(mark + 1);
        rest.truncate(mark);
    }
    const qsizetype slash = rest.indexOf('/');
    parts.authority = slash < 0 ? rest : rest.first(slash);
    parts.path = slash < 0 ? QByteArray() : rest.mid(slash);
    return parts;
}

QByteArrayView keyOf(const QByteArray &pair)
{
    return QByteArrayView(pair).first(
        std::max<qsizetype>(0, pair.indexOf('=') < 0 ? pair.size() : pair.indexOf('=')));
}

} // namespace

UrlGuess UrlGuess::of(QByteArrayView text, std::optional<Protocol> said)
{
    const Parts parts = split(text);
    UrlGuess guess;
    QList<QByteArray> own; // pairs of the app's
    QByteArray eio;
    QByteArray transport;
    const QList<QByteArray> pairs
        = parts.query.isEmpty() ? QList<QByteArray>() : parts.query.split('&');
    for (const QByteArray &pair : pairs) {
        const QByteArrayView key = keyOf(pair);
        if (key == QByteArrayView("EIO"))
            eio = pair.mid(4);
        else if (key == QByteArrayView("transport"))
            transport = pair.mid(10);
        if (std::find(EngineKeys.begin(), EngineKeys.end(), key) == EngineKeys.end())
            own.append(pair);
    }
    const bool hasEnginePath = parts.path.contains("/socket.io");
    const bool isEngineUrl = !eio.isEmpty() || !transport.isEmpty();
    const bool isWebSocketScheme = parts.scheme == "ws://" || parts.scheme == "wss://";
    guess.protocol
        = said.value_or(isWebSocketScheme && !isEngineUrl && !hasEnginePath ? Protocol::WebSocket
                                                                            : Protocol::SocketIo);
    if (guess.protocol == Protocol::WebSocket) {
        guess.url = parts.scheme + parts.authority + parts.path
            + (parts.query.isEmpty() ? QByteArray() : '?' + parts.query);
        return guess;
    }
    if (!isEngineUrl)
        own = pairs;
    guess.url
        = parts.scheme + parts.authority + (own.isEmpty() ? QByteArray() : "/?" + own.join('&'));
    if (isEngineUrl || hasEnginePath)
        guess.enginePath = parts.path;
    else if (parts.path.size() > 1)
        guess.nsp = parts.path;
    if (eio == "3")
        guess.version = Version::V2;
    else if (eio == "4")
        guess.version = Version::V4;
    if (transport == "websocket")
        guess.transports = Transports::WebSocket;
    return guess;
}

void UrlGuess::applyTo(ClientOptions *options) const
{
    options->protocol = protocol;
    options->url = url;
    if (protocol == Protocol::WebSocket)
        return;
    if (!enginePath.isEmpty())
        options->path = enginePath;
    if (version)
        options->version = *version;
    if (transports)
        options->transports = *transports;
    NamespaceOptions first
        = options->namespaces.isEmpty() ? NamespaceOptions {} : options->namespaces.constFirst();
    first.name = nsp;
    options->namespaces = {first};
}

} // namespace Client
