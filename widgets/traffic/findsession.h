// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/traffic/rowfinder.h"

#include <QObject>

#include <memory>

class FindBar;

/// Finding in the list: what the bar asks for is looked for in the rows of the level that is
/// shown, and the row to go to is told.
class FindSession : public QObject
{
    Q_OBJECT
public:
    FindSession(FindBar &bar, const CaptureFeed &feed, const MessageFilter &filter,
                QObject *parent = nullptr);

    /// The rows of another level are shown.
    void setRows(const RowModel *rows);
    /// The row that is selected, or if not \a isSelected, the first one in sight: what next() goes
    /// on from.
    void setCurrent(Capture::Id id, bool isSelected);

    void next() { step(true); }
    void previous() { step(false); }
    const FindText &wanted() const { return m_wanted; }

signals:
    /// A row that holds the text; the user goes there.
    void rowWanted(int row);
    /// Another text is looked for, or none.
    void wantedChanged();

private:
    void restart();
    void step(bool forward);
    void goTo(Capture::Id id);
    void onFound();
    void say();

    FindBar &m_bar;
    const CaptureFeed &m_feed;
    const MessageFilter &m_filter;
    const RowModel *m_rows = nullptr;
    std::unique_ptr<RowFinder> m_finder; // of m_rows
    FindText m_wanted;
    Capture::Id m_current = 0;
    bool m_isSelected = false; // m_current is
    Capture::Id m_pending = 0; // found, and not yet in the list
    bool m_wantsFirst = false; // it goes to what is found first
    QString m_wrapped; // from where it went on
};
