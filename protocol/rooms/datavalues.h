// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QByteArrayList>

#include <functional>
#include <memory>
#include <optional>

namespace Rooms {

/// The names and places that a JSON pointer goes through (RFC 6901); nothing if \a text is none.
std::optional<QByteArrayList> parsePointer(const QByteArray &text);
/// The place in an array that a name of a pointer stands for, -1 for none.
qint64 arrayPlace(const QByteArray &name);

/// Reads values out of what apps and servers say.
///
/// Pointers lead into the JSON of a plain message, and into the arguments of an event of Socket.IO:
/// /0 is the first after the event's name. An object of the class keeps its buffers.
class DataValues
{
public:
    /// Contents longer than this have no values.
    static constexpr qint64 MostBytes = qint64(1) << 20;

    DataValues();
    ~DataValues();
    Q_DISABLE_COPY_MOVE(DataValues)

    /// The data of \a message as JSON; empty if it has none, or is not there whole. \a protocol is
    /// the Socket.IO protocol of its session. Attachments are left out.
    QByteArray dataOf(const Capture::MessageRecord &message, int protocol);

    /// Where in \a message's data pointers begin: elements of the outermost array before /0.
    static int firstPlace(const Capture::MessageRecord &message)
    {
        return message.kind == Capture::Kind::Event ? 1 : 0;
    }

    /// The texts of strings, numbers and booleans at \a pointer in \a json, as they are spelled; of
    /// an array there, of each of its elements. At most \a most.
    QByteArrayList at(QByteArrayView json, int firstPlace, const QByteArrayList &pointer,
                      qsizetype most = 1000);

    /// A string or number somewhere in the data, or an array of such.
    struct Found
    {
        QByteArray pointer;
        QByteArrayView key; ///< its last name, empty of an array's element
        QByteArrayView text; ///< empty of an array
        bool isString = false;
        bool isList = false;
    };
    /// Calls \a visit with each in their order, down to \a depth levels below the outermost, until
    /// it returns false. Of arrays but the outermost the elements are left out.
    void forEach(QByteArrayView json, int firstPlace, int depth,
                 const std::function<bool(const Found &)> &visit);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace Rooms
