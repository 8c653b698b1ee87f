// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <chrono>
#include <optional>

namespace EngineIo {

/// The data of an open packet.
struct Handshake
{
    QByteArray sid; ///< A session key: whoever knows it can speak for the client.
    QList<QByteArray> upgrades;
    std::chrono::milliseconds pingInterval {25000};
    std::chrono::milliseconds pingTimeout {20000};
    std::optional<qint64> maxPayload; ///< Bytes of a POST's body. Absent before socket.io 4.

    /// Nothing if \a data is not a JSON object with a sid. Other keys may be absent or unusable.
    static std::optional<Handshake> fromJson(QByteArrayView data);
    /// With the keys in the order of engine.io.
    QByteArray toJson() const;
};

/// The body of an HTTP answer that refuses: `{"code":1,"message":"Session ID unknown"}`.
struct ErrorBody
{
    int code = 0;
    QByteArray message;

    static std::optional<ErrorBody> fromJson(QByteArrayView body);
    QByteArray toJson() const;
};

} // namespace EngineIo
