// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/jobthread.h"
#include "widgets/redaction/redactionworker.h"

#include <QDialog>
#include <QTimer>

class ErrorLabel;
class FoundModel;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class RuleList;
class Theme;

/// Shows the secrets of a capture, and saves a copy without those that are checked.
///
/// Where the user says what else is secret it looks anew, a moment after the last key; what was
/// unchecked stays so. Looking and saving are jobs in a thread of their own; closing the dialog
/// cancels them.
class RedactDialog : public QDialog
{
    Q_OBJECT
public:
    /// \a path is that of a capture that nobody records into. It looks at once.
    RedactDialog(QString path, const Theme &theme, QWidget *parent = nullptr);
    ~RedactDialog() override;

    /// Writes the copy to \a target; saved() follows, or words about what failed.
    void saveTo(const QString &target);

    FoundModel &found() { return *m_found; }
    RuleList &rules() { return *m_rules; }
    QString status() const;

signals:
    /// The user wants the copy: saveTo() says where.
    void saveRequested();
    void saved(const QString &target);

private:
    void build();
    void connectWorker(RedactionWorker *worker);
    void lookSoon();
    void look();
    void take(const std::shared_ptr<Redaction::Plan> &plan);
    void refresh();
    void begin(const QString &words);
    void end();

    const QString m_path;
    JobThread<RedactionWorker> m_job;
    std::shared_ptr<Redaction::Plan> m_plan; // of the last look
    FoundModel *m_found;
    QTableView *m_table;
    RuleList *m_rules;
    QStringList m_looked; // what they said at the last look
    QTimer m_soon; // until the next one
    QLabel *m_status;
    QProgressBar *m_progress;
    ErrorLabel *m_error;
    QPushButton *m_close;
    QPushButton *m_save;
};
