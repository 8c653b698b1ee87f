// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/jsontext.h"

#include <QString>

#include <array>
#include <cstdio>

namespace Formats {

namespace {

/// Appends valid UTF-8.
void appendEscaped(QByteArray &json, QByteArrayView text)
{
    constexpr char Digits[] = "0123456789abcdef";
    json += '"';
    const char *from = text.data();
    const char *const end = from + text.size();
    for (const char *at = from; at != end; ++at) {
        const auto byte = static_cast<uchar>(*at);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        json.append(from, at - from);
        from = at + 1;
        json += '\\';
        switch (byte) {
        case '"':
        case '\\':
            json += *at;
            break;
        case '\n':
            json += 'n';
            break;
        case '\r':
            json += 'r';
            break;
        case '\t':
            json += 't';
            break;
        default:
            json += "u00";
            json += Digits[byte >> 4U];
            json += Digits[byte & 15U];
        }
    }
    json.append(from, end - from);
    json += '"';
}

} // namespace

void appendJsonString(QByteArray &json, QByteArrayView text)
{
    if (text.isValidUtf8())
        appendEscaped(json, text);
    else
        appendEscaped(json, QString::fromUtf8(text).toUtf8());
}

QByteArray isoTime(Capture::Time time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 64> text {};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", int(date.year()),
        unsigned(date.month()), unsigned(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count()));
    return {text.data(), length};
}

} // namespace Formats
