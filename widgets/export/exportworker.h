// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/exportfile.h"
#include "protocol/redaction/rules.h"
#include "widgets/common/messagefilter.h"

#include <QObject>
#include <QSet>

#include <atomic>
#include <memory>
#include <vector>

/// Counts and writes parts of a capture as it is when that begins, in a thread of its own.
class ExportWorker : public QObject
{
    Q_OBJECT
public:
    using Part = std::optional<MessageFilter::Terms>; ///< none: the whole capture

    struct Job
    {
        quint64 number = 0;
        QString path; ///< of the capture
        std::shared_ptr<std::atomic_bool> cancelled;
    };
    struct Order
    {
        Formats::Write write = nullptr;
        Part part;
        bool isRedacted = true;
        Redaction::Rules rules; ///< what else is secret
        QSet<QByteArray> kept; ///< secrets that are not redacted
        QString target; ///< the file; it is written over
    };

    void count(const Job &job, const std::vector<Part> &parts);
    void write(const Job &job, const Order &order);
    void letGo() { }

signals:
    void counted(quint64 job, int part, qint64 messages);
    /// In thousandths. While \a isLooking it looks for secrets, then it writes.
    void progressed(quint64 job, bool isLooking, int done);
    // One of these ends write().
    void written(quint64 job, qint64 messages, qint64 bytes);
    void cancelled(quint64 job); ///< and nothing was written
    void failed(quint64 job, const QString &words); ///< a sentence for the user
};
