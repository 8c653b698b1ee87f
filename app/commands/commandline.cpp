// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandline.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cstdio>

namespace Commands {

void complain(const QString &message)
{
    say("sockscope: " + message.toUtf8());
}

void say(const QByteArray &line)
{
    const QByteArray text = line + '\n';
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stderr);
    std::fflush(stderr);
}

std::optional<int> parse(QCommandLineParser &parser, const QStringList &arguments)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Show this help."));
    parser.addOption(help);
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
    QStringList words = arguments;
    words.first().prepend(QStringLiteral("sockscope "));
    if (!parser.parse(words)) {
        complain(parser.errorText());
        return WrongUse;
    }
    if (parser.isSet(help)) {
        const QString program = QCoreApplication::arguments().constFirst();
        const QByteArray text = parser.helpText().replace(program, words.constFirst()).toUtf8();
        std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
        return Done;
    }
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> parseDuration(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(R"(^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)?$)"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const double number = match.captured(1).toDouble();
    const QString unit = match.captured(2);
    const double factor = unit == QLatin1String("ms") ? 1
        : unit == QLatin1String("m")                  ? 60'000
        : unit == QLatin1String("h")                  ? 3'600'000
                                                      : 1000;
    return std::chrono::milliseconds(static_cast<qint64>(number * factor));
}

} // namespace Commands
