// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/import.h"

#include <QByteArrayView>

namespace Formats {

/// Whether a file that begins like this may be a HAR.
bool isHar(QByteArrayView start);

/// Reads a HAR. One that HarWriter wrote becomes the capture that it was written from; what others
/// wrote is decoded as if it had crossed a tap.
bool importHar(Import &work);

} // namespace Formats
