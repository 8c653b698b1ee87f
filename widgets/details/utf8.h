// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

/// Text that may hold bytes that are no text.
namespace Utf8 {

/// The size of the well-formed sequence at \a offset of \a bytes; 0 if there is none.
qsizetype sequenceSize(QByteArrayView bytes, qsizetype offset);

bool isValid(QByteArrayView bytes);

/// A copy of the same size with each byte that is no UTF-8 replaced by a question mark.
QByteArray withoutBadBytes(QByteArrayView bytes);

/// The text, each byte that is no UTF-8 as \xNN. \a badBytes counts those.
QString toText(QByteArrayView bytes, qint64 *badBytes = nullptr);

/// The most of \a bytes that does not end inside a sequence: what is missing may come yet.
QByteArrayView wholeSequences(QByteArrayView bytes);

} // namespace Utf8
