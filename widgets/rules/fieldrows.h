// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rulecheck.h"

#include <QList>
#include <QString>

class ErrorLabel;
class QFormLayout;
class QLabel;
class QWidget;
class Theme;

/// The rows of a form by what of a rule they are about: shows those that matter, and says in place
/// what is wrong.
class FieldRows
{
public:
    /// Fills the layout of \a page, which owns all that is made.
    FieldRows(QWidget *page, const Theme &theme);

    /// \a label has an accelerator; \a control gets the name without it.
    void add(const QList<Rules::Field> &fields, const QString &label, QWidget *control);
    /// Two controls in one row, with words between, which are the second's name if it has none.
    void add(const QList<Rules::Field> &fields, const QString &label, QWidget *first,
             const QString &words, QWidget *second);

    void setVisible(Rules::Field field, bool isVisible);
    /// Below the row that it is about; nothing takes it away.
    void say(const std::optional<Rules::Fault> &fault);
    QString words() const;

private:
    struct Row
    {
        QList<Rules::Field> fields;
        QWidget *box = nullptr;
    };

    void addRow(const QList<Rules::Field> &fields, const QString &label, QWidget *control,
                QWidget *buddy);
    const Row *rowOf(Rules::Field field) const;

    QFormLayout *m_form;
    ErrorLabel *m_error;
    QList<Row> m_rows;
};
