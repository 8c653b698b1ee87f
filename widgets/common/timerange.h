// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QObject>

#include <optional>

/// The part of the capture's time that is looked at, one for all views; without a range all of it.
/// UI thread only.
class TimeRange : public QObject
{
    Q_OBJECT
public:
    /// Half-open: \a to is not in it.
    struct Range
    {
        Capture::Time from;
        Capture::Time to;
        bool contains(Capture::Time time) const { return time >= from && time < to; }
        bool operator==(const Range &other) const = default;
    };

    explicit TimeRange(QObject *parent = nullptr);

    /// Between two moments, in either order; one microsecond at least.
    void set(Capture::Time one, Capture::Time other);
    void clear();

    const std::optional<Range> &range() const { return m_range; }

signals:
    void changed();

private:
    void assign(const std::optional<Range> &range);

    std::optional<Range> m_range;
};
