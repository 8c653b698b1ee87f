// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

/// The first place where a text is no JSON.
struct JsonFault
{
    qsizetype offset = 0; ///< in bytes; the text's size if it ends too early
    qsizetype size = 0; ///< of what is wrong there; 0 at the end
    QString words; ///< a sentence for the user

    bool operator==(const JsonFault &other) const = default;
};

/// Nothing if \a json is one JSON value. Whether it is, is SocketIo::JsonReader's judgement; this
/// adds where and why not.
std::optional<JsonFault> findJsonFault(QByteArrayView json);

/// The line and the column, both from 1, of a place in UTF-8 text. Columns are characters.
struct TextPosition
{
    qsizetype line = 1;
    qsizetype column = 1;
};
TextPosition textPosition(QByteArrayView text, qsizetype offset);
