// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/jobthread.h"
#include "widgets/export/exportscope.h"
#include "widgets/export/exportworker.h"
#include "widgets/export/replacementsdialog.h"

#include <QDialog>

class ErrorLabel;
class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;
class RedactCheckBox;
class Theme;

/// A format that is offered.
struct ExportChoice
{
    QString name; ///< what a file's name ends with
    QString help; ///< in one line
    Formats::Write write = nullptr;
};

/// Asks what of a capture to export, how and where to, does it, and says what was written.
///
/// Counting and writing are jobs in threads of their own; closing the dialog cancels them. A file
/// that is there is written over only if the user asks for that once more.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    struct Setup
    {
        QString capture; ///< its path
        bool isLive = false; ///< it is being recorded
        std::vector<ExportChoice> formats;
        std::vector<ExportScope> scopes;
        ExportScope::What what = ExportScope::What::Everything; ///< chosen first
        QString format; ///< its name; chosen first
        bool isRedacted = true;
        QString target; ///< a suggestion; what it ends with follows the format
    };

    ExportDialog(Setup setup, const Theme &theme, QWidget *parent = nullptr);
    ~ExportDialog() override;

    QString format() const;
    bool isRedacted() const;
    /// The file, with what it ends with.
    QString target() const;
    void setTarget(const QString &path);
    /// What it says below the form.
    QString words() const;

    /// Lets go of the capture: cancels what it does, and waits for that.
    void letGo();

signals:
    /// The user wants to choose a file: setTarget() says which.
    void browseRequested(const QString &suggested);
    /// It is written.
    void exported(const QString &target);

private:
    void build();
    QWidget *buildScopes();
    QWidget *buildFile();
    QWidget *buildResult();
    void connectParts();
    void connectWorker(ExportWorker *worker);
    void startCounting();
    void followFormat();
    void followName();
    void onEdited();
    void onExportClicked();
    void startWriting(const QString &target);
    void setBusy(bool isBusy);
    void showResult(qint64 messages, qint64 bytes);
    void previewReplacements();
    const ExportScope &scope() const;

    const Setup m_setup;
    const Theme &m_theme;
    JobThread<ExportWorker> m_counting;
    JobThread<ExportWorker> m_job;
    JobThread<ExportWorker>::Flag m_cancels; // of the job that writes
    Replacements m_replacements; // what the user said of them
    QString m_asked; // the file that the user was asked about
    QString m_written;

    QComboBox *m_format;
    QWidget *m_form;
    QButtonGroup *m_scopes;
    QList<QLabel *> m_counts;
    RedactCheckBox *m_redact;
    QPushButton *m_preview;
    QLineEdit *m_target;
    QPushButton *m_browse;
    ErrorLabel *m_error;
    QWidget *m_result;
    QLabel *m_resultWords;
    QPushButton *m_openFolder;
    QPushButton *m_copyPath;
    QLabel *m_status;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    QPushButton *m_close;
    QPushButton *m_export;
};
