// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/answernamespace.h"

#include "protocol/msgpack/jsontext.h"
#include "protocol/socketio/data.h"
#include "protocol/socketio/exporteddata.h"

#include <QDateTime>

namespace Answers {

AnswerNamespace::AnswerNamespace(Server::Namespace &nsp, AnswerBook &book,
                                 SessionFinder findSession)
    : m_namespace(nsp)
    , m_book(book)
    , m_findSession(std::move(findSession))
{
    m_namespace.admit = [this](const QByteArray &auth) -> std::optional<QByteArray> {
        const Reject *reject = m_book.rejection({}, describe(Capture::Kind::Connect, auth));
        if (reject == nullptr)
            return std::nullopt;
        const QByteArray data = reject->data.isEmpty() ? QByteArray() : ",\"data\":" + reject->data;
        return "{\"message\":" + JsonText::quoted(reject->message) + data + '}';
    };
    m_namespace.onConnected
        = [this](const std::shared_ptr<Server::Socket> &socket) { serve(socket); };
}

AnswerNamespace::~AnswerNamespace()
{
    m_namespace.admit = nullptr;
    m_namespace.onConnected = nullptr;
    for (const auto &socket : m_namespace.sockets()) {
        socket->onEvent = nullptr;
        socket->onDisconnected = nullptr;
    }
}

Rules::LiveMessage AnswerNamespace::describe(Capture::Kind kind, const QByteArray &data) const
{
    Rules::LiveMessage message;
    message.kind = kind;
    message.engineIo = 4;
    message.socketIo = kind == Capture::Kind::Event ? 2 : kind == Capture::Kind::Connect ? 0 : 1;
    message.nsp = m_namespace.name();
    message.path = m_book.list().path;
    message.body = data;
    message.content = data;
    message.payloadBytes = data.size();
    message.wireBytes = data.size();
    return message;
}

void AnswerNamespace::serve(const std::shared_ptr<Server::Socket> &socket)
{
    const std::weak_ptr<Server::Socket> who = socket;
    socket->onEvent = [this, who](const Server::Event &event) {
        if (const auto client = who.lock())
            take(client, event);
    };
    socket->onDisconnected
        = [this, id = socket->id(), auth = socket->auth()](QByteArrayView /*reason*/) {
              const auto message = describe(Capture::Kind::Disconnect, {});
              answer(m_book.uses(When::Disconnect, {}, message),
                     {.socket = {}, .data = {}, .auth = auth, .id = id, .acknowledge = {}});
          };
    answer(
        m_book.uses(When::Connect, {}, describe(Capture::Kind::Connect, socket->auth())),
        {.socket = who, .data = {}, .auth = socket->auth(), .id = socket->id(), .acknowledge = {}});
}

void AnswerNamespace::take(const std::shared_ptr<Server::Socket> &socket,
                           const Server::Event &event)
{
    const QByteArray &json = event.arguments.json;
    const QByteArray all = '[' + SocketIo::jsonString(event.name)
        + (json.isEmpty() ? QByteArray() : ',' + json) + ']';
    const QByteArray data = m_namespace.parser() == Server::Parser::Msgpack
        ? all
        : SocketIo::dataWithAttachments(all, event.arguments.attachments);
    Rules::LiveMessage message = describe(Capture::Kind::Event, data);
    message.event = event.name;
    message.ackId = event.acknowledge ? 0 : -1;
    answer(m_book.uses(When::Message, {}, message),
           {.socket = socket,
            .data = data,
            .auth = socket->auth(),
            .id = socket->id(),
            .acknowledge = event.acknowledge});
}

void AnswerNamespace::tick(const Use &use)
{
    answer({use}, {});
}

void AnswerNamespace::answer(const std::vector<Use> &uses, const Question &question)
{
    m_agenda.run(uses, [this, question](const Use &use) { act(use, question); });
}

void AnswerNamespace::act(const Use &use, const Question &question)
{
    const Asked asked {.data = question.data,
                       .text = {},
                       .auth = question.auth,
                       .id = question.id,
                       .count = use.count,
                       .time = QDateTime::currentMSecsSinceEpoch()};
    std::visit([&](const auto &action) { act(action, asked, question); }, use.answer->action);
}

SocketIo::Arguments AnswerNamespace::fill(const QByteArray &array, const Asked &asked) const
{
    const QByteArray filled = Template::ofChecked(array).fill(asked);
    SocketIo::Arguments arguments {filled, {}};
    if (m_namespace.parser() != Server::Parser::Msgpack)
        arguments = SocketIo::parseExported(filled).arguments;
    const QByteArray json = arguments.json.trimmed();
    arguments.json = json.sliced(1, json.size() - 2).trimmed();
    return arguments;
}

void AnswerNamespace::act(const Emit &emission, const Asked &asked, const Question &question)
{
    const SocketIo::Arguments arguments = fill(emission.args, asked);
    if (emission.to == To::Sender && emission.room.isEmpty()) {
        if (const auto socket = question.socket.lock()) {
            Server::Socket::AckHandler acknowledged;
            if (emission.asks)
                acknowledged = [](const SocketIo::Arguments & /*answer*/) {};
            socket->send(emission.event, arguments, acknowledged);
        }
        return;
    }
    Server::Audience audience;
    if (!emission.room.isEmpty())
        audience.rooms = {Template::ofChecked(emission.room).fillText(asked)};
    if (emission.to == To::Others)
        audience.except = {asked.id};
    m_namespace.broadcast(emission.event, arguments, audience);
}

void AnswerNamespace::act(const Ack &ack, const Asked &asked, const Question &question)
{
    if (question.acknowledge)
        question.acknowledge(fill(ack.args, asked));
}

void AnswerNamespace::act(const Disconnect &disconnect, const Asked & /*asked*/,
                          const Question &question)
{
    if (const auto socket = question.socket.lock())
        socket->disconnect(disconnect.closes);
}

void AnswerNamespace::act(const Join &join, const Asked &asked, const Question &question)
{
    if (const auto socket = question.socket.lock())
        socket->join(Template::ofChecked(join.room).fillText(asked));
}

void AnswerNamespace::act(const Leave &leave, const Asked &asked, const Question &question)
{
    if (const auto socket = question.socket.lock())
        socket->leave(Template::ofChecked(leave.room).fillText(asked));
}

void AnswerNamespace::act(const Malformed &malformed, const Asked &asked, const Question &question)
{
    const auto socket = question.socket.lock();
    if (socket == nullptr || !socket->isConnected())
        return;
    if (malformed.kind == Malformed::Kind::Attachments) {
        const auto message = SocketIo::eventMessage(m_namespace.name(), malformed.event,
                                                    fill(malformed.args, asked));
        auto encoded = Server::encode(Server::Parser::Default, message);
        encoded.binaries.clear();
        socket->sendEncoded(message, encoded);
        return;
    }
    const auto session = m_findSession(socket->session().sid());
    if (session == nullptr)
        return;
    if (malformed.kind == Malformed::Kind::Packet)
        session->sendRaw(malformed.content);
    else
        session->sendRawFrame(malformed.content);
}

} // namespace Answers
