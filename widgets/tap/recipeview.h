// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/tap/tapguide.h"

#include <QWidget>

class QLabel;
class QListWidget;
class Theme;

/// The lines to change, a case at a time: the line as it is, the line to have, and a button that
/// copies it.
class RecipeView : public QWidget
{
    Q_OBJECT

public:
    explicit RecipeView(const Theme &theme, QWidget *parent = nullptr);

    void setRecipes(const QList<TapGuide::Recipe> &recipes);
    const TapGuide::Recipe *current() const;
    void copyCurrent();

private:
    void showCurrent();

    QList<TapGuide::Recipe> m_recipes;
    QListWidget *m_list;
    QLabel *m_beforeHeading;
    QLabel *m_before;
    QLabel *m_afterHeading;
    QLabel *m_after;
    QLabel *m_note;
};
