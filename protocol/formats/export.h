// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QByteArrayView>
#include <QString>

#include <functional>

namespace Formats {

/// Takes the next bytes of an output. False stops the export.
using Sink = std::function<bool(QByteArrayView bytes)>;

/// What is to be written of a capture, and where to.
struct Export
{
    Capture::StoreReader &reader;
    /// Which messages; nothing: the whole capture, with what stands beside messages.
    std::optional<Capture::StoreReader::Choice> choice;
    Sink sink;
    /// Told now and then how far it is, from 0 to 1; false stops the export. May be null.
    std::function<bool(double done)> progress;
    /// Why the format could not be written, if it was neither the sink nor the reader.
    QString error;

    bool goesOn(double done) const { return !progress || progress(done); }
};

} // namespace Formats
