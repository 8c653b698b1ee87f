// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QLineEdit;

/// A small field over the table that asks for the number of a row.
class GoToRow : public QFrame
{
    Q_OBJECT
public:
    explicit GoToRow(QWidget *parent = nullptr);

    void ask();

signals:
    void asked(qint64 number);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void accept();
    void dismiss();

    QLineEdit *m_edit;
};
