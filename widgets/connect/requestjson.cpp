// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/requestjson.h"

#include <QJsonArray>

#include <array>

using namespace Client;

namespace {

template<typename Value>
struct Name
{
    Value value;
    const char *name;
};

constexpr std::array<Name<Protocol>, 2> Protocols {{
    {Protocol::SocketIo, "socketio"},
    {Protocol::WebSocket, "websocket"},
}};
constexpr std::array<Name<Version>, 4> Versions {{
    {Version::Auto, "auto"},
    {Version::V2, "2"},
    {Version::V3, "3"},
    {Version::V4, "4"},
}};
constexpr std::array<Name<Transports>, 4> TransportNames {{
    {Transports::Upgrade, "upgrade"},
    {Transports::Polling, "polling"},
    {Transports::WebSocket, "websocket"},
    {Transports::Fallback, "fallback"},
}};
using ProxyType = Tap::UpstreamProxy::Type;
constexpr std::array<Name<ProxyType>, 3> ProxyTypes {{
    {ProxyType::None, "none"},
    {ProxyType::Http, "http"},
    {ProxyType::Socks5, "socks5"},
}};

template<typename Names, typename Value>
QJsonValue nameOf(const Names &names, Value value)
{
    for (const auto &known : names) {
        if (known.value == value)
            return QLatin1String(known.name);
    }
    return {};
}

template<typename Names, typename Value>
void readName(const Names &names, const QJsonValue &json, Value *value)
{
    for (const auto &known : names) {
        if (json.toString() == QLatin1String(known.name))
            *value = known.value;
    }
}

QJsonValue textOf(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

QByteArray bytesOf(const QJsonValue &json)
{
    return json.toString().toUtf8();
}

void readBytes(const QJsonValue &json, QByteArray *bytes)
{
    if (json.isString())
        *bytes = bytesOf(json);
}

void readTime(const QJsonValue &json, std::chrono::milliseconds *time)
{
    constexpr int MaxMilliseconds = 24 * 60 * 60 * 1000;
    const int value = json.toInt(-1);
    if (value >= 0 && value <= MaxMilliseconds)
        *time = std::chrono::milliseconds(value);
}

QJsonObject toJson(const Reconnection &reconnection)
{
    return {{QStringLiteral("on"), reconnection.isOn},
            {QStringLiteral("delayMs"), static_cast<qint64>(reconnection.delay.count())},
            {QStringLiteral("maximumMs"), static_cast<qint64>(reconnection.maximum.count())},
            {QStringLiteral("randomization"), reconnection.randomization},
            {QStringLiteral("attempts"), reconnection.attempts}};
}

void read(const QJsonObject &json, Reconnection *reconnection)
{
    reconnection->isOn = json[QLatin1String("on")].toBool(reconnection->isOn);
    readTime(json[QLatin1String("delayMs")], &reconnection->delay);
    readTime(json[QLatin1String("maximumMs")], &reconnection->maximum);
    const double randomization
        = json[QLatin1String("randomization")].toDouble(reconnection->randomization);
    reconnection->randomization = std::clamp(randomization, 0.0, 1.0);
    reconnection->attempts
        = std::max(-1, json[QLatin1String("attempts")].toInt(reconnection->attempts));
}

QJsonArray toJson(const QList<NamespaceOptions> &namespaces)
{
    QJsonArray array;
    for (const NamespaceOptions &nsp : namespaces) {
        array.append(QJsonObject {{QStringLiteral("name"), textOf(nsp.name)},
                                  {QStringLiteral("auth"), textOf(nsp.auth)},
                                  {QStringLiteral("query"), textOf(nsp.query)}});
    }
    return array;
}

} // namespace

QJsonObject requestToJson(const ConnectRequest &request)
{
    const ClientOptions &options = request.options;
    QJsonArray fields;
    for (const Http::Field &field : options.fields)
        fields.append(QJsonArray {textOf(field.name), textOf(field.value)});
    QJsonArray subprotocols;
    for (const QByteArray &subprotocol : options.subprotocols)
        subprotocols.append(textOf(subprotocol));
    return {
        {QStringLiteral("protocol"), nameOf(Protocols, options.protocol)},
        {QStringLiteral("url"), textOf(options.url)},
        {QStringLiteral("headers"), fields},
        {QStringLiteral("caFile"), request.authoritiesFile},
        {QStringLiteral("certificateFile"), request.certificateFile},
        {QStringLiteral("keyFile"), request.keyFile},
        {QStringLiteral("keyPassphrase"), textOf(options.tls.keyPassphrase)},
        {QStringLiteral("serverName"), textOf(options.tls.serverName)},
        {QStringLiteral("acceptAnyCertificate"), options.tls.acceptsAny},
        {QStringLiteral("acceptedFingerprint"), textOf(options.tls.acceptedFingerprint)},
        {QStringLiteral("proxy"),
         QJsonObject {{QStringLiteral("type"), nameOf(ProxyTypes, options.proxy.type)},
                      {QStringLiteral("host"), textOf(options.proxy.host)},
                      {QStringLiteral("port"), options.proxy.port},
                      {QStringLiteral("user"), textOf(options.proxy.user)},
                      {QStringLiteral("password"), textOf(options.proxy.password)}}},
        {QStringLiteral("deflate"), options.offersDeflate},
        {QStringLiteral("reconnection"), toJson(options.reconnection)},
        {QStringLiteral("openTimeoutMs"), static_cast<qint64>(options.openTimeout.count())},
        {QStringLiteral("subprotocols"), subprotocols},
        {QStringLiteral("keepAliveMs"), static_cast<qint64>(options.keepAlive.count())},
        {QStringLiteral("version"), nameOf(Versions, options.version)},
        {QStringLiteral("transports"), nameOf(TransportNames, options.transports)},
        {QStringLiteral("path"), textOf(options.path)},
        {QStringLiteral("namespaces"), toJson(options.namespaces)},
        {QStringLiteral("msgpack"), options.usesMsgpack},
    };
}

ConnectRequest requestFromJson(const QJsonObject &object)
{
    ConnectRequest request;
    ClientOptions &options = request.options;
    readName(Protocols, object[QLatin1String("protocol")], &options.protocol);
    readBytes(object[QLatin1String("url")], &options.url);
    const QJsonArray fields = object[QLatin1String("headers")].toArray();
    for (const auto &field : fields) {
        const QJsonArray pair = field.toArray();
        options.fields.append({bytesOf(pair.at(0)), bytesOf(pair.at(1))});
    }
    request.authoritiesFile = object[QLatin1String("caFile")].toString();
    request.certificateFile = object[QLatin1String("certificateFile")].toString();
    request.keyFile = object[QLatin1String("keyFile")].toString();
    readBytes(object[QLatin1String("keyPassphrase")], &options.tls.keyPassphrase);
    readBytes(object[QLatin1String("serverName")], &options.tls.serverName);
    options.tls.acceptsAny = object[QLatin1String("acceptAnyCertificate")].toBool();
    readBytes(object[QLatin1String("acceptedFingerprint")], &options.tls.acceptedFingerprint);
    const QJsonObject proxy = object[QLatin1String("proxy")].toObject();
    readName(ProxyTypes, proxy[QLatin1String("type")], &options.proxy.type);
    readBytes(proxy[QLatin1String("host")], &options.proxy.host);
    options.proxy.port
        = static_cast<quint16>(std::clamp(proxy[QLatin1String("port")].toInt(), 0, 65535));
    readBytes(proxy[QLatin1String("user")], &options.proxy.user);
    readBytes(proxy[QLatin1String("password")], &options.proxy.password);
    options.offersDeflate = object[QLatin1String("deflate")].toBool();
    read(object[QLatin1String("reconnection")].toObject(), &options.reconnection);
    readTime(object[QLatin1String("openTimeoutMs")], &options.openTimeout);
    const QJsonArray subprotocols = object[QLatin1String("subprotocols")].toArray();
    for (const auto &subprotocol : subprotocols)
        options.subprotocols.append(bytesOf(subprotocol));
    readTime(object[QLatin1String("keepAliveMs")], &options.keepAlive);
    readName(Versions, object[QLatin1String("version")], &options.version);
    readName(TransportNames, object[QLatin1String("transports")], &options.transports);
    readBytes(object[QLatin1String("path")], &options.path);
    const QJsonArray namespaces = object[QLatin1String("namespaces")].toArray();
    if (!namespaces.isEmpty())
        options.namespaces.clear();
    for (const auto &value : namespaces) {
        const QJsonObject nsp = value.toObject();
        options.namespaces.append({bytesOf(nsp[QLatin1String("name")]),
                                   bytesOf(nsp[QLatin1String("auth")]),
                                   bytesOf(nsp[QLatin1String("query")])});
    }
    options.usesMsgpack = object[QLatin1String("msgpack")].toBool();
    return request;
}
