// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/formats/export.h"

#include <QFile>

/// Captures in other formats, for tests.
namespace Exporting {

using Write = bool (*)(Formats::Export &work);
using Choice = std::optional<Capture::StoreReader::Choice>;

/// What \a write makes of a capture; empty if it failed.
inline QByteArray text(Capture::StoreReader &reader, Write write, Choice choice = {})
{
    QByteArray all;
    Formats::Export work {.reader = reader,
                          .choice = std::move(choice),
                          .sink =
                              [&all](QByteArrayView bytes) {
                                  all += bytes;
                                  return true;
                              },
                          .progress = {},
                          .error = {}};
    return write(work) ? all : QByteArray();
}

/// The same into the file \a target. False if it failed.
inline bool intoFile(const QString &capture, const QString &target, Write write, Choice choice = {})
{
    const auto reader = Capture::StoreReader::open(capture, nullptr);
    QFile file(target);
    if (!reader || !file.open(QIODevice::WriteOnly))
        return false;
    Formats::Export work {.reader = *reader,
                          .choice = std::move(choice),
                          .sink =
                              [&file](QByteArrayView bytes) {
                                  return file.write(bytes.constData(), bytes.size())
                                      == bytes.size();
                              },
                          .progress = {},
                          .error = {}};
    return write(work) && file.flush();
}

} // namespace Exporting
