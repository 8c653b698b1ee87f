// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composedraft.h"

#include <QString>

namespace SocketIo {
struct Arguments;
}

/// A draft in one line.
struct DraftWords
{
    QString title; ///< the event's name, or "TEXT", "PING"
    QString detail; ///< its namespace and arguments, or its text
};

DraftWords draftWords(const ComposeDraft &draft);

/// Arguments as one line of JSON, as in exports, of at most \a maxLength characters.
QString argumentsLine(const SocketIo::Arguments &arguments, qsizetype maxLength);
