// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class Theme;

/// The rounded ground that an editor stands on: with a line around it, in the accent colour while
/// the editor has the focus, in the error's while something in it is wrong.
class EditorFrame : public QWidget
{
    Q_OBJECT

public:
    /// Takes \a editor, which is what has the focus.
    EditorFrame(QWidget *editor, const Theme &theme, QWidget *parent = nullptr);

    void setWrong(bool isWrong);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme &m_theme;
    QWidget *m_editor;
    bool m_isWrong = false;
};
