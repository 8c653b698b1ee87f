// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

/// Hides credentials in what crossed to and from an admin namespace: each byte of them becomes an
/// asterisk, so that lengths stay and text stays valid. What is cut off or broken is hidden to its
/// end.
namespace Admin {

/// Hides, in the JSON in \a text from \a from on, all strings that are values, but for the first
/// \a kept.
void maskText(QByteArray *text, qsizetype from, int kept);

/// The same in the data of a packet of the MessagePack parser, which begins at \a from.
void maskMsgpack(QByteArray *bytes, qsizetype from, int kept);

/// Hides all from \a from on.
void maskAll(QByteArray *bytes, qsizetype from);

} // namespace Admin
