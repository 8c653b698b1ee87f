// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/traffic/filterhistory.h"

#include <QTimer>
#include <QWidget>

class CaptureFeed;
class FilterCompleter;
class MessageFilter;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;
class Theme;
class TrafficView;

/// The line in which the filter is written, with how many rows it lets through beside it. What
/// cannot be read is no filter: what is wrong stands under the line, and the last filter goes on.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    /// \a path is where filters are kept, or empty.
    FilterBar(const CaptureFeed &feed, MessageFilter &filter, const TrafficView &view,
              const Theme &theme, const QString &path = {}, QWidget *parent = nullptr);
    ~FilterBar() override;

    /// Puts the cursor there, the text selected.
    void edit();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeEdit(const Theme &theme);
    void makeMenu();
    void showMenu();
    void fillMenu(QMenu &menu);
    QString apply();
    void say(const QString &words);
    void placeWords();
    void updateHeartbeats();
    void updateCount();

    const CaptureFeed &m_feed;
    MessageFilter &m_filter;
    const TrafficView &m_view;
    FilterHistory m_history;
    QLineEdit *m_edit;
    QToolButton *m_menu;
    QToolButton *m_heartbeats;
    QLabel *m_count;
    QLabel *m_words; // over what lies under the line
    FilterCompleter *m_completer;
    QTimer m_typing; // the filter follows when the user pauses
    QTimer m_waiting; // and what is wrong is said when the pause is longer
};
