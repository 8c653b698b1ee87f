// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <stdexcept>

/// The single packets of tests/data/golden/vectors.json: what the reference parsers write and read.
namespace Vectors {

struct Vector
{
    QByteArray id;
    QJsonValue input;
    QJsonArray encoded;
    QJsonValue decoded; ///< Undefined if the vector has none.
    QByteArray throws; ///< The reference parser's error.
};

/// Those of one group, in the file's order. The numbers' spelling in them is not kept.
inline QList<Vector> group(QLatin1String name)
{
    QFile file(QStringLiteral(SOCKSCOPE_TEST_DATA "/golden/vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("no vectors.json");
    QList<Vector> vectors;
    const QJsonArray all = QJsonDocument::fromJson(file.readAll()).object()[u"vectors"].toArray();
    for (const auto &entry : all) {
        const QJsonObject vector = entry.toObject();
        if (vector[u"group"].toString() != name)
            continue;
        vectors.append({vector[u"id"].toString().toUtf8(), vector[u"input"],
                        vector[u"encoded"].toArray(), vector[u"decoded"],
                        vector[u"throws"].toString().toUtf8()});
    }
    return vectors;
}

/// What an element of "encoded" stands for.
inline QByteArray bytes(const QJsonValue &encoded)
{
    const QJsonObject object = encoded.toObject();
    const auto hex = object.contains(u"hex") ? object[u"hex"] : object[u"utf8_hex"];
    return QByteArray::fromHex(hex.toString().toLatin1());
}

/// `{"$hex":"…"}`
inline bool isBinary(const QJsonValue &data)
{
    return data.toObject().contains(u"$hex");
}

/// A packet's data: bytes or text.
inline QByteArray data(const QJsonValue &data)
{
    return isBinary(data) ? QByteArray::fromHex(data.toObject()[u"$hex"].toString().toLatin1())
                          : data.toString().toUtf8();
}

} // namespace Vectors
