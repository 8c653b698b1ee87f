// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/rulewords.h"

#include "protocol/rules/rulecheck.h"
#include "widgets/common/format.h"

#include <QCoreApplication>

#include <array>

using namespace Rules;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype LongestPart = 60;

QString words(const char *text)
{
    return QCoreApplication::translate("RuleWords", text);
}

QString plain(const QByteArray &text)
{
    return singleLine(text, LongestPart);
}

QString timeOf(std::chrono::microseconds time)
{
    return QString::fromLatin1(durationText(time));
}

struct Summary
{
    Subject subject = Subject::Message;

    QString operator()(const Delay &delay) const
    {
        switch (delay.spread) {
        case Delay::Spread::Fixed:
            return words("delay by %1").arg(timeOf(delay.time));
        case Delay::Spread::Exponential:
            return words("delay by %1 in the mean").arg(timeOf(delay.time));
        case Delay::Spread::Even:
        case Delay::Spread::Normal:
            break;
        }
        return words("delay by %1 to %2").arg(timeOf(delay.time), timeOf(delay.most));
    }
    QString operator()(const Drop & /*drop*/) const { return words("drop"); }
    QString operator()(const Duplicate &duplicate) const
    {
        return duplicate.copies == 1 ? words("send twice")
                                     : words("send %1 times").arg(duplicate.copies + 1);
    }
    QString operator()(const Reorder &reorder) const
    {
        return reorder.by == 1 ? words("let the next one overtake")
                               : words("let %1 overtake").arg(reorder.by);
    }
    QString operator()(const Replace &replace) const
    {
        const QString with = replace.with.isEmpty() ? words("nothing") : plain(replace.with);
        return words("replace %1 by %2 in").arg(plain(replace.find), with);
    }
    QString operator()(const Hold & /*hold*/) const { return words("hold"); }
    QString operator()(const Close &close) const
    {
        return words("close with %1 at").arg(close.code);
    }
    QString operator()(const Cut &cut) const
    {
        if (subject == Subject::Connection)
            return words("cut");
        return cut.inMessage ? words("cut in the middle of") : words("cut at");
    }
    QString operator()(const Stall &stall) const
    {
        const QString what = stall.time.count() == 0
            ? words("stall")
            : words("stall for %1").arg(timeOf(stall.time));
        return subject == Subject::Connection ? what : words("%1 at").arg(what);
    }
    QString operator()(const Throttle &throttle) const
    {
        return words("%1 bytes a second through").arg(formatNumber(throttle.bytesPerSecond));
    }
    QString operator()(const Refuse & /*refuse*/) const { return words("refuse"); }
    QString operator()(const Answer &answer) const
    {
        return words("answer %1 to").arg(answer.status);
    }
};

/// What it is done with.
QString objectOf(const Rule &rule)
{
    if (rule.subject == Subject::Connection) {
        return std::holds_alternative<Refuse>(rule.action) ? words("new connections")
                                                           : words("all connections");
    }
    if (rule.subject == Subject::Message) {
        QString object = rule.filter.isEmpty() ? words("every message") : plain(rule.filter);
        if (rule.direction) {
            object += *rule.direction == Capture::Direction::Sent ? words(" to the server")
                                                                  : words(" to the app");
        }
        return object;
    }
    const std::array<const char *, 5> kinds {
        QT_TRANSLATE_NOOP("RuleWords", "every request"), QT_TRANSLATE_NOOP("RuleWords", "upgrades"),
        QT_TRANSLATE_NOOP("RuleWords", "polling"),
        QT_TRANSLATE_NOOP("RuleWords", "what opens a session"),
        QT_TRANSLATE_NOOP("RuleWords", "requests in a session")};
    const QString kind = words(kinds.at(std::size_t(rule.asked)));
    return rule.path.isEmpty() ? kind : words("%1 of %2").arg(kind, plain(rule.path));
}

} // namespace

const QStringList &actionTitles()
{
    static const QStringList titles {words("Delay"),
                                     words("Drop"),
                                     words("Duplicate"),
                                     words("Reorder"),
                                     words("Replace"),
                                     words("Hold"),
                                     words("Close the WebSocket"),
                                     words("Cut the connection"),
                                     words("Stall"),
                                     words("Throttle"),
                                     words("Refuse"),
                                     words("Answer")};
    return titles;
}

const QStringList &actionHints()
{
    static const QStringList hints {
        words("It goes on later, and what is behind it too"),
        words("It does not go on"),
        words("It goes on more than once"),
        words("Later ones overtake it"),
        words("Something else goes on: another text, or another value in its data"),
        words("A breakpoint: it waits until you let it go, change it or drop it"),
        words("Both sides get a close frame with this code"),
        words("The TCP connection ends, by FIN or by a reset"),
        words("Nothing goes on, and nobody hears why: a dead line"),
        words("No more than so many bytes in a second, each way"),
        words("New connections are reset at once"),
        words("The tap answers in the server's place, which never hears of it")};
    return hints;
}

std::vector<std::size_t> actionsFor(Subject subject)
{
    std::vector<std::size_t> kinds;
    for (std::size_t kind = 0; kind < std::variant_size_v<Action>; ++kind) {
        if (canDo(subject, kind))
            kinds.push_back(kind);
    }
    return kinds;
}

Action newAction(std::size_t kind)
{
    const std::array<Action, std::variant_size_v<Action>> actions {Delay {.time = 1s, .most = 2s},
                                                                   Drop {},
                                                                   Duplicate {},
                                                                   Reorder {},
                                                                   Replace {},
                                                                   Hold {},
                                                                   Close {},
                                                                   Cut {.resets = true},
                                                                   Stall {},
                                                                   Throttle {50'000},
                                                                   Refuse {},
                                                                   Answer {.status = 503}};
    return actions.at(kind);
}

QString summaryOf(const Rule &rule)
{
    QStringList parts {std::visit(Summary {rule.subject}, rule.action) + QLatin1Char(' ')
                       + objectOf(rule)};
    if (rule.percent < 100)
        parts.append(words("%1 %").arg(rule.percent));
    if (rule.times > 0)
        parts.append(rule.times == 1 ? words("once") : words("%1 times").arg(rule.times));
    if (rule.after.count() > 0)
        parts.append(words("after %1").arg(timeOf(rule.after)));
    if (rule.length.count() > 0)
        parts.append(words("for %1").arg(timeOf(rule.length)));
    return parts.join(QStringLiteral(" · "));
}
