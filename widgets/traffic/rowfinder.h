// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/traffic/rowmodel.h"

/// Finds the rows of one list in which a text stands, among those that the list shows.
///
/// It looks from a row on first, so that the next one is known at once, and then at the rows before
/// it; rows that arrive are looked at too. UI thread; the work is done by Matcher in its own.
class RowFinder : public QObject
{
    Q_OBJECT
public:
    /// \a rows outlives it.
    RowFinder(const RowModel &rows, const CaptureFeed &feed, const MessageFilter &filter,
              QObject *parent = nullptr);

    /// Forgets what was found and looks for \a wanted, from \a from on.
    void start(const FindText &wanted, Capture::Id from);
    void stop();
    bool isRunning() const { return m_ahead.isRunning() || m_behind.isRunning(); }
    const FindText &wanted() const { return m_wanted; }

    int count() const { return static_cast<int>(m_before.size() + m_after.size()); }
    /// 1 for the first; 0 if \a id is none of them.
    int positionOf(Capture::Id id) const;
    /// The nearest one behind \a id, or else the first. 0 while there is none.
    Capture::Id next(Capture::Id id) const;
    /// The nearest one before \a id, or else the last.
    Capture::Id previous(Capture::Id id) const;
    /// The one to begin with: the first from where start() began, or if there is none there, the
    /// first of all. 0 while that is not known.
    Capture::Id first() const;

signals:
    /// More was found, or it began or ended to look.
    void changed();

private:
    void add(std::vector<Capture::Id> &to, const std::vector<Capture::Id> &ids);
    void lookBehind();
    Capture::Id at(std::size_t place) const;
    std::size_t placeOf(Capture::Id id) const;

    const RowModel &m_rows;
    const MessageFilter &m_filter;
    FindText m_wanted;
    MessageFilter::Terms m_terms;
    Capture::Id m_marker = 0; // what is up to here is cleared
    Capture::Id m_from = 0;
    bool m_isBehindDue = false;
    std::vector<Capture::Id> m_before; // ascending, below m_from
    std::vector<Capture::Id> m_after; // ascending, the others
    Matcher m_ahead;
    Matcher m_behind;
};
