// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QSet>

#include <optional>
#include <vector>

namespace Rooms {

/// One message as one app received it.
struct Receipt
{
    Capture::Id message = 0;
    Capture::Id session = 0;
    Capture::Time time;
    std::optional<Capture::Time> asked; ///< over polling: when the request for it began
};

/// Puts receipts of equal messages into groups: each is what one broadcast brought.
///
/// A server hands a broadcast to its sockets one after the other, so a receipt belongs to a group
/// that it is close to in time and that its session is not in yet; the older of two, so that what
/// is sent twice in a row makes two groups of it. A client that polls and was not waiting gets the
/// message with its next request, at once: it may be late if it asked only after the group had
/// begun. If everyone who got it polls, such latecomers are groups of their own.
/// A value; knows nothing of what the messages say.
class ReceiptGroups
{
public:
    /// Between two receipts that follow each other.
    static constexpr std::chrono::milliseconds Gap {5};
    /// From the first receipt of a group to its last.
    static constexpr std::chrono::milliseconds Length {50};
    /// What a client that polls may be late.
    static constexpr std::chrono::milliseconds Lateness {1000};
    /// How long a request takes that is answered at once.
    static constexpr std::chrono::milliseconds Prompt {250};

    /// Receipts come in the order of their messages' numbers: their times may differ from that a
    /// little.
    void add(const Receipt &receipt);

    bool isEmpty() const { return m_groups.empty(); }
    /// Takes out the groups that nothing can be added to at \a now, oldest first.
    std::vector<std::vector<Receipt>> takeDone(Capture::Time now);
    /// Takes out all.
    std::vector<std::vector<Receipt>> takeAll();

private:
    struct Group
    {
        std::vector<Receipt> receipts;
        QSet<Capture::Id> sessions; // once there are many
        Capture::Time first; // of those that were not late
        Capture::Time last;
        bool isFull = false; // too many began after it
        bool areLate = true; // all of them may be

        bool holds(Capture::Id session) const;
        bool isNear(const Receipt &receipt) const;
        bool mayBeLate(const Receipt &receipt) const;
        void add(const Receipt &receipt);
    };

    void placeLate(Capture::Time now);

    std::vector<Group> m_groups;
    std::size_t m_full = 0; // so many of them are
};

} // namespace Rooms
