// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/environments.h"

#include <QDialog>

class ErrorLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QTableWidget;
class Theme;

/// Edits the environments: their names at the left, the variables of the chosen one at the right.
class EnvironmentDialog : public QDialog
{
    Q_OBJECT

public:
    EnvironmentDialog(const QList<Environments::Environment> &environments, const QString &current,
                      const Theme &theme, QWidget *parent = nullptr);

    /// What was edited; empty names and rows left out.
    QList<Environments::Environment> environments() const;
    /// The one that was chosen last.
    QString current() const;

private:
    void add();
    QListWidgetItem *addName(const QString &name);
    void remove();
    void showVariables(int row);
    void takeVariables();
    void check();

    QList<Variables::Values> m_values; // by row of the list
    QListWidget *m_names;
    QTableWidget *m_table;
    ErrorLabel *m_error;
    QPushButton *m_ok;
    int m_shown = -1; // the row of which the variables are in the table
    bool m_isFilling = false;
};
