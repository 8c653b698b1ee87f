// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// The objects that say in JSON what JSON cannot; see value.h.
namespace MsgPack {

inline constexpr auto UndefinedMarker = R"({"$undefined":true})";

/// `{"$binary":"<base64>"}`, of an ext with its type.
void appendBinaryMarker(QByteArray *json, QByteArrayView bytes,
                        std::optional<qint8> extensionType = {});

/// `{"$date":"<ISO 8601>"}` of \a milliseconds since 1970 in UTC.
void appendDateMarker(QByteArray *json, qint64 milliseconds);

/// The reverse of the text in a date's marker: `2020-09-13T12:26:40.123Z`, or with a sign and six
/// digits of year.
std::optional<qint64> parseIsoDate(QByteArrayView text);

} // namespace MsgPack
