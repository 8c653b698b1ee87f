// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/unitactor.h"
#include "protocol/engineio/requestquery.h"
#include "protocol/http/head.h"

namespace Acting {

/// One request or response of polling that is kept whole: its packets are read as units, and the
/// body is written again if something was done to them. A body that is no whole payload goes on as
/// it came.
class PollingBody
{
public:
    /// \a raw are the bytes of the whole message, \a body its body without transfer coding. \a
    /// first is the number of its first packet, see Capture::WireMarked.
    PollingBody(UnitActor &actor, const Http::Head &head, const EngineIo::RequestQuery &query,
                QByteArray raw, const QByteArray &body, qint64 first, const QByteArray &path);

    /// Lets the rules judge.
    void judge();
    qint64 packets() const { return m_packets; }
    qsizetype size() const { return m_raw.size(); }
    LaneItem *held(quint64 id);
    bool decide(quint64 id, const HeldVerdict &verdict, QByteArray *error);
    template<typename Done>
    void forEachHeld(const Done &done) const
    {
        for (const LaneItem &item : m_items) {
            if (item.held != 0)
                done(item.held);
        }
    }

    /// When it may go on; nothing while something in it is held.
    std::optional<Capture::Time> readyAt() const;
    /// What the rules want of the connection before or instead of it. Forgets it; a message that is
    /// not to go on with it is dropped.
    std::optional<Rules::Verdict::Wish> takeEnding();

    struct Written
    {
        QByteArray bytes; ///< head and body
        bool isEmpty = false; ///< no packet is left, and none may be made up: see below
    };
    /// The message with \a injected behind all else. A response without packets gets a noop, as
    /// clients take one any time; a request without packets is better not sent at all.
    Written write(std::deque<Outgoing> &injected);

private:
    EngineIo::PayloadForm form() const;
    QByteArray encoded(const QList<EngineIo::Packet> &packets) const;

    UnitActor &m_actor;
    Http::Head m_head;
    EngineIo::RequestQuery m_query;
    QByteArray m_raw;
    std::vector<LaneItem> m_items; // that go on, in order
    qint64 m_packets = 0; // that it had
    qint64 m_first = 0;
    bool m_isBroken = false;
    bool m_isChanged = false; // packets are missing, new, or in another order
};

} // namespace Acting
