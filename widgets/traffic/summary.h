// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QString>

#include <functional>

/// What stands in a message's line beside its numbers, made from the row's preview.

/// The event's name, or what says the same of other kinds: "→ 41" for an ack, "1001 Going Away"
/// for a close.
QString eventSummary(const Capture::MessageRow &row);

/// The data in one line of at most \a maxLength characters: an event's arguments without its name
/// and brackets, attachments as their sizes, keys to live sessions cut to four characters.
QString dataSummary(const Capture::MessageRow &row, qsizetype maxLength);

/// The same without a name and brackets: `["chat","hi",{…}]` gives `"hi",{…}`. \a json may be cut
/// anywhere; \a isWhole says that it was not.
QByteArray eventArguments(const QByteArray &json, bool isWhole);

/// \a json with the values of "sid" and "pid" cut to four characters.
QByteArray withoutKeys(const QByteArray &json);

/// \a json with each attachment's place, `{"_placeholder":true,"num":1}`, replaced by what
/// \a attachment says for its number.
QByteArray withAttachments(const QByteArray &json,
                           const std::function<QByteArray(qint64)> &attachment);
