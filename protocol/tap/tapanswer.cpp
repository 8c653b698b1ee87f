// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tapanswer.h"

#include "protocol/http/headencoder.h"

namespace Tap {

namespace {

Http::Field mark()
{
    return {"X-Sockscope", "answered by the tap"};
}

} // namespace

QByteArray tapAnswer(int status, QByteArrayView sentence)
{
    const QByteArray body = sentence.toByteArray() + '\n';
    return Http::encodeResponseHead(status,
                                    {{"Content-Type", "text/plain; charset=utf-8"},
                                     {"Content-Length", QByteArray::number(body.size())},
                                     {"Cache-Control", "no-store"},
                                     {"Connection", "close"},
                                     mark()})
        + body;
}

QByteArray tapChallenge()
{
    return Http::encodeResponseHead(407,
                                    {{"Proxy-Authenticate", "Basic realm=\"Sockscope\""},
                                     {"Content-Length", "0"},
                                     {"Cache-Control", "no-store"},
                                     mark()});
}

} // namespace Tap
