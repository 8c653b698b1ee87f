// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/fileimport.h"

#include "app/livecapture.h"
#include "protocol/capture/storewriter.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

FileImport::FileImport(QString path, const ImportFormat &format, QStatusBar &bar, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_format(format)
    , m_bar(bar)
{
    constexpr std::chrono::milliseconds ShowEvery {100};
    m_clock.setInterval(ShowEvery);
    connect(&m_clock, &QTimer::timeout, this, [this] { m_progress->setValue(m_percent); });
}

FileImport::~FileImport()
{
    m_isStopped = true;
    if (m_thread.joinable())
        m_thread.join();
    if (m_file)
        m_file->discard();
    delete m_panel;
}

void FileImport::start()
{
    m_file = Capture::CaptureFile::createUnsaved(LiveCapture::stateFolder(), &m_error);
    if (!m_file) {
        emit failed(m_error);
        deleteLater();
        return;
    }
    m_panel = new QWidget;
    m_panel->setObjectName(QStringLiteral("import"));
    m_progress = new QProgressBar;
    m_progress->setRange(0, 100);
    auto *const stop = new QToolButton;
    stop->setObjectName(QStringLiteral("stopImport"));
    stop->setText(tr("Stop"));
    connect(stop, &QToolButton::clicked, this, [this] { m_isStopped = true; });
    auto *const row = new QHBoxLayout(m_panel);
    row->setContentsMargins({});
    row->addWidget(new QLabel(tr("Reading %1").arg(QFileInfo(m_path).fileName())));
    row->addWidget(m_progress);
    row->addWidget(stop);
    m_bar.insertWidget(0, m_panel);
    m_clock.start();
    m_thread = std::thread([this] { run(); });
}

void FileImport::run()
{
    if (const auto writer = Capture::StoreWriter::create(m_file->path(), &m_error)) {
        Formats::Import work {.path = m_path,
                              .store = *writer,
                              .progress =
                                  [this](double done) {
                                      m_percent = static_cast<int>(done * 100);
                                      return !m_isStopped;
                                  },
                              .remarks = {},
                              .error = {}};
        m_isRead = m_format.read(work) && writer->finish();
        m_remarks = work.remarks;
        if (!m_isRead && !m_isStopped)
            m_error = work.error.isEmpty() ? writer->errorText() : work.error;
    }
    QMetaObject::invokeMethod(
        this, [this] { finish(); }, Qt::QueuedConnection);
}

void FileImport::finish()
{
    m_thread.join();
    delete m_panel;
    m_clock.stop();
    if (m_isRead)
        emit read(m_remarks);
    else
        emit failed(m_error.isEmpty() ? QString()
                                      : tr("%1: %2").arg(QFileInfo(m_path).fileName(), m_error));
    deleteLater();
}
