// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/textredactor.h"

#include <QObject>

#include <atomic>

/// Looks for secrets, and writes redacted copies, in a thread of its own.
class RedactionWorker : public QObject
{
    Q_OBJECT
public:
    struct Job
    {
        quint64 number = 0;
        QString path; ///< of the capture
        std::shared_ptr<std::atomic_bool> cancelled;
    };

    void find(const Job &job, const Redaction::Rules &rules);
    void copy(const Job &job, const std::shared_ptr<const Redaction::Plan> &plan,
              const QString &target);
    void letGo() { }

signals:
    /// In thousandths.
    void progressed(quint64 job, int done);
    void found(quint64 job, const std::shared_ptr<Redaction::Plan> &plan);
    void copied(quint64 job, const QString &target);
    /// A sentence for the user.
    void failed(quint64 job, const QString &words);
};
