// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/compareplan.h"

#include "app/commands/commandline.h"
#include "app/commands/reach.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace Commands {

namespace {

QString name(const char *option)
{
    return QString::fromLatin1(option);
}

/// All names with commas between.
template<typename List, typename NameOf>
QString namesOf(const List &values, const NameOf &nameOf)
{
    QByteArrayList names;
    for (const auto &value : values)
        names.append(nameOf(value));
    return QString::fromLatin1(names.join(", "));
}

/// "16", "64k", "1M": thousands and millions.
std::optional<qint64> bytesOf(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,9})([kM]?)$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 factor = match.captured(2) == QLatin1String("k") ? 1000
        : match.captured(2) == QLatin1String("M")                 ? 1'000'000
                                                                  : 1;
    return match.captured(1).toLongLong() * factor;
}

/// Reads the options one by one until one is wrong.
class Reader
{
public:
    explicit Reader(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }

    bool isWrong() const { return !m_error.isEmpty(); }
    const QString &error() const { return m_error; }
    bool has(const char *option) const { return m_parser.isSet(name(option)); }

    void readNumber(const char *option, int *number)
    {
        if (!has(option))
            return;
        bool isNumber = false;
        const QString text = m_parser.value(name(option));
        const int value = text.toInt(&isNumber);
        if (isNumber)
            *number = value;
        else
            fail(QStringLiteral("--%1 takes a number, not \"%2\"").arg(name(option), text));
    }

    void readTime(const char *option, std::chrono::milliseconds *time)
    {
        if (!has(option))
            return;
        if (const auto value = parseDuration(m_parser.value(name(option))))
            *time = *value;
        else
            fail(QStringLiteral("--%1 takes a time like 500ms, 30s or 5m").arg(name(option)));
    }

    void readText(const char *option, QByteArray *text)
    {
        if (has(option))
            *text = m_parser.value(name(option)).toUtf8();
    }

    template<typename List, typename Read>
    void readList(const char *option, const QString &what, const Read &readOne, List *list)
    {
        if (!has(option))
            return;
        list->clear();
        const QStringList words = m_parser.value(name(option)).split(u',');
        for (const QString &word : words) {
            const auto value = readOne(word);
            if (!value) {
                fail(QStringLiteral("--%1 takes %2, with commas between, not \"%3\"")
                         .arg(name(option), what, word));
                return;
            }
            list->push_back(*value);
        }
    }

    /// Only the first is told.
    void fail(const QString &sentence)
    {
        if (m_error.isEmpty())
            m_error = sentence;
    }

private:
    const QCommandLineParser &m_parser;
    QString m_error;
};

QString wayNames()
{
    return namesOf(Compare::allWays(), Compare::wayName);
}

QString workNames()
{
    return namesOf(Compare::allWorks(), Compare::workName);
}

void readTarget(Reader &reader, Compare::Target *target)
{
    reader.readText("path", &target->path);
    reader.readText("namespace", &target->nsp);
    reader.readText("auth", &target->auth);
    reader.readText("echo-event", &target->echoEvent);
    reader.readText("one-way-event", &target->oneWayEvent);
    reader.readText("broadcast-event", &target->broadcastEvent);
    reader.readText("websocket-path", &target->webSocketPath);
    reader.readText("chat-path", &target->chatPath);
    if (!target->auth.isEmpty() && !QJsonDocument::fromJson(target->auth).isObject())
        reader.fail(QStringLiteral("--auth takes a JSON object"));
}

} // namespace

