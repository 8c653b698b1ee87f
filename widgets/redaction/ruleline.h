// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/rules.h"

#include <QWidget>

class ErrorLabel;
class QComboBox;
class QLineEdit;
class Theme;

/// One thing that is secret besides what is known to be: a path in JSON, or a pattern. Says below
/// itself what is wrong with it.
class RuleLine : public QWidget
{
    Q_OBJECT

public:
    enum Kind { Path, Pattern };

    RuleLine(Kind kind, const Theme &theme, QWidget *parent = nullptr);

    Kind kind() const;
    void setKind(Kind kind);
    QString text() const;
    void setText(const QString &text);
    bool isEmpty() const { return text().isEmpty(); }
    /// Adds it to \a rules. False if it is none; one that is empty adds nothing.
    bool addTo(Redaction::Rules *rules) const;
    /// What is wrong; empty if nothing is.
    QString problem() const;

signals:
    void changed();
    void committed(); ///< Return was pressed
    void removeRequested();

private:
    void refresh();

    QComboBox *m_kind;
    QLineEdit *m_text;
    ErrorLabel *m_problem;
};
