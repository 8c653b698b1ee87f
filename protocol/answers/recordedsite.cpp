// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/recordedsite.h"

namespace Answers {

namespace {

Server::EngineOptions engineOptions(const Recording &recording)
{
    Server::EngineOptions options;
    if (recording.pingIntervalMs > 0 && recording.pingTimeoutMs > 0) {
        options.pingInterval = std::chrono::milliseconds(recording.pingIntervalMs);
        options.pingTimeout = std::chrono::milliseconds(recording.pingTimeoutMs);
    }
    if (recording.maxPayload > 0)
        options.maxPayload = recording.maxPayload;
    options.deflate = true;
    options.revision3 = recording.engineIo == 3;
    options.cors = true;
    return options;
}

} // namespace

RecordedSite::RecordedSite(Server::Server &server, Recording recording, Pace pace, Note note)
    : m_note(std::move(note))
{
    if (recording.isSocketIo) {
        serveSocketIo(server, recording, pace);
        return;
    }
    const QByteArray path = recording.path;
    m_endpoint.emplace(std::move(recording), pace, m_note);
    server.setHandler(path, [this](const auto &exchange) { m_endpoint->serve(exchange); });
}

RecordedSite::~RecordedSite() = default;

void RecordedSite::serveSocketIo(Server::Server &server, const Recording &recording, Pace pace)
{
    m_engine.emplace(engineOptions(recording));
    Server::SocketServer::Options options;
    if (recording.isMsgpack)
        options.namespaces.parser = Server::Parser::Msgpack;
    m_sockets.emplace(*m_engine, options);
    std::map<QByteArray, std::vector<Step>> byNamespace;
    for (const Step &step : recording.steps)
        byNamespace[step.nsp].push_back(step);
    for (auto &[name, steps] : byNamespace) {
        m_namespaces.push_back(std::make_unique<RecordedNamespace>(m_sockets->at(name),
                                                                   std::move(steps), pace, m_note));
    }
    m_sockets->isDynamic = [this](const QByteArray &name) {
        m_note("Nothing was recorded in the namespace " + name + ", so it is refused.");
        return false;
    };
    server.setHandler(recording.path, [this](const auto &exchange) { m_engine->handle(exchange); });
}

} // namespace Answers
