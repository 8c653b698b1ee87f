// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/rules.h"

#include "protocol/redaction/spelledtext.h"

#include <algorithm>
#include <array>

namespace Redaction {

std::optional<JsonPath> JsonPath::parse(QByteArrayView text, QByteArray *error)
{
    if (!text.startsWith('/') || text.size() < 2) {
        *error = "a path begins with / and goes on with a name, like /user/password";
        return std::nullopt;
    }
    JsonPath path;
    for (QByteArray name : text.sliced(1).toByteArray().split('/')) {
        for (qsizetype at = name.indexOf('~'); at >= 0; at = name.indexOf('~', at + 1)) {
            if (at + 1 >= name.size() || (name.at(at + 1) != '0' && name.at(at + 1) != '1')) {
                *error = "in a path ~ is followed by 0 (for ~) or 1 (for /)";
                return std::nullopt;
            }
        }
        path.m_names.append(name.replace("~1", "/").replace("~0", "~"));
    }
    return path;
}

bool JsonPath::matches(const JsonWalk::Way &way) const
{
    return matchesFrom(way, 0) || (way.size() > 1 && way.front().index >= 0 && matchesFrom(way, 1));
}

bool JsonPath::matchesFrom(const JsonWalk::Way &way, std::size_t first) const
{
    if (way.size() - first != static_cast<std::size_t>(m_names.size()))
        return false;
    for (const QByteArray &name : m_names) {
        const JsonWalk::Step &step = way[first++];
        if (name == "*")
            continue;
        const bool isSame = step.index >= 0
            ? name == QByteArray::number(step.index)
            : name == step.key || name == SpelledText(step.key, Spelling::Json).text();
        if (!isSame)
            return false;
    }
    return true;
}

bool Rules::addPath(QByteArrayView text, QByteArray *error)
{
    const auto path = JsonPath::parse(text, error);
    if (path)
        paths.append(*path);
    return path.has_value();
}

bool Rules::addPattern(const QByteArray &text, QByteArray *error)
{
    const QRegularExpression regex(QString::fromUtf8(text));
    if (!regex.isValid()) {
        *error = "the pattern, at character " + QByteArray::number(regex.patternErrorOffset() + 1)
            + ": " + regex.errorString().toUtf8();
        return false;
    }
    if (text.isEmpty() || regex.match(QString()).hasMatch()) {
        *error = "a pattern has to match at least a character";
        return false;
    }
    patterns.append(regex);
    return true;
}

std::optional<Kind> kindOfName(QByteArrayView name)
{
    if (name.size() > 64)
        return std::nullopt;
    QByteArray plain;
    for (const char c : name) {
        if (c != '-' && c != '_' && c != '.')
            plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    const auto isOneOf = [&plain](const auto &names) {
        return std::any_of(names.begin(), names.end(),
                           [&](const char *one) { return plain == one; });
    };
    static constexpr std::array Passwords {"password", "passwd", "pwd",       "passcode",
                                           "pass",     "secret", "passphrase"};
    static constexpr std::array Tokens {
        "token",     "apikey",     "auth",        "authorization", "jwt",        "bearer",
        "sessionid", "signature",  "sig",         "ticket",        "credential", "csrf",
        "xsrf",      "privatekey", "credentials", "phpsessid",     "accesskey"};
    if (plain == "sid" || plain == "connectsid")
        return Kind::Sid;
    if (isOneOf(Passwords) || plain.endsWith("password") || plain.endsWith("secret"))
        return Kind::Password;
    if (isOneOf(Tokens) || plain.endsWith("token") || plain.endsWith("apikey")
        || plain.endsWith("secretkey") || plain.endsWith("sessionid")
        || plain.endsWith("signature"))
        return Kind::Token;
    return std::nullopt;
}

} // namespace Redaction
