// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/answerendpoint.h"

#include "protocol/server/echoendpoint.h"
#include "protocol/socketio/jsonreader.h"

#include <QDateTime>

namespace Answers {

namespace {

/// A client with more than this unread misses a message.
constexpr qsizetype MaxPending = qsizetype(64) << 20;

QByteArray contentOf(const Send &send, const Asked &asked)
{
    if (send.kind == Send::Kind::Binary)
        return send.content;
    const Template text = Template::ofChecked(send.content);
    return send.kind == Send::Kind::Text ? text.fillText(asked) : text.fill(asked);
}

} // namespace

AnswerEndpoint::AnswerEndpoint(QByteArray path, AnswerBook &book)
    : m_path(std::move(path))
    , m_book(book)
{
}

AnswerEndpoint::~AnswerEndpoint()
{
    for (const Channel &client : m_clients) {
        if (const auto channel = client.lock()) {
            channel->onText = nullptr;
            channel->onBinary = nullptr;
            channel->onClosed = nullptr;
        }
    }
}

Rules::LiveMessage AnswerEndpoint::describe(Capture::Kind kind, const QByteArray &content) const
{
    Rules::LiveMessage message;
    message.kind = kind;
    message.path = m_path;
    message.body = content;
    message.content = content;
    message.isBinary = kind == Capture::Kind::Binary;
    message.payloadBytes = content.size();
    message.wireBytes = content.size();
    return message;
}

void AnswerEndpoint::serve(const std::shared_ptr<Server::Exchange> &exchange)
{
    const Rules::LiveMessage opening = describe(Capture::Kind::Handshake, {});
    if (exchange->request().head.asksForUpgrade()) {
        if (const Reject *reject = m_book.rejection(m_path, opening)) {
            Server::Response response = Server::Response::empty(reject->status);
            response.closes = true;
            exchange->respond(std::move(response));
            return;
        }
    }
    const auto channel = Server::acceptPlain(*exchange, "*");
    if (channel == nullptr)
        return;
    const Channel from = channel;
    channel->onText = [this, from](const QByteArray &text) { take(from, text, false); };
    channel->onBinary = [this, from](const QByteArray &bytes) { take(from, bytes, true); };
    channel->onClosed = [this](quint16 /*code*/) {
        answer(m_book.uses(When::Disconnect, m_path, describe(Capture::Kind::Close, {})), {});
    };
    std::erase_if(m_clients, [](const Channel &client) { return client.expired(); });
    m_clients.push_back(from);
    answer(m_book.uses(When::Connect, m_path, opening), {from, {}, {}});
}

void AnswerEndpoint::take(const Channel &from, const QByteArray &content, bool isBinary)
{
    const auto message = describe(isBinary ? Capture::Kind::Binary : Capture::Kind::Text, content);
    const bool isJson = !isBinary && SocketIo::JsonReader().read(content).valid;
    answer(m_book.uses(When::Message, m_path, message),
           {from, isJson ? content : QByteArray(), isBinary ? QByteArray() : content});
}

void AnswerEndpoint::tick(const Use &use)
{
    answer({use}, {});
}

void AnswerEndpoint::answer(const std::vector<Use> &uses, const Question &question)
{
    m_agenda.run(uses, [this, question](const Use &use) { act(use, question); });
}

void AnswerEndpoint::act(const Use &use, const Question &question)
{
    const Asked asked {.data = question.data,
                       .text = question.text,
                       .auth = {},
                       .id = {},
                       .count = use.count,
                       .time = QDateTime::currentMSecsSinceEpoch()};
    std::visit([&](const auto &action) { act(action, asked, question); }, use.answer->action);
}

void AnswerEndpoint::act(const Send &send, const Asked &asked, const Question &question)
{
    const QByteArray content = contentOf(send, asked);
    const auto sender = question.channel.lock();
    const auto give = [&](Server::WebSocketChannel &channel) {
        if (channel.pendingBytes() > MaxPending)
            return;
        if (send.kind == Send::Kind::Binary)
            channel.sendBinary(content);
        else
            channel.sendText(content);
    };
    if (send.to == To::Sender) {
        if (sender != nullptr)
            give(*sender);
        return;
    }
    for (const Channel &client : m_clients) {
        const auto channel = client.lock();
        if (channel != nullptr && (send.to == To::All || channel != sender))
            give(*channel);
    }
}

void AnswerEndpoint::act(const Disconnect &disconnect, const Asked & /*asked*/,
                         const Question &question)
{
    if (const auto channel = question.channel.lock())
        channel->close(disconnect.code, disconnect.reason);
}

void AnswerEndpoint::act(const Malformed &malformed, const Asked & /*asked*/,
                         const Question &question)
{
    const auto channel = question.channel.lock();
    if (channel == nullptr)
        return;
    if (malformed.kind == Malformed::Kind::Frame)
        channel->sendRaw(malformed.content);
    else
        channel->sendText(malformed.content);
}

} // namespace Answers
