// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientoptions.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace Capture {
struct MessageRecord;
}

/// One argument of an event, as it stands in its editor.
struct ComposeArgument
{
    enum class Kind : quint8 {
        Json, ///< text: JSON as in our exports, binary within it as `{"$binary":"<base64>"}`
        Text, ///< text: a string
        File, ///< binary: what is in the file of that name when it is sent, or bytes
    };

    Kind kind = Kind::Json;
    QByteArray text;
    QByteArray bytes; ///< of a File without a name
    QString fileName;

    bool operator==(const ComposeArgument &other) const = default;
};

/// A message that is being written: all that the editors hold. A value; it may be wrong still.
struct ComposeDraft
{
    enum class Kind : quint8 { Text, Json, Binary, Ping, Close }; ///< of plain WebSocket
    enum class Spelling : quint8 { Text, Hex, Base64, File }; ///< of a Binary or a Ping

    Client::Protocol protocol = Client::Protocol::SocketIo;
    bool usesVariables = true; ///< false: `{{name}}` is sent as it stands

    // Socket.IO
    QByteArray nsp = QByteArrayLiteral("/");
    QByteArray event;
    QList<ComposeArgument> arguments;
    bool asksForAck = false;
    std::chrono::milliseconds ackTimeout {5000};
    bool isVolatile = false;

    // Plain WebSocket
    Kind kind = Kind::Text;
    Spelling spelling = Spelling::Hex;
    QByteArray text; ///< also the digits of a Binary, and a Close's reason
    QByteArray bytes; ///< of a Binary from a File without a name
    QString fileName;
    quint16 closeCode = 1000;

    bool operator==(const ComposeDraft &other) const = default;

    /// The event that crossed as \a data (`["name",…]`, placeholders in it) with \a attachments, so
    /// that sending the draft sends the same. Nothing if \a data is no event with a name.
    static std::optional<ComposeDraft> fromEvent(const QByteArray &nsp, const QByteArray &data,
                                                 const QList<QByteArray> &attachments,
                                                 bool asksForAck);
    /// The same of data as it is exported: binary in its place, `$` keys doubled.
    static std::optional<ComposeDraft> fromExported(const QByteArray &nsp, const QByteArray &data,
                                                    bool asksForAck);
    /// A plain WebSocket message. Text that is no UTF-8 comes as binary: it cannot be sent as text.
    static ComposeDraft fromPlain(const QByteArray &bytes, bool isText);
    /// A captured message: an event, a WebSocket message, ping or close. \a content is all of it.
    /// Nothing for the other kinds, which are the protocol's own.
    static std::optional<ComposeDraft> fromMessage(const Capture::MessageRecord &message,
                                                   const QByteArray &content,
                                                   const QList<QByteArray> &attachments);
};
