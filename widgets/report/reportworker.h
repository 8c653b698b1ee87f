// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/messagefilter.h"

#include <QObject>

#include <atomic>
#include <memory>

/// Writes reports, in a thread of its own.
class ReportWorker : public QObject
{
    Q_OBJECT
public:
    struct Job
    {
        quint64 number = 0;
        QString path; ///< of the capture
        QString name; ///< what it is called in the report
        MessageFilter::Terms terms; ///< what it tells of
        bool isRedacted = true;
        QString target; ///< Markdown if it ends with .md, else HTML
        std::shared_ptr<std::atomic_bool> cancelled;
    };

    void write(const Job &job);
    void letGo() { }

signals:
    void written(quint64 job, const QString &target);
    /// A sentence for the user.
    void failed(quint64 job, const QString &words);
};
