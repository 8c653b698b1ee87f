// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composedraft.h"

#include <QWidget>

class ComposeHistory;
class QLabel;
class QListView;
class QStandardItemModel;
class Theme;

/// What was sent before, also in earlier runs, newest first.
class HistoryView : public QWidget
{
    Q_OBJECT

public:
    HistoryView(const ComposeHistory &history, const Theme &theme, QWidget *parent = nullptr);

    /// Shows what the history has now.
    void reload();
    void showMessage(const QString &text);

signals:
    void draftChosen(const ComposeDraft &draft);

private:
    const ComposeHistory &m_history;
    QStandardItemModel *m_model;
    QListView *m_list;
    QLabel *m_message;
};
