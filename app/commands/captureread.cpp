// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/captureread.h"

#include "app/commands/commandline.h"
#include "app/exportformats.h"
#include "protocol/query/compile.h"
#include "protocol/query/parser.h"
#include "protocol/redaction/finder.h"
#include "protocol/redaction/redactedreader.h"

#include <QFile>
#include <QSaveFile>

#include <atomic>
#include <cstdio>

namespace Commands {

CaptureRead::CaptureRead(const QString &path, const QString &query)
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
    m_reader = Capture::StoreReader::open(path, &error);
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
    QFile standardOutput;
    QSaveFile file(output);
    const bool isStandard = output == QLatin1String("-");
    QIODevice *const device = isStandard ? static_cast<QIODevice *>(&standardOutput) : &file;
    const auto fail = [&](const QString &text) {
        complain(text);
        return Failed;
    };
    const auto failedToWrite
        = [&] { return fail(QStringLiteral("%1: %2").arg(output, device->errorString())); };
    if (isStandard ? !standardOutput.open(stdout, QIODevice::WriteOnly)
                   : !file.open(QIODevice::WriteOnly))
        return failedToWrite();
    bool isSunk = true; // what was written went where it should
    Formats::Export work {.reader = *m_reader,
                          .choice = {},
                          .sink =
                              [device, &isSunk](QByteArrayView bytes) {
                                  isSunk = device->write(bytes.constData(), bytes.size())
                                      == bytes.size();
                                  return isSunk;
                              },
                          .progress = {},
                          .error = {}};
    if (m_choice.condition)
        work.choice = m_choice;
    if (!format.write(work)) {
        if (!isSunk)
            return failedToWrite();
        return fail(work.error.isEmpty() ? m_reader->errorText() : work.error);
    }
    if (isStandard ? !standardOutput.flush() : !file.commit())
        return failedToWrite();
    return Done;
}

} // namespace Commands
