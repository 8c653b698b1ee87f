// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/payload.h"

#include <optional>
#include <utility>

namespace EngineIo {

/// The transport that a request names.
enum class Transport : quint8 { None, Polling, WebSocket, WebTransport, Other };

/// What the query of a request says about Engine.IO.
struct RequestQuery
{
    Revision revision = Revision::Unknown; ///< Unknown: no EIO, or another number.
    bool hasRevision = false; ///< There is an EIO, whatever its value.
    Transport transport = Transport::None;
    QByteArray sid; ///< Empty in the request that opens a session.
    bool b64 = false; ///< The client wants no binary.
    std::optional<int> jsonp; ///< Index of the callback, revision 3 only.

    /// From names and values, percent-decoded. Where a name repeats, the last counts.
    static RequestQuery fromPairs(const QList<std::pair<QByteArray, QByteArray>> &pairs);

    /// A transport beside a revision or a sid: whatever the path is, it is Engine.IO.
    bool isEngineIo() const;
    /// \a other when the request names no revision: old servers take a missing one as 3.
    Revision revisionOr(Revision other) const;
    /// The form of a request's or response's body with that content type.
    PayloadForm requestForm(QByteArrayView contentType) const;
    PayloadForm responseForm(QByteArrayView contentType) const;
};

} // namespace EngineIo
