// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rulecheck.h"

#include <QObject>

class DurationEdit;
class FieldRows;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class Theme;

/// The rows of a form that are about an action's own members: those of the action of the moment are
/// shown.
class ActionFields : public QObject
{
    Q_OBJECT
public:
    ActionFields(FieldRows &rows, const Theme &theme, QObject *parent = nullptr);

    void setAction(const Rules::Action &action, Rules::Subject subject);
    const Rules::Action &action() const { return m_action; }
    /// What was written and is nothing that an action can have.
    std::optional<Rules::Fault> unreadable() const;

signals:
    /// The user changed it.
    void edited();

private:
    void makeTimes();
    void makeReplace(const Theme &theme);
    void makeEnds();
    void makeAnswer(const Theme &theme);
    void showRows();
    template<typename Kind, typename Change>
    void change(const Change &change);

    FieldRows &m_rows;
    Rules::Action m_action;
    Rules::Subject m_subject = Rules::Subject::Message;
    QComboBox *m_spread;
    DurationEdit *m_time;
    DurationEdit *m_most;
    QSpinBox *m_copies;
    QSpinBox *m_by;
    QComboBox *m_findKind;
    QLineEdit *m_find;
    QPlainTextEdit *m_with;
    QSpinBox *m_code;
    QLineEdit *m_reason;
    QCheckBox *m_resets;
    QCheckBox *m_inMessage;
    QSpinBox *m_bytesPerSecond;
    QSpinBox *m_status;
    QLineEdit *m_contentType;
    QPlainTextEdit *m_body;
    bool m_isFilling = false;
};
