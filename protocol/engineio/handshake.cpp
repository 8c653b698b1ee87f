// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/handshake.h"

#include "protocol/msgpack/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace EngineIo {

namespace {

QJsonObject objectIn(QByteArrayView json)
{
    return QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size())).object();
}

/// A number of milliseconds, or what was there before.
void readInterval(const QJsonObject &object, QStringView key, std::chrono::milliseconds *interval)
{
    const double value = object[key].toDouble(-1);
    if (value >= 0 && value < 1e15)
        *interval = std::chrono::milliseconds(static_cast<qint64>(value));
}

} // namespace

std::optional<Handshake> Handshake::fromJson(QByteArrayView data)
{
    const QJsonObject object = objectIn(data);
    Handshake handshake;
    handshake.sid = object[u"sid"].toString().toUtf8();
    if (handshake.sid.isEmpty())
        return std::nullopt;
    const QJsonArray upgrades = object[u"upgrades"].toArray();
    for (const auto &upgrade : upgrades)
        handshake.upgrades.append(upgrade.toString().toUtf8());
    readInterval(object, u"pingInterval", &handshake.pingInterval);
    readInterval(object, u"pingTimeout", &handshake.pingTimeout);
    if (const qint64 maxPayload = object[u"maxPayload"].toInteger(-1); maxPayload >= 0)
        handshake.maxPayload = maxPayload;
    return handshake;
}

QByteArray Handshake::toJson() const
{
    QByteArray json = R"({"sid":)" + JsonText::quoted(sid) + R"(,"upgrades":[)";
    for (const QByteArray &upgrade : upgrades) {
        if (!json.endsWith('['))
            json.append(',');
        JsonText::appendQuoted(&json, upgrade);
    }
    json.append(R"(],"pingInterval":)" + QByteArray::number(pingInterval.count()));
    json.append(R"(,"pingTimeout":)" + QByteArray::number(pingTimeout.count()));
    if (maxPayload)
        json.append(R"(,"maxPayload":)" + QByteArray::number(*maxPayload));
    return json + '}';
}

std::optional<ErrorBody> ErrorBody::fromJson(QByteArrayView body)
{
    const QJsonObject object = objectIn(body);
    if (!object[u"code"].isDouble() || !object[u"message"].isString())
        return std::nullopt;
    return ErrorBody {object[u"code"].toInt(), object[u"message"].toString().toUtf8()};
}

QByteArray ErrorBody::toJson() const
{
    return R"({"code":)" + QByteArray::number(code) + R"(,"message":)" + JsonText::quoted(message)
        + '}';
}

} // namespace EngineIo
