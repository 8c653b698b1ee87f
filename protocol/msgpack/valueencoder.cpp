// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/msgpack/jsondocument.h"
#include "protocol/msgpack/jsontext.h"
#include "protocol/msgpack/marker.h"
#include "protocol/msgpack/value.h"

#include <msgpack.hpp>

#include <QtEndian>

#include <charconv>
#include <limits>

namespace MsgPack {

namespace {

using simdjson::ondemand::json_type;

/// What the packer writes into.
struct Sink
{
    QByteArray bytes;
    void write(const char *data, std::size_t size)
    {
        bytes.append(data, static_cast<qsizetype>(size));
    }
};
using Packer = msgpack::packer<Sink>;

/// The encoding of one piece.
template<typename Pack>
QByteArray packed(Pack pack)
{
    Sink sink;
    Packer packer(sink);
    pack(packer);
    return sink.bytes;
}

/// Always in 64 bits, where the packer itself writes whole numbers as integers.
void packFloat(Sink *sink, double number)
{
    char bytes[9] = {'\xcb'};
    qToBigEndian(number, bytes + 1);
    sink->write(bytes, sizeof bytes);
}

void packString(Packer *packer, QByteArrayView utf8)
{
    const auto size = static_cast<uint32_t>(utf8.size());
    packer->pack_str(size);
    packer->pack_str_body(utf8.data(), size);
}

/// Walks JSON text and writes MessagePack.
class JsonEncoder
{
public:
    std::optional<QByteArray> encode(QByteArrayView json);

private:
    bool putRoot();
    bool putValue(simdjson::ondemand::value value, int depth);
    bool putArray(simdjson::ondemand::value value, int depth);
    bool putObject(simdjson::ondemand::value value, int depth);
    bool putField(simdjson::ondemand::field &field, QByteArrayView key, int depth);
    bool putMarker(QByteArrayView key, QByteArrayView token);
    bool putExtension(qint8 type, const QByteArray &data);
    bool putScalar(QByteArrayView token);
    bool putNumber(QByteArrayView token);
    QByteArray keyOf(simdjson::ondemand::field *field) const;