void addCompareOptions(QCommandLineParser &parser)
{
    const QString number = QStringLiteral("N");
    const QString list = QStringLiteral("LIST");
    const QString event = QStringLiteral("NAME");
    const QString path = QStringLiteral("PATH");
    parser.addOptions({
        {name("ways"), QStringLiteral("Only these: %1.").arg(wayNames()), list},
        {name("works"), QStringLiteral("Only these: %1.").arg(workNames()), list},
        {name("sizes"), QStringLiteral("Bytes of a payload (16,256,4096,65536,1M)."), list},
        {name("messages"), QStringLiteral("Messages of a size, at most (200)."), number},
        {name("bytes"),
         QStringLiteral("Bytes of a size and kind of work, about (2M): of large messages there are "
                        "fewer, five at least."),
         number},
        {name("receivers"), QStringLiteral("Clients that hear a broadcast (4)."), number},
        {name("rounds"), QStringLiteral("Times that everything is done, in turn (3)."), number},
        {name("no-cut"), QStringLiteral("Do not measure what happens when the connection is cut.")},
        {name("no-block"),
         QStringLiteral("Do not measure what happens when WebSocket upgrades are blocked.")},
        {name("outage"), QStringLiteral("How long nobody gets through after the cut (300ms)."),
         QStringLiteral("TIME")},
        {name("patience"), QStringLiteral("When nothing goes on for so long, it has failed (10s)."),
         QStringLiteral("TIME")},
        {name("embedded"), QStringLiteral("Measure the embedded server too, beside the URLs.")},
        {name("path"),
         QStringLiteral("Where the servers at the URLs have Socket.IO "
                        "(/socket.io/); empty: nowhere."),
         path},
        {name("namespace"), QStringLiteral("The namespace there (/)."), event},
        {name("auth"), QStringLiteral("What to enter it with."), QStringLiteral("JSON")},
        {name("echo-event"),
         QStringLiteral("An event that they acknowledge with its own arguments."), event},
        {name("one-way-event"),
         QStringLiteral("An event that they read, and do nothing about (one-way)."), event},
        {name("broadcast-event"),
         QStringLiteral("An event whose arguments they send to all others."), event},
        {name("websocket-path"),
         QStringLiteral("Where they have a plain WebSocket that says back what it hears."), path},
        {name("chat-path"),
         QStringLiteral("Where they have one that sends what one says to all others."), path},
    });
    addReachOptions(parser);
}

std::optional<int> readComparePlan(const QCommandLineParser &parser, const QStringList &urls,
                                   Compare::Plan *plan)
{
    Reader reader(parser);
    reader.readList(
        "ways", wayNames(),
        [](const QString &word) { return Compare::wayFromName(word.trimmed().toUtf8()); },
        &plan->ways);
    reader.readList(
        "works", workNames(),
        [](const QString &word) { return Compare::workFromName(word.trimmed().toUtf8()); },
        &plan->works);
    reader.readList("sizes", QStringLiteral("bytes (16, 64k, 1M)"), bytesOf, &plan->sizes);
    reader.readNumber("messages", &plan->messages);
    reader.readNumber("receivers", &plan->receivers);
    reader.readNumber("rounds", &plan->rounds);
    QList<qint64> bytes;
    reader.readList("bytes", QStringLiteral("a number of bytes (64k, 4M)"), bytesOf, &bytes);
    if (bytes.size() == 1)
        plan->bytes = bytes.constFirst();
    else if (bytes.size() > 1)
        reader.fail(QStringLiteral("--bytes takes one number"));
    reader.readTime("outage", &plan->outage);
    reader.readTime("patience", &plan->patience);
    plan->cuts = !reader.has("no-cut");
    plan->blocks = !reader.has("no-block");

    Reach reach;
    if (const auto status = readReach(parser, &reach))
        return status;
    if (!urls.isEmpty())
        plan->targets.clear();
    for (const QString &url : urls) {
        Compare::Target target = Compare::Target::at(url.toUtf8());
        readTarget(reader, &target);
        target.tls = reach.tls;
        target.proxy = reach.proxy;
        plan->targets.append(target);
    }
    if (urls.isEmpty()) {
        for (const char *option : {"path", "namespace", "auth", "echo-event", "one-way-event",
                                   "broadcast-event", "websocket-path", "chat-path", "embedded"}) {
            if (reader.has(option))
                reader.fail(QStringLiteral("--%1 goes with a URL").arg(name(option)));
        }
    } else if (reader.has("embedded")) {
        plan->targets.append(Compare::Target());
    }
    if (!reader.isWrong()) {
        QString fault = QString::fromUtf8(plan->fault());
        if (fault.endsWith(u'.'))
            fault.chop(1);
        if (!fault.isEmpty())
            reader.fail(fault);
    }
    if (reader.isWrong()) {
        complain(reader.error());
        return WrongUse;
    }
    return std::nullopt;
}

} // namespace Commands
