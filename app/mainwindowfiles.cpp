// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that opens files, and writes them.

#include "app/mainwindow.h"

#include "app/filedialogs.h"
#include "app/importformats.h"
#include "app/settings.h"
#include "widgets/about/aboutdialog.h"
#include "widgets/redaction/redactdialog.h"
#include "widgets/report/reportdialog.h"
#include "widgets/statistics/statisticsview.h"

#include <QFileInfo>
#include <QSaveFile>

bool MainWindow::openFile(const QString &path)
{
    if (m_feed.isOpen()) {
        emit windowRequested(path);
        return true;
    }
    QString error;
    QString unknown;
    const ImportFormat *const format = importFormatOf(path, &unknown);
    if (format != nullptr) {
        importFile(path, *format);
        return true;
    }
    if (!m_document.open(path, &error)) {
        say(error);
        refreshStartPage(); // it may be gone, and has been listed there
        return false;
    }
    m_settings.addRecentFile(path);
    return true;
}

void MainWindow::recover(const QString &path)
{
    QString error;
    if (!m_document.openUnsaved(path, &error))
        say(error);
}

void MainWindow::openWithDialog()
{
    if (const QString path = m_questions.fileToOpen(this); !path.isEmpty())
        openFile(path);
}

void MainWindow::saveWithDialog()
{
    const QString path = m_questions.fileToSave(this, suggestedFileName());
    if (!path.isEmpty())
        m_document.saveAs(path);
    else
        m_closesWhenSaved = false;
}

void MainWindow::saveRedacted()
{
    if (m_document.isEmpty() || m_document.live() != nullptr) {
        say(m_document.isEmpty()
                ? tr("There is no capture yet.")
                : tr("Stop the recording first: the copy is of a finished capture."));
        return;
    }
    auto *const dialog = new RedactDialog(m_document.path(), m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RedactDialog::saveRequested, this, [this, dialog] {
        const QString path = m_questions.fileToSave(dialog, suggestedFileName());
        if (!path.isEmpty())
            dialog->saveTo(path);
    });
    connect(dialog, &RedactDialog::saved, this,
            [this](const QString &path) { say(tr("Saved as %1").arg(path)); });
    dialog->open();
}

void MainWindow::saveReport()
{
    if (m_document.isEmpty()) {
        say(tr("There is no capture yet."));
        return;
    }
    const QString path = m_document.path();
    auto *const dialog
        = new ReportDialog(path, QFileInfo(path).fileName(), m_filter.terms(), m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReportDialog::saveRequested, this, [this, dialog] {
        const QString target = m_questions.reportToSave(dialog);
        if (!target.isEmpty())
            dialog->saveTo(target);
    });
    connect(dialog, &ReportDialog::saved, this,
            [this](const QString &target) { say(tr("Saved as %1").arg(target)); });
    dialog->open();
}

void MainWindow::showAbout()
{
    if (m_document.isEmpty()) {
        say(tr("There is no capture yet."));
        return;
    }
    auto *const dialog = new AboutDialog(m_feed, m_document.path(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AboutDialog::written, &m_document, &CaptureDocument::annotate);
    dialog->open();
}

void MainWindow::exportStatistics()
{
    const QString path = m_questions.csvToSave(this);
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray csv = m_statistics->csv();
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        say(QStringLiteral("%1: %2").arg(path, file.errorString()));
    else
        say(tr("Saved as %1").arg(path));
}
