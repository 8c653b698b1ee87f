// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/importformats.h"
#include "protocol/capture/capturefile.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <atomic>
#include <memory>
#include <thread>

class QProgressBar;
class QStatusBar;

/// Reads a file of another program into an unsaved capture, in a thread of its own. While it does,
/// the status bar says how far it is, and has a button that stops it.
///
/// It is of use once, and deletes itself when it is done. All but the reading is in the UI's
/// thread.
class FileImport : public QObject
{
    Q_OBJECT
public:
    FileImport(QString path, const ImportFormat &format, QStatusBar &bar, QObject *parent);
    /// Stops.
    ~FileImport() override;

    /// Begins; read() or failed() follows.
    void start();
    /// The capture, after read().
    std::unique_ptr<Capture::CaptureFile> takeFile() { return std::move(m_file); }

signals:
    /// \a remarks: what could not be read, a sentence each.
    void read(const QStringList &remarks);
    /// Why nothing was read; empty if it was stopped.
    void failed(const QString &words);

private:
    void run();
    void finish();

    const QString m_path;
    const ImportFormat &m_format;
    QStatusBar &m_bar;
    QPointer<QWidget> m_panel; // in the bar, which may go first
    QProgressBar *m_progress = nullptr; // in the panel
    QTimer m_clock; // shows how far it is
    std::unique_ptr<Capture::CaptureFile> m_file;
    std::thread m_thread;
    std::atomic_bool m_isStopped = false;
    std::atomic_int m_percent = 0;
    // Written by the thread before it ends.
    bool m_isRead = false;
    QStringList m_remarks;
    QString m_error;
};
