// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/findtext.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;
class Theme;

/// The line in which a text is written that is to be found in the list: how letters match, the
/// next and the previous one, and what has been found. Does not look for anything itself.
class FindBar : public QFrame
{
    Q_OBJECT
public:
    explicit FindBar(const Theme &theme, QWidget *parent = nullptr);

    /// Shows it with the cursor in the line, the text selected.
    void edit();
    /// Hides it.
    void dismiss();
    FindText wanted() const;
    /// What has been found, or, if \a isError, what is wrong with the text.
    void say(const QString &words, bool isError = false);
    QString words() const;

signals:
    /// What is wanted is something else; nothing while it is hidden.
    void wantedChanged();
    void nextRequested();
    void previousRequested();
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addButton(const QString &name, const QString &toolTip);
    QToolButton *addToggle(const QString &name, const QString &text, const QString &toolTip);

    const Theme &m_theme;
    QLineEdit *m_edit;
    QToolButton *m_case;
    QToolButton *m_regex;
    QLabel *m_words;
    bool m_isError = false;
};
