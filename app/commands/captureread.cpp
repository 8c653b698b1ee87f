// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/captureread.h"

#include "app/commands/commandline.h"
#include "app/exportformats.h"
#include "protocol/capture/snapshot.h"
#include "protocol/formats/exportfile.h"
#include "protocol/query/compile.h"
#include "protocol/query/parser.h"
#include "protocol/redaction/finder.h"
#include "protocol/redaction/redactedreader.h"

#include <QFile>

#include <atomic>
#include <cstdio>

namespace Commands {

CaptureRead::CaptureRead(const QString &path, const QString &query)
    : m_path(path)
{
    const QByteArray text = query.toUtf8();
    const auto expression = Query::parse(text);
    if (const auto *error = std::get_if<Query::Error>(&expression)) {
        const QString place = QString::fromUtf8(text.first(error->offset));
        complain(QStringLiteral("the filter, at character %1: %2.")
                     .arg(place.size() + 1)
                     .arg(QString::fromUtf8(error->text)));
        m_status = WrongUse;
        return;
    }
    QString error;
    m_reader = Capture::openSnapshot(path, &error);
    if (!m_reader) {
        complain(error);
        m_status = Failed;
        return;
    }
    m_choice.condition = Query::compile(std::get<Query::Expression>(expression),
                                        Capture::StoreReader::Rows::Messages, *m_reader);
}

int CaptureRead::redact(const Redaction::Rules &rules)
{
    const std::atomic_bool cancelled = false;
    auto plan = std::make_shared<Redaction::Plan>();
    plan->rules = rules;
    if (!Redaction::Finder(rules).find(*m_reader, cancelled, &plan->table)) {
        complain(m_reader->errorText());
        return Failed;
    }
    m_reader = std::make_unique<Redaction::RedactedReader>(std::move(m_reader), std::move(plan));
    return Done;
}

qint64 CaptureRead::count()
{
    const std::atomic_bool cancelled = false;
    qint64 count = 0;
    m_reader->choose(Capture::StoreReader::Rows::Messages, m_choice, 0, m_reader->lastMessage(),
                     cancelled,
                     [&count](std::span<const Capture::Id> ids) { count += std::ssize(ids); });
    return count;
}

int CaptureRead::write(const ExportFormat &format, const QString &output)
{
    Formats::Export work {
        .reader = *m_reader, .choice = {}, .sink = {}, .progress = {}, .error = {}};
    if (m_choice.condition)
        work.choice = m_choice;
    std::optional<qint64> bytes;
    if (output != QLatin1String("-")) {
        bytes = Formats::writeToFile(output, m_path, work, format.write);
    } else {
        QFile standardOutput;
        if (standardOutput.open(stdout, QIODevice::WriteOnly))
            bytes = Formats::writeToDevice(standardOutput, QStringLiteral("standard output"), work,
                                           format.write);
        else
            work.error = standardOutput.errorString();
    }
    if (bytes)
        return Done;
    complain(work.error);
    return Failed;
}

} // namespace Commands
