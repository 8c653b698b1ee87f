// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandline.h"
#include "app/commands/echooptions.h"
#include "app/commands/mockoptions.h"
#include "app/commands/stopsignals.h"
#include "protocol/net/filelimit.h"
#include "protocol/server/demoserver.h"
#include "protocol/tap/tapspec.h"

#include <QCoreApplication>

namespace Commands {

namespace {

/// The value of --admin may be left out, which the parser does not know.
QStringList withAdminValue(QStringList arguments)
{
    const QString admin = QStringLiteral("--admin");
    for (qsizetype i = arguments.indexOf(admin); i >= 0; i = arguments.indexOf(admin, i + 1)) {
        const bool hasValue = i + 1 < arguments.size() && !arguments[i + 1].startsWith(u'-');
        arguments[i] += u'=' + (hasValue ? arguments.takeAt(i + 1) : QString());
    }
    return arguments;
}

/// What --admin and --admin-readonly ask for. False, said why, if that cannot be.
bool readAdmin(const QCommandLineParser &parser,
               std::optional<Server::AdminNamespace::Options> *admin)
{
    const bool isReadOnly = parser.isSet(QStringLiteral("admin-readonly"));
    if (!parser.isSet(QStringLiteral("admin")) && !isReadOnly)
        return true;
    admin->emplace().isReadOnly = isReadOnly;
    const QString login = parser.value(QStringLiteral("admin"));
    if (login.isEmpty())
        return true;
    const qsizetype colon = login.indexOf(u':');
    if (colon <= 0 || colon + 1 == login.size()) {
        complain(
            QStringLiteral("--admin takes a user name and a password, USER:PASSWORD, or nothing"));
        return false;
    }
    (*admin)->user = login.left(colon).toUtf8();
    (*admin)->password = login.mid(colon + 1).toUtf8();
    return true;
}

/// Runs until it is stopped.
template<typename Started>
int run(const StopSignals &signalsToStop, const Started &started, const QByteArray &more)
{
    if (!started.error.isEmpty()) {
        complain(QString::fromUtf8(started.error));
        return Failed;
    }
    say("server http://" + started.address);
    if (!more.isEmpty())
        say(more);
    QObject::connect(&signalsToStop, &StopSignals::received, QCoreApplication::instance(),
                     &QCoreApplication::quit);
    QCoreApplication::exec();
    return Done;
}

} // namespace

int demo(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Runs the embedded server until it is stopped: a small chat with rooms over Socket.IO 4 "
        "at /socket.io/, plain WebSockets at /echo and /ticker. With --echo it says back what it "
        "is "
        "told: bare Engine.IO at /engine.io/, Socket.IO at /socket.io/, plain WebSockets at "
        "/ws/echo, /ws/ticker and /ws/chat, open to pages of every origin. With --rules and "
        "--serve it is a mock of a server of yours."));
    const QCommandLineOption listen(
        QStringLiteral("listen"),
        QStringLiteral("Listen at ADDRESS:PORT of the loopback interface; port 0 picks one."),
        QStringLiteral("ADDRESS:PORT"), QStringLiteral("127.0.0.1:3000"));
    parser.addOption(listen);
    parser.addOptions({
        {QStringLiteral("admin"),
         QStringLiteral("Add an admin namespace, /admin, like that of @socket.io/admin-ui. Whoever "
                        "connects to it must know USER and PASSWORD; everyone may if they are "
                        "left out."),
         QStringLiteral("USER:PASSWORD")},
        {QStringLiteral("admin-readonly"),
         QStringLiteral("Add that namespace, and let it take no commands.")},
    });
    addEchoOptions(parser);
    addMockOptions(parser);
    if (const auto status = parse(parser, withAdminValue(arguments)))
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
    std::optional<Server::AdminNamespace::Options> admin;
    if (!readAdmin(parser, &admin))
        return WrongUse;
    QString error;
    auto echo = readEchoOptions(parser, &error);
    if (!error.isEmpty()) {
        complain(error);
        return WrongUse;
    }
    Answers::SiteOptions siteOptions;
    if (echo)
        siteOptions = {echo->engine, echo->sockets, admin};
    std::optional<Answers::MockServer::Plan> plan;
    if (const auto status = readMockOptions(parser, siteOptions, &plan))
        return *status;
    const StopSignals signalsToStop;
    Net::raiseFileLimit();
    Net::NetThread net;
    QByteArray more;
    if (admin)
        more = "admin " + admin->name + (admin->isReadOnly ? " read-only" : " takes commands");
    const QByteArray host
        = address.value->address.isEmpty() ? QByteArray("127.0.0.1") : address.value->address;
    if (plan) {
        Answers::MockServer server(net);
        return run(signalsToStop, server.start(*std::move(plan), host, address.value->port), more);
    }
    Server::DemoServer server(net);
    if (echo) {
        echo->admin = admin;
        server.setEcho(*echo);
    } else if (admin) {
        server.setAdmin(*admin);
    }
    return run(signalsToStop, server.start(host, address.value->port), more);
}

} // namespace Commands