    Sink m_sink;
    Packer m_packer {m_sink};
    JsonDocument m_document;
    QByteArray m_binary; // of a marker whose type may follow
};

std::optional<QByteArray> JsonEncoder::encode(QByteArrayView json)
{
    bool scalar = false;
    if (!m_document.open(json) || m_document.root().is_scalar().get(scalar) != simdjson::SUCCESS)
        return std::nullopt;
    if (!(scalar ? putScalar(m_document.rootScalar()) : putRoot()))
        return std::nullopt;
    return m_sink.bytes;
}

bool JsonEncoder::putRoot()
{
    simdjson::ondemand::value value;
    return m_document.root().get_value().get(value) == simdjson::SUCCESS && putValue(value, 0)
        && m_document.atEnd();
}

bool JsonEncoder::putValue(simdjson::ondemand::value value, int depth)
{
    json_type type {};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != json_type::array && type != json_type::object)
        return putScalar(JsonDocument::trimmed(value.raw_json_token()));
    if (depth >= MaxDepth)
        return false;
    return type == json_type::array ? putArray(value, depth) : putObject(value, depth);
}

bool JsonEncoder::putArray(simdjson::ondemand::value value, int depth)
{
    simdjson::ondemand::array array;
    std::size_t count = 0;
    if (value.get_array().get(array) != simdjson::SUCCESS
        || array.count_elements().get(count) != simdjson::SUCCESS)
        return false;
    m_packer.pack_array(static_cast<uint32_t>(count));
    for (auto result : array) {
        if (result.error() != simdjson::SUCCESS || !putValue(result.value_unsafe(), depth + 1))
            return false;
    }
    return true;
}

bool JsonEncoder::putObject(simdjson::ondemand::value value, int depth)
{
    simdjson::ondemand::object object;
    std::size_t count = 0;
    if (value.get_object().get(object) != simdjson::SUCCESS
        || object.count_fields().get(count) != simdjson::SUCCESS)
        return false;
    bool marker = false;
    std::size_t index = 0;
    for (auto result : object) {
        simdjson::ondemand::field field;
        if (std::move(result).get(field) != simdjson::SUCCESS)
            return false;
        const QByteArray key = keyOf(&field);
        if (index++ == 0) {
            marker = key.startsWith('$') && !key.startsWith("$$") && count <= 2;
            if (!marker)
                m_packer.pack_map(static_cast<uint32_t>(count));
        }
        if (marker) {
            const QByteArrayView token = JsonDocument::trimmed(field.value().raw_json_token());
            if (!putMarker(key, token))
                return false;
        } else if (!putField(field, key, depth)) {
            return false;
        }
    }
    if (index == 0)
        m_packer.pack_map(0);
    if (marker && !m_binary.isNull()) {
        m_packer.pack_bin(static_cast<uint32_t>(m_binary.size()));
        m_packer.pack_bin_body(m_binary.constData(), static_cast<uint32_t>(m_binary.size()));
        m_binary = QByteArray();
    }
    return index == count;
}

bool JsonEncoder::putField(simdjson::ondemand::field &field, QByteArrayView key, int depth)
{
    packString(&m_packer, key.startsWith("$$") ? key.sliced(1) : key);
    return putValue(field.value(), depth + 1);
}

bool JsonEncoder::putMarker(QByteArrayView key, QByteArrayView token)
{
    const bool text = token.startsWith('"');
    if (key == QByteArrayView("$undefined"))
        return putExtension(0, QByteArray(1, '\0'));
    if (key == QByteArrayView("$binary") && text) {
        m_binary = QByteArray::fromBase64(JsonText::unescaped(token));
        m_binary.detach(); // empty, not null
        return true;
    }
    if (key == QByteArrayView("$type") && !m_binary.isNull()) {
        const int type = token.toByteArray().toInt();
        const QByteArray data = std::exchange(m_binary, QByteArray());
        return type >= -128 && type <= 127 && putExtension(static_cast<qint8>(type), data);
    }
    if (key == QByteArrayView("$date")) {
        const auto date = text ? parseIsoDate(JsonText::unescaped(token))
                               : std::optional<qint64>(token.toByteArray().toLongLong());
        QByteArray data(8, '\0');
        qToBigEndian(date.value_or(0), data.data());
        return date && putExtension(0, data);
    }
    if (key == QByteArrayView("$number") && text) {
        using Limits = std::numeric_limits<double>;
        const QByteArray name = JsonText::unescaped(token);
        packFloat(&m_sink,
                  name == "NaN" ? Limits::quiet_NaN()
                                : (name == "-Infinity" ? -Limits::infinity() : Limits::infinity()));
        return true;
    }
    return false;
}

bool JsonEncoder::putExtension(qint8 type, const QByteArray &data)
{
    m_packer.pack_ext(static_cast<std::size_t>(data.size()), type);
    m_packer.pack_ext_body(data.constData(), static_cast<uint32_t>(data.size()));
    return true;
}

bool JsonEncoder::putScalar(QByteArrayView token)
{
    if (token.startsWith('"')) {
        if (token.size() < 2 || !JsonText::hasValidEscapes(token.sliced(1).chopped(1)))
            return false;
        packString(&m_packer, JsonText::unescaped(token));
        return true;
    }
    if (token == QByteArrayView("null"))
        m_packer.pack_nil();
    else if (token == QByteArrayView("true"))
        m_packer.pack_true();
    else if (token == QByteArrayView("false"))
        m_packer.pack_false();
    else
        return JsonText::isNumber(token) && putNumber(token);
    return true;
}

bool JsonEncoder::putNumber(QByteArrayView token)
{
    const char *const end = token.data() + token.size();
    qint64 integer = 0;
    quint64 natural = 0;
    double number = 0;
    if (const auto read = std::from_chars(token.data(), end, integer);
        read.ptr == end && read.ec == std::errc())
        m_packer.pack_int64(integer);
    else if (const auto more = std::from_chars(token.data(), end, natural);
             more.ptr == end && more.ec == std::errc())
        m_packer.pack_uint64(natural);
    else if (std::from_chars(token.data(), end, number).ec == std::errc::result_out_of_range)
        packFloat(&m_sink, token.toByteArray().toDouble()); // infinite or zero, as in JavaScript
    else
        packFloat(&m_sink, number);
    return true;
}

QByteArray JsonEncoder::keyOf(simdjson::ondemand::field *field) const
{
    // A key is given without its end: its closing quote is where it stops.
    const QByteArrayView text = m_document.text();
    return JsonText::unescaped(text.sliced(m_document.offset(field->key().raw()) - 1));
}

} // namespace

std::optional<QByteArray> encodeJson(QByteArrayView json)
{
    return JsonEncoder().encode(json);
}

QByteArray encodeMapHeader(quint32 count)
{
    return packed([count](Packer &packer) { packer.pack_map(count); });
}

QByteArray encodeString(QByteArrayView utf8)
{
    return packed([utf8](Packer &packer) { packString(&packer, utf8); });
}

QByteArray encodeInteger(quint64 value)
{
    return packed([value](Packer &packer) { packer.pack_uint64(value); });
}

} // namespace MsgPack
