// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"
#include "widgets/common/messagefilter.h"
#include "widgets/common/selection.h"

#include <QWidget>

class Chip;
class CopyActions;
class FindBar;
class FindSession;
class GoToRow;
class MarkActions;
class NewRowsPill;
class QAction;
class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;
class RowModel;
class SegmentedButton;
class Theme;
class TrafficTable;
struct FindText;

/// The list of what crossed, on one of three levels: messages, frames or HTTP.
///
/// Follows the tail until the user scrolls, selects or searches. Takes part in the selection and
/// follows the filter; does not change what is captured.
class TrafficView : public QWidget
{
    Q_OBJECT
public:
    enum Level { Messages, Frames, Exchanges };

    /// For menus; they have their shortcuts, and work while the focus is in the view.
    struct Actions
    {
        QAction *nextRow = nullptr;
        QAction *previousRow = nullptr;
        QAction *goToRow = nullptr;
        QAction *jumpToAnswer = nullptr;
        QAction *follow = nullptr; ///< checkable
        QAction *onlySession = nullptr;
        QAction *everything = nullptr;
        QAction *heartbeats = nullptr; ///< checkable
        QAction *findNext = nullptr;
        QAction *findPrevious = nullptr;
        QAction *exportSelected = nullptr; ///< nothing is done but triggered()
    };

    TrafficView(CaptureFeed &feed, Selection &selection, MessageFilter &filter, const Theme &theme,
                QWidget *parent = nullptr);

    /// Messages | Frames | HTTP, to stand beside the view's tab.
    SegmentedButton *levelSwitch() const { return m_levelSwitch; }
    void setLevel(Level level);
    Level level() const;

    const Actions &actions() const { return m_actions; }
    const CopyActions &copies() const { return *m_copies; }
    const MarkActions &marks() const { return *m_marks; }
    /// Opens the find bar.
    void find();
    void setFollowing(bool isFollowing);
    bool isFollowing() const;
    /// Rows shown on this level.
    int rowCount() const;
    bool isSearching() const;
    TrafficTable *table() const;
    /// The first and the last message that is selected; 0 for none.
    std::pair<Capture::Id, Capture::Id> selectedMessages() const;

signals:
    /// Another text is looked for, or none: it is marked where it stands.
    void findChanged(const FindText &wanted);
    void followingChanged(bool isFollowing);
    /// rowCount() or isSearching() is another.
    void countChanged();
    /// In words for the status bar: what was copied, or why nothing was.
    void said(const QString &words);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeFilterStrip();
    void addTable(RowModel *model, const QString &name);
    void makeActions();
    QAction *makeAction(const QString &name, const QString &text, const QKeySequence &key);
    void placeOverlays();
    void showLevel(int level);
    void onRowChosen(int row);
    void onSelectionChanged();
    void onFilterChanged();
    void updateFilterStrip();
    bool hasCurrentRow() const;
    Capture::Id firstInSight() const;
    void goToRow(int row);
    QString goTo(const QString &place);
    void jumpToAnswer();
    void showMenu(const QPoint &position);
    void addFilterActions(QMenu &menu, const QModelIndex &cell);
    void updateActions();

    CaptureFeed &m_feed;
    Selection &m_selection;
    MessageFilter &m_filter;
    const Theme &m_theme;
    SegmentedButton *m_levelSwitch;
    QStackedWidget *m_stack;
    QWidget *m_filterStrip = nullptr;
    Chip *m_filterChip = nullptr;
    NewRowsPill *m_pill;
    GoToRow *m_goTo;
    FindBar *m_findBar;
    FindSession *m_find = nullptr;
    CopyActions *m_copies = nullptr;
    MarkActions *m_marks = nullptr;
    Actions m_actions;
    bool m_isSelecting = false; // by ourselves
};
