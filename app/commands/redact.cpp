// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandline.h"
#include "app/commands/redactoptions.h"
#include "app/commands/stopsignals.h"
#include "protocol/capture/capturefile.h"
#include "protocol/redaction/capturecopy.h"
#include "protocol/redaction/finder.h"
#include "widgets/redaction/redactionwords.h"

#include <QFileInfo>

#include <cstdio>

namespace Commands {

namespace {

QByteArray placesOf(const Redaction::Secret &secret)
{
    QByteArrayList places;
    for (int i = 0; i < Redaction::Places; ++i) {
        if (secret.isAt(Redaction::Place(i)))
            places.append(placeName(Redaction::Place(i)).toByteArray());
    }
    return places.join('+');
}

/// A line a secret, tabs between: kind, stand-in, how often it was found, where, a hint.
int preview(const Redaction::SecretTable &table)
{
    for (const Redaction::Secret &secret : table.secrets()) {
        const QByteArray line = kindName(secret.kind).toByteArray() + '\t' + secret.standIn.left(40)
            + '\t' + QByteArray::number(secret.count) + '\t' + placesOf(secret) + '\t'
            + RedactionWords::hint(secret).toUtf8();
        std::printf("%s\n", QByteArray(line).replace('\n', ' ').constData());
    }
    return std::fflush(stdout) == 0 ? Done : Failed;
}

} // namespace

int redact(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Writes a copy of a capture without its secrets: cookies, credentials, tokens, session "
        "ids.\n\nThe same secret has the same stand-in everywhere, of the same length, so that "
        "sessions can still be followed. The copy is searched for what it should not hold before "
        "it is done. docs/redaction.md says more."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The capture."));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")},
                                    QStringLiteral("Where the copy goes."), QStringLiteral("COPY"));
    const QCommandLineOption shows(
        QStringLiteral("preview"),
        QStringLiteral("Write what was found, a line each: kind, stand-in, how often, where, and "
                       "what the secret begins with. Without -o nothing else."));
    parser.addOptions({output, shows});
    const RedactOptions options;
    options.addTo(&parser);
    if (const auto status = parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1) {
        complain(QStringLiteral("redact takes one capture; see redact --help"));
        return WrongUse;
    }
    if (!parser.isSet(output) && !parser.isSet(shows)) {
        complain(QStringLiteral("redact needs -o COPY, or --preview"));
        return WrongUse;
    }
    const auto rules = options.rules(parser);
    if (!rules)
        return WrongUse;
    const QString file = parser.positionalArguments().constFirst();
    QString error;
    const auto reader = Capture::StoreReader::open(file, &error);
    if (!reader) {
        complain(error);
        return Failed;
    }
    if (parser.isSet(output) && Capture::isBeingRecorded(file)) {
        complain(QStringLiteral("%1 is being recorded; stop that first.").arg(file));
        return Failed;
    }
    std::atomic_bool cancelled = false;
    auto plan = std::make_shared<Redaction::Plan>();
    plan->rules = *rules;
    if (!Redaction::Finder(*rules).find(*reader, cancelled, &plan->table)) {
        complain(reader->errorText());
        return Failed;
    }
    if (parser.isSet(shows)) {
        const int status = preview(plan->table);
        if (status != Done || !parser.isSet(output))
            return status;
    }
    // From here on a signal stops it, and takes away what was written: nobody has searched that
    // yet.
    StopSignals::hold();
    Redaction::CaptureCopy copy(file, plan);
    copy.onProgress = [&cancelled](int /*done*/) { cancelled = StopSignals::isPending(); };
    if (copy.write(parser.value(output), cancelled, &error))
        return Done;
    complain(cancelled ? QStringLiteral("%1: stopped, and no copy was made").arg(file) : error);
    return Failed;
}

} // namespace Commands
