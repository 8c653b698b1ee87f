// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// JSON strings, with the spelling kept where it can be.
namespace JsonText {

/// The text of a JSON string that begins with a quote, up to its closing quote or the end of what
/// is given. A lone surrogate becomes U+FFFD; an escape that is none, or is cut off, stays as
/// spelled.
QByteArray unescaped(QByteArrayView string);

/// Appends \a text as a JSON string with quotes, escaping what JSON.stringify() does. \a text is
/// UTF-8; bytes that are not stay as they are.
void appendQuoted(QByteArray *json, QByteArrayView text);
QByteArray quoted(QByteArrayView text);

/// True if the escapes in a JSON string, given without its quotes, are those of RFC 8259.
bool hasValidEscapes(QByteArrayView string);

/// True if \a token is a number of RFC 8259, of any size.
bool isNumber(QByteArrayView token);

} // namespace JsonText
