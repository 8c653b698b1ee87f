// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QStackedWidget;
class SegmentedButton;
class Theme;

/// The lists beside the editors, of which one is shown: what was sent, what the server asks, what
/// is saved, what was sent before.
class SideLists : public QWidget
{
    Q_OBJECT

public:
    enum class List { Sent, Asked, Saved, History };

    /// Takes the lists.
    SideLists(QWidget *sent, QWidget *asked, QWidget *saved, QWidget *history, const Theme &theme,
              QWidget *parent = nullptr);

    void show(List list);
    /// Questions that wait.
    void setAskedCount(int count);

private:
    SegmentedButton *m_switch;
    QStackedWidget *m_pages;
};
