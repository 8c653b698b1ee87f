// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QByteArray>

#include <optional>

/// What of a message's bytes is its data.
struct MessageData
{
    QByteArray bytes; ///< JSON text, or text, or bytes
    bool isJson = false; ///< looks like an array, object or a packet's JSON: worth a tree
    bool isCut = false; ///< the beginning only
};

/// The data of \a message, of whose content \a content is there from the first byte on. MessagePack
/// is rendered as JSON, as in exports.
MessageData messageData(const Capture::MessageRecord &message, const QByteArray &content);

/// Of a close frame's payload: the code and the words for it, "1001 Going Away".
QString closeCodeText(const QByteArray &payload);
