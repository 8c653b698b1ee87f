// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/jsonmembers.h"

#include "protocol/msgpack/jsontext.h"

namespace Admin {

namespace {

/// Behind the string that begins at \a at with its quote.
qsizetype stringEnd(QByteArrayView json, qsizetype at)
{
    for (++at; at < json.size(); ++at) {
        if (json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            return at + 1;
    }
    return json.size();
}

/// Where the value that begins at \a at ends: before the comma or the bracket that closes what it
/// is in.
qsizetype valueEnd(QByteArrayView json, qsizetype at)
{
    int depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            at = stringEnd(json, at);
            continue;
        }
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth < 0)
            return at;
        else if (c == ',' && depth == 0)
            return at;
        ++at;
    }
    return at;
}

} // namespace

std::vector<JsonMember> jsonMembers(QByteArrayView json, std::size_t most)
{
    std::vector<JsonMember> members;
    json = json.trimmed();
    if (!json.startsWith('{'))
        return members;
    qsizetype at = 1;
    while (at < json.size() && members.size() < most) {
        const qsizetype quote = json.indexOf('"', at);
        if (quote < 0)
            break;
        const qsizetype end = stringEnd(json, quote);
        const qsizetype colon = json.indexOf(':', end);
        if (colon < 0 || end - quote < 2)
            break;
        const qsizetype over = valueEnd(json, colon + 1);
        members.push_back({json.sliced(quote + 1, end - quote - 2),
                           json.sliced(colon + 1, over - colon - 1).trimmed()});
        at = over + 1;
    }
    return members;
}

QByteArrayView valueOf(const std::vector<JsonMember> &members, QByteArrayView name)
{
    for (auto member = members.crbegin(); member != members.crend(); ++member) {
        if (member->name == name)
            return member->value;
    }
    return {};
}

QByteArray textOf(QByteArrayView json)
{
    return json.startsWith('"') ? JsonText::unescaped(json) : QByteArray();
}

} // namespace Admin
