// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace Capture {

/// What a tap did to one message on its way, because a rule or the user wanted it.
struct Alteration
{
    enum class What : quint8 {
        Injected, ///< neither side said it: the tap did
        Replaced, ///< other contents went on
        Dropped, ///< it did not go on
        Withheld, ///< the same, and nobody misses it: it answers what was injected
        Delayed, ///< it went on later
        Duplicated, ///< it went on more than once
        Reordered, ///< it was overtaken by a later one
        Answered ///< an ack that the tap gave in the place of who was asked
    };

    What what = What::Replaced;
    QByteArray by; ///< the rule's name; "you" by hand
    qint64 heldUs = 0; ///< how long it was kept
    /// Replaced: what stands on the other side of the tap. Of a sent message that is what the app
    /// said, of a received one what the app heard. As Content of a message: an Engine.IO packet
    /// with its digit, a Socket.IO packet without its attachments.
    QByteArray other;
    bool otherIsBinary = false;

    bool operator==(const Alteration &other) const = default;
};

} // namespace Capture
