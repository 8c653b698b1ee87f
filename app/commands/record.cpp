// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/adminrun.h"
#include "app/commands/commandline.h"
#include "app/commands/connectplan.h"
#include "app/commands/connectrun.h"
#include "app/commands/printer.h"
#include "app/commands/reach.h"
#include "app/commands/rulesoption.h"
#include "app/commands/stopsignals.h"
#include "app/livecapture.h"
#include "protocol/query/keys.h"
#include "protocol/tap/tapspec.h"

#include <QCoreApplication>
#include <QTimer>

namespace Commands {

namespace {

struct Wanted
{
    QList<Tap::TapOptions> taps;
    ConnectPlan connects;
    QList<AdminOptions> admins;
    std::shared_ptr<const Rules::CompiledRules> rules;
    LiveCapture::Options capture;
    std::optional<std::chrono::milliseconds> duration;
    bool print = false;
};

QString dialectWords()
{
    const QByteArrayList names = Query::wordsOf(Query::Key::Dialect);
    return QString::fromLatin1(names.join(", "));
}

std::optional<int> read(const QStringList &arguments, Wanted &wanted)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Records the traffic of taps, and of connections of its own, until it is stopped (SIGINT, "
        "SIGTERM)."));
    const QCommandLineOption tap(
        QStringLiteral("tap"),
        QStringLiteral("Listen at LISTEN ([address:]port, port 0 picks one) and pass everything on "
                       "to TARGET (http, https, ws or wss URL). May be repeated."),
        QStringLiteral("LISTEN=TARGET"));
    const QCommandLineOption output(
        {QStringLiteral("o"), QStringLiteral("output")},
        QStringLiteral("Record into FILE. Without it the capture is an unsaved one."),
        QStringLiteral("FILE"));
    const QCommandLineOption duration(QStringLiteral("for"),
                                      QStringLiteral("Stop after TIME (500ms, 30s, 5m, 1h)."),
                                      QStringLiteral("TIME"));
    const QCommandLineOption print(
        QStringLiteral("print"),
        QStringLiteral("Write each message to standard output as it comes (JSON Lines)."));
    const QCommandLineOption rewrite(
        QStringLiteral("rewrite-host"),
        QStringLiteral("Whether Host, and Origin and Referer that name the tap, become the "
                       "target's: auto (when it is not a loopback address), always, never."),
        QStringLiteral("WHEN"), QStringLiteral("auto"));
    const QCommandLineOption neverLose(
        QStringLiteral("never-lose"),
        QStringLiteral("Rather hold the traffic up than leave some unrecorded."));
    const QCommandLineOption dialect(
        QStringLiteral("dialect"),
        QStringLiteral("What rides on the plain WebSockets of the taps: %1, or none. Without it "
                       "that is found out.")
            .arg(dialectWords()),
        QStringLiteral("NAME"));
    parser.addOptions({tap, output, duration, print, rewrite, neverLose, dialect});
    addReachOptions(parser);
    addConnectOptions(parser);
    addAdminOptions(parser);
    addRulesOption(parser);
    if (const auto status = parse(parser, withSocketIoValue(arguments)))
        return status;

    if (!parser.positionalArguments().isEmpty()) {
        complain(QStringLiteral("record takes no argument like \"%1\"; see record --help")
                     .arg(parser.positionalArguments().constFirst()));
        return WrongUse;
    }
    Tap::HostRewrite hostRewrite = Tap::HostRewrite::Auto;
    if (parser.value(rewrite) == QLatin1String("always")) {
        hostRewrite = Tap::HostRewrite::Always;
    } else if (parser.value(rewrite) == QLatin1String("never")) {
        hostRewrite = Tap::HostRewrite::Never;
    } else if (parser.value(rewrite) != QLatin1String("auto")) {
        complain(QStringLiteral("--rewrite-host is auto, always or never"));
        return WrongUse;
    }
    std::optional<Dialects::Dialect> spoken;
    if (parser.isSet(dialect)) {
        const QByteArray name = parser.value(dialect).toUtf8();
        spoken = name == "none" ? Dialects::Dialect::None : Dialects::dialectFromName(name);
        if (!spoken) {
            complain(QStringLiteral("--dialect is one of %1, none").arg(dialectWords()));
            return WrongUse;
        }
    }
    Reach reach;
    if (const auto status = readReach(parser, &reach))
        return status;
    for (const QString &text : parser.values(tap)) {
        auto parsed = Tap::TapSpec::parse(text.toUtf8());
        if (!parsed.value) {
            complain(QStringLiteral("--tap %1: %2").arg(text, QString::fromUtf8(parsed.error)));
            return WrongUse;
        }
        parsed.value->hostRewrite = hostRewrite;
        parsed.value->tls = reach.tls;
        parsed.value->proxy = reach.proxy;
        parsed.value->dialect = spoken;
        wanted.taps.append(*parsed.value);
    }
    if (const auto status = readConnectPlan(parser, reach, &wanted.connects))
        return status;
    if (const auto status = readAdmins(parser, reach, &wanted.admins))
        return status;
    if (const auto status = readRules(parser, &wanted.rules))
        return status;
    if (wanted.rules && wanted.taps.isEmpty()) {
        complain(QStringLiteral("--rules is for taps: it needs at least one --tap LISTEN=TARGET"));
        return WrongUse;
    }
    if (wanted.taps.isEmpty() && wanted.connects.clients.isEmpty() && wanted.admins.isEmpty()) {
        complain(QStringLiteral("record needs at least one --tap LISTEN=TARGET, one --connect URL "
                                "or one --admin URL"));
        return WrongUse;
    }
    wanted.capture.path = parser.value(output);
    if (wanted.capture.path == QLatin1String("-")) {
        complain(QStringLiteral("record cannot write a capture to standard output; "
                                "--print writes JSON Lines there"));
        return WrongUse;
    }
    wanted.capture.neverLose = parser.isSet(neverLose);
    wanted.print = parser.isSet(print);
    if (parser.isSet(duration)) {
        wanted.duration = parseDuration(parser.value(duration));
        if (!wanted.duration) {
            complain(QStringLiteral("--for takes a time like 500ms, 30s, 5m or 1h"));
            return WrongUse;
        }
    }
    return std::nullopt;
}

} // namespace

