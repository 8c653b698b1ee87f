// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class Theme;

/// A small field over the table that asks for a row: its number, or a time. What cannot be gone to
/// is said under it.
class GoToRow : public QFrame
{
    Q_OBJECT
public:
    explicit GoToRow(const Theme &theme, QWidget *parent = nullptr);

    void ask();
    /// Answers asked(): it led to a row.
    void dismiss();
    /// Answers asked(): it did not, for the reason \a words.
    void complain(const QString &words);

signals:
    void asked(const QString &place);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *m_edit;
    QLabel *m_words;
    const Theme &m_theme;
};
