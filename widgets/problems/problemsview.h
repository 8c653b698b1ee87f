// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class CaptureFeed;
class ProblemModel;
class QLabel;
class QModelIndex;
class QStackedWidget;
class QTableView;
class Selection;
class Theme;

/// All that decoders, sessions and taps noted, in words: time, where, what, and what exactly. The
/// current row selects the message, frame, exchange or connection it is about.
class ProblemsView : public QWidget
{
    Q_OBJECT

public:
    /// \a feed, \a selection and \a theme outlive the view.
    ProblemsView(CaptureFeed &feed, Selection &selection, const Theme &theme,
                 QWidget *parent = nullptr);

    int count() const;
    QTableView *table() const { return m_table; }

signals:
    void countChanged(int count);

private:
    void showCount();
    void select(const QModelIndex &index);

    CaptureFeed &m_feed;
    Selection &m_selection;
    ProblemModel *m_model;
    QStackedWidget *m_stack;
    QTableView *m_table;
    QLabel *m_meaning;
};
