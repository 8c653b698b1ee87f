// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/redactionworker.h"

#include "protocol/redaction/capturecopy.h"
#include "protocol/redaction/finder.h"

void RedactionWorker::find(const Job &job, const Redaction::Rules &rules)
{
    QString error;
    const auto reader = Capture::StoreReader::open(job.path, &error);
    if (!reader) {
        emit failed(job.number, error);
        return;
    }
    auto plan = std::make_shared<Redaction::Plan>();
    plan->rules = rules;
    Redaction::Finder finder(rules);
    finder.onProgress = [&](int done) { emit progressed(job.number, done); };
    if (finder.find(*reader, *job.cancelled, &plan->table))
        emit found(job.number, plan);
    else if (!*job.cancelled)
        emit failed(job.number, reader->errorText());
}

void RedactionWorker::copy(const Job &job, const std::shared_ptr<const Redaction::Plan> &plan,
                           const QString &target)
{
    Redaction::CaptureCopy copy(job.path, plan);
    copy.onProgress = [&](int done) { emit progressed(job.number, done); };
    QString error;
    if (copy.write(target, *job.cancelled, &error))
        emit copied(job.number, target);
    else if (!*job.cancelled)
        emit failed(job.number, error);
}
