// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/jsonoutline.h"

#include "widgets/details/utf8.h"

#include <simdjson.h>

#include <algorithm>
#include <string_view>

namespace OnDemand = simdjson::ondemand;

namespace {

bool isSpace(char character)
{
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

QByteArrayView trimmedEnd(QByteArrayView text)
{
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

// The size of a key or string whose first byte behind the quote is \a begin.
qint64 stringSize(QByteArrayView text, qint64 begin)
{
    for (qint64 i = begin; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i - begin;
    }
    return text.size() - begin;
}

struct SafeEnd
{
    qint64 offset = 0;
    QByteArray closers;
};

// Where a text that was cut could have ended, and the brackets that close it there.
SafeEnd safeEnd(QByteArrayView text)
{
    SafeEnd end;
    QByteArray open;
    bool inString = false;
    for (qint64 i = 0; i < text.size(); ++i) {
        const char character = text[i];
        if (inString) {
            if (character == '\\')
                ++i;
            else if (character == '"')
                inString = false;
        } else if (character == '"') {
            inString = true;
        } else if (character == '{' || character == '[') {
            open += character == '{' ? '}' : ']';
            end.offset = i + 1;
        } else if (character == '}' || character == ']') {
            if (open.isEmpty())
                break;
            open.chop(1);
            end.offset = i + 1;
        } else if (character == ',') {
            end.offset = i;
        }
    }
    std::reverse(open.begin(), open.end());
    end.closers = open;
    return end;
}

// Where the array or object that \a text begins with ends; -1 if it does not.
qint64 containerEnd(QByteArrayView text)
{
    qint64 depth = 0;
    bool inString = false;
    for (qint64 i = 0; i < text.size(); ++i) {
        const char character = text[i];
        if (inString) {
            if (character == '\\')
                ++i;
            else if (character == '"')
                inString = false;
        } else if (character == '"') {
            inString = true;
        } else if (character == '{' || character == '[') {
            ++depth;
        } else if ((character == '}' || character == ']') && --depth <= 0) {
            return i + 1;
        }
    }
    return -1;
}

// Values found while walking, placed in the whole text.
class Walk
{
public:
    explicit Walk(QByteArrayView whole)
        : m_whole(whole)
    {
    }

    // One value of whatever kind: document and value have the same functions.
    template<typename Value>
    bool read(Value &value, JsonOutline::Node *node) const
    {
        OnDemand::json_type type {};
        if (value.type().get(type) != simdjson::SUCCESS)
            return false;
        std::string_view raw;
        std::size_t count = 0;
        if (type == OnDemand::json_type::array) {
            node->type = JsonOutline::Type::Array;
            if (value.count_elements().get(count) != simdjson::SUCCESS)
                return false;
            OnDemand::array array;
            if (value.get_array().get(array) != simdjson::SUCCESS
                || array.raw_json().get(raw) != simdjson::SUCCESS)
                return false;
        } else if (type == OnDemand::json_type::object) {
            node->type = JsonOutline::Type::Object;
            if (value.count_fields().get(count) != simdjson::SUCCESS)
                return false;
            OnDemand::object object;
            if (value.get_object().get(object) != simdjson::SUCCESS
                || object.raw_json().get(raw) != simdjson::SUCCESS)
                return false;
        } else {
            node->type = scalarType(type);
            if (!rawToken(value, &raw))
                return false;
        }
        node->count = static_cast<qint64>(count);
        place(raw, node);
        return true;
    }

    qint64 offsetOf(const char *pointer) const { return pointer - m_whole.data(); }

    JsonOutline::Node rest(qint64 from, qint64 to) const
    {
        JsonOutline::Node node;
        while (from < to && (isSpace(m_whole[from]) || m_whole[from] == ','))
            ++from;
        node.offset = from;
        node.size = to - from;
        return node;
    }

private:
    static JsonOutline::Type scalarType(OnDemand::json_type type)
    {
        switch (type) {
        case OnDemand::json_type::number:
            return JsonOutline::Type::Number;
        case OnDemand::json_type::string:
            return JsonOutline::Type::String;
        case OnDemand::json_type::boolean:
            return JsonOutline::Type::Boolean;
        default:
            return JsonOutline::Type::Null;
        }
    }

    static bool rawToken(OnDemand::value &value, std::string_view *raw)
    {
        *raw = value.raw_json_token();
        return true;
    }
    static bool rawToken(OnDemand::document &document, std::string_view *raw)
    {
        return document.raw_json_token().get(*raw) == simdjson::SUCCESS;
    }

    void place(std::string_view raw, JsonOutline::Node *node) const
    {
        node->offset = offsetOf(raw.data());
        auto text = m_whole.sliced(node->offset, static_cast<qsizetype>(raw.size()));
        if (node->type == JsonOutline::Type::String)
            text = text.first(std::min<qsizetype>(text.size(), stringSize(text, 1) + 2));
        node->size = trimmedEnd(text).size();
    }

    QByteArrayView m_whole;
};

// The text of \a node as simdjson wants it. What follows in \a parsed is its padding.
simdjson::padded_string_view padded(const QByteArray &parsed, qint64 offset, qint64 size)
{
    return simdjson::padded_string_view(parsed.constData() + offset, static_cast<std::size_t>(size),
                                        static_cast<std::size_t>(parsed.size() - offset));
}

} // namespace

JsonOutline::JsonOutline(QByteArray text, bool isCut)
    : m_text(std::move(text))
    , m_parsed(Utf8::withoutBadBytes(m_text))
{
    if (isCut) {
        const SafeEnd end = safeEnd(m_parsed);
        if (!end.closers.isEmpty()) {
            m_cutAt = end.offset;
            m_parsed.truncate(end.offset);
            m_parsed += end.closers;
        }
    }
    m_parsedSize = m_parsed.size();
    m_parsed.append(static_cast<qsizetype>(simdjson::SIMDJSON_PADDING), '\0');
}

bool JsonOutline::looksLikeContainer(QByteArrayView text)
{
    const auto *const first = std::find_if_not(text.begin(), text.end(), isSpace);
    return first != text.end() && (*first == '[' || *first == '{');
}

std::vector<JsonOutline::Node> JsonOutline::roots() const
{
    const Walk walk(QByteArrayView(m_parsed).first(m_parsedSize));
    std::vector<Node> nodes;
    qint64 end = 0;
    Node root;
    const auto readRoot = [&](qint64 size) {
        OnDemand::parser parser;
        OnDemand::document document;
        if (parser.iterate(padded(m_parsed, 0, size)).get(document) != simdjson::SUCCESS
            || !walk.read(document, &root))
            return false;
        end = root.offset + root.size;
        nodes.push_back(root);
        return true;
    };
    // simdjson refuses an array or object with something behind it.
    if (!readRoot(m_parsedSize) && looksLikeContainer(m_text)) {
        const qint64 size = containerEnd(QByteArrayView(m_parsed).first(m_parsedSize));
        if (size > 0 && size < m_parsedSize)
            readRoot(size);
    }
    const Node rest = walk.rest(end, m_parsedSize);
    if (rest.size > 0)
        nodes.push_back(rest);
    return nodes;
}

JsonOutline::Children JsonOutline::children(const Node &container, qint64 first, qint64 limit) const
{
    Children result;
    if (!container.isContainer())
        return result;
    const Walk walk(QByteArrayView(m_parsed).first(m_parsedSize));
    const qint64 last = container.offset + container.size;
    qint64 end = container.offset + 1; // of the last good value
    qint64 number = 0;
    bool isBroken = false;

    // True when this value was taken or passed over, false to stop.
    const auto take = [&](auto &value, qint64 keyOffset) {
        if (number++ < first) {
            // What follows the portion before may be broken: it begins behind this one.
            Node passed;
            if (number == first && walk.read(value, &passed))
                end = passed.offset + passed.size;
            return true;
        }
        if (std::ssize(result.nodes) >= limit) {
            result.hasMore = true;
            return false;
        }
        Node node;
        if (keyOffset >= 0) {
            node.keyOffset = keyOffset;
            node.keySize = stringSize(m_parsed, keyOffset);
        }
        if (!walk.read(value, &node)) {
            isBroken = true;
            return false;
        }
        end = node.offset + node.size;
        result.nodes.push_back(node);
        return true;
    };

    OnDemand::parser parser;
    OnDemand::document document;
    isBroken = parser.iterate(padded(m_parsed, container.offset, container.size)).get(document)
        != simdjson::SUCCESS;
    if (!isBroken && container.type == Type::Array) {
        OnDemand::array array;
        isBroken = document.get_array().get(array) != simdjson::SUCCESS;
        if (!isBroken) {
            for (auto element : array) {
                OnDemand::value value;
                if (element.get(value) != simdjson::SUCCESS) {
                    isBroken = true;
                    break;
                }
                if (!take(value, -1))
                    break;
            }
        }
    } else if (!isBroken) {
        OnDemand::object object;
        isBroken = document.get_object().get(object) != simdjson::SUCCESS;
        if (!isBroken) {
            for (auto member : object) {
                OnDemand::field field;
                if (std::move(member).get(field) != simdjson::SUCCESS) {
                    isBroken = true;
                    break;
                }
                if (!take(field.value(), walk.offsetOf(field.key().raw())))
                    break;
            }
        }
    }

    if (isBroken) {
        const Node rest = walk.rest(end, last - 1);
        if (rest.size > 0)
            result.nodes.push_back(rest);
    } else if (!result.hasMore) {
        const QByteArrayView cut = cutEnd(container);
        const bool childIsCut = !result.nodes.empty() && result.nodes.back().isContainer()
            && !cutEnd(result.nodes.back()).isNull();
        if (!cut.isNull() && !childIsCut) {
            Node node = Walk(m_text).rest(m_cutAt, m_text.size());
            node.type = Type::Cut;
            result.nodes.push_back(node);
        }
    }
    return result;
}

// What came behind the place where \a container had to be closed for want of the rest.
QByteArrayView JsonOutline::cutEnd(const Node &container) const
{
    if (m_cutAt < 0 || container.offset + container.size <= m_cutAt)
        return {};
    return QByteArrayView(m_text).sliced(m_cutAt);
}

QByteArrayView JsonOutline::spelling(const Node &node) const
{
    const qint64 begin = std::min<qint64>(node.offset, m_text.size());
    return QByteArrayView(m_text).sliced(begin, std::min<qint64>(node.size, m_text.size() - begin));
}

QByteArrayView JsonOutline::key(const Node &node) const
{
    return node.hasKey() ? QByteArrayView(m_text).sliced(node.keyOffset, node.keySize)
                         : QByteArrayView();
}
