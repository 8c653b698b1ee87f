// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/data.h"

#include "protocol/msgpack/jsondocument.h"
#include "protocol/msgpack/jsontext.h"
#include "protocol/msgpack/marker.h"
#include "protocol/socketio/jsonreader.h"

#include <utility>

namespace SocketIo {

QByteArray dataWithAttachments(QByteArrayView json, const QList<QByteArray> &attachments)
{
    const bool mayHaveDollars = json.contains("\"$") || json.contains("\"\\u0024");
    if (attachments.isEmpty() && !mayHaveDollars)
        return json.toByteArray();
    JsonReader reader;
    JsonPlaces places;
    if (!reader.read(json, &places).walked)
        return json.toByteArray();

    QByteArray rendered;
    qsizetype done = 0;
    auto dollar = places.dollarKeys.cbegin();
    const auto copyUntil = [&](qsizetype end) {
        for (; dollar != places.dollarKeys.cend() && *dollar < end; ++dollar) {
            rendered.append(json.sliced(done, *dollar - done)).append('$');
            done = *dollar;
        }
        rendered.append(json.sliced(done, end - done));
        done = end;
    };
    for (const Placeholder &placeholder : std::as_const(places.placeholders)) {
        if (!placeholder.fits(attachments.size()))
            continue;
        copyUntil(placeholder.span.offset);
        MsgPack::appendBinaryMarker(&rendered, attachments[*placeholder.number]);
        done += placeholder.span.size;
    }
    copyUntil(json.size());
    return rendered;
}

std::optional<QByteArray> stringMember(QByteArrayView json, QByteArrayView key)
{
    MsgPack::JsonDocument document;
    simdjson::ondemand::object object;
    if (!document.open(json) || document.root().get_object().get(object) != simdjson::SUCCESS)
        return std::nullopt;
    simdjson::ondemand::value value;
    const std::string_view name(key.data(), static_cast<std::size_t>(key.size()));
    if (object.find_field_unordered(name).get(value) != simdjson::SUCCESS)
        return std::nullopt;
    const QByteArrayView token = MsgPack::JsonDocument::trimmed(value.raw_json_token());
    if (!token.startsWith('"'))
        return std::nullopt;
    return JsonText::unescaped(json.sliced(document.offset(token.data()), token.size()));
}

std::optional<QByteArray> connectSid(QByteArrayView data)
{
    return stringMember(data, "sid");
}

std::optional<QByteArray> connectPid(QByteArrayView data)
{
    return stringMember(data, "pid");
}

std::optional<QByteArray> connectOffset(QByteArrayView data)
{
    return stringMember(data, "offset");
}

std::optional<QByteArray> errorMessage(QByteArrayView data)
{
    const QByteArrayView text = data.trimmed();
    return text.startsWith('"') ? JsonText::unescaped(text) : stringMember(text, "message");
}

std::optional<QByteArray> lastArgument(QByteArrayView data)
{
    JsonReader reader;
    const JsonFacts facts = reader.read(data);
    if (facts.lastType != JsonType::String || facts.count < 2)
        return std::nullopt;
    return JsonText::unescaped(data.sliced(facts.last.offset, facts.last.size));
}

} // namespace SocketIo
