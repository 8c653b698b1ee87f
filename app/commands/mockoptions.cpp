// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/mockoptions.h"

#include "app/commands/commandline.h"
#include "protocol/answers/answerfile.h"

#include <QFile>

namespace Commands {

namespace {

QString name(const char *option)
{
    return QString::fromLatin1(option);
}

int fail(const QString &sentence)
{
    complain(sentence);
    return WrongUse;
}

std::optional<int> readAnswers(const QString &path, const Answers::SiteOptions &options,
                               std::optional<Answers::MockServer::Plan> *plan)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(QStringLiteral("--rules %1: %2").arg(path, file.errorString()));
    const QByteArray json = file.read(Answers::MostFileBytes + 1);
    auto read = Answers::fromFile(json);
    if (const auto *fault = std::get_if<Answers::Fault>(&read))
        return fail(QStringLiteral("--rules %1: %2")
                        .arg(path, QString::fromUtf8(Answers::sentence(*fault, json))));
    plan->emplace(
        Answers::MockServer::FromFile {std::get<Answers::AnswerList>(std::move(read)), options});
    return std::nullopt;
}

std::optional<int> readRecording(const QCommandLineParser &parser,
                                 std::optional<Answers::MockServer::Plan> *plan)
{
    const QString path = parser.value(name("serve"));
    const QString pace = parser.value(name("by"));
    if (pace != name("event") && pace != name("time"))
        return fail(QStringLiteral("--by takes event or time, not \"%1\"").arg(pace));
    qint64 session = 0;
    if (parser.isSet(name("session"))) {
        session = parser.value(name("session")).toLongLong();
        if (session < 1)
            return fail(QStringLiteral("--session takes the number of a session, not \"%1\"")
                            .arg(parser.value(name("session"))));
    }
    QString error;
    const auto reader = Capture::StoreReader::open(path, &error);
    if (reader == nullptr)
        return fail(QStringLiteral("--serve %1: %2").arg(path, error));
    auto recording = Answers::recordingOf(*reader, session);
    if (const auto *sentence = std::get_if<QByteArray>(&recording))
        return fail(QStringLiteral("--serve %1: %2").arg(path, QString::fromUtf8(*sentence)));
    Answers::MockServer::FromRecording served;
    served.recording = std::get<Answers::Recording>(std::move(recording));
    served.pace = pace == name("time") ? Answers::Pace::ByTime : Answers::Pace::ByEvent;
    served.note = [](const QByteArray &sentence) { complain(QString::fromUtf8(sentence)); };
    say("session " + QByteArray::number(served.recording.session) + ' ' + served.recording.path
        + ' ' + QByteArray::number(qulonglong(served.recording.steps.size())) + " messages");
    plan->emplace(std::move(served));
    return std::nullopt;
}

} // namespace

void addMockOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {name("rules"),
         QStringLiteral("Say what FILE, a file of answers, says, in place of the chat: see "
                        "docs/answers.md."),
         name("FILE")},
        {name("serve"),
         QStringLiteral("Say what the server said in a session of CAPTURE, in place of the chat."),
         name("CAPTURE")},
        {name("session"),
         QStringLiteral("With --serve: the number of the session; the first without it."),
         name("N")},
        {name("by"),
         QStringLiteral("With --serve: say it when the client says what came before (event), or as "
                        "long after the beginning as it was recorded (time)."),
         name("event|time"), name("event")},
    });
}

std::optional<int> readMockOptions(const QCommandLineParser &parser,
                                   const Answers::SiteOptions &options,
                                   std::optional<Answers::MockServer::Plan> *plan)
{
    const bool hasRules = parser.isSet(name("rules"));
    const bool serves = parser.isSet(name("serve"));
    if (int(hasRules) + int(serves) + int(parser.isSet(name("echo"))) > 1)
        return fail(QStringLiteral("--echo, --rules and --serve do not go together"));
    for (const char *const option : {"session", "by"}) {
        if (parser.isSet(name(option)) && !serves)
            return fail(QStringLiteral("--%1 goes with --serve").arg(name(option)));
    }
    for (const char *const option : {"admin", "admin-readonly"}) {
        if (parser.isSet(name(option)) && serves)
            return fail(QStringLiteral("--%1 does not go with --serve").arg(name(option)));
    }
    if (hasRules)
        return readAnswers(parser.value(name("rules")), options, plan);
    return serves ? readRecording(parser, plan) : std::nullopt;
}

} // namespace Commands
