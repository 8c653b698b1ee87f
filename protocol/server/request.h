// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/head.h"
#include "protocol/http/target.h"

namespace Server {

/// The head of one request and its target in parts. The body is read from the Exchange.
struct Request
{
    Http::Head head;
    Http::Target target;
    QByteArray peer; ///< the client's address: "127.0.0.1"
};

/// An answer. Content-Length and what the connection needs are added when it is sent.
struct Response
{
    int status = 200;
    QList<Http::Field> fields;
    QByteArray body;
    bool closes = false; ///< the connection ends behind it

    static Response text(QByteArrayView contentType, QByteArray body);
    /// Without a body.
    static Response empty(int status);
};

} // namespace Server
