// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace Dialects {

/// One whole WebSocket message, as a decoder is told of it.
struct Unit
{
    QByteArrayView bytes; ///< of a long message its head
    qint64 size = 0; ///< of the whole
    bool isSent = false; ///< by the client
    bool isBinary = false;

    bool isWhole() const { return size == bytes.size(); }
};

/// Somebody comes into a room, or goes.
struct Move
{
    QByteArray room;
    bool joins = true;
    bool operator==(const Move &other) const = default;
};

/// What one message means in its dialect. Names are no longer than MaxName bytes; of one message
/// that holds more questions or answers than MaxKeys, the first count.
struct Note
{
    static constexpr qsizetype MaxName = 1024;
    static constexpr qsizetype MaxKeys = 1024;

    QByteArray verb; ///< the dialect's own word for this kind of message
    QByteArray event; ///< its name; where the dialect has none, the verb
    QByteArray topic; ///< destination, topic or channel
    bool isHeartbeat = false;
    QByteArrayList asks; ///< keys under which an answer of the other side will come
    bool mayStayUnanswered = false; ///< the dialect does not say whether an answer will come
    QByteArrayList answers; ///< keys of the other side's questions
    QList<Move> moves; ///< of the client of this connection

    /// Adds what a further part of the same message says: the first part that is no heartbeat
    /// gives the words.
    void merge(Note &&next);
};

/// At most MaxName bytes of \a name.
QByteArray clipped(QByteArrayView name);

} // namespace Dialects
