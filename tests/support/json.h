// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

/// The value of any JSON text, also of a scalar. Undefined for none.
inline QJsonValue jsonValue(const QByteArray &json)
{
    if (json.isEmpty())
        return QJsonValue::Undefined;
    return QJsonDocument::fromJson('[' + json + ']').array().first();
}

/// The golden files' notation of binary and such in ours.
inline QJsonValue inOurNotation(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray array;
        for (const auto &element : value.toArray())
            array.append(inOurNotation(element));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object;
    const QJsonObject given = value.toObject();
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (it.key() == u"$hex") {
            const QByteArray bytes = QByteArray::fromHex(it->toString().toLatin1());
            object[u"$binary"] = QString::fromLatin1(bytes.toBase64());
        } else {
            object[it.key()] = inOurNotation(*it);
        }
    }
    return object;
}
