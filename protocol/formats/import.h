// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/recordstore.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace Formats {

/// A file that is to be read into a capture.
struct Import
{
    QString path;
    Capture::RecordStore &store; ///< a new one; whoever made it finishes it
    /// Told now and then how far it is, from 0 to 1; false stops the import. May be null.
    std::function<bool(double done)> progress;
    /// What could not be read, a sentence each: the rest is in the capture.
    QStringList remarks;
    /// Why nothing could be read.
    QString error;

    bool goesOn(double done) const { return !progress || progress(done); }
};

} // namespace Formats
