// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/jsonreader.h"

#include "protocol/msgpack/jsondocument.h"
#include "protocol/msgpack/jsontext.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace SocketIo {

using simdjson::ondemand::json_type;

class JsonReader::Private
{
public:
    JsonFacts read(QByteArrayView json, JsonPlaces *places);

private:
    /// A value that was walked over.
    struct Walked
    {
        JsonType type = JsonType::None;
        Span span; ///< Of a scalar.
        qsizetype count = 0;
    };

    bool walk(simdjson::ondemand::value value, int depth, Walked *walked);
    bool walkArray(simdjson::ondemand::value value, int depth, Walked *walked);
    bool walkObject(simdjson::ondemand::value value, int depth, Walked *walked);
    bool walkScalar(QByteArrayView token, Walked *walked) const;
    bool notePlaceholder(qsizetype start, std::optional<qint64> number, qsizetype outer,
                         qsizetype keys);
    QByteArrayView keyAt(simdjson::ondemand::raw_json_string key) const;
    qsizetype containerEnd();

    MsgPack::JsonDocument m_document;
    JsonFacts m_facts;
    JsonPlaces *m_places = nullptr;
};

JsonReader::JsonReader()
    : m_d(std::make_unique<Private>())
{
}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader &&other) noexcept = default;
JsonReader &JsonReader::operator=(JsonReader &&other) noexcept = default;

JsonFacts JsonReader::read(QByteArrayView json, JsonPlaces *places)
{
    return m_d->read(json, places);
}

JsonFacts JsonReader::Private::read(QByteArrayView json, JsonPlaces *places)
{
    m_facts = {};
    m_places = places;
    bool scalar = false;
    if (!m_document.open(json) || m_document.root().is_scalar().get(scalar) != simdjson::SUCCESS)
        return m_facts;
    Walked root;
    if (scalar) {
        m_facts.walked = walkScalar(m_document.rootScalar(), &root);
    } else {
        simdjson::ondemand::value value;
        m_facts.walked = m_document.root().get_value().get(value) == simdjson::SUCCESS
            && walk(value, 0, &root) && m_document.atEnd();
    }
    m_facts.valid = m_facts.walked && m_document.isUtf8();
    m_facts.type = root.type;
    m_facts.count = root.count;
    return m_facts;
}

bool JsonReader::Private::walk(simdjson::ondemand::value value, int depth, Walked *walked)
{
    json_type type {};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != json_type::array && type != json_type::object) {
        const QByteArrayView token = MsgPack::JsonDocument::trimmed(value.raw_json_token());
        // A string that was not taken would be passed over as a key, with what follows its colon.
        simdjson::ondemand::raw_json_string text;
        return walkScalar(token, walked)
            && (type != json_type::string
                || value.get_raw_json_string().get(text) == simdjson::SUCCESS);
    }
    if (depth >= MaxDepth)
        return false;
    return type == json_type::array ? walkArray(value, depth, walked)
                                    : walkObject(value, depth, walked);
}

bool JsonReader::Private::walkArray(simdjson::ondemand::value value, int depth, Walked *walked)
{
    walked->type = JsonType::Array;
    simdjson::ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return false;
    for (auto result : array) {
        Walked inner;
        const bool sound
            = result.error() == simdjson::SUCCESS && walk(result.value_unsafe(), depth + 1, &inner);
        if (depth == 0) {
            if (walked->count == 0) {
                m_facts.firstType = inner.type;
                m_facts.first = inner.span;
            }
            m_facts.lastType = inner.type;
            m_facts.last = inner.span;
        }
        ++walked->count;
        if (!sound)
            return false;
    }
    return true;
}

bool JsonReader::Private::walkObject(simdjson::ondemand::value value, int depth, Walked *walked)
{
    walked->type = JsonType::Object;
    const qsizetype start = m_document.offset(value.raw_json_token().data());
    const qsizetype outer = m_places ? m_places->placeholders.size() : 0;
    const qsizetype keys = m_places ? m_places->dollarKeys.size() : 0;
    simdjson::ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return false;
    bool isPlaceholder = false;
    std::optional<qint64> number;
    for (auto result : object) {
        simdjson::ondemand::field field;
        if (std::move(result).get(field) != simdjson::SUCCESS)
            return false;
        const QByteArrayView key = keyAt(field.key());
        Walked inner;
        if (m_places && (key.startsWith('$') || key.startsWith("\\u0024")))
            m_places->dollarKeys.append(m_document.offset(key.data()));
        if (!JsonText::hasValidEscapes(key) || !walk(field.value(), depth + 1, &inner))
            return false;
        ++walked->count;
        if (!m_places)
            continue;
        const QByteArrayView spelled = m_document.text().sliced(inner.span.offset, inner.span.size);
        if (key == QByteArrayView("_placeholder")) {
            isPlaceholder = spelled == QByteArrayView("true");
        } else if (key == QByteArrayView("num")) {
            qint64 whole = 0;
            const auto read = std::from_chars(spelled.begin(), spelled.end(), whole);
            const bool isWhole = read.ec == std::errc() && read.ptr == spelled.end();
            number = isWhole ? std::optional(whole) : std::nullopt;
        }
    }
    return !isPlaceholder || notePlaceholder(start, number, outer, keys);
}

/// What is within it does not count: the whole object stands for an attachment.
bool JsonReader::Private::notePlaceholder(qsizetype start, std::optional<qint64> number,
                                          qsizetype outer, qsizetype keys)
{
    const qsizetype end = containerEnd();
    if (end <= start)
        return false;
    m_places->placeholders.resize(outer);
    m_places->dollarKeys.resize(keys);
    m_places->placeholders.append({{start, end - start}, number});
    return true;
}

/// Checks what simdjson leaves as it is: the spelling.
bool JsonReader::Private::walkScalar(QByteArrayView token, Walked *walked) const
{
    walked->span = {m_document.offset(token.data()), token.size()};
    if (token.startsWith('"')) {
        walked->type = JsonType::String;
        return token.size() >= 2 && token.endsWith('"')
            && JsonText::hasValidEscapes(token.sliced(1).chopped(1));
    }
    if (token == QByteArrayView("null"))
        walked->type = JsonType::Null;
    else if (token == QByteArrayView("true") || token == QByteArrayView("false"))
        walked->type = JsonType::Boolean;
    else if (JsonText::isNumber(token))
        walked->type = JsonType::Number;
    return walked->type != JsonType::None;
}

/// simdjson gives where a key begins; it ends at its quote.
QByteArrayView JsonReader::Private::keyAt(simdjson::ondemand::raw_json_string key) const
{
    const QByteArrayView rest = m_document.text().sliced(m_document.offset(key.raw()));
    qsizetype size = 0;
    while (size < rest.size() && rest[size] != '"')
        size += rest[size] == '\\' ? 2 : 1;
    return rest.first(std::min(size, rest.size()));
}

/// Behind the bracket that was walked over last.
qsizetype JsonReader::Private::containerEnd()
{
    const QByteArrayView text = m_document.text();
    const char *next = nullptr;
    qsizetype end = text.size();
    if (m_document.root().current_location().get(next) == simdjson::SUCCESS)
        end = std::min(end, m_document.offset(next));
    while (end > 0 && text[end - 1] != '}')
        --end;
    return end;
}

} // namespace SocketIo
