// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>

/// What has to change in an HTTP head so that it is true of the bytes that are written behind it.
namespace Pcap {

/// How a head says where its body ends.
struct BodyFraming
{
    bool isChunked = false;
    std::optional<qint64> length; ///< Content-Length
};

BodyFraming framingOf(const QByteArray &head);

/// True if a response with \a status to \a method has no body, whatever its head says.
bool isBodyless(const QByteArray &method, int status);

/// \a head with that Content-Length.
QByteArray withLength(const QByteArray &head, qint64 length);

/// \a head without permessage-deflate among its extensions.
QByteArray withoutDeflate(const QByteArray &head);

} // namespace Pcap
