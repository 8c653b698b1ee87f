// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/filedialogs.h"

#include "app/importformats.h"
#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QStandardPaths>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FileDialogs", text);
}

QString nameFilter()
{
    return tr("Captures (*.%1)").arg(QLatin1String(Capture::FileSuffix));
}

/// Captures, and what becomes one when it is read.
QString filterToOpen()
{
    QStringList filters {nameFilter()};
    QStringList all {QStringLiteral("*.") + QLatin1String(Capture::FileSuffix)};
    for (const ImportFormat &format : importFormats()) {
        QStringList patterns;
        for (const QString &suffix : QString::fromLatin1(format.suffixes).split(u' '))
            patterns.append(QStringLiteral("*.") + suffix);
        all += patterns;
        filters.append(
            QStringLiteral("%1 (%2)").arg(QLatin1String(format.name), patterns.join(u' ')));
    }
    filters.prepend(tr("All that can be opened (%1)").arg(all.join(u' ')));
    return filters.join(QStringLiteral(";;"));
}

} // namespace

MainWindow::Questions fileDialogs()
{
    MainWindow::Questions questions;
    questions.fileToOpen = [](QWidget *parent) {
        return QFileDialog::getOpenFileName(parent, tr("Open a capture"), {}, filterToOpen());
    };
    questions.fileToSave = [](QWidget *parent, const QString &suggested) {
        QString path
            = QFileDialog::getSaveFileName(parent, tr("Save the capture"), suggested, nameFilter());
        if (!path.isEmpty() && QFileInfo(path).suffix().isEmpty())
            path += u'.' + QLatin1String(Capture::FileSuffix);
        return path;
    };
    questions.csvToSave = [](QWidget *parent) {
        QString path = QFileDialog::getSaveFileName(parent, tr("Export the statistics"), {},
                                                    tr("Comma-separated values (*.csv)"));
        if (!path.isEmpty() && QFileInfo(path).suffix().isEmpty())
            path += QStringLiteral(".csv");
        return path;
    };
    questions.exportToSave = [](QWidget *parent, const QString &suggested) {
        // Whether to write over a file is asked where the export begins.
        return QFileDialog::getSaveFileName(parent, tr("Export to"), suggested, {}, nullptr,
                                            QFileDialog::DontConfirmOverwrite);
    };
    questions.reportToSave = [](QWidget *parent) {
        QString path = QFileDialog::getSaveFileName(parent, tr("Save the report"), {},
                                                    tr("Page (*.html)") + QStringLiteral(";;")
                                                        + tr("Markdown (*.md)"));
        if (!path.isEmpty() && QFileInfo(path).suffix().isEmpty())
            path += QStringLiteral(".html");
        return path;
    };
    questions.unsavedOnClose = [](QWidget *parent) {
        using Close = MainWindow::Questions::Close;
        QMessageBox box(QMessageBox::Question, tr("Unsaved capture"),
                        tr("This capture was not saved. Save it before closing?"),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, parent);
        switch (box.exec()) {
        case QMessageBox::Save:
            return Close::Save;
        case QMessageBox::Discard:
            return Close::Discard;
        default:
            return Close::Cancel;
        }
    };
    return questions;
}

QString suggestedFileName()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString name = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH-mm"))
        + u'.' + QLatin1String(Capture::FileSuffix);
    return QDir(folder).filePath(name);
}

CaptureItem describeCapture(const QString &path)
{
    const QFileInfo info(path);
    return {.path = path,
            .name = info.fileName(),
            .detail = formatBytes(info.size()),
            .time = info.lastModified()};
}

CaptureItem describeUnsaved(const Capture::UnsavedCapture &capture)
{
    const QString detail = capture.isCrashed
        ? tr("%1, not finished").arg(formatBytes(capture.bytes))
        : formatBytes(capture.bytes);
    return {.path = capture.path,
            .name = tr("Unsaved capture"),
            .detail = detail,
            .time = capture.changed};
}
