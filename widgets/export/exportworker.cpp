// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/export/exportworker.h"

#include "protocol/capture/snapshot.h"
#include "protocol/query/compile.h"
#include "protocol/query/parser.h"
#include "protocol/redaction/finder.h"
#include "protocol/redaction/redactedreader.h"
#include "widgets/common/filterchoice.h"

#include <utility>

using Capture::StoreReader;

namespace {

/// Nothing if the filter cannot be read: then it must not choose everything.
std::optional<StoreReader::Choice> choiceOf(const ExportWorker::Part &part, StoreReader &reader)
{
    if (!part)
        return StoreReader::Choice();
    const auto expression = Query::parse(part->text.toUtf8());
    if (!std::holds_alternative<Query::Expression>(expression))
        return std::nullopt;
    StoreReader::Choice choice = ::choiceOf(*part);
    choice.condition = Query::compile(std::get<Query::Expression>(expression),
                                      StoreReader::Rows::Messages, reader);
    return choice;
}

qint64 countOf(StoreReader &reader, const StoreReader::Choice &choice,
               const std::atomic_bool &cancelled)
{
    qint64 count = 0;
    reader.choose(StoreReader::Rows::Messages, choice, 0, reader.lastMessage(), cancelled,
                  [&count](std::span<const Capture::Id> ids) { count += std::ssize(ids); });
    return count;
}

} // namespace

void ExportWorker::count(const Job &job, const std::vector<Part> &parts)
{
    const auto reader = Capture::openSnapshot(job.path, nullptr, job.cancelled.get());
    for (std::size_t i = 0; reader && i < parts.size(); ++i) {
        const auto choice = choiceOf(parts[i], *reader);
        const qint64 messages = choice ? countOf(*reader, *choice, *job.cancelled) : 0;
        if (*job.cancelled)
            return;
        emit counted(job.number, static_cast<int>(i), messages);
    }
}

void ExportWorker::write(const Job &job, const Order &order)
{
    const auto fail = [&](const QString &words) {
        if (*job.cancelled)
            emit cancelled(job.number);
        else
            emit failed(job.number, words);
    };
    QString error;
    auto reader = Capture::openSnapshot(job.path, &error, job.cancelled.get());
    if (!reader) {
        fail(error);
        return;
    }
    const auto choice = choiceOf(order.part, *reader);
    if (!choice) {
        fail(tr("The filter cannot be read."));
        return;
    }
    // Known before secrets are looked for, which may take long.
    if (const QString objection = Formats::objectionTo(order.target, job.path);
        !objection.isEmpty()) {
        fail(objection);
        return;
    }
    const qint64 messages = countOf(*reader, *choice, *job.cancelled);
    if (order.isRedacted) {
        auto plan = std::make_shared<Redaction::Plan>();
        plan->rules = order.rules;
        Redaction::Finder finder(plan->rules);
        finder.onProgress = [&](int done) { emit progressed(job.number, true, done); };
        if (!finder.find(*reader, *job.cancelled, &plan->table)) {
            fail(reader->errorText());
            return;
        }
        for (std::size_t i = 0; i < plan->table.secrets().size(); ++i) {
            if (order.kept.contains(plan->table.secrets()[i].value))
                plan->table.keep(i, true);
        }
        reader = std::make_unique<Redaction::RedactedReader>(std::move(reader), std::move(plan));
    }
    int told = -1;
    Formats::Export work {.reader = *reader,
                          .choice = {},
                          .sink = {},
                          .progress =
                              [&](double done) {
                                  const int now = static_cast<int>(done * 1000);
                                  if (std::exchange(told, now) != now)
                                      emit progressed(job.number, false, now);
                                  return !*job.cancelled;
                              },
                          .error = {}};
    if (order.part)
        work.choice = *choice;
    const auto bytes = Formats::writeToFile(order.target, job.path, work, order.write);
    if (bytes)
        emit written(job.number, messages, *bytes);
    else
        fail(work.error);
}
