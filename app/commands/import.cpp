// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandline.h"
#include "app/importformats.h"
#include "protocol/capture/capturefile.h"
#include "protocol/capture/storewriter.h"

namespace Commands {

int importFile(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Reads a file of another program into a new capture. What could not be "
                       "read of it is said on standard error."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The file."));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")},
                                    QStringLiteral("The capture to make."),
                                    QStringLiteral("CAPTURE"));
    parser.addOption(output);
    if (const auto status = parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1 || parser.value(output).isEmpty()) {
        complain(QStringLiteral("import takes one file and -o CAPTURE; see import --help"));
        return WrongUse;
    }
    if (parser.value(output) == QLatin1String("-")) {
        complain(QStringLiteral("import makes a capture, which cannot be standard output"));
        return WrongUse;
    }
    const QString path = parser.positionalArguments().constFirst();
    QString error;
    const ImportFormat *const format = importFormatOf(path, &error);
    if (format == nullptr) {
        complain(error);
        return Failed;
    }
    auto writer = Capture::StoreWriter::create(parser.value(output), &error);
    if (!writer) {
        complain(error);
        return Failed;
    }
    Formats::Import work {
        .path = path, .store = *writer, .progress = {}, .remarks = {}, .error = {}};
    const bool isRead = format->read(work) && writer->finish();
    for (const QString &remark : work.remarks)
        complain(QStringLiteral("%1: %2").arg(path, remark));
    if (isRead)
        return Done;
    complain(work.error.isEmpty()
                 ? QStringLiteral("%1: %2").arg(parser.value(output), writer->errorText())
                 : QStringLiteral("%1: %2").arg(path, work.error));
    writer.reset();
    Capture::removeCapture(parser.value(output));
    return Failed;
}

} // namespace Commands
