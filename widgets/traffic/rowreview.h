// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/matcher.h"

#include <QTimer>

#include <span>

/// Looks again at rows that a filter has looked at, because more is known of them by now. What
/// comes within half a second is looked at together, in the matcher's own thread.
class RowReview : public QObject
{
    Q_OBJECT
public:
    RowReview(Matcher::Rows rows, const CaptureFeed &feed, const MessageFilter &filter,
              QObject *parent = nullptr);

    /// More is known of \a ids, ascending.
    void ask(std::span<const Capture::Id> ids);
    /// What was asked for is of no use any more.
    void stop();

signals:
    /// Of the rows from \a first up to and including \a last these match.
    void done(Capture::Id first, Capture::Id last, const std::vector<Capture::Id> &matches);

private:
    void begin();
    void onRunning(bool isRunning);

    struct Stretch
    {
        Capture::Id first = 0; // 0: nothing
        Capture::Id last = 0;
    };

    const MessageFilter &m_filter;
    Matcher m_matcher;
    QTimer m_timer;
    Stretch m_asked;
    Stretch m_looking;
    std::vector<Capture::Id> m_matches;
};
