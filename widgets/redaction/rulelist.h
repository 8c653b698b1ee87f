// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/redaction/ruleline.h"

#include <QList>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

/// What is secret besides what is known to be: lines that can be added, changed and removed, as
/// many as the user wants. There is always one.
class RuleList : public QWidget
{
    Q_OBJECT

public:
    explicit RuleList(const Theme &theme, QWidget *parent = nullptr);

    /// Nothing if a line is wrong.
    std::optional<Redaction::Rules> rules() const;
    QList<RuleLine *> lines() const { return m_lines; }
    /// What the lines say, but for empty ones: to tell whether they say something else now.
    QStringList said() const;
    /// How many are wrong.
    qsizetype problems() const;
    RuleLine *addLine(RuleLine::Kind kind);

signals:
    void changed();
    void committed(); ///< Return was pressed in one of them

private:
    void remove(RuleLine *line);
    void fit();

    const Theme &m_theme;
    QScrollArea *m_scroll;
    QVBoxLayout *m_layout;
    QList<RuleLine *> m_lines;
};
