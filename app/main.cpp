// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"
#include "app/commands/commandline.h"
#include "app/commands/stopsignals.h"
#include "app/version.h"

#include <QApplication>

#include <cstdio>

namespace {

constexpr const char *Overview = R"(Usage: sockscope [options] [FILE...]
       sockscope COMMAND [arguments]

Shows the traffic of WebSocket and Socket.IO apps: a window for each FILE, or an empty one.

Options:
  --demo           A window on the embedded server, a tap in front of it and
                   clients that talk.
  --theme LOOK     light or dark, for this run.
  -h, --help       Show this help.
  -v, --version    Show the version.

Commands, which need no display (COMMAND --help says more):
  record           Record taps, and connections of its own, into a capture.
  export           Write the messages of a capture in another format.
  import           Read a file of another program into a capture.
  query            Find messages of a capture by a filter, or count them.
  redact           Write a copy of a capture without its secrets.
  report           Write a page about a capture, to read or to send.
  stats            Say how much is in a capture, and what each layer cost.
  demo             Run the embedded server alone.
  compare          Measure WebSocket and Socket.IO side by side.
)";

using Command = int (*)(const QStringList &);

Command commandCalled(const QByteArray &name)
{
    if (name == "record")
        return Commands::record;
    if (name == "export")
        return Commands::exportCapture;
    if (name == "import")
        return Commands::importFile;
    if (name == "query")
        return Commands::query;
    if (name == "redact")
        return Commands::redact;
    if (name == "report")
        return Commands::report;
    if (name == "stats")
        return Commands::stats;
    if (name == "demo")
        return Commands::demo;
    if (name == "compare")
        return Commands::compare;
    return nullptr;
}

void nameTheProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("sockscope"));
    QCoreApplication::setOrganizationName(QStringLiteral("sockscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKSCOPE_VERSION));
}

int showWindows(int &argc, char **argv, const Application::Request &request)
{
    StopSignals::hold();
    const QApplication qt(argc, argv);
    const StopSignals signalsToStop;
    nameTheProgram();
    QApplication::setApplicationDisplayName(QStringLiteral("Sockscope"));
    QApplication::setDesktopFileName(QStringLiteral("io.github.sockscope.Sockscope"));
    Application application;
    QObject::connect(&signalsToStop, &StopSignals::received, &application, &Application::quit);
    application.start(request);
    return QApplication::exec();
}

/// Reads the arguments of the window. Returns the status to exit with if that is all.
std::optional<int> readWindowArguments(const QList<QByteArray> &arguments,
                                       Application::Request &request)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QByteArray &argument = arguments.at(i);
        if (argument == "-h" || argument == "--help") {
            std::fputs(Overview, stdout);
            return Commands::Done;
        }
        if (argument == "-v" || argument == "--version") {
            std::puts("sockscope " SOCKSCOPE_VERSION);
            return Commands::Done;
        }
        if (argument == "--demo") {
            request.demo = true;
        } else if (argument == "--theme") {
            request.theme = QString::fromLocal8Bit(arguments.value(++i));
            if (request.theme != QLatin1String("light") && request.theme != QLatin1String("dark")) {
                Commands::complain(QStringLiteral("--theme is light or dark"));
                return Commands::WrongUse;
            }
        } else if (argument.startsWith('-') && argument.size() > 1) {
            Commands::complain(QStringLiteral("unknown option \"%1\"; see sockscope --help")
                                   .arg(QString::fromLocal8Bit(argument)));
            return Commands::WrongUse;
        } else {
            request.files.append(QString::fromLocal8Bit(argument));
        }
    }
    return std::nullopt;
}

} // namespace

int main(int argc, char **argv)
{
    QList<QByteArray> arguments(argv + 1, argv + argc);
    if (!arguments.isEmpty()) {
        if (const Command command = commandCalled(arguments.constFirst())) {
            const QCoreApplication qt(argc, argv);
            nameTheProgram();
            return command(QCoreApplication::arguments().mid(1));
        }
    }
    Application::Request request;
    if (const auto status = readWindowArguments(arguments, request))
        return *status;
    return showWindows(argc, argv, request);
}
