// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/jobthread.h"
#include "widgets/redaction/redactionworker.h"

#include <QDialog>
#include <QSet>

class ErrorLabel;
class FoundModel;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class Theme;

/// Shows the secrets of a capture with their stand-ins, and asks which of them stay.
///
/// Looks for them in a thread of its own; closing the dialog cancels that.
class ReplacementsDialog : public QDialog
{
    Q_OBJECT
public:
    /// Of the capture at \a path; those in \a kept are unchecked. It looks at once.
    ReplacementsDialog(const QString &path, const QSet<QByteArray> &kept, const Theme &theme,
                       QWidget *parent = nullptr);
    ~ReplacementsDialog() override;

    /// The secrets that stay.
    QSet<QByteArray> kept() const;

    FoundModel &found() { return *m_found; }
    QString status() const;

private:
    void build();
    void look();
    void showFound(const std::shared_ptr<Redaction::Plan> &plan);
    void refresh();

    const QString m_path;
    const QSet<QByteArray> m_keptBefore;
    JobThread<RedactionWorker> m_job;
    std::shared_ptr<Redaction::Plan> m_plan; // null until it is found
    FoundModel *m_found;
    QTableView *m_table;
    QLabel *m_status;
    QProgressBar *m_progress;
    ErrorLabel *m_error;
    QPushButton *m_close;
    QPushButton *m_accept;
};
