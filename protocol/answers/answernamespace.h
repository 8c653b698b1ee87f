// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/agenda.h"
#include "protocol/answers/template.h"
#include "protocol/server/enginesession.h"
#include "protocol/server/namespace.h"

namespace Answers {

/// One namespace of Socket.IO that an AnswerBook speaks for.
class AnswerNamespace
{
public:
    /// The session with that Engine.IO sid; null if it is gone.
    using SessionFinder
        = std::function<std::shared_ptr<Server::EngineSession>(const QByteArray &sid)>;

    /// \a nsp and \a book outlive it.
    AnswerNamespace(Server::Namespace &nsp, AnswerBook &book, SessionFinder findSession);
    ~AnswerNamespace();
    Q_DISABLE_COPY_MOVE(AnswerNamespace)

    /// A timer's answer is due.
    void tick(const Use &use);

private:
    /// What an answer is given to, as long as it takes.
    struct Question
    {
        std::weak_ptr<Server::Socket> socket;
        QByteArray data; ///< exported
        QByteArray auth;
        QByteArray id;
        std::function<void(const SocketIo::Arguments &arguments)> acknowledge;
    };

    Rules::LiveMessage describe(Capture::Kind kind, const QByteArray &data) const;
    void serve(const std::shared_ptr<Server::Socket> &socket);
    void take(const std::shared_ptr<Server::Socket> &socket, const Server::Event &event);
    void answer(const std::vector<Use> &uses, const Question &question);
    void act(const Use &use, const Question &question);
    void act(const Emit &emission, const Asked &asked, const Question &question);
    void act(const Ack &ack, const Asked &asked, const Question &question);
    void act(const Disconnect &disconnect, const Asked &asked, const Question &question);
    void act(const Join &join, const Asked &asked, const Question &question);
    void act(const Leave &leave, const Asked &asked, const Question &question);
    void act(const Malformed &malformed, const Asked &asked, const Question &question);
    template<typename Other>
    void act(const Other & /*of plain WebSockets, or done before*/, const Asked & /*asked*/,
             const Question & /*question*/)
    {
    }
    SocketIo::Arguments fill(const QByteArray &array, const Asked &asked) const;

    Server::Namespace &m_namespace;
    AnswerBook &m_book;
    SessionFinder m_findSession;
    Agenda m_agenda;
};

} // namespace Answers
