// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/demopage.h"

#include <QFile>

#include <array>

namespace Server {

namespace {

struct Part
{
    const char *path;
    const char *file;
    const char *contentType;
};

constexpr std::array Parts {
    Part {"/", "index.html", "text/html; charset=UTF-8"},
    Part {"/chat.css", "chat.css", "text/css; charset=UTF-8"},
    Part {"/chat.js", "chat.js", "text/javascript; charset=UTF-8"},
    Part {"/socket.js", "socket.js", "text/javascript; charset=UTF-8"},
};

/// A tap is another origin for its WebSockets in some browsers, so those are named apart.
constexpr char Policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; "
                          "connect-src 'self' ws: wss:; img-src blob: data:; base-uri 'none'; "
                          "form-action 'none'; frame-ancestors 'none'";

Response responseOf(const Part &part)
{
    QFile file(QStringLiteral(":/sockscope/demo/") + QString::fromLatin1(part.file));
    if (!file.open(QIODevice::ReadOnly))
        return Response::empty(404);
    Response response = Response::text(part.contentType, file.readAll());
    response.fields.append({QByteArrayLiteral("Cache-Control"), QByteArrayLiteral("no-cache")});
    response.fields.append({QByteArrayLiteral("Content-Security-Policy"), Policy});
    response.fields.append(
        {QByteArrayLiteral("X-Content-Type-Options"), QByteArrayLiteral("nosniff")});
    return response;
}

} // namespace

void serveDemoPage(Server &server)
{
    for (const Part &part : Parts) {
        server.setHandler(part.path, [&part](const std::shared_ptr<Exchange> &exchange) {
            exchange->respond(responseOf(part));
        });
    }
}

} // namespace Server
