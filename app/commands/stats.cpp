// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/stats.h"
#include "app/commands/commandline.h"
#include "protocol/capture/storereader.h"

#include <cstdio>

namespace Commands {

int stats(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Says how much is in a capture, and what each layer cost."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The capture."));
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Say it as JSON."));
    parser.addOption(json);
    if (const auto status = parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1) {
        complain(QStringLiteral("stats takes one capture; see stats --help"));
        return WrongUse;
    }
    QString error;
    const auto reader
        = Capture::StoreReader::open(parser.positionalArguments().constFirst(), &error);
    if (!reader) {
        complain(error);
        return Failed;
    }
    const Capture::Totals totals = reader->totals();
    const QByteArray text
        = parser.isSet(json) ? Formats::statsJson(totals) : Formats::statsTable(totals);
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    return Done;
}

} // namespace Commands
