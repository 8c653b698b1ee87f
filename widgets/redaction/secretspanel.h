// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/jobthread.h"
#include "widgets/redaction/redactionworker.h"
#include "widgets/redaction/replacements.h"

#include <QTimer>
#include <QWidget>

class ErrorLabel;
class FoundModel;
class QLabel;
class QProgressBar;
class QTableView;
class RuleList;
class Theme;

/// The secrets of a capture with their stand-ins, which of them stay, and what else is one.
///
/// Where the user says what else is secret it looks anew, a moment after the last key or with
/// Return; what was unchecked stays so. It looks in a thread of its own.
class SecretsPanel : public QWidget
{
    Q_OBJECT
public:
    /// Of the capture at \a path, beginning with what was said \a before. It looks at once.
    SecretsPanel(QString path, const Replacements &before, const Theme &theme,
                 QWidget *parent = nullptr);
    ~SecretsPanel() override;

    /// What is listed is what was said, and nothing is being done.
    bool isReady() const;
    /// Of the last look; null before the first.
    std::shared_ptr<Redaction::Plan> plan() const { return m_plan; }
    /// What the user says now.
    Replacements replacements() const;

    FoundModel &found() { return *m_found; }
    RuleList &rules() { return *m_rules; }
    QString status() const;
    /// Shown while something is being done; it stands in the row of buttons of whoever has the
    /// panel.
    QProgressBar *progress() const { return m_progress; }

    /// Something is done with what was found, and nothing can be said meanwhile: \a words say what.
    void begin(const QString &words);
    /// That is over. \a words say what failed, if something did.
    void end(const QString &words = {});

signals:
    /// isReady() may be another.
    void changed();

private:
    void build();
    void fillRules(const Replacements &before);
    void connectWorker(RedactionWorker *worker);
    void lookSoon();
    void look();
    void take(const std::shared_ptr<Redaction::Plan> &plan);
    void refresh();
    QString words() const;

    const QString m_path;
    JobThread<RedactionWorker> m_job;
    std::shared_ptr<Redaction::Plan> m_plan;
    QSet<QByteArray> m_kept; // until what was found says it
    FoundModel *m_found;
    QTableView *m_table;
    RuleList *m_rules;
    QStringList m_looked; // what they said at the last look
    QTimer m_soon; // until the next one
    QString m_doing; // by whoever has the panel
    QLabel *m_status;
    QProgressBar *m_progress;
    ErrorLabel *m_error;
};
