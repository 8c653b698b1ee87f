// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/jobthread.h"
#include "widgets/report/reportworker.h"

#include <QDialog>

class ErrorLabel;
class QLabel;
class QPushButton;
class QRadioButton;
class RedactCheckBox;
class Theme;

/// Asks what a report is to tell of, and writes it. Closing the dialog cancels that.
class ReportDialog : public QDialog
{
    Q_OBJECT
public:
    /// Of the capture at \a path, which is called \a name; \a shown is what the views show now.
    ReportDialog(const QString &path, const QString &name, const MessageFilter::Terms &shown,
                 const Theme &theme, QWidget *parent = nullptr);
    ~ReportDialog() override;

    /// Writes it to \a target; saved() follows, or words about what failed.
    void saveTo(const QString &target);

    QString status() const;

signals:
    /// The user wants the report: saveTo() says where.
    void saveRequested();
    void saved(const QString &target);

private:
    void build();
    void connectWorker(ReportWorker *worker);
    void setBusy(bool isBusy);

    const QString m_path;
    const QString m_name;
    const MessageFilter::Terms m_shown;
    JobThread<ReportWorker> m_job;
    QRadioButton *m_onlyShown;
    QRadioButton *m_everything;
    RedactCheckBox *m_redact;
    QLabel *m_status;
    ErrorLabel *m_error;
    QPushButton *m_close;
    QPushButton *m_save;
};
