// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/msgpack/value.h"

#include "protocol/msgpack/jsontext.h"
#include "protocol/msgpack/marker.h"

#include <msgpack.hpp>

#include <QtEndian>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

namespace MsgPack {

namespace {

void appendInteger(QByteArray *json, auto value)
{
    std::array<char, 24> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    json->append(digits.data(), end - digits.data());
}

/// As JavaScript spells it, but with a fraction where JavaScript writes a whole number.
void appendFloat(QByteArray *json, double value)
{
    if (!std::isfinite(value)) {
        json->append(R"({"$number":")");
        json->append(std::isnan(value) ? "NaN" : (value > 0 ? "Infinity" : "-Infinity"));
        json->append("\"}");
        return;
    }
    std::array<char, 64> text {};
    const double size = std::fabs(value);
    const bool plain = size == 0 || (size >= 1e-6 && size < 1e21);
    const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
    char *const end = std::to_chars(text.data(), text.data() + text.size(), value, format).ptr;
    const QByteArrayView digits(text.data(), end - text.data());
    if (plain) {
        json->append(digits);
        if (!digits.contains('.'))
            json->append(".0");
        return;
    }
    const qsizetype exponent = digits.indexOf('e') + 2;
    json->append(digits.first(exponent));
    json->append(
        digits.sliced(digits[exponent] == '0' ? exponent + 1 : exponent)); // 1e-7, not 1e-07
}

/// Renders one value. The parser calls it for each part of it.
class Renderer : public msgpack::null_visitor
{
public:
    Value value;

    bool visit_nil()
    {
        note(Type::Nil);
        value.json.append("null");
        return true;
    }
    bool visit_boolean(bool yes)
    {
        note(Type::Boolean);
        value.json.append(yes ? "true" : "false");
        return true;
    }
    bool visit_positive_integer(uint64_t number)
    {
        if (note(Type::Integer)) {
            value.integer = static_cast<qint64>(
                std::min<quint64>(number, std::numeric_limits<qint64>::max()));
        }
        appendInteger(&value.json, number);
        return true;
    }
    bool visit_negative_integer(int64_t number)
    {
        if (note(Type::Integer))
            value.integer = number;
        appendInteger(&value.json, number);
        return true;
    }
    bool visit_float32(float number) { return visit_float64(static_cast<double>(number)); }
    bool visit_float64(double number)
    {
        note(Type::Float);
        appendFloat(&value.json, number);
        return true;
    }
    bool visit_str(const char *bytes, uint32_t size)
    {
        const QByteArrayView text(bytes, static_cast<qsizetype>(size));
        note(Type::String, text);
        value.validUtf8 = value.validUtf8 && text.isValidUtf8();
        if (m_key && text.startsWith('$'))
            JsonText::appendQuoted(&value.json, '$' + text.toByteArray());
        else
            JsonText::appendQuoted(&value.json, text);
        return true;
    }
    bool visit_bin(const char *bytes, uint32_t size)
    {
        note(Type::Binary);
        appendBinaryMarker(&value.json, QByteArrayView(bytes, static_cast<qsizetype>(size)));
        return true;
    }
    bool visit_ext(const char *bytes, uint32_t size)
    {
        const auto type = static_cast<qint8>(*bytes);
        const QByteArrayView data(bytes + 1, static_cast<qsizetype>(size) - 1);
        if (type == 0 && data.size() == 1 && data.front() == '\0') {
            note(Type::Undefined);
            value.json.append(UndefinedMarker);
        } else if (type == 0 && data.size() == 8) {
            note(Type::Date);
            appendDateMarker(&value.json, qFromBigEndian<qint64>(data.data()));
        } else {
            note(Type::Extension);
            appendBinaryMarker(&value.json, data, type);
        }
        return true;
    }

    bool start_array(uint32_t count) { return open(Type::Array, '[', count); }
    bool end_array_item() { return separate(','); }
    bool end_array() { return close(']'); }
    bool start_map(uint32_t count) { return open(Type::Map, '{', count); }
    bool start_map_key()
    {
        m_keyStart = value.json.size();
        m_key = true;
        return true;
    }
    bool end_map_key()
    {
        m_key = false;
        if (value.json[m_keyStart] != '"') {
            // JavaScript has text as keys only: the key is the rendering of what is there.
            const QByteArray rendering = value.json.sliced(m_keyStart);
            value.json.truncate(m_keyStart);
            JsonText::appendQuoted(&value.json, rendering);
        }
        return separate(':');
    }
    bool end_map_value() { return separate(','); }
    bool end_map() { return close('}'); }

private:
    /// Keeps what is asked of the outermost value and an array's first. True for the outermost.
    bool note(Type type, QByteArrayView text = {})
    {
        if (m_depth > 1 || (m_depth == 1 && (m_seenFirst || value.type != Type::Array)))
            return false;
        if (m_depth == 0) {
            value.type = type;
        } else {
            m_seenFirst = true;
            value.firstType = type;
        }
        value.text = text.toByteArray();
        return m_depth == 0;
    }
    bool open(Type type, char bracket, uint32_t count)
    {
        // A key that is a container would have keys itself: nobody's data.
        if (m_depth >= MaxDepth || m_key)
            return false;
        if (note(type))
            value.count = static_cast<qsizetype>(count);
        ++m_depth;
        value.json.append(bracket);
        return true;
    }
    bool separate(char c)
    {
        value.json.append(c);
        return true;
    }
    bool close(char bracket)
    {
        --m_depth;
        if (value.json.endsWith(','))
            value.json.chop(1);
        value.json.append(bracket);
        return true;
    }

    int m_depth = 0;
    bool m_key = false;
    bool m_seenFirst = false;
    qsizetype m_keyStart = 0;
};

} // namespace

std::optional<Value> decodeValue(QByteArrayView bytes)
{
    Renderer renderer;
    std::size_t offset = 0;
    try {
        if (!msgpack::parse(bytes.data(), static_cast<std::size_t>(bytes.size()), offset, renderer))
            return std::nullopt;
    } catch (const std::exception &) { // an ext that announces 4 GiB, or no memory
        return std::nullopt;
    }
    renderer.value.size = static_cast<qsizetype>(offset);
    return std::move(renderer.value);
}

std::optional<MapHeader> decodeMapHeader(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return std::nullopt;
    const auto first = static_cast<uchar>(bytes.front());
    if (first >= 0x80 && first <= 0x8f)
        return MapHeader {first & 0x0fU, 1};
    if (first == 0xde && bytes.size() >= 3)
        return MapHeader {qFromBigEndian<quint16>(bytes.data() + 1), 3};
    if (first == 0xdf && bytes.size() >= 5)
        return MapHeader {qFromBigEndian<quint32>(bytes.data() + 1), 5};
    return std::nullopt;
}

} // namespace MsgPack
