// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/rooms/guesses.h"

#include <QDialog>

class ErrorLabel;
class QLabel;
class QListWidget;
class QPushButton;
class QTableWidget;
class QTreeWidget;
class RuleForm;
class Theme;

/// Where the user says what is guessed of rooms: rules with a preview, rules that are proposed, and
/// what broadcasts tell. What is changed holds at once.
class GuessDialog : public QDialog
{
    Q_OBJECT
public:
    /// Answers that a file dialog would give; tests put their own in.
    struct Questions
    {
        std::function<QString(QWidget *)> fileToOpen;
        std::function<QString(QWidget *)> fileToSave;
    };

    GuessDialog(Guesses &guesses, const Theme &theme, QWidget *parent = nullptr);
    ~GuessDialog() override;

    void setQuestions(Questions questions) { m_questions = std::move(questions); }

    QPushButton *keepButton() const { return m_keep; }

signals:
    /// What is guessed now shall stand in the capture.
    void keepRequested();
    void messageChosen(Capture::Id message);

private:
    QWidget *makeRules(const Theme &theme);
    QWidget *makeBroadcasts();
    void addRule(const Rooms::RoomRule &rule);
    void removeRule();
    void takeRules();
    void fillRules();
    void showFindings();
    void showProposals();
    void showCandidates();
    void showBroadcasts();
    QString titleOf(Capture::Id session) const;
    void openRules();
    void saveRules();

    Guesses &m_guesses;
    Questions m_questions;
    std::vector<Rooms::RoomRule> m_rules;
    QListWidget *m_list; // of rules
    QListWidget *m_proposals;
    RuleForm *m_form;
    ErrorLabel *m_error;
    QPushButton *m_keep;
    QTreeWidget *m_candidates;
    QTreeWidget *m_broadcasts;
    QLabel *m_words; // over the candidates
    std::shared_ptr<const GuessFindings> m_shown;
    QTimer m_pause; // while a rule is being written
    bool m_isFilling = false;
};
