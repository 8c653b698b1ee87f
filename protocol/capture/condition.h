// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>
#include <QByteArrayList>

#include <functional>

namespace Capture {

class TextFinder;

/// A row that may be wanted, for as long as Condition::matches looks at it.
class Candidate
{
public:
    Candidate() = default;
    virtual ~Candidate() = default;
    Q_DISABLE_COPY_MOVE(Candidate)

    /// The message it is or belongs to, 0 for none.
    virtual Id message() const = 0;
    /// The condition's column of that number, 0 for NULL.
    virtual qint64 value(std::size_t column) const = 0;
    /// Whether \a finder finds its text in the message's content, event or namespace.
    virtual bool contains(const TextFinder &finder) = 0;
    /// The message's content as it crossed, of a long one its first part.
    virtual QByteArrayView content() = 0;
};

/// Which rows are wanted, for StoreReader::choose(): what SQL can say of the narrow tables, and
/// then what needs a look at contents.
///
/// The SQL is about `m`, a row of message_row, and where frames are chosen about `f` too, a row of
/// frame_row, of whose message there may be none yet. Texts in it are parameters.
struct Condition
{
    QByteArray where; ///< no row for which it is 0 or NULL is wanted; empty: all may be
    QByteArrayList columns; ///< numbers in SQL that matches() has to know
    bool wantsAdmin = false; ///< looks for our own talk with admin namespaces too
    QByteArrayList texts; ///< what textParameter() stands for, by number
    /// Has the last word, if there is one. May use the same reader.
    std::function<bool(Candidate &candidate)> matches;

    /// In SQL, the text with that number.
    static QByteArray textParameter(qsizetype number);
};

} // namespace Capture
