// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <vector>

namespace Server {

/// What happened in each second of the clock, for the `aggregatedEvents` of an admin namespace.
class EventCounts
{
public:
    /// \a time is in milliseconds since 1970, and does not go back by much.
    void add(qint64 time, QByteArrayView type, qint64 count = 1, QByteArrayView subType = {});
    /// JSON: `[{"timestamp":1795340378000,"type":"packetsIn","count":18},…]`. Begins anew.
    QByteArray take();
    void clear() { m_counts.clear(); }

private:
    struct Count
    {
        qint64 second = 0;
        QByteArray type;
        QByteArray subType;
        qint64 count = 0;
    };

    std::vector<Count> m_counts; // as they came
};

} // namespace Server
