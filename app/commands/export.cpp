// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandline.h"
#include "protocol/capture/storereader.h"
#include "protocol/formats/jsonlines.h"

#include <QFile>
#include <QSaveFile>

#include <cstdio>

namespace Commands {

int exportCapture(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Writes the messages of a capture in another format."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The capture."));
    const QCommandLineOption format(QStringLiteral("format"),
                                    QStringLiteral("jsonl: JSON Lines, one message a line."),
                                    QStringLiteral("FORMAT"));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")},
                                    QStringLiteral("Write to OUT; - is standard output."),
                                    QStringLiteral("OUT"), QStringLiteral("-"));
    parser.addOptions({format, output});
    if (const auto status = parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1) {
        complain(QStringLiteral("export takes one capture; see export --help"));
        return WrongUse;
    }
    if (parser.value(format) != QLatin1String("jsonl")) {
        complain(parser.isSet(format)
                     ? QStringLiteral("unknown format \"%1\": jsonl is the one there is")
                           .arg(parser.value(format))
                     : QStringLiteral("export needs --format jsonl"));
        return WrongUse;
    }
    QString error;
    const QString path = parser.positionalArguments().constFirst();
    const auto reader = Capture::StoreReader::open(path, &error);
    if (!reader) {
        complain(error);
        return Failed;
    }

    QFile standardOutput;
    QSaveFile file(parser.value(output));
    QIODevice *device = &file;
    const bool toStandardOutput = parser.value(output) == QLatin1String("-");
    if (toStandardOutput)
        device = &standardOutput;
    if (toStandardOutput ? !standardOutput.open(stdout, QIODevice::WriteOnly)
                         : !file.open(QIODevice::WriteOnly)) {
        complain(QStringLiteral("%1: %2").arg(parser.value(output), device->errorString()));
        return Failed;
    }
    Formats::JsonLinesWriter writer([device](QByteArrayView bytes) {
        return device->write(bytes.constData(), bytes.size()) == bytes.size();
    });
    if (!writer.writeAll(*reader)) {
        complain(reader->errorText().isEmpty()
                     ? QStringLiteral("%1: %2").arg(parser.value(output), device->errorString())
                     : reader->errorText());
        return Failed;
    }
    if (toStandardOutput ? !standardOutput.flush() : !file.commit()) {
        complain(QStringLiteral("%1: %2").arg(parser.value(output), device->errorString()));
        return Failed;
    }
    return Done;
}

} // namespace Commands
