// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/judge.h"

#include "protocol/query/comparing.h"
#include "protocol/rules/chance.h"
#include "protocol/rules/compiledrules.h"
#include "protocol/rules/livematcher.h"
#include "protocol/rules/replacement.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace Rules {

using std::chrono::microseconds;

namespace {

// Courses of chance: those of sessions lie above.
constexpr quint64 RequestCourse = 0;
constexpr quint64 ConnectionCourse = 1;
constexpr quint64 FirstSessionCourse = 2;

bool isLast(const Action &action)
{
    return std::holds_alternative<Drop>(action) || std::holds_alternative<Cut>(action)
        || std::holds_alternative<Close>(action) || std::holds_alternative<Hold>(action);
}

/// A Stall that says how long it lasts from \a since on; \a began is when the rule chose, both in
/// the rule's own time. Other actions as they are. Nothing if it is over.
std::optional<Action> lasting(const Rule &rule, microseconds began, microseconds since)
{
    const auto *stall = std::get_if<Stall>(&rule.action);
    if (stall == nullptr)
        return rule.action;
    microseconds end = microseconds::max();
    if (stall->time.count() > 0)
        end = began + stall->time;
    if (rule.length.count() > 0)
        end = std::min(end, rule.after + rule.length);
    if (end == microseconds::max())
        return rule.action;
    return end > since ? std::optional<Action>(Stall {end - since}) : std::nullopt;
}

bool isAskedFor(Asked asked, const LiveRequest &request)
{
    switch (asked) {
    case Asked::Any:
        return true;
    case Asked::Upgrade:
        return request.isUpgrade;
    case Asked::Polling:
        return request.isPolling;
    case Asked::Opening:
        return request.opens;
    case Asked::InSession:
        return (request.isUpgrade || request.isPolling) && !request.opens;
    }
    return false;
}

} // namespace

class Judge::Private
{
public:
    /// A rule and what it needs to decide.
    struct Item
    {
        const Rule *rule = nullptr;
        quint64 *uses = nullptr;
        microseconds lead {0}; ///< it was in force so long before this judge came
        std::unique_ptr<LiveMatcher> matcher; ///< none: every message fits
        std::unique_ptr<Replacement> replacement;
        QByteArrayList path; ///< parts around `*`; none: every one fits
        /// Of rules for connections, by their number: since when, nothing if it chose not to.
        std::unordered_map<quint64, std::optional<microseconds>> chosen;

        bool needsChance() const
        {
            const auto *delay = std::get_if<Delay>(&rule->action);
            return rule->percent < 100
                || (delay != nullptr && delay->spread != Delay::Spread::Fixed);
        }
        bool isActive(microseconds since) const
        {
            return since + lead >= rule->after
                && (rule->length.count() == 0 || since + lead < rule->after + rule->length);
        }
        bool isUsedUp() const { return rule->times > 0 && *uses >= quint64(rule->times); }

        /// Whether it is used now, which counts.
        bool use(Chance &chance) const
        {
            if (isUsedUp() || !chance.happens(rule->percent))
                return false;
            ++*uses;
            return true;
        }
    };

    explicit Private(std::shared_ptr<const CompiledRules> compiled)
        : rules(std::move(compiled))
        , uses(rules->list().rules.size())
        , requestChance(rules->list().seed, RequestCourse)
        , connectionChance(rules->list().seed, ConnectionCourse)
    {
        for (std::size_t i = 0; i < uses.size(); ++i) {
            const Rule &rule = rules->list().rules[i];
            if (rule.isOn)
                add(rule, i);
        }
    }

    Chance &chanceOf(quint64 session)
    {
        const auto found = sessionChances.find(session);
        if (found != sessionChances.end())
            return found->second;
        const Chance chance(rules->list().seed, FirstSessionCourse + session);
        return sessionChances.emplace(session, chance).first->second;
    }

    std::vector<Item> &itemsFor(Subject subject)
    {
        return subject == Subject::Message ? messageItems
            : subject == Subject::Request  ? requestItems
                                           : connectionItems;
    }

    void follow(const std::vector<Item> &before, std::vector<Item> &after, microseconds since)
    {
        std::vector<bool> isTaken(before.size());
        for (Item &item : after) {
            for (std::size_t i = 0; i < before.size(); ++i) {
                if (isTaken[i] || *before[i].rule != *item.rule)
                    continue;
                isTaken[i] = true;
                *item.uses = *before[i].uses;
                item.lead = before[i].lead + since;
                item.chosen = before[i].chosen;
                break;
            }
        }
    }

