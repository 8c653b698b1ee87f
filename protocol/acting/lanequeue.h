// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/unit.h"

#include <deque>

namespace Acting {

/// A unit that waits for its turn, with what is done to it.
struct LaneItem
{
    Unit unit;
    std::vector<Piece> pieces; ///< what goes on instead, if isChanged
    bool isChanged = false;
    Capture::Time arrived;
    Capture::Time readyAt; ///< not before
    quint64 held = 0; ///< waits for the user, under this id
    QByteArray heldBy;
    int copies = 0; ///< beside the first
    QByteArray copiedBy;
    int overtakers = 0; ///< that many go first, or who comes until readyAt
    std::vector<Capture::Alteration> alterations;
    std::optional<Rules::Verdict::Wish> ending; ///< done when its turn comes
};

/// The order in which units go on: that of their arrival, but for those that are to be overtaken,
/// and for heartbeats, which do not wait behind what is held or delayed: they have no order to
/// keep.
class LaneQueue
{
public:
    void push(LaneItem &&item);
    void pushFront(LaneItem &&item);
    /// The next whose turn it is.
    std::optional<LaneItem> take(Capture::Time now);
    /// When take() may give something that it does not give now.
    std::optional<Capture::Time> wakesAt() const;

    /// The one that is held under \a id, or null. Valid until the queue changes.
    LaneItem *held(quint64 id);
    /// Takes it out.
    std::optional<LaneItem> takeHeld(quint64 id);
    /// Calls \a done with the id of each that is held.
    template<typename Done>
    void forEachHeld(const Done &done) const
    {
        for (const LaneItem &item : m_items) {
            if (item.held != 0)
                done(item.held);
        }
    }

    bool isEmpty() const { return m_items.empty(); }
    void clear();
    qint64 bytes() const { return m_bytes; }

private:
    void count(const LaneItem &item);
    LaneItem takeAt(std::size_t index);

    std::deque<LaneItem> m_items;
    qint64 m_bytes = 0;
    qsizetype m_heartbeats = 0; // among them
};

} // namespace Acting
