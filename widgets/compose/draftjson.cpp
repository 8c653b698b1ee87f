// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/draftjson.h"

#include <QJsonArray>

#include <array>
#include <optional>

namespace {

using Argument = ComposeArgument;
using Kind = ComposeDraft::Kind;
using Spelling = ComposeDraft::Spelling;

// Spelled in files: never change these.
constexpr std::array<QLatin1String, 3> ArgumentKinds {QLatin1String("json"), QLatin1String("text"),
                                                      QLatin1String("file")};
constexpr std::array<QLatin1String, 5> Kinds {QLatin1String("text"), QLatin1String("json"),
                                              QLatin1String("binary"), QLatin1String("ping"),
                                              QLatin1String("close")};
constexpr std::array<QLatin1String, 4> Spellings {QLatin1String("text"), QLatin1String("hex"),
                                                  QLatin1String("base64"), QLatin1String("file")};

template<typename Enum, std::size_t Size>
std::optional<Enum> fromName(const std::array<QLatin1String, Size> &names, const QJsonValue &name)
{
    for (std::size_t i = 0; i < Size; ++i) {
        if (name.toString() == names[i])
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

void put(QJsonObject *object, QLatin1String key, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() == bytes)
        object->insert(key, text);
    else
        object->insert(
            key, QJsonObject {{QStringLiteral("base64"), QString::fromLatin1(bytes.toBase64())}});
}

void putBase64(QJsonObject *object, QLatin1String key, const QByteArray &bytes)
{
    if (!bytes.isEmpty())
        object->insert(key, QString::fromLatin1(bytes.toBase64()));
}

QByteArray bytesOf(const QJsonValue &value)
{
    if (value.isObject())
        return QByteArray::fromBase64(
            value.toObject().value(QLatin1String("base64")).toString().toLatin1());
    return value.toString().toUtf8();
}

QByteArray fromBase64(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

QJsonObject argumentToJson(const Argument &argument)
{
    QJsonObject object;
    object.insert(QLatin1String("kind"), ArgumentKinds.at(static_cast<std::size_t>(argument.kind)));
    put(&object, QLatin1String("text"), argument.text);
    putBase64(&object, QLatin1String("bytes"), argument.bytes);
    if (!argument.fileName.isEmpty())
        object.insert(QLatin1String("file"), argument.fileName);
    return object;
}

std::optional<Argument> argumentFromJson(const QJsonObject &object)
{
    const auto kind = fromName<Argument::Kind>(ArgumentKinds, object.value(QLatin1String("kind")));
    if (!kind)
        return std::nullopt;
    Argument argument;
    argument.kind = *kind;
    argument.text = bytesOf(object.value(QLatin1String("text")));
    argument.bytes = fromBase64(object.value(QLatin1String("bytes")));
    argument.fileName = object.value(QLatin1String("file")).toString();
    return argument;
}

void eventToJson(QJsonObject *object, const ComposeDraft &draft)
{
    put(object, QLatin1String("namespace"), draft.nsp);
    put(object, QLatin1String("event"), draft.event);
    QJsonArray arguments;
    for (const Argument &argument : draft.arguments)
        arguments.append(argumentToJson(argument));
    object->insert(QLatin1String("arguments"), arguments);
    object->insert(QLatin1String("ack"), draft.asksForAck);
    object->insert(QLatin1String("ackTimeoutMs"), static_cast<qint64>(draft.ackTimeout.count()));
    object->insert(QLatin1String("volatile"), draft.isVolatile);
}

bool eventFromJson(ComposeDraft *draft, const QJsonObject &object)
{
    draft->nsp = bytesOf(object.value(QLatin1String("namespace")));
    draft->event = bytesOf(object.value(QLatin1String("event")));
    const QJsonArray arguments = object.value(QLatin1String("arguments")).toArray();
    for (const auto &value : arguments) {
        auto argument = argumentFromJson(value.toObject());
        if (!argument)
            return false;
        draft->arguments.append(*std::move(argument));
    }
    draft->asksForAck = object.value(QLatin1String("ack")).toBool();
    const qint64 timeout = object.value(QLatin1String("ackTimeoutMs"))
                               .toInteger(static_cast<qint64>(draft->ackTimeout.count()));
    draft->ackTimeout = std::chrono::milliseconds(timeout);
    draft->isVolatile = object.value(QLatin1String("volatile")).toBool();
    return timeout >= 0;
}

void plainToJson(QJsonObject *object, const ComposeDraft &draft)
{
    object->insert(QLatin1String("kind"), Kinds.at(static_cast<std::size_t>(draft.kind)));
    object->insert(QLatin1String("as"), Spellings.at(static_cast<std::size_t>(draft.spelling)));
    put(object, QLatin1String("text"), draft.text);
    putBase64(object, QLatin1String("bytes"), draft.bytes);
    if (!draft.fileName.isEmpty())
        object->insert(QLatin1String("file"), draft.fileName);
    if (draft.kind == Kind::Close)
        object->insert(QLatin1String("closeCode"), draft.closeCode);
}

bool plainFromJson(ComposeDraft *draft, const QJsonObject &object)
{
    const auto kind = fromName<Kind>(Kinds, object.value(QLatin1String("kind")));
    const auto spelling = fromName<Spelling>(Spellings, object.value(QLatin1String("as")));
    draft->kind = kind.value_or(Kind::Text);
    draft->spelling = spelling.value_or(Spelling::Hex);
    draft->text = bytesOf(object.value(QLatin1String("text")));
    draft->bytes = fromBase64(object.value(QLatin1String("bytes")));
    draft->fileName = object.value(QLatin1String("file")).toString();
    const int code = object.value(QLatin1String("closeCode")).toInt(draft->closeCode);
    draft->closeCode = static_cast<quint16>(code);
    return kind && code >= 0 && code <= 0xffff;
}

} // namespace

QJsonObject draftToJson(const ComposeDraft &draft)
{
    QJsonObject object;
    const bool isEvent = draft.protocol == Client::Protocol::SocketIo;
    object.insert(QLatin1String("protocol"),
                  isEvent ? QLatin1String("socketio") : QLatin1String("websocket"));
    if (!draft.usesVariables)
        object.insert(QLatin1String("variables"), false);
    if (isEvent)
        eventToJson(&object, draft);
    else
        plainToJson(&object, draft);
    return object;
}

std::optional<ComposeDraft> draftFromJson(const QJsonObject &object)
{
    ComposeDraft draft;
    const QString protocol = object.value(QLatin1String("protocol")).toString();
    const bool isEvent = protocol == QLatin1String("socketio");
    if (!isEvent && protocol != QLatin1String("websocket"))
        return std::nullopt;
    draft.protocol = isEvent ? Client::Protocol::SocketIo : Client::Protocol::WebSocket;
    draft.usesVariables = object.value(QLatin1String("variables")).toBool(true);
    if (isEvent ? !eventFromJson(&draft, object) : !plainFromJson(&draft, object))
        return std::nullopt;
    return draft;
}

qsizetype draftSize(const ComposeDraft &draft)
{
    qsizetype size = draft.event.size() + draft.text.size() + draft.bytes.size();
    for (const Argument &argument : draft.arguments)
        size += argument.text.size() + argument.bytes.size();
    return size;
}
