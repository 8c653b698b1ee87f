// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QList>
#include <QString>

/// A frame's header taken apart for showing, bit by bit (RFC 6455 section 5.2).
namespace FrameHeader {

/// One field: \a width bits from bit \a begin on, counted from the first one on the wire.
struct Field
{
    QString label; ///< what fits into the picture: "FIN", "opcode 1", "length 126"
    QString meaning; ///< a sentence for a tooltip
    int begin = 0;
    int width = 1;
};

/// The header's bytes as they crossed, put together again from \a frame.
QByteArray bytes(const Capture::FrameRecord &frame);

QList<Field> fields(const Capture::FrameRecord &frame);

/// All fields in one line, for screen readers and for copying.
QString description(const Capture::FrameRecord &frame);

} // namespace FrameHeader
