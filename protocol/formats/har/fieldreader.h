// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/admin/jsonmembers.h"
#include "protocol/capture/types.h"
#include "protocol/problem.h"

#include <QList>

#include <algorithm>
#include <array>
#include <concepts>
#include <limits>
#include <optional>
#include <utility>

namespace Formats {

/// Reads what FieldWriter wrote. A field that is missing, or is none that was ever written, has its
/// usual value.
class FieldReader
{
public:
    /// \a object lives as long as this does.
    explicit FieldReader(QByteArrayView object)
        : m_members(Admin::jsonMembers(object, MostMembers))
    {
    }

    /// The JSON of a member; empty for none.
    QByteArrayView value(const char *name) const { return Admin::valueOf(m_members, name); }

    template<std::integral Number>
    void operator()(const char *name, Number &target, Number usual = Number()) const
    {
        const QByteArrayView json = value(name);
        target = usual;
        if constexpr (std::same_as<Number, bool>) {
            if (!json.isEmpty())
                target = json == "true";
        } else {
            bool isNumber = false;
            const qint64 number = json.toLongLong(&isNumber);
            if (isNumber && std::in_range<Number>(number))
                target = static_cast<Number>(number);
        }
    }
    void operator()(const char *name, QByteArray &text) const
    {
        const QByteArrayView json = value(name);
        if (json.startsWith('{'))
            text = QByteArray::fromBase64(
                Admin::textOf(Admin::valueOf(Admin::jsonMembers(json), "base64")));
        else
            text = Admin::textOf(json);
    }
    void operator()(const char *name, Capture::Time &time) const
    {
        qint64 number = 0;
        (*this)(name, number);
        time = Capture::Time(std::chrono::microseconds(number));
    }
    void operator()(const char *name, std::optional<Capture::Time> &time) const
    {
        time.reset();
        if (!value(name).isEmpty())
            (*this)(name, time.emplace());
    }
    void operator()(const char *name, Problems &problems) const
    {
        problems = Problems::fromCodes(Admin::textOf(value(name)));
    }
    void operator()(const char *name, Problem &problem) const
    {
        Problems::fromCodes(Admin::textOf(value(name))).forEach([&problem](Problem one) {
            problem = one;
        });
    }
    template<typename Enum>
    void choice(const char *name, Enum &target, Enum last) const
    {
        int number = 0;
        (*this)(name, number);
        target
            = number >= 0 && number <= static_cast<int>(last) ? static_cast<Enum>(number) : Enum();
    }
    void bytes(const char *name, std::array<uchar, 4> &target) const
    {
        const QByteArray read = QByteArray::fromHex(Admin::textOf(value(name)));
        target = {};
        for (std::size_t i = 0; i < target.size() && std::cmp_less(i, read.size()); ++i)
            target[i] = static_cast<uchar>(read[static_cast<qsizetype>(i)]);
    }
    /// A list of objects, of which \a fields tells the fields.
    template<typename Record, typename Fields>
    void list(const char *name, QList<Record> &records, Fields fields) const
    {
        const QByteArrayView array = value(name);
        qsizetype depth = 0;
        qsizetype from = -1;
        bool inString = false;
        for (qsizetype at = 0; at < array.size() && records.size() < MostRecords; ++at) {
            const char c = array[at];
            if (inString) {
                if (c == '\\')
                    ++at;
                else if (c == '"')
                    inString = false;
            } else if (c == '"') {
                inString = true;
            } else if (c == '{') {
                if (depth++ == 0)
                    from = at;
            } else if (c == '}' && depth > 0 && --depth == 0) {
                const FieldReader read(array.sliced(from, at + 1 - from));
                fields(read, records.emplace_back());
            }
        }
    }

private:
    static constexpr qsizetype MostRecords = 100'000; // in a list
    static constexpr std::size_t MostMembers = 256; // more than any record has

    std::vector<Admin::JsonMember> m_members;
};

} // namespace Formats
