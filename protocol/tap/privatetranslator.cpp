// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/privatetranslator.h"

#include "protocol/http/target.h"
#include "protocol/tap/badgateway.h"
#include "protocol/tap/privatetap.h"
#include "protocol/tap/proxygreeting.h"
#include "protocol/tap/tapanswer.h"

#include <algorithm>
#include <utility>

namespace Tap {

using Capture::Direction;

namespace {

constexpr quint16 HttpPort = 80;
constexpr qsizetype MaxToldBody = qsizetype(64) << 10;
constexpr QByteArrayView ExtensionsField = "Sec-WebSocket-Extensions";

WebSocket::HandshakeFields handshakeFields(const QList<Http::Field> &fields)
{
    WebSocket::HandshakeFields handshake;
    for (const Http::Field &field : fields)
        handshake.add(field.name, field.value);
    return handshake;
}

} // namespace

PrivateTranslator::PrivateTranslator(const PrivateTap::Options &options,
                                     PrivateTapObserver &observer)
    : m_target(options.target)
    , m_host(options.host.isEmpty() ? options.target.authority() : options.host)
    , m_offersDeflate(options.offersDeflate)
    , m_observer(observer)
    , m_requests([this](const Http::Head &head, Http::HeadRewriter &rewriter) {
        changeHead(head, rewriter);
    })
{
}

void PrivateTranslator::feed(Direction direction, QByteArray bytes)
{
    if (m_isOver)
        return;
    if (m_gateway) {
        m_gateway->feed(direction == Direction::Sent ? WebSocket::Sender::Client
                                                     : WebSocket::Sender::Server,
                        bytes);
        if (direction == Direction::Sent)
            m_observer.webSocketForwarded(m_handshakeTicket, bytes.size());
        return;
    }
    if (direction == Direction::Sent)
        feedRequests(std::move(bytes));
    else
        feedResponses(bytes);
}

void PrivateTranslator::feedRequests(QByteArray bytes)
{
    if (m_targetEnded) {
        end({});
        return;
    }
    QByteArray out = m_requests.feed(std::move(bytes));
    if (m_requests.hasGivenUp())
        end(tapAnswer(431, "The head of this request is too long to be passed on."));
    else if (m_requests.isPassing())
        end({}); // whatever it is, it is no request
    if (!m_isOver)
        m_toTarget += out;
}

void PrivateTranslator::changeHead(const Http::Head &head, Http::HeadRewriter &rewriter)
{
    const Http::Target target = Http::Target::parse(head.target);
    if (head.method == "CONNECT"
        || (!target.scheme.isEmpty()
            && !ProxyGreeting::isTarget(target.authority, HttpPort, m_target))) {
        end(ProxyGreeting::refusal(head.target, m_target));
        return;
    }
    rewriter.toOriginForm();
    for (const Http::Field &field : head.fields) {
        if (field.name.toLower().startsWith("proxy-"))
            rewriter.removeField(field.name);
    }
    m_tickets.append(head.value(PrivateTap::TicketField).value_or(QByteArray()).toUInt());
    rewriter.removeField(PrivateTap::TicketField);
    rewriter.replaceValue("Host", m_host);
    m_handshake.reset();
    if (!head.asksForUpgrade())
        return;
    m_answer.reset();
    m_isAnswerTold = false;
    m_handshakeTicket = m_tickets.last();
    m_handshake = handshakeFields(head.fields);
    if (m_offersDeflate && m_handshake->extensions.isEmpty()) {
        m_handshake->extensions = "permessage-deflate; client_max_window_bits";
        rewriter.appendField(ExtensionsField, m_handshake->extensions);
    }
}

void PrivateTranslator::feedResponses(const QByteArray &bytes)
{
    (m_handshake ? m_heldAnswer : m_toClient) += bytes;
    m_requests.observeResponse(bytes, [this](Http::Event &event) { seeResponse(event); });
    if (m_isAnswerTold && !m_gateway)
        m_toClient += std::exchange(m_heldAnswer, {});
    if (m_isRefused)
        end({});
    else if (!m_requests.isWaiting())
        m_toTarget += m_requests.takeHeld();
}

void PrivateTranslator::seeResponse(Http::Event &event)
{
    if (const auto *head = std::get_if<Http::Head>(&event)) {
        if (!head->isInterim() && !m_tickets.isEmpty())
            m_tickets.removeFirst();
        if (m_handshake && !head->isInterim()) {
            m_answer = {head->status, head->raw, {}};
            m_answerFields = head->fields;
        }
    } else if (const auto *foreign = std::get_if<Http::Foreign>(&event)) {
        if (m_handshake && !m_isAnswerTold) {
            m_answer = {0, {}, foreign->bytes.left(MaxToldBody)};
            tellAnswer();
        }
    } else if (m_answer && !m_isAnswerTold) {
        if (const auto *part = std::get_if<Http::BodyPart>(&event))
            m_answer->body += part->bytes.left(MaxToldBody - m_answer->body.size());
        if (std::holds_alternative<Http::End>(event) || m_answer->body.size() >= MaxToldBody)
            tellAnswer();
    }
    // QWebSocket would wait for the end of a connection that it can use no more.
    m_isRefused = m_isAnswerTold && !m_gateway && !std::holds_alternative<Http::Head>(event)
        && !std::holds_alternative<Http::BodyPart>(event);
}

/// Tells of the answer to a handshake as far as it came, and lets it go on to the client.
void PrivateTranslator::tellAnswer()
{
    m_isAnswerTold = true;
    m_observer.handshakeAnswered(m_handshakeTicket, *m_answer);
    if (m_answer->status == 101)
        openWebSocket();
}

void PrivateTranslator::openWebSocket()
{
    Http::HeadRewriter rewriter(m_answer->head);
    // What was agreed on is between the tap and the target.
    rewriter.removeField(ExtensionsField);
    m_toClient += rewriter.bytes();
    m_heldAnswer.clear();
    m_gateway.emplace(
        WebSocket::readHandshake(*m_handshake, handshakeFields(m_answerFields)).deflate);
    m_gateway->feed(WebSocket::Sender::Server, m_requests.takeBehindResponse());
}

QByteArray PrivateTranslator::take(Direction direction)
{
    QByteArray &waiting = direction == Direction::Sent ? m_toTarget : m_toClient;
    if (!waiting.isEmpty() || !m_gateway)
        return std::exchange(waiting, {});
    QByteArray bytes = m_gateway->take(direction == Direction::Sent ? WebSocket::Sender::Client
                                                                    : WebSocket::Sender::Server);
    tellClose();
    return bytes;
}

void PrivateTranslator::tellClose()
{
    if (const auto close = m_gateway->takeClose())
        m_observer.webSocketClosed(m_handshakeTicket, *close);
}

void PrivateTranslator::finish(Direction direction, const std::optional<Failure> &failure)
{
    if (direction == Direction::Received)
        m_targetEnded = true;
    if (m_isOver)
        return;
    if (m_gateway) {
        m_gateway->finish(direction == Direction::Sent ? WebSocket::Sender::Client
                                                       : WebSocket::Sender::Server);
        // A side that still has something to say is heard before the end is told.
        tellClose();
        return;
    }
    if (m_answer && !m_isAnswerTold) {
        tellAnswer();
        m_toClient += std::exchange(m_heldAnswer, {});
    } else if (direction == Direction::Received && m_requests.unanswered() > 0
               && !m_requests.isBeingAnswered()) {
        loseTarget(failure);
    }
}

/// The connection died, and nothing of the answer had come.
void PrivateTranslator::loseTarget(const std::optional<Failure> &failure)
{
    QByteArray text = "the target closed the connection before it answered";
    if (failure)
        text += ": " + failure->text;
    const Problem problem = failure ? failure->problem : Problem::TapReset;
    for (const quint32 ticket : std::as_const(m_tickets))
        m_observer.targetFailed(ticket, problem, text, m_tls);
    m_tickets.clear();
    end(tapAnswer(502, "Sockscope reached " + m_target.toText() + ", but " + text + '.'));
}

void PrivateTranslator::end(QByteArray lastWord)
{
    if (m_isOver)
        return;
    m_isOver = true;
    m_toTarget.clear();
    m_lastWord = std::move(lastWord);
}

bool PrivateTranslator::isWaiting(Direction direction) const
{
    return direction == Direction::Sent && !m_gateway && m_requests.isWaiting();
}

std::optional<QByteArray> PrivateTranslator::takeLastWord()
{
    if (m_gateway && m_gateway->hasFailed())
        return QByteArray();
    return std::exchange(m_lastWord, {});
}

void PrivateTranslator::hearConnected(const TlsFacts &tls)
{
    m_tls = tls;
    if (!tls.protocol.isEmpty())
        m_observer.tlsNegotiated(tls);
}

void PrivateTranslator::hearFailed(Problem problem, const QByteArray &text, const TlsFacts &tls)
{
    for (const quint32 ticket : std::as_const(m_tickets))
        m_observer.targetFailed(ticket, problem, text, tls);
    m_tickets.clear();
}

} // namespace Tap
