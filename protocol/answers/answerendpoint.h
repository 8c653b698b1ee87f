// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/agenda.h"
#include "protocol/answers/template.h"
#include "protocol/server/exchange.h"

namespace Answers {

/// A plain WebSocket that an AnswerBook speaks for, at one path. Accepts permessage-deflate.
class AnswerEndpoint
{
public:
    /// \a book outlives it.
    AnswerEndpoint(QByteArray path, AnswerBook &book);
    ~AnswerEndpoint();
    Q_DISABLE_COPY_MOVE(AnswerEndpoint)

    void serve(const std::shared_ptr<Server::Exchange> &exchange);
    /// A timer's answer is due.
    void tick(const Use &use);

private:
    using Channel = std::weak_ptr<Server::WebSocketChannel>;

    /// What an answer is given to, as long as it takes.
    struct Question
    {
        Channel channel;
        QByteArray data; ///< JSON
        QByteArray text;
    };

    Rules::LiveMessage describe(Capture::Kind kind, const QByteArray &content) const;
    void take(const Channel &from, const QByteArray &content, bool isBinary);
    void answer(const std::vector<Use> &uses, const Question &question);
    void act(const Use &use, const Question &question);
    void act(const Send &send, const Asked &asked, const Question &question);
    void act(const Disconnect &disconnect, const Asked &asked, const Question &question);
    void act(const Malformed &malformed, const Asked &asked, const Question &question);
    template<typename Other>
    void act(const Other & /*of Socket.IO, or done before*/, const Asked & /*asked*/,
             const Question & /*question*/)
    {
    }

    QByteArray m_path;
    AnswerBook &m_book;
    std::vector<Channel> m_clients;
    Agenda m_agenda;
};

} // namespace Answers
