// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/formats/jsonlines.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

/// The lines of an export, as the writer makes them of the capture at \a path. On failure there
/// are none and \a error says why.
inline QList<QJsonObject> capturedLines(const QString &path, QString *error)
{
    const auto reader = Capture::StoreReader::open(path, error);
    if (!reader)
        return {};
    QByteArray text;
    Formats::JsonLinesWriter writer([&text](QByteArrayView bytes) {
        text.append(bytes.constData(), bytes.size());
        return true;
    });
    if (!writer.writeAll(*reader)) {
        *error = reader->errorText();
        return {};
    }
    QList<QJsonObject> lines;
    for (const QByteArray &line : text.split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject()) {
            *error = QStringLiteral("no JSON: ") + QString::fromUtf8(line);
            return {};
        }
        lines.append(document.object());
    }
    return lines;
}
