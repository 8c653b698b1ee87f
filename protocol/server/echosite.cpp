// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/echosite.h"

#include "protocol/server/echoendpoint.h"
#include "protocol/socketio/data.h"

#include <QRegularExpression>

namespace Server {

namespace {

bool isNumbered(const QByteArray &name)
{
    static const QRegularExpression form(QStringLiteral("^/dyn-\\d{1,9}\\z"));
    return form.match(QString::fromUtf8(name)).hasMatch();
}

std::optional<QByteArray> wantToken(const QByteArray &auth)
{
    if (SocketIo::stringMember(auth, "token") == "secret")
        return std::nullopt;
    return QByteArray(NotAuthorized);
}

void echo(const std::shared_ptr<EngineSession> &session)
{
    EngineSession *self = session.get(); // it outlives its own functions
    session->onText = [self](QByteArray text) { self->sendText(std::move(text)); };
    session->onBinary = [self](QByteArray bytes) { self->sendBinary(std::move(bytes)); };
}

} // namespace

EchoSite::EchoSite(Server &server, const Options &options)
    : m_bare(options.engine)
    , m_engine(options.engine)
    , m_sockets(m_engine, options.sockets)
{
    m_bare.onSession = echo;
    const auto tellAuth = [](Socket &socket) {
        const QByteArray auth = socket.auth();
        socket.send("auth", {auth.isEmpty() ? QByteArrayLiteral("{}") : auth, {}});
    };
    serve(m_sockets.at("/"), tellAuth);
    serve(m_sockets.at("/custom"), tellAuth);
    serve(m_sockets.at("/plain"), {});
    serve(m_sockets.at("/chat"), [](Socket &socket) {
        socket.send("welcome", {R"("/chat")", {}});
    });
    m_sockets.at("/chat").admit = wantToken;
    m_sockets.isDynamic = isNumbered;
    m_sockets.onNamespace = [this](Namespace &nsp) { serve(nsp, {}); };
    if (options.admin)
        m_admin.emplace(m_sockets, *options.admin);

    server.setHandler("/engine.io/", [this](const auto &exchange) { m_bare.handle(exchange); });
    server.setHandler("/socket.io/", [this](const auto &exchange) { m_engine.handle(exchange); });
    server.setHandler("/ws/echo", serveEcho);
    server.setHandler("/ws/ticker", [this](const auto &exchange) { m_ticker.serve(exchange); });
    server.setHandler("/ws/chat", [this](const auto &exchange) { m_chat.serve(exchange); });
}

EchoSite::~EchoSite() = default;

void EchoSite::serve(Namespace &nsp, const EchoNamespace::Greeting &greeting)
{
    m_namespaces.push_back(std::make_unique<EchoNamespace>(nsp, greeting));
}

} // namespace Server
