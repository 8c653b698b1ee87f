// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/exchange.h"

namespace Server {

Exchange::Exchange(Carrier &carrier, Request request)
    : m_carrier(&carrier)
    , m_request(std::move(request))
{
}

void Exchange::readBody(qsizetype maxBytes, BodyHandler done)
{
    if (m_carrier == nullptr)
        return;
    m_bodyHandler = std::move(done);
    m_carrier->readBody(maxBytes);
}

void Exchange::respond(Response response)
{
    Carrier *carrier = std::exchange(m_carrier, nullptr);
    if (carrier == nullptr)
        return;
    response.fields += m_fields;
    carrier->respond(std::move(response));
}

std::shared_ptr<WebSocketChannel>
Exchange::acceptWebSocket(const WebSocketChannel::Options &options)
{
    Carrier *carrier = std::exchange(m_carrier, nullptr);
    return carrier == nullptr ? nullptr : carrier->acceptWebSocket(options);
}

void Exchange::reset()
{
    if (Carrier *carrier = std::exchange(m_carrier, nullptr))
        carrier->reset();
}

void Exchange::giveBody(std::optional<QByteArray> body)
{
    if (const BodyHandler handler = std::exchange(m_bodyHandler, nullptr); handler)
        handler(std::move(body));
}

void Exchange::detach(bool aborted)
{
    m_carrier = nullptr;
    m_bodyHandler = nullptr;
    if (const auto tell = std::exchange(onAborted, nullptr); tell && aborted)
        tell();
}

} // namespace Server
