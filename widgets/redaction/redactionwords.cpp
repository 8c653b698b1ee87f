// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/redactionwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace RedactionWords {

namespace {

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("RedactionWords", text, nullptr, count);
}

QString place(Redaction::Place place)
{
    switch (place) {
    case Redaction::Place::Head:
        return tr("heads");
    case Redaction::Place::Address:
        return tr("addresses");
    case Redaction::Place::Connect:
        return tr("connect data");
    case Redaction::Place::Payload:
        return tr("payloads");
    case Redaction::Place::Body:
        return tr("bodies");
    case Redaction::Place::Notes:
        return tr("notes");
    }
    return {};
}

} // namespace

QString kind(Redaction::Kind kind)
{
    switch (kind) {
    case Redaction::Kind::Sid:
        return tr("Session id");
    case Redaction::Kind::Pid:
        return tr("Recovery id");
    case Redaction::Kind::Cookie:
        return tr("Cookie");
    case Redaction::Kind::Credentials:
        return tr("Credentials");
    case Redaction::Kind::Password:
        return tr("Password or connect data");
    case Redaction::Kind::Token:
        return tr("Token");
    case Redaction::Kind::Jwt:
        return tr("JSON Web Token");
    case Redaction::Kind::Path:
        return tr("At your path");
    case Redaction::Kind::Pattern:
        return tr("Your pattern");
    }
    return {};
}

QString places(const Redaction::Secret &secret)
{
    QStringList words;
    for (int i = 0; i < Redaction::Places; ++i) {
        if (secret.isAt(Redaction::Place(i)))
            words.append(place(Redaction::Place(i)));
    }
    return words.join(QStringLiteral(", "));
}

QString hint(const Redaction::Secret &secret)
{
    constexpr qsizetype MostShown = 4;
    QString text;
    const QByteArray shown = secret.value.first(std::min(MostShown, secret.value.size() / 4));
    for (const char c : shown)
        text += c > ' ' && c < '\x7f' ? QLatin1Char(c) : QLatin1Char('?');
    return secret.value.size() == 1 ? tr("%1… (1 byte)").arg(text)
                                    : tr("%1… (%2 bytes)").arg(text).arg(secret.value.size());
}

} // namespace RedactionWords
