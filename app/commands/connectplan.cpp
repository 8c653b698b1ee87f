// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/connectplan.h"

#include "app/commands/commandline.h"
#include "protocol/client/urlguess.h"
#include "protocol/msgpack/jsontext.h"
#include "protocol/socketio/exporteddata.h"
#include "protocol/socketio/jsonreader.h"
#include "widgets/connect/connectrequest.h"

#include <algorithm>
#include <array>

namespace Commands {

using namespace std::chrono_literals;
using Client::ClientOptions;
using Client::Protocol;

namespace {

struct OptionText
{
    const char *name;
    const char *words;
    const char *value; // null: takes none
};

constexpr std::array<OptionText, 17> Options {{
    {"connect",
     "Connect to URL (http, https, ws, wss) as a client. May be repeated. For Socket.IO its path "
     "names the namespace.",
     "URL"},
    {"socketio",
     "Speak Socket.IO to it. --socketio=2, =3 or =4 says which; without a number that is found "
     "out. Without the option ws and wss mean plain WebSockets, http and https Socket.IO.",
     "VERSION"},
    {"transport",
     "polling, websocket, upgrade (polling, then WebSocket; the default) or fallback (WebSocket, "
     "polling when that fails).",
     "HOW"},
    {"path", "Where Socket.IO answers (default: /socket.io/).", "PATH"},
    {"namespace", "Join this namespace instead of the one that the URL names. May be repeated.",
     "NSP"},
    {"auth", "The auth payload of the namespaces, a JSON object.", "JSON"},
    {"namespace-query", "The query of the namespaces (Socket.IO 2), like a=b&c=d.", "QUERY"},
    {"parser", "text (the default) or msgpack, for socket.io-msgpack-parser.", "NAME"},
    {"header", "Send 'Name: value' with each request. May be repeated.", "FIELD"},
    {"subprotocol", "Offer this WebSocket subprotocol. May be repeated.", "NAME"},
    {"deflate", "Offer permessage-deflate.", nullptr},
    {"emit", "Send an event, '[\"name\",arg,...]', once connected. May be repeated.", "JSON"},
    {"emit-ack", "The same, and ask for an ack. May be repeated.", "JSON"},
    {"send", "Send a text message to a plain WebSocket. May be repeated.", "TEXT"},
    {"timeout", "Give an attempt to connect up after TIME (default: 20s).", "TIME"},
    {"ack-timeout", "Wait that long for an ack (default: 5s).", "TIME"},
    {"no-reconnect", "Do not connect again when the connection is lost.", nullptr},
}};

int wrongUse(const QString &message)
{
    complain(message);
    return WrongUse;
}

QByteArray bytesOf(const QCommandLineParser &parser, const char *name)
{
    return parser.value(QString::fromLatin1(name)).toUtf8();
}

bool isSet(const QCommandLineParser &parser, const char *name)
{
    return parser.isSet(QString::fromLatin1(name));
}

std::optional<int> readSocketIo(const QCommandLineParser &parser, ClientOptions *options)
{
    using Client::Transports;
    using Client::Version;
    const QByteArray version = bytesOf(parser, "socketio");
    if (version == "2")
        options->version = Version::V2;
    else if (version == "3")
        options->version = Version::V3;
    else if (version == "4")
        options->version = Version::V4;
    else if (!version.isEmpty() && version != "auto")
        return wrongUse(QStringLiteral("--socketio is 2, 3 or 4, or stands alone"));
    const QByteArray transport = bytesOf(parser, "transport");
    if (transport == "polling")
        options->transports = Transports::Polling;
    else if (transport == "websocket")
        options->transports = Transports::WebSocket;
    else if (transport == "upgrade")
        options->transports = Transports::Upgrade;
    else if (transport == "fallback")
        options->transports = Transports::Fallback;
    else if (!transport.isEmpty())
        return wrongUse(QStringLiteral("--transport is polling, websocket, upgrade or fallback"));
    const QByteArray name = bytesOf(parser, "parser");
    if (!name.isEmpty() && name != "text" && name != "msgpack")
        return wrongUse(QStringLiteral("--parser is text or msgpack"));
    options->usesMsgpack = name == "msgpack";
    if (isSet(parser, "path"))
        options->path = bytesOf(parser, "path");
    const QByteArray auth = bytesOf(parser, "auth");
    if (isSet(parser, "namespace")) {
        options->namespaces.clear();
        const QStringList names = parser.values(QStringLiteral("namespace"));
        for (const QString &nsp : names)
            options->namespaces.append({.name = nsp.toUtf8(), .auth = {}, .query = {}});
    }
    for (Client::NamespaceOptions &nsp : options->namespaces) {
        nsp.auth = auth;
        nsp.query = bytesOf(parser, "namespace-query");
    }
    return std::nullopt;
}

std::optional<int> readRequests(const QCommandLineParser &parser, ClientOptions *options)
{
    const QStringList headers = parser.values(QStringLiteral("header"));
    for (const QString &header : headers) {
        const QByteArray text = header.toUtf8();
        const QByteArray name = text.left(std::max<qsizetype>(0, text.indexOf(':')));
        const QByteArray value = text.mid(name.size() + 1).trimmed();
        if (name.isEmpty())
            return wrongUse(QStringLiteral("--header takes 'Name: value', not '%1'").arg(header));
        options->fields.append({name, value});
    }
    const QStringList subprotocols = parser.values(QStringLiteral("subprotocol"));
    for (const QString &subprotocol : subprotocols)
        options->subprotocols.append(subprotocol.toUtf8());
    if (isSet(parser, "timeout")) {
        const auto time = parseDuration(parser.value(QStringLiteral("timeout")));
        if (!time || *time == 0ms)
            return wrongUse(QStringLiteral("--timeout takes a time like 500ms or 5s"));
        options->openTimeout = *time;
    }
    options->offersDeflate = isSet(parser, "deflate");
    options->reconnection.isOn = !isSet(parser, "no-reconnect");
    return std::nullopt;
}

/// The event in `["name",arg,…]`, binary in it as the export writes it; or what is wrong.
QString readEmission(const QByteArray &json, Client::Emission *emission)
{
    const SocketIo::JsonFacts facts = SocketIo::JsonReader().read(json);
    if (!facts.valid || facts.type != SocketIo::JsonType::Array
        || facts.firstType != SocketIo::JsonType::String)
        return QStringLiteral("is no JSON array that begins with the event's name, like "
                              "'[\"chat\",\"hi\"]'");
    emission->event = JsonText::unescaped(json.mid(facts.first.offset, facts.first.size));
    QByteArray arguments = json.mid(facts.first.offset + facts.first.size).trimmed();
    arguments = arguments.startsWith(',') ? '[' + arguments.mid(1) : QByteArray("[]");
    const SocketIo::ExportedData data = SocketIo::parseExported(arguments);
    if (data.error == SocketIo::ExportedData::Error::BadBase64)
        return QStringLiteral("has a $binary that is no base64");
    if (data.error != SocketIo::ExportedData::Error::None)
        return QStringLiteral("cannot be sent as Socket.IO data");
    emission->arguments.json = data.arguments.json.mid(1).chopped(1);
    emission->arguments.attachments = data.arguments.attachments;
    return {};
}

std::optional<int> readItems(const QCommandLineParser &parser, ConnectPlan *plan)
{
    std::chrono::milliseconds ackTimeout = 5s;
    if (isSet(parser, "ack-timeout")) {
        const auto time = parseDuration(parser.value(QStringLiteral("ack-timeout")));
        if (!time || *time == 0ms)
            return wrongUse(QStringLiteral("--ack-timeout takes a time like 500ms or 5s"));
        ackTimeout = *time;
    }
    QHash<QString, qsizetype> taken;
    const QStringList names = parser.optionNames(); // in their order, repeated ones too
    for (const QString &name : names) {
        const bool isSend = name == QLatin1String("send");
        const bool isAck = name == QLatin1String("emit-ack");
        if (!isSend && !isAck && name != QLatin1String("emit"))
            continue;
        if (plan->clients.size() != 1)
            return wrongUse(QStringLiteral("--%1 goes with exactly one --connect").arg(name));
        const bool isPlain = plan->clients.constFirst().protocol == Protocol::WebSocket;
        if (isSend != isPlain) {
            return wrongUse(isSend ? QStringLiteral("--send is for a plain WebSocket; use --emit")
                                   : QStringLiteral("--%1 is for Socket.IO (--socketio); use "
                                                    "--send")
                                         .arg(name));
        }
        const QByteArray text = parser.values(name).at(taken[name]++).toUtf8();
        ConnectPlan::Item item;
        if (isSend) {
            item.message.bytes = text;
        } else {
            const QString wrong = readEmission(text, &item.emission);
            if (!wrong.isEmpty())
                return wrongUse(
                    QStringLiteral("--%1 %2 %3").arg(name, QString::fromUtf8(text), wrong));
            item.emission.nsp = plan->clients.constFirst().namespaces.constFirst().name;
            item.emission.asksForAck = isAck;
            item.emission.ackTimeout = isAck ? ackTimeout : 0ms;
        }
        plan->items.push_back(std::move(item));
    }
    return std::nullopt;
}

} // namespace

void addConnectOptions(QCommandLineParser &parser)
{
    for (const OptionText &option : Options) {
        parser.addOption({QString::fromLatin1(option.name), QString::fromLatin1(option.words),
                          option.value ? QString::fromLatin1(option.value) : QString()});
    }
    parser.addOption({QStringLiteral("until-done"),
                      QStringLiteral("End when all was sent and every ack asked for came or timed "
                                     "out.")});
}

QStringList withSocketIoValue(QStringList arguments)
{
    for (QString &argument : arguments) {
        if (argument == QLatin1String("--socketio"))
            argument += QLatin1String("=auto");
    }
    return arguments;
}

std::optional<int> readConnectPlan(const QCommandLineParser &parser, const Reach &reach,
                                   ConnectPlan *plan)
{
    const QStringList urls = parser.values(QStringLiteral("connect"));
    for (const QString &url : urls) {
        const bool isBare = url.startsWith(QLatin1String("ws:"), Qt::CaseInsensitive)
            || url.startsWith(QLatin1String("wss:"), Qt::CaseInsensitive);
        const Protocol protocol
            = isSet(parser, "socketio") || !isBare ? Protocol::SocketIo : Protocol::WebSocket;
        ClientOptions options;
        Client::UrlGuess::of(url.toUtf8(), protocol).applyTo(&options);
        options.tls = reach.tls;
        options.proxy = reach.proxy;
        if (const auto status = readSocketIo(parser, &options))
            return status;
        if (const auto status = readRequests(parser, &options))
            return status;
        QString error;
        if (!ConnectRequest {.options = options}.toOptions(&error))
            return wrongUse(QStringLiteral("--connect %1: %2").arg(url, error));
        plan->clients.append(options);
    }
    plan->untilDone = isSet(parser, "until-done");
    if (plan->untilDone && plan->clients.isEmpty())
        return wrongUse(QStringLiteral("--until-done goes with --connect"));
    return readItems(parser, plan);
}

} // namespace Commands
