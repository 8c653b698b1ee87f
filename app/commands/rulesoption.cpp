// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/rulesoption.h"

#include "app/commands/commandline.h"
#include "protocol/rules/rulefile.h"

#include <QFile>

#include <algorithm>

namespace Commands {

namespace {

const QCommandLineOption &option()
{
    static const QCommandLineOption rules(
        QStringLiteral("rules"),
        QStringLiteral("What the taps do with the traffic: FILE is a file of rules, see "
                       "docs/rules.md."),
        QStringLiteral("FILE"));
    return rules;
}

std::optional<int> fail(const QString &name, const QString &sentence)
{
    complain(QStringLiteral("--rules %1: %2").arg(name, sentence));
    return Failed;
}

} // namespace

void addRulesOption(QCommandLineParser &parser)
{
    parser.addOption(option());
}

std::optional<int> readRules(const QCommandLineParser &parser,
                             std::shared_ptr<const Rules::CompiledRules> *rules)
{
    if (!parser.isSet(option()))
        return {};
    const QString name = parser.value(option());
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(name, file.errorString());
    const auto read = Rules::fromFile(file.read(Rules::MostFileBytes + 1));
    if (const auto *sentence = std::get_if<QByteArray>(&read))
        return fail(name, QString::fromUtf8(*sentence));
    const auto &list = std::get<Rules::RuleList>(read);
    const auto holds = std::find_if(list.rules.begin(), list.rules.end(), [](const auto &rule) {
        return rule.isOn && std::holds_alternative<Rules::Hold>(rule.action);
    });
    if (holds != list.rules.end())
        return fail(name,
                    QStringLiteral("The rule \"%1\" holds messages, and there is no window to let "
                                   "them go.")
                        .arg(QString::fromUtf8(holds->name)));
    auto compiled = Rules::CompiledRules::of(list);
    if (const auto *fault = std::get_if<Rules::Fault>(&compiled))
        return fail(name, QString::fromUtf8(Rules::sentence(*fault, list)));
    *rules = std::get<std::shared_ptr<const Rules::CompiledRules>>(compiled);
    return {};
}

} // namespace Commands
