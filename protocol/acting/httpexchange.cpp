// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/httpexchange.h"

#include "protocol/http/headencoder.h"
#include "protocol/http/target.h"

namespace Acting {

HttpExchange HttpExchange::of(const Http::Head &request)
{
    HttpExchange exchange;
    exchange.method = request.method;
    exchange.origin = request.value("Origin").value_or(QByteArray());
    const Http::Target target = Http::Target::parse(request.target);
    exchange.path = target.path;
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (const Http::Field &parameter : target.query)
        pairs.append({parameter.name, parameter.value});
    exchange.query = EngineIo::RequestQuery::fromPairs(pairs);
    for (const Http::Field &field : request.fields)
        exchange.fields.add(field.name, field.value);
    exchange.isUpgrade = exchange.fields.isUpgrade();
    return exchange;
}

Rules::LiveRequest HttpExchange::toRules() const
{
    return {.method = method,
            .path = path,
            .isUpgrade = isUpgrade,
            .isPolling = isPolling(),
            .opens = query.sid.isEmpty() && (isEngineIo() || isUpgrade)};
}

QByteArray HttpExchange::response() const
{
    QList<Http::Field> headFields {{"Content-Type", answer->contentType},
                                   {"Content-Length", QByteArray::number(answer->body.size())},
                                   {"Cache-Control", "no-store"},
                                   {"X-Sockscope", "answered by a rule of the tap"}};
    if (!origin.isEmpty()) {
        headFields.append(Http::Field {"Access-Control-Allow-Origin", origin});
        headFields.append(Http::Field {"Access-Control-Allow-Credentials", "true"});
    }
    return Http::encodeResponseHead(answer->status, headFields) + answer->body;
}

} // namespace Acting
