// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/answersite.h"

namespace Answers {

AnswerSite::AnswerSite(Server::Server &server, AnswerList list, const SiteOptions &options)
    : m_book(std::move(list))
    , m_engine(options.engine)
    , m_sockets(m_engine, options.sockets)
{
    m_engine.onSession = [this, take = m_engine.onSession](const auto &session) {
        std::erase_if(m_sessions, [](const auto &entry) { return entry.second.expired(); });
        m_sessions[session->sid()] = session;
        take(session);
    };
    m_sockets.isDynamic = [](const QByteArray & /*name*/) { return true; };
    m_sockets.onNamespace = [this](Server::Namespace &nsp) { serve(nsp); };
    serve(m_sockets.at("/"));
    if (options.admin)
        m_admin.emplace(m_sockets, *options.admin);
    server.setHandler(m_book.list().path,
                      [this](const auto &exchange) { m_engine.handle(exchange); });
    for (const Answer &answer : m_book.list().answers) {
        if (answer.path.isEmpty() || m_endpoints.contains(answer.path))
            continue;
        const auto &endpoint = m_endpoints[answer.path]
            = std::make_unique<AnswerEndpoint>(answer.path, m_book);
        server.setHandler(answer.path,
                          [at = endpoint.get()](const auto &exchange) { at->serve(exchange); });
    }
    startTimers();
}

AnswerSite::~AnswerSite() = default;

void AnswerSite::serve(Server::Namespace &nsp)
{
    m_namespaces[nsp.name()] = std::make_unique<AnswerNamespace>(
        nsp, m_book, [this](const QByteArray &sid) { return m_sessions[sid].lock(); });
}

void AnswerSite::startTimers()
{
    for (std::size_t place = 0; place < m_book.list().answers.size(); ++place) {
        const Answer &answer = m_book.list().answers[place];
        if (answer.when != When::Timer || !answer.isOn)
            continue;
        if (answer.path.isEmpty() && !m_namespaces.contains(answer.nsp))
            serve(m_sockets.at(answer.nsp));
        auto timer = std::make_unique<QTimer>();
        timer->setInterval(std::chrono::duration_cast<std::chrono::milliseconds>(answer.every));
        timer->setTimerType(Qt::PreciseTimer);
        timer->callOnTimeout([this, place] { tick(place); });
        timer->start();
        m_timers.push_back(std::move(timer));
    }
}

void AnswerSite::tick(std::size_t place)
{
    const Answer &answer = m_book.list().answers[place];
    if (const auto use = m_book.use(place)) {
        if (answer.path.isEmpty())
            m_namespaces.at(answer.nsp)->tick(*use);
        else
            m_endpoints.at(answer.path)->tick(*use);
    }
}

} // namespace Answers
