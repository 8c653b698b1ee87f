// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/jsontext.h"
#include "protocol/problem.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <optional>
#include <type_traits>

namespace Formats {

/// Writes the fields of a record (RecordFields) as members of a JSON object. Times are
/// microseconds, enumerations the numbers of the tables; bytes that are no UTF-8 stand in
/// `{"base64":"…"}`.
class FieldWriter
{
public:
    explicit FieldWriter(QByteArray &json)
        : m_json(json)
    {
        m_json += '{';
    }
    /// To be called once, behind the last field.
    void end() { m_json += '}'; }
    /// Begins a member; its value is to be appended.
    void key(const char *name)
    {
        if (!m_json.endsWith('{'))
            m_json += ',';
        m_json += '"';
        m_json += name;
        m_json += "\":";
    }

    template<std::integral Number>
    void operator()(const char *name, Number value, Number usual = Number())
    {
        if (value == usual)
            return;
        key(name);
        if constexpr (std::same_as<Number, bool>)
            m_json += value ? "true" : "false";
        else
            m_json += QByteArray::number(static_cast<qint64>(value));
    }
    void operator()(const char *name, const QByteArray &text)
    {
        if (text.isEmpty())
            return;
        key(name);
        if (text.isValidUtf8()) {
            appendJsonString(m_json, text);
            return;
        }
        m_json += R"({"base64":")" + text.toBase64() + "\"}";
    }
    void operator()(const char *name, Capture::Time time)
    {
        (*this)(name, qint64(time.time_since_epoch().count()));
    }
    /// There, if only as 0.
    void operator()(const char *name, const std::optional<Capture::Time> &time)
    {
        if (!time)
            return;
        key(name);
        m_json += QByteArray::number(qint64(time->time_since_epoch().count()));
    }
    void operator()(const char *name, const Problems &problems)
    {
        (*this)(name, problems.toCodes());
    }
    void operator()(const char *name, Problem problem)
    {
        (*this)(name, Problems(problem).toCodes());
    }
    template<typename Enum>
    void choice(const char *name, Enum value, Enum /*last*/)
    {
        (*this)(name, static_cast<int>(value));
    }
    void bytes(const char *name, const std::array<uchar, 4> &value)
    {
        const QByteArrayView view(value.data(), std::ssize(value));
        if (std::ranges::any_of(value, [](uchar byte) { return byte != 0; }))
            (*this)(name, view.toByteArray().toHex());
    }

private:
    QByteArray &m_json;
};

} // namespace Formats
