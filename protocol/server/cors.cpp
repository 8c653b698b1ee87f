// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/cors.h"

#include <algorithm>

namespace Server {

namespace {

/// What would break a header (RFC 9110 5.5) is not sent back.
bool isPlain(const QByteArray &value)
{
    return std::all_of(value.begin(), value.end(), [](char character) {
        const auto code = static_cast<uchar>(character);
        return code >= 0x20 && code != 0x7f;
    });
}

} // namespace

QList<Http::Field> corsFields(const Request &request)
{
    QList<Http::Field> fields;
    const auto origin = request.head.value("Origin");
    if (origin && isPlain(*origin))
        fields.append({QByteArrayLiteral("Access-Control-Allow-Origin"), *origin});
    fields.append({QByteArrayLiteral("Vary"), QByteArrayLiteral("Origin")});
    fields.append(
        {QByteArrayLiteral("Access-Control-Allow-Credentials"), QByteArrayLiteral("true")});
    return fields;
}

bool isPreflight(const Request &request)
{
    return request.head.method == "OPTIONS";
}

Response preflightResponse(const Request &request)
{
    Response response = Response::empty(204);
    response.fields.append({QByteArrayLiteral("Access-Control-Allow-Methods"),
                            QByteArrayLiteral("GET,HEAD,PUT,PATCH,POST,DELETE")});
    const auto wanted = request.head.value("Access-Control-Request-Headers");
    if (wanted && isPlain(*wanted)) {
        response.fields.append(
            {QByteArrayLiteral("Vary"), QByteArrayLiteral("Access-Control-Request-Headers")});
        response.fields.append({QByteArrayLiteral("Access-Control-Allow-Headers"), *wanted});
    }
    return response;
}

} // namespace Server
