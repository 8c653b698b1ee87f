// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/connection.h"

#include "protocol/http/headencoder.h"
#include "protocol/server/server.h"
#include "protocol/websocket/handshake.h"

namespace Server {

namespace {

/// For a client that was told that it is over.
constexpr std::chrono::milliseconds LeaveTime {10000};

WebSocket::HandshakeFields handshakeFields(const Http::Head &head)
{
    WebSocket::HandshakeFields fields;
    for (const Http::Field &field : head.fields)
        fields.add(field.name, field.value);
    return fields;
}

} // namespace

Connection::Connection(Server &server, Net::Poller &poller, std::chrono::milliseconds patience)
    : m_server(server)
    , m_stream(poller, *this, Net::Stream::Reading::WhileRead)
    , m_patience(patience)
{
    m_idle.setSingleShot(true);
    m_idle.callOnTimeout([this] { timeOut(); });
}

Connection::~Connection()
{
    letGo();
}

int Connection::start(Net::Socket socket)
{
    idleFor(m_patience);
    m_peer = socket.peerAddress().hostText();
    return m_stream.start(std::move(socket));
}

void Connection::shutDown()
{
    const auto self = shared_from_this();
    m_idle.stop();
    m_stream.close();
    letGo();
}

void Connection::letGo()
{
    if (const auto exchange = std::exchange(m_exchange, nullptr))
        exchange->detach(true);
    if (const auto channel = std::exchange(m_channel, nullptr))
        channel->detach();
}

void Connection::streamReceived(QByteArray bytes)
{
    if (m_channel != nullptr) {
        feedChannel(bytes);
        return;
    }
    m_decoder.feed(std::move(bytes));
    pump();
}

void Connection::streamFinished()
{
    letGo();
    leave();
}

void Connection::streamClosed(int /*error*/)
{
    const auto self = shared_from_this();
    shutDown();
    m_server.retire(*this);
}

void Connection::leave()
{
    idleFor(LeaveTime);
    m_stream.leave();
}

void Connection::timeOut()
{
    if (m_stream.isLeaving() || m_channel != nullptr)
        streamClosed(0);
    else if (m_inRequest && m_exchange != nullptr)
        refuse(408);
    else
        leave();
}

void Connection::pump()
{
    if (m_pumping)
        return;
    m_pumping = true;
    while (step()) { }
    m_pumping = false;
    if (m_channel != nullptr) {
        if (const QByteArray bytes = std::exchange(m_afterHandshake, {}); !bytes.isEmpty())
            feedChannel(bytes);
    }
}

bool Connection::step()
{
    if (!m_stream.isOpen() || m_stream.isLeaving() || m_channel != nullptr)
        return false;
    if (!m_inRequest) {
        if (m_exchange != nullptr)
            return false; // the answer comes first
        if (m_closes) {
            leave();
            return false;
        }
    }
    auto event = m_decoder.next();
    if (!event)
        return false;
    std::visit([this](auto &&part) { take(std::forward<decltype(part)>(part)); },
               std::move(*event));
    return true;
}

void Connection::take(Http::Head head)
{
    m_inRequest = true;
    m_bodyWanted = false;
    m_body.clear();
    idleFor(m_patience);
    m_isHead = head.method == "HEAD";
    m_closes = !head.keepsAlive();
    m_expectsContinue = head.hasToken("Expect", "100-continue");
    const bool hopeless = head.problems.has(Problem::HttpBadStartLine)
        || head.problems.has(Problem::HttpHeadTooLong) || head.problems.has(Problem::HttpBadLength)
        || head.majorVersion != 1;
    if (hopeless) {
        refuse(400);
        return;
    }
    Request request;
    request.target = Http::Target::parse(head.target);
    request.peer = m_peer;
    request.head = std::move(head);
    m_exchange
        = std::make_shared<Exchange>(static_cast<Exchange::Carrier &>(*this), std::move(request));
    m_server.handle(m_exchange);
}

void Connection::take(const Http::BodyPart &part)
{
    if (!m_bodyWanted)
        return;
    if (m_body.size() + part.bytes.size() <= m_maxBodyBytes) {
        m_body += part.bytes;
        return;
    }
    m_bodyWanted = false;
    m_body.clear();
    if (const auto exchange = m_exchange)
        exchange->giveBody({});
}

void Connection::take(const Http::End &end)
{
    m_inRequest = false;
    if (!end.problems.isEmpty()) {
        refuse(400);
        return;
    }
    const auto exchange = m_exchange;
    if (exchange == nullptr) {
        idleFor(m_patience);
        return;
    }
    m_idle.stop(); // the answer may take its time
    if (std::exchange(m_bodyWanted, false))
        exchange->giveBody(std::exchange(m_body, {}));
}

void Connection::take(const Http::Foreign & /*foreign*/)
{
    refuse(400);
}

void Connection::refuse(int status)
{
    if (const auto exchange = std::exchange(m_exchange, nullptr))
        exchange->detach(true);
    Response response = Response::empty(status);
    response.closes = true;
    respond(std::move(response));
}

void Connection::readBody(qsizetype maxBytes)
{
    m_bodyWanted = true;
    m_maxBodyBytes = maxBytes;
    if (std::exchange(m_expectsContinue, false))
        m_stream.write(QByteArrayLiteral("HTTP/1.1 100 Continue\r\n\r\n"));
}

void Connection::respond(Response response)
{
    const auto self = shared_from_this();
    m_exchange = nullptr;
    m_closes |= response.closes;
    if (response.status != 204 && response.status != 304) {
        response.fields.append(
            {QByteArrayLiteral("Content-Length"), QByteArray::number(response.body.size())});
    }
    response.fields.append(
        {QByteArrayLiteral("Connection"),
         m_closes ? QByteArrayLiteral("close") : QByteArrayLiteral("keep-alive")});
    QByteArray bytes = Http::encodeResponseHead(response.status, response.fields);
    if (!m_isHead)
        bytes += response.body;
    m_stream.write(bytes);
    if (response.closes)
        leave();
    else if (!m_inRequest)
        idleFor(m_patience);
    pump();
}

std::shared_ptr<WebSocketChannel>
Connection::acceptWebSocket(const WebSocketChannel::Options &options)
{
    const Http::Head &head = m_exchange->request().head;
    const WebSocket::HandshakeFields fields = handshakeFields(head);
    if (head.method != "GET" || !fields.isUpgrade()
        || !WebSocket::requestProblems(fields).isEmpty()) {
        refuse(400);
        return nullptr;
    }
    WebSocketChannel::Options agreed = options;
    if (options.acceptDeflate)
        agreed.deflate = WebSocket::acceptDeflate(fields.extensions);
    const QByteArrayList offered = WebSocket::offeredProtocols(fields);
    agreed.subprotocol
        = offered.value(options.subprotocol == "*" ? 0 : offered.indexOf(options.subprotocol));
    m_stream.write(WebSocket::responseHead(fields.key, agreed.subprotocol,
                                           agreed.deflate ? WebSocket::toField(*agreed.deflate)
                                                          : QByteArray()));
    m_decoder.next(); // the End of the request
    m_decoder.switchToForeign();
    m_afterHandshake = m_decoder.takeRest();
    m_exchange = nullptr;
    m_idle.stop();
    m_channel = std::make_shared<WebSocketChannel>(m_stream, agreed);
    m_channel->onCloseSent = [this] { idleFor(LeaveTime); };
    return m_channel;
}

void Connection::reset()
{
    m_exchange = nullptr;
    m_stream.reset();
    streamClosed(0);
}

void Connection::feedChannel(const QByteArray &bytes)
{
    const auto channel = m_channel;
    if (channel->feed(bytes) || m_channel == nullptr)
        return;
    letGo();
    leave();
}

} // namespace Server
