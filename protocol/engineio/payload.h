// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/packet.h"

#include <QList>

namespace EngineIo {

/// How packets share the body of a polling request or response.
enum class PayloadForm : quint8 {
    Text, ///< Revision 4: joined with U+001E. Revision 3: `<UTF-16 units>:<packet>`.
    Binary, ///< Revision 3, application/octet-stream: 00 or 01, the length's digits, ff, the
            ///< packet.
    JsonpResponse, ///< Text in `___eio[<n>]("…");`.
    JsonpPost ///< Text in a form's `d=`.
};

/// The body for \a packets. Revision 3's Binary form is used only if one of them is binary, as
/// peers do: see hasBinary() for the content type. \a jsonp is the index of a JSONP response.
QByteArray encodePayload(Revision revision, const QList<Packet> &packets,
                         PayloadForm form = PayloadForm::Text, int jsonp = 0);

bool hasBinary(const QList<Packet> &packets);

} // namespace EngineIo
