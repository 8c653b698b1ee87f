// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/datamatcher.h"

#include "protocol/msgpack/jsondocument.h"
#include "protocol/query/comparing.h"
#include "protocol/query/values.h"

#include <QRegularExpression>
#include <QtNumeric>

#include <cmath>
#include <compare>
#include <optional>
#include <span>

namespace Query {

namespace {

using Path = std::span<const QByteArray>;
namespace ondemand = simdjson::ondemand;

/// A number, exactly where it is a whole one.
struct Number
{
    double value = 0;
    std::optional<qint64> whole;

    std::partial_ordering operator<=>(const Number &other) const
    {
        if (whole && other.whole)
            return *whole <=> *other.whole;
        return value <=> other.value;
    }
    bool operator==(const Number &other) const { return std::is_eq(*this <=> other); }
};

/// A number, perhaps with k or M behind it, or nothing.
std::optional<Number> numberOf(QByteArray text)
{
    qint64 factor = 1;
    if (text.endsWith('k') || text.endsWith('M')) {
        factor = text.endsWith('k') ? 1'000 : 1'000'000;
        text.chop(1);
    }
    bool isNumber = false;
    bool isWhole = false;
    Number number {.value = text.toDouble(&isNumber)};
    const qint64 whole = text.toLongLong(&isWhole);
    if (!isNumber || !std::isfinite(number.value))
        return std::nullopt;
    number.value *= static_cast<double>(factor);
    if (qint64 product = 0; isWhole && !qMulOverflow(whole, factor, &product))
        number.whole = product;
    return number;
}

} // namespace

class DataMatcher::Private
{
public:
    explicit Private(const Term &term)
        : m_term(term)
        , m_text(term.text())
        , m_number(numberOf(m_text))
        , m_regex(term.op == Operator::Regex ? QString::fromUtf8(m_text) : QString())
    {
    }

    bool isIn(QByteArrayView json)
    {
        if (!m_document.open(json))
            return false;
        ondemand::value root;
        if (m_document.root().get_value().get(root) != simdjson::SUCCESS)
            return false; // a scalar has no parts
        const Path path(m_term.path.begin(), m_term.path.end());
        ondemand::json_type type {};
        if (root.type().get(type) != simdjson::SUCCESS)
            return false;
        if (m_term.isPointer || type != ondemand::json_type::array)
            return isAt(root, path);
        return isInElements(root, path);
    }

private:
    bool isInElements(ondemand::value root, Path path)
    {
        ondemand::array array;
        if (root.get_array().get(array) != simdjson::SUCCESS)
            return false;
        const auto index = parseId(path.front());
        qint64 number = 0;
        for (auto element : array) {
            ondemand::value value;
            if (element.get(value) != simdjson::SUCCESS)
                return false;
            // By its place among the elements, or by its names within one of them.
            const bool isPlace = index == number++;
            if (isAt(value, isPlace ? path.subspan(1) : path))
                return true;
        }
        return false;
    }

    bool isAt(ondemand::value value, Path path)
    {
        if (path.empty())
            return holds(value);
        ondemand::json_type type {};
        if (value.type().get(type) != simdjson::SUCCESS)
            return false;
        if (type == ondemand::json_type::object)
            return isInObject(value, path);
        return type == ondemand::json_type::array && isInArray(value, path);
    }

    bool isInObject(ondemand::value value, Path path)
    {
        ondemand::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS)
            return false;
        const std::string_view wanted(path.front().constData(),
                                      static_cast<std::size_t>(path.front().size()));
        for (auto field : object) {
            std::string_view key;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS)
                return false;
            ondemand::value member;
            if (key == wanted)
                return field.value().get(member) == simdjson::SUCCESS
                    && isAt(member, path.subspan(1));
        }
        return false;
    }

    bool isInArray(ondemand::value value, Path path)
    {
        ondemand::array array;
        const auto index = parseId(path.front());
        if (!index || value.get_array().get(array) != simdjson::SUCCESS)
            return false;
        qint64 number = 0;
        for (auto element : array) {
            ondemand::value member;
            if (element.get(member) != simdjson::SUCCESS)
                return false;
            if (number++ == *index)
                return isAt(member, path.subspan(1));
        }
        return false;
    }

    bool holds(ondemand::value value)
    {
        ondemand::json_type type {};
        if (value.type().get(type) != simdjson::SUCCESS)
            return false;
        const bool isContainer
            = type == ondemand::json_type::object || type == ondemand::json_type::array;
        const bool isAny = m_term.parts.size() > 1 && m_text == "*";
        if (m_term.op == Operator::Equal && isAny)
            return true;
        if (isContainer)
            return m_term.op == Operator::NotEqual;
        if (type == ondemand::json_type::string) {
            std::string_view text;
            return value.get_string().get(text) == simdjson::SUCCESS
                && compares(QByteArrayView(text.data(), qsizetype(text.size())), {});
        }
        const QByteArray token
            = MsgPack::JsonDocument::trimmed(value.raw_json_token()).toByteArray();
        return compares(token,
                        type == ondemand::json_type::number ? numberOf(token) : std::nullopt);
    }

    bool compares(QByteArrayView text, std::optional<Number> number) const
    {
        const bool isEqual = fits(text, m_term.parts)
            || (number && m_number && m_term.parts.size() == 1 && *number == *m_number);
        switch (m_term.op) {
        case Operator::Equal:
            return isEqual;
        case Operator::NotEqual:
            return !isEqual;
        case Operator::Regex:
            return m_regex.match(QString::fromUtf8(text)).hasMatch();
        case Operator::Less:
            return number && m_number && *number < *m_number;
        case Operator::LessOrEqual:
            return number && m_number && *number <= *m_number;
        case Operator::Greater:
            return number && m_number && *number > *m_number;
        case Operator::GreaterOrEqual:
            return number && m_number && *number >= *m_number;
        }
        return false;
    }

    Term m_term;
    QByteArray m_text;
    std::optional<Number> m_number;
    QRegularExpression m_regex;
    MsgPack::JsonDocument m_document;
};

DataMatcher::DataMatcher(const Term &term)
    : m_d(std::make_unique<Private>(term))
{
}

DataMatcher::~DataMatcher() = default;

bool DataMatcher::isIn(QByteArrayView json)
{
    return m_d->isIn(json);
}

} // namespace Query
