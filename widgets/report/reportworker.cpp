// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/report/reportworker.h"

#include "protocol/capture/snapshot.h"
#include "protocol/formats/exportfile.h"
#include "protocol/query/compile.h"
#include "protocol/redaction/finder.h"
#include "protocol/redaction/redactedreader.h"
#include "widgets/common/filterchoice.h"
#include "widgets/report/reportwords.h"

#include <QSaveFile>

using Capture::StoreReader;

void ReportWorker::write(const Job &job)
{
    QString error;
    auto reader = Capture::openSnapshot(job.path, &error, job.cancelled.get());
    if (!reader) {
        emit failed(job.number, error);
        return;
    }
    // Known before secrets are looked for, which may take long.
    if (const QString objection = Formats::objectionTo(job.target, job.path);
        !objection.isEmpty()) {
        emit failed(job.number, objection);
        return;
    }
    StoreReader::Choice choice = choiceOf(job.terms);
    Query::Expression expression = expressionOf(job.terms);
    if (!job.terms.find.isEmpty())
        expression.require(job.terms.find.term());
    choice.condition = Query::compile(expression, StoreReader::Rows::Messages, *reader);
    bool isGood = true;
    if (job.isRedacted) {
        auto plan = std::make_shared<Redaction::Plan>();
        isGood = Redaction::Finder(plan->rules).find(*reader, *job.cancelled, &plan->table);
        reader = std::make_unique<Redaction::RedactedReader>(std::move(reader), std::move(plan));
    }
    Report::Facts facts;
    facts.file = job.name;
    facts.filter = job.terms.text.toUtf8();
    facts.isRedacted = job.isRedacted;
    isGood = isGood && Report::readFacts(*reader, choice, *job.cancelled, &facts);
    if (*job.cancelled)
        return;
    if (!isGood) {
        emit failed(job.number, reader->errorText());
        return;
    }
    const QByteArray page = job.target.endsWith(QLatin1String(".md"), Qt::CaseInsensitive)
        ? reportMarkdown(facts)
        : reportHtml(facts);
    QSaveFile file(job.target);
    if (!file.open(QIODevice::WriteOnly) || file.write(page) != page.size() || !file.commit())
        emit failed(job.number, QStringLiteral("%1: %2").arg(job.target, file.errorString()));
    else
        emit written(job.number, job.target);
}
