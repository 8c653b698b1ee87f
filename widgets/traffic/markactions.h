// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QObject>

#include <functional>

class CaptureFeed;
class MessageFilter;
class QAction;
class RowModel;
class Selection;
class Theme;

/// What the user marks messages with: bookmarks, notes, and the one from which time is measured.
class MarkActions : public QObject
{
    Q_OBJECT
public:
    /// The rows of the level that is shown.
    using Rows = std::function<RowModel *()>;

    /// The actions work while the focus is in \a area.
    MarkActions(const CaptureFeed &feed, const Selection &selection, MessageFilter &filter,
                const Theme &theme, Rows rows, QWidget *area, QObject *parent = nullptr);

    // For menus.
    QAction *bookmark() const { return m_bookmark; } ///< checkable
    QAction *note() const { return m_note; }
    QAction *nextBookmark() const { return m_next; }
    QAction *previousBookmark() const { return m_previous; }
    QAction *onlyBookmarks() const { return m_only; } ///< checkable
    QAction *measure() const { return m_measure; } ///< checkable

    /// Another message is selected, or another level is shown.
    void update();
    bool isMeasuring() const { return m_marked != 0; }
    void stopMeasuring();

signals:
    /// Something is to be noted about a message, or no more.
    void annotated(const Capture::Annotation &annotation);
    /// The note of the selected message is to be written.
    void noteRequested();
    void rowWanted(int row);
    void said(const QString &words);

private:
    QAction *make(const QString &name, const QString &text, const QKeySequence &key);
    void toggleBookmark();
    void showOnlyBookmarks(bool isOn);
    void step(bool forward);
    void measureFromHere();

    const CaptureFeed &m_feed;
    const Selection &m_selection;
    MessageFilter &m_filter;
    Rows m_rows;
    QWidget *m_area;
    QAction *m_bookmark;
    QAction *m_note;
    QAction *m_next;
    QAction *m_previous;
    QAction *m_only;
    QAction *m_measure;
    Capture::Id m_marked = 0; // the message from which time is measured
    Capture::Time m_markedTime;
};
