// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/jobthread.h"
#include "widgets/redaction/redactionworker.h"
#include "widgets/redaction/ruleline.h"

#include <QDialog>
#include <QSet>
#include <QTimer>

class ErrorLabel;
class FoundModel;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class RuleList;
class Theme;

/// What the user says about secrets: which of those that are found stay, and what else is one.
struct Replacements
{
    QSet<QByteArray> kept;
    QList<std::pair<RuleLine::Kind, QString>> lines; ///< as they were written
    Redaction::Rules rules; ///< what these say
};

/// Shows the secrets of a capture with their stand-ins, and asks which of them stay and what else
/// is secret.
///
/// Looks for them in a thread of its own; closing the dialog cancels that.
class ReplacementsDialog : public QDialog
{
    Q_OBJECT
public:
    /// Of the capture at \a path, beginning with what was said \a before. It looks at once.
    ReplacementsDialog(QString path, const Replacements &before, const Theme &theme,
                       QWidget *parent = nullptr);
    ~ReplacementsDialog() override;

    /// What the user says now.
    Replacements replacements() const;

    FoundModel &found() { return *m_found; }
    RuleList &rules() { return *m_rules; }
    QString status() const;

private:
    void build();
    void buildTable();
    void fillRules(const Replacements &before);
    void connectWorker(RedactionWorker *worker);
    void look();
    void showFound(const std::shared_ptr<Redaction::Plan> &plan);
    void onRulesChanged();
    void refresh();
    bool isLooking() const { return m_soon.isActive() || m_job.hasJob(); }

    const QString m_path;
    JobThread<RedactionWorker> m_job;
    QTimer m_soon; // the next look
    QSet<QByteArray> m_kept; // until what was found says it
    std::shared_ptr<Redaction::Plan> m_plan; // of the last look; null before
    FoundModel *m_found;
    QTableView *m_table;
    RuleList *m_rules;
    QLabel *m_status;
    QProgressBar *m_progress;
    ErrorLabel *m_error;
    QPushButton *m_close;
    QPushButton *m_accept;
};
