// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/csvfield.h"

#include <algorithm>

namespace Formats {

QByteArray csvField(QByteArrayView text)
{
    QByteArray field = text.toByteArray();
    if (std::ranges::none_of(field,
                             [](char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; }))
        return field;
    return '"' + field.replace('"', "\"\"") + '"';
}

QByteArray harmlessCell(QByteArray text)
{
    const auto first = std::ranges::find_if(text, [](char c) { return c != '\''; });
    if (first != text.end() && QByteArrayView("=+-@\t\r").contains(*first))
        text.prepend('\'');
    return text;
}

} // namespace Formats
