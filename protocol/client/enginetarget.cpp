// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/enginetarget.h"

namespace Client {

QByteArray EngineTarget::polling(const QByteArray &unique) const
{
    return pathAndQuery("polling", unique);
}

QByteArray EngineTarget::webSocket() const
{
    return pathAndQuery("websocket", {});
}

QByteArray EngineTarget::pathAndQuery(QByteArrayView transport, QByteArrayView unique) const
{
    // In the order of engine.io-client.
    QByteArray target = path + '?';
    if (!query.isEmpty())
        target += query + '&';
    target += "EIO=" + QByteArray::number(int(revision)) + "&transport=" + transport.toByteArray();
    if (!unique.isEmpty())
        target += "&t=" + unique.toByteArray();
    if (!sid.isEmpty())
        target += "&sid=" + sid.toPercentEncoding();
    return target;
}

} // namespace Client
