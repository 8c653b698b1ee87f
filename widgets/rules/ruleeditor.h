// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/rules/fieldrows.h"

#include <QWidget>

#include <map>

class ActionFields;
class DurationEdit;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

/// One rule of a tap as a form, which says in place what is wrong with it. What the user does not
/// touch stays as it is, and what an action or a subject had comes back with it.
class RuleEditor : public QWidget
{
    Q_OBJECT
public:
    explicit RuleEditor(const Theme &theme, QWidget *parent = nullptr);

    void setRule(const Rules::Rule &rule);
    void setOn(bool isOn) { m_rule.isOn = isOn; }
    const Rules::Rule &rule() const { return m_rule; }
    /// What keeps it from being used; nothing if it can be.
    std::optional<Rules::Fault> fault() const;
    /// What is said of it.
    QString faultWords() const { return m_rows.words(); }
    void focusName();

signals:
    /// The user changed it.
    void edited();

private:
    void makeSubject(const Theme &theme);
    void makeBounds();
    void fillActions();
    void takeSubject();
    void takeAction();
    void changed();
    void showRows();

    FieldRows m_rows;
    Rules::Rule m_rule;
    std::map<std::size_t, Rules::Action> m_kept; // by their kind
    QLineEdit *m_name;
    QComboBox *m_subject;
    QLineEdit *m_filter;
    QComboBox *m_direction;
    QComboBox *m_asked;
    QLineEdit *m_path;
    QComboBox *m_action;
    ActionFields *m_fields = nullptr; // its rows come behind others
    QDoubleSpinBox *m_percent;
    QSpinBox *m_times;
    DurationEdit *m_after;
    DurationEdit *m_length;
    bool m_isFilling = false;
};
