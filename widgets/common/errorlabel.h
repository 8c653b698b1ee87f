// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

class Theme;

/// Says in place what is wrong; hidden while nothing is.
class ErrorLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ErrorLabel(const Theme &theme, QWidget *parent = nullptr);

    /// Empty \a words hide it.
    void say(const QString &words);
    /// A remark instead of an error: in the dim colour.
    void remark(const QString &words);
    /// What is said; nothing while hidden.
    QString words() const { return isHidden() ? QString() : text(); }

private:
    void show(const QString &words, bool isError);
    void applyColor();

    const Theme &m_theme;
    bool m_isError = true;
};
