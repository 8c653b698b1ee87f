// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandline.h"
#include "app/commands/stopsignals.h"
#include "app/importformats.h"
#include "protocol/capture/capturefile.h"
#include "protocol/capture/storewriter.h"

#include <cstdio>
#include <unistd.h>

namespace Commands {

namespace {

/// How far it is, in one line on standard error, if that is a terminal.
class Percent
{
public:
    void show(double done)
    {
        const int percent = static_cast<int>(done * 100);
        if (!m_isTerminal || percent == m_shown)
            return;
        m_shown = percent;
        std::fprintf(stderr, "\r%3d %%", percent);
        std::fflush(stderr);
    }
    void clear() const
    {
        if (m_shown >= 0)
            std::fputs("\r     \r", stderr);
    }

private:
    const bool m_isTerminal = isatty(STDERR_FILENO) == 1;
    int m_shown = -1;
};

} // namespace

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
    // A signal stops it, and takes away what was made.
    StopSignals::hold();
    bool isStopped = false;
    Percent percent;
    Formats::Import work {.path = path,
                          .store = *writer,
                          .progress =
                              [&](double done) {
                                  percent.show(done);
                                  isStopped = StopSignals::isPending();
                                  return !isStopped;
                              },
                          .remarks = {},
                          .error = {}};
    const bool isRead = format->read(work) && writer->finish();
    percent.clear();
    for (const QString &remark : work.remarks)
        complain(QStringLiteral("%1: %2").arg(path, remark));
    if (isRead)
        return Done;
    if (isStopped)
        complain(QStringLiteral("%1: stopped, and no capture was made").arg(path));
    else if (work.error.isEmpty())
        complain(QStringLiteral("%1: %2").arg(parser.value(output), writer->errorText()));
    else
        complain(QStringLiteral("%1: %2").arg(path, work.error));
    writer.reset();
    Capture::removeCapture(parser.value(output));
    return Failed;
}

} // namespace Commands
