// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/exportcontroller.h"

#include "app/capturedocument.h"
#include "app/exportformats.h"
#include "app/filedialogs.h"
#include "app/settings.h"
#include "widgets/export/exportdialog.h"
#include "widgets/traffic/trafficview.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

ExportController::ExportController(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
    // Nobody may read a capture while it becomes a plain file, or goes.
    connect(&parts.document, &CaptureDocument::stopping, this, &ExportController::closeDialog);
    connect(&parts.feed, &CaptureFeed::opened, this, &ExportController::closeDialog);
}

ExportController::~ExportController() = default;

ExportDialog *ExportController::dialog() const
{
    return m_dialog;
}

void ExportController::showDialog(bool ofSelected)
{
    if (m_parts.document.isEmpty()) {
        emit said(tr("There is no capture yet."));
        return;
    }
    closeDialog();
    ExportDialog::Setup setup;
    setup.capture = m_parts.document.path();
    setup.isLive = m_parts.document.live() != nullptr;
    for (const ExportFormat &format : exportFormats())
        setup.formats.push_back(
            {QLatin1String(format.name), QLatin1String(format.help), format.write});
    const auto selected = m_parts.traffic.selectedMessages();
    setup.scopes = exportScopes(m_parts.feed, m_parts.filter, m_parts.selection,
                                {selected.first, selected.second});
    using What = ExportScope::What;
    if (ofSelected && selected.first != 0)
        setup.what = What::Selected;
    else if (m_parts.filter.isNarrowing())
        setup.what = What::Shown;
    setup.format = m_parts.settings.exportFormat();
    setup.isRedacted = m_parts.settings.exportsRedacted();
    setup.target = suggestedTarget();

    m_dialog = new ExportDialog(std::move(setup), m_parts.theme, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ExportDialog::browseRequested, this, [this](const QString &suggested) {
        const QString path = m_parts.askForFile(m_dialog, suggested);
        if (!path.isEmpty())
            m_dialog->setTarget(path);
    });
    connect(m_dialog, &ExportDialog::exported, this, [this](const QString &target) {
        m_parts.settings.setExport(m_dialog->format(), m_dialog->isRedacted(),
                                   QFileInfo(target).absolutePath());
        emit said(tr("Exported to %1").arg(target));
    });
    m_dialog->open();
}

void ExportController::closeDialog()
{
    if (!m_dialog)
        return;
    m_dialog->letGo();
    m_dialog->close();
    m_dialog.clear();
}

/// In the folder of the last export; the dialog adds what it ends with.
QString ExportController::suggestedTarget() const
{
    QString folder = m_parts.settings.exportFolder();
    for (const auto other : {QStandardPaths::DocumentsLocation, QStandardPaths::HomeLocation}) {
        if (folder.isEmpty() || !QFileInfo(folder).isDir())
            folder = QStandardPaths::writableLocation(other);
    }
    return QDir(folder).filePath(QFileInfo(captureName()).completeBaseName());
}

/// Of one that was never saved, the file that it was read from, or the time.
QString ExportController::captureName() const
{
    if (!m_parts.document.isUnsaved())
        return m_parts.document.path();
    const auto &sources = m_parts.feed.sources();
    const bool isOfOneFile
        = sources.size() == 1 && sources.front().type == Capture::SourceRecord::Type::Import;
    return isOfOneFile ? QString::fromUtf8(sources.front().name) : suggestedFileName();
}
