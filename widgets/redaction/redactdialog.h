// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/jobthread.h"
#include "widgets/redaction/redactionworker.h"

#include <QDialog>

class FoundModel;
class QPushButton;
class RuleList;
class SecretsPanel;
class Theme;

/// Shows the secrets of a capture, and saves a copy without those that are checked.
///
/// Looking and saving are jobs in threads of their own; closing the dialog cancels them.
class RedactDialog : public QDialog
{
    Q_OBJECT
public:
    /// \a path is that of a capture that nobody records into. It looks at once.
    RedactDialog(const QString &path, const Theme &theme, QWidget *parent = nullptr);
    ~RedactDialog() override;

    /// Writes the copy to \a target; saved() follows, or words about what failed.
    void saveTo(const QString &target);

    FoundModel &found();
    RuleList &rules();
    QString status() const;

signals:
    /// The user wants the copy: saveTo() says where.
    void saveRequested();
    void saved(const QString &target);

private:
    void build();
    void connectWorker(RedactionWorker *worker);

    const QString m_path;
    JobThread<RedactionWorker> m_job; // saving
    SecretsPanel *m_secrets;
    QPushButton *m_close;
    QPushButton *m_save;
};
