// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/echooptions.h"

#include <QStringList>

namespace Commands {

namespace {

constexpr qint64 MostMilliseconds = 86'400'000; // a day
constexpr qint64 MostBytes = 256'000'000;
constexpr std::chrono::minutes RecoveryTime {2}; // as in socket.io

QString name(const char *option)
{
    return QString::fromLatin1(option);
}

/// Reads the options one by one until one is wrong.
class Reader
{
public:
    Reader(const QCommandLineParser &parser, QString *error)
        : m_parser(parser)
        , m_error(error)
    {
    }

    void readTime(const char *option, std::chrono::milliseconds *time)
    {
        qint64 count = time->count();
        readNumber(option, QStringLiteral("milliseconds"), MostMilliseconds, &count);
        *time = std::chrono::milliseconds(count);
    }

    void readNumber(const char *option, const QString &unit, qint64 most, qint64 *number)
    {
        if (!m_parser.isSet(name(option)))
            return;
        bool isNumber = false;
        const QString text = m_parser.value(name(option));
        const qint64 value = text.toLongLong(&isNumber);
        if (!isNumber || value < 1 || value > most) {
            fail(QStringLiteral("--%1 takes a number of %2 from 1 to %3, not \"%4\"")
                     .arg(name(option), unit, QString::number(most), text));
            return;
        }
        *number = value;
    }

    void readTransports(Server::EngineOptions *engine)
    {
        if (!m_parser.isSet(name("transports")))
            return;
        const QString text = m_parser.value(name("transports"));
        engine->polling = false;
        engine->webSocket = false;
        const QStringList transports = text.split(u',');
        for (const QString &transport : transports) {
            if (transport == name("polling"))
                engine->polling = true;
            else if (transport == name("websocket"))
                engine->webSocket = true;
            else
                fail(QStringLiteral("--transports takes polling, websocket or both with a comma "
                                    "between them, not \"%1\"")
                         .arg(text));
        }
    }

    void readParser(Server::Parser *parser)
    {
        const QString text = m_parser.value(name("parser"));
        if (text == name("msgpack"))
            *parser = Server::Parser::Msgpack;
        else if (has("parser") && text != name("default"))
            fail(QStringLiteral("--parser takes default or msgpack, not \"%1\"").arg(text));
    }

    bool has(const char *option) const { return m_parser.isSet(name(option)); }
    QString value(const char *option) const { return m_parser.value(name(option)); }
    /// Only the first is told.
    void fail(const QString &sentence)
    {
        if (m_error->isEmpty())
            *m_error = sentence;
    }

private:
    const QCommandLineParser &m_parser;
    QString *m_error;
};

} // namespace

void addEchoOptions(QCommandLineParser &parser)
{
    const QString milliseconds = QStringLiteral("MS");
    parser.addOptions({
        {name("echo"),
         QStringLiteral("Say back what clients say, to try them against, in place of the chat. See "
                        "the guide for the events; the options below go with it, and with "
                        "--rules.")},
        {name("ping-interval"), QStringLiteral("Ping that long after the last pong (25000)."),
         milliseconds},
        {name("ping-timeout"), QStringLiteral("Wait that long for the pong (20000)."),
         milliseconds},
        {name("connect-timeout"),
         QStringLiteral("Wait that long for a client to enter a namespace (45000)."), milliseconds},
        {name("max-payload"), QStringLiteral("Accept messages up to that size (1000000)."),
         QStringLiteral("BYTES")},
        {name("transports"), QStringLiteral("Offer only these: polling, websocket."),
         QStringLiteral("LIST")},
        {name("cookie"),
         QStringLiteral("Set a cookie, io, when a session is opened over polling.")},
        {name("deflate"),
         QStringLiteral("Accept permessage-deflate. The plain WebSockets always do.")},
        {name("recovery"),
         QStringLiteral(
             "Connection state recovery: who comes back within two minutes gets what it missed.")},
        {name("parser"), QStringLiteral("The parser of Socket.IO: default, msgpack."),
         QStringLiteral("NAME")},
        {name("eio3"), QStringLiteral("Let clients of Socket.IO 2 in too.")},
    });
}

std::optional<Server::EchoSite::Options> readEchoOptions(const QCommandLineParser &parser,
                                                         QString *error)
{
    Reader reader(parser, error);
    if (!reader.has("echo") && !reader.has("rules")) {
        for (const char *option :
             {"ping-interval", "ping-timeout", "connect-timeout", "max-payload", "transports",
              "cookie", "deflate", "recovery", "parser", "eio3"}) {
            if (reader.has(option))
                reader.fail(QStringLiteral("--%1 goes with --echo or --rules").arg(name(option)));
        }
        return std::nullopt;
    }
    Server::EchoSite::Options options;
    options.engine.cors = true;
    reader.readTime("ping-interval", &options.engine.pingInterval);
    reader.readTime("ping-timeout", &options.engine.pingTimeout);
    reader.readTime("connect-timeout", &options.sockets.connectTimeout);
    reader.readNumber("max-payload", QStringLiteral("bytes"), MostBytes,
                      &options.engine.maxPayload);
    reader.readTransports(&options.engine);
    options.engine.cookie = reader.has("cookie");
    options.engine.deflate = reader.has("deflate");
    if (reader.has("recovery"))
        options.sockets.namespaces.recovery = RecoveryTime;
    reader.readParser(&options.sockets.namespaces.parser);
    options.engine.revision3 = reader.has("eio3");
    if (options.engine.revision3 && options.sockets.namespaces.parser == Server::Parser::Msgpack)
        reader.fail(QStringLiteral("--eio3 does not go with --parser msgpack"));
    if (!error->isEmpty())
        return std::nullopt;
    return options;
}

} // namespace Commands
