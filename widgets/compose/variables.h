// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

/// Variables in a text: `{{name}}`, with spaces within the braces if one likes. A name begins with
/// a letter or `_` and goes on with letters, digits, `_`, `-` and `.`. What looks otherwise is
/// text.
namespace Variables {

using Values = QMap<QString, QString>;

/// One variable in a text.
struct Use
{
    qsizetype offset = 0; ///< of its first brace, in bytes
    qsizetype size = 0;
    QString name;
    bool isKnown = false;
    qsizetype expandedOffset = 0; ///< of its value in the expanded text
    qsizetype expandedSize = 0;
};

/// A text with its variables replaced by their values, which are taken as they stand: in JSON a
/// value brings its own quotes, or stands between them. An unknown one becomes 0, so that the rest
/// can be checked.
struct Expanded
{
    QByteArray text;
    QList<Use> uses;

    QStringList unknownNames() const;
    /// Where a place in the expanded text comes from; the variable's start if within its value.
    qsizetype sourceOffset(qsizetype offset) const;
};

Expanded expand(QByteArrayView text, const Values &values);

/// True if \a name can stand between the braces.
bool isName(const QString &name);

/// True if there is a variable in \a text, known or not.
bool isUsedIn(QByteArrayView text);

} // namespace Variables
