// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/request.h"

namespace Server {

Response Response::text(QByteArrayView contentType, QByteArray body)
{
    Response response;
    response.fields.append({QByteArrayLiteral("Content-Type"), contentType.toByteArray()});
    response.body = std::move(body);
    return response;
}

Response Response::empty(int status)
{
    Response response;
    response.status = status;
    return response;
}

} // namespace Server
