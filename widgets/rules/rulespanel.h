// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/rules/ruleentries.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class ErrorLabel;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QTreeWidget;
class RuleEditor;
class SegmentedButton;
class Theme;

/// The rules of the taps: a list that is switched, ordered and counted, and a form for the one that
/// is selected. Knows no taps: rulesChanged() says what shall hold.
///
/// A rule that cannot be used while it is being written holds as it was before, and is marked.
class RulesPanel : public QWidget
{
    Q_OBJECT
public:
    /// Answers that a file dialog would give; tests put their own in.
    struct Questions
    {
        std::function<QString(QWidget *)> fileToOpen;
        std::function<QString(QWidget *)> fileToSave;
    };

    explicit RulesPanel(const Theme &theme, QWidget *parent = nullptr);
    ~RulesPanel() override;

    void setQuestions(Questions questions) { m_questions = std::move(questions); }

    /// Without rulesChanged(). The rules have no fault.
    void setRules(const Rules::RuleList &list, bool areOff = false);
    /// Those that can be used.
    Rules::RuleList rules() const { return m_entries.usable(); }
    /// All of them, whatever each says.
    bool areOff() const { return m_areOff; }
    /// What holds: a rule for each in the panel, off where all are off or it cannot be used.
    Rules::RuleList rulesInForce() const { return m_entries.inForce(m_areOff); }
    /// How often each of rulesInForce() was used.
    void setUses(const Rules::Uses &uses);

    /// Adds them at the end, and selects the first.
    void addRules(const std::vector<Rules::Rule> &rules);
    /// Says what went wrong elsewhere: with the file that keeps the rules.
    void sayError(const QString &words);

signals:
    /// rulesInForce() are others. While one types, at pauses.
    void rulesChanged(const Rules::RuleList &list);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeSwitch();
    QWidget *makeList();
    QWidget *makeTools();
    QWidget *makeForm();
    QToolButton *makeTool(const QString &text, const QString &name, const QString &tip,
                          const QKeySequence &key, void (RulesPanel::*act)());
    int currentRow() const;
    void select(int row);
    void fill();
    void showEntry(std::size_t place);
    void showState();
    void showCurrent();
    void takeEdited();
    void takeChecked(int row);
    void takeSeed();
    void changed();
    void duplicate();
    void remove();
    void moveUp();
    void moveDown();
    void move(int by);
    void open();
    void save();

    const Theme &m_theme;
    Questions m_questions;
    RuleEntries m_entries;
    bool m_areOff = false;
    SegmentedButton *m_switch;
    QLabel *m_state;
    QStackedWidget *m_pages;
    QSplitter *m_splitter;
    QTreeWidget *m_list;
    RuleEditor *m_editor;
    QLineEdit *m_seedEdit;
    ErrorLabel *m_error;
    QList<QToolButton *> m_ruleTools; // those that need a rule
    QTimer m_pause; // while the user types
    bool m_isFilling = false;
};
