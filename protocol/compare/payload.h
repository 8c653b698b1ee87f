// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

/// What the messages say. The same numbers and sizes give the same bytes in every run.
namespace Compare {

/// "#000042;" and then words, \a size bytes of ASCII that needs no escape in JSON. The words are as
/// random as those of a chat: compression finds some, and not all, to save. \a size is 8 at least.
QByteArray textPayload(int number, qint64 size);
/// \a size bytes that compression can do nothing about.
QByteArray binaryPayload(int number, qint64 size);
/// The payloads number 0 to \a count.
QList<QByteArray> payloads(int count, qint64 size, bool binary);

/// The number of the text payload that is in \a content, a message as it crossed.
std::optional<int> payloadNumber(QByteArrayView content);

} // namespace Compare
