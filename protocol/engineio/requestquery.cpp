// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/requestquery.h"

namespace EngineIo {

namespace {

Transport transportFrom(const QByteArray &name)
{
    if (name == "polling")
        return Transport::Polling;
    if (name == "websocket")
        return Transport::WebSocket;
    if (name == "webtransport")
        return Transport::WebTransport;
    return name.isEmpty() ? Transport::None : Transport::Other;
}

bool isType(QByteArrayView contentType, QByteArrayView type)
{
    const QByteArrayView essence = contentType.first(
        contentType.contains(';') ? contentType.indexOf(';') : contentType.size());
    return essence.trimmed().compare(type, Qt::CaseInsensitive) == 0;
}

} // namespace

RequestQuery RequestQuery::fromPairs(const QList<std::pair<QByteArray, QByteArray>> &pairs)
{
    RequestQuery query;
    for (const auto &[name, value] : pairs) {
        if (name == "EIO") {
            query.hasRevision = true;
            query.revision
                = value == "4" ? Revision::V4 : (value == "3" ? Revision::V3 : Revision::Unknown);
        } else if (name == "transport") {
            query.transport = transportFrom(value);
        } else if (name == "sid") {
            query.sid = value;
        } else if (name == "b64") {
            query.b64 = !value.isEmpty() && value != "0" && value != "false";
        } else if (name == "j") {
            bool isNumber = false;
            const int index = value.toInt(&isNumber);
            if (isNumber)
                query.jsonp = index;
        }
    }
    return query;
}

bool RequestQuery::isEngineIo() const
{
    if (hasRevision)
        return transport != Transport::None;
    return !sid.isEmpty() && transport != Transport::None && transport != Transport::Other;
}

Revision RequestQuery::revisionOr(Revision other) const
{
    return revision == Revision::Unknown ? other : revision;
}

PayloadForm RequestQuery::requestForm(QByteArrayView contentType) const
{
    if (jsonp && isType(contentType, "application/x-www-form-urlencoded"))
        return PayloadForm::JsonpPost;
    if (revision != Revision::V4 && isType(contentType, "application/octet-stream"))
        return PayloadForm::Binary;
    return PayloadForm::Text;
}

PayloadForm RequestQuery::responseForm(QByteArrayView contentType) const
{
    if (revision != Revision::V4 && isType(contentType, "application/octet-stream"))
        return PayloadForm::Binary;
    return jsonp ? PayloadForm::JsonpResponse : PayloadForm::Text;
}

} // namespace EngineIo
