// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QListView;
class QPushButton;
class QuestionsModel;
class QStackedWidget;
class Theme;

/// The list of what the server asked, with buttons to answer and to take away.
class QuestionsView : public QWidget
{
    Q_OBJECT

public:
    QuestionsView(QuestionsModel *model, const Theme &theme, QWidget *parent = nullptr);

signals:
    /// The user wants to answer the question in \a row.
    void answerRequested(int row);

private:
    void remove();
    void update();

    QuestionsModel *m_model;
    QStackedWidget *m_pages;
    QListView *m_list;
    QPushButton *m_answer;
    QPushButton *m_remove;
};