    std::shared_ptr<const CompiledRules> rules;
    Uses uses;
    std::vector<Item> messageItems;
    std::vector<Item> requestItems;
    std::vector<Item> connectionItems;
    std::unordered_map<quint64, Chance> sessionChances;
    Chance requestChance;
    Chance connectionChance;

private:
    void add(const Rule &rule, std::size_t place)
    {
        Item item;
        item.rule = &rule;
        item.uses = &uses[place];
        if (rule.subject == Subject::Message) {
            if (!rules->filter(place).isEmpty())
                item.matcher = std::make_unique<LiveMatcher>(rules->filter(place));
            if (const auto *replace = std::get_if<Replace>(&rule.action))
                item.replacement = std::make_unique<Replacement>(*replace);
            messageItems.push_back(std::move(item));
        } else if (rule.subject == Subject::Request) {
            if (!rule.path.isEmpty())
                item.path = rule.path.split('*');
            requestItems.push_back(std::move(item));
        } else {
            connectionItems.push_back(std::move(item));
        }
    }
};

Judge::Judge(std::shared_ptr<const CompiledRules> rules)
    : m_d(std::make_unique<Private>(std::move(rules)))
{
}

Judge::~Judge() = default;

void Judge::follow(const Judge &before, microseconds since)
{
    for (const Subject subject : {Subject::Message, Subject::Request, Subject::Connection})
        m_d->follow(before.m_d->itemsFor(subject), m_d->itemsFor(subject), since);
    if (m_d->rules->list().seed != before.m_d->rules->list().seed)
        return;
    m_d->sessionChances = before.m_d->sessionChances;
    m_d->requestChance = before.m_d->requestChance;
    m_d->connectionChance = before.m_d->connectionChance;
}

Verdict Judge::message(const LiveMessage &message, quint64 session, microseconds since)
{
    Verdict verdict;
    const bool isText = message.socketIo >= 0 || !message.isBinary;
    for (Private::Item &item : m_d->messageItems) {
        const Rule &rule = *item.rule;
        if (!item.isActive(since) || item.isUsedUp()
            || (rule.direction && *rule.direction != message.direction)
            || (item.matcher && !item.matcher->matches(message)))
            continue;
        std::optional<QByteArray> made;
        if (item.replacement) {
            const bool isFirst = verdict.body.isNull();
            made = item.replacement->in(isFirst ? message.body : verdict.body, isText);
            if (!made)
                continue; // what finds nothing is not used
        }
        // Without need nothing is drawn, of whichever course.
        Chance &chance = item.needsChance() ? m_d->chanceOf(session) : m_d->requestChance;
        if (!item.use(chance))
            continue;
        if (made)
            verdict.body = made->isNull() ? QByteArray("") : *made;
        if (const auto *delay = std::get_if<Delay>(&rule.action))
            verdict.delay += chance.time(*delay);
        if (auto action = lasting(rule, since + item.lead, since + item.lead))
            verdict.wishes.push_back({rule.name, *std::move(action)});
        if (isLast(rule.action))
            break;
    }
    return verdict;
}

void Judge::forgetSession(quint64 session)
{
    m_d->sessionChances.erase(session);
}

std::optional<Verdict::Wish> Judge::request(const LiveRequest &request, microseconds since,
                                            microseconds *delay)
{
    for (Private::Item &item : m_d->requestItems) {
        const Rule &rule = *item.rule;
        if (!item.isActive(since) || !isAskedFor(rule.asked, request)
            || (!item.path.isEmpty() && !Query::fits(request.path, item.path))
            || !item.use(m_d->requestChance))
            continue;
        if (const auto *wanted = std::get_if<Delay>(&rule.action))
            *delay = m_d->requestChance.time(*wanted);
        return Verdict::Wish {rule.name, rule.action};
    }
    return std::nullopt;
}

std::vector<Verdict::Wish> Judge::connection(quint64 connection, bool isNew, microseconds since)
{
    std::vector<Verdict::Wish> wishes;
    for (Private::Item &item : m_d->connectionItems) {
        const Rule &rule = *item.rule;
        const bool isRefusal = std::holds_alternative<Refuse>(rule.action);
        if (!item.isActive(since) || (isRefusal && !isNew))
            continue;
        const auto [chosen, isFirst] = item.chosen.try_emplace(connection);
        if (isFirst && item.use(m_d->connectionChance))
            chosen->second = since + item.lead;
        if (!chosen->second)
            continue;
        if (auto action = lasting(rule, *chosen->second, since + item.lead))
            wishes.push_back({rule.name, *std::move(action)});
    }
    return wishes;
}

void Judge::forgetConnection(quint64 connection)
{
    for (Private::Item &item : m_d->connectionItems)
        item.chosen.erase(connection);
}

std::optional<microseconds> Judge::nextChange(microseconds since) const
{
    std::optional<microseconds> next;
    const auto consider = [&](microseconds time) {
        if (time > since && (!next || time < *next))
            next = time;
    };
    for (const Private::Item &item : m_d->connectionItems) {
        consider(item.rule->after - item.lead);
        if (item.rule->length.count() > 0)
            consider(item.rule->after + item.rule->length - item.lead);
    }
    return next;
}

bool Judge::looksAtMessages() const
{
    return !m_d->messageItems.empty();
}

bool Judge::looksAtRequests() const
{
    return !m_d->requestItems.empty();
}

bool Judge::looksAtConnections() const
{
    return !m_d->connectionItems.empty();
}

const Uses &Judge::uses() const
{
    return m_d->uses;
}

} // namespace Rules
