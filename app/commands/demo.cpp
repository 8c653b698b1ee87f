// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandline.h"
#include "app/commands/stopsignals.h"
#include "protocol/net/filelimit.h"
#include "protocol/server/demoserver.h"
#include "protocol/tap/tapspec.h"

#include <QCoreApplication>

namespace Commands {

int demo(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Runs the embedded server until it is stopped: a small chat over Socket.IO 4 at "
        "/socket.io/, plain WebSockets at /echo and /ticker."));
    const QCommandLineOption listen(
        QStringLiteral("listen"),
        QStringLiteral("Listen at ADDRESS:PORT of the loopback interface; port 0 picks one."),
        QStringLiteral("ADDRESS:PORT"), QStringLiteral("127.0.0.1:3000"));
    parser.addOption(listen);
    if (const auto status = parse(parser, arguments))
        return *status;
    if (!parser.positionalArguments().isEmpty()) {
        complain(QStringLiteral("demo takes no argument like \"%1\"; see demo --help")
                     .arg(parser.positionalArguments().constFirst()));
        return WrongUse;
    }
    const auto address = Tap::TapSpec::parseListen(parser.value(listen).toUtf8());
    if (!address.value) {
        complain(QStringLiteral("--listen %1: %2")
                     .arg(parser.value(listen), QString::fromUtf8(address.error)));
        return WrongUse;
    }
    const StopSignals signalsToStop;
    Net::raiseFileLimit();
    Net::NetThread net;
    Server::DemoServer server(net);
    const QByteArray host
        = address.value->address.isEmpty() ? QByteArray("127.0.0.1") : address.value->address;
    const auto started = server.start(host, address.value->port);
    if (!started.error.isEmpty()) {
        complain(QString::fromUtf8(started.error));
        return Failed;
    }
    say("server http://" + started.address);
    QObject::connect(&signalsToStop, &StopSignals::received, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    return Done;
}

} // namespace Commands