int record(const QStringList &arguments)
{
    Wanted wanted;
    if (const auto status = read(arguments, wanted))
        return *status;
    const StopSignals signalsToStop;
    QString error;
    const auto capture = LiveCapture::start(wanted.capture, &error);
    if (!capture) {
        complain(error);
        return Failed;
    }

    int status = Done;
    bool isUseless = false; // nothing was recorded that anybody could want
    std::unique_ptr<Printer> printer;
    if (wanted.print) {
        printer = std::make_unique<Printer>(capture->path());
        QObject::connect(capture.get(), &LiveCapture::advanced, printer.get(), &Printer::print);
        QObject::connect(printer.get(), &Printer::closed, QCoreApplication::instance(),
                         &QCoreApplication::quit);
    }
    QHash<quint32, Tap::TapOptions> taps;
    QObject::connect(capture.get(), &LiveCapture::tapStarted, QCoreApplication::instance(),
                     [&](quint32 source, const QByteArray &address) {
                         say("tap " + address + " -> " + taps.value(source).target.toText());
                     });
    QObject::connect(capture.get(), &LiveCapture::tapFailed, QCoreApplication::instance(),
                     [&](quint32 source, const QByteArray &why) {
                         Q_UNUSED(source)
                         complain(QString::fromUtf8(why));
                         status = Failed;
                         isUseless = true;
                         QCoreApplication::quit();
                     });
    QObject::connect(&signalsToStop, &StopSignals::received, QCoreApplication::instance(),
                     &QCoreApplication::quit);
    if (wanted.rules)
        capture->taps().setRules(wanted.rules);
    for (const Tap::TapOptions &options : std::as_const(wanted.taps))
        taps.insert(capture->addTap(options), options);
    ConnectRun connects(*capture, wanted.connects,
                        wanted.taps.isEmpty() && wanted.admins.isEmpty());
    QObject::connect(&connects, &ConnectRun::finished, QCoreApplication::instance(),
                     &QCoreApplication::quit);
    connects.start();
    AdminRun admins(*capture, wanted.admins,
                    wanted.taps.isEmpty() && wanted.connects.clients.isEmpty());
    QObject::connect(&admins, &AdminRun::finished, QCoreApplication::instance(),
                     &QCoreApplication::quit);
    admins.start();
    if (wanted.duration)
        QTimer::singleShot(*wanted.duration, QCoreApplication::instance(), &QCoreApplication::quit);

    QCoreApplication::exec();

    if (const int outcome = connects.conclude(); outcome != Done) {
        status = outcome;
        isUseless = isUseless
            || (wanted.taps.isEmpty() && !connects.hasConnected() && !admins.wasAttached());
    }
    if (const int outcome = admins.conclude(); outcome != Done) {
        status = outcome;
        isUseless = isUseless
            || (wanted.taps.isEmpty() && !connects.hasConnected() && !admins.wasAttached());
    }
    if (!capture->stop(&error)) {
        complain(error);
        status = Failed;
    }
    if (printer)
        printer->printRest();
    if (isUseless && wanted.capture.path.isEmpty())
        capture->discard();
    else if (wanted.capture.path.isEmpty())
        say("unsaved capture " + capture->path().toUtf8());
    return status;
}

} // namespace Commands
