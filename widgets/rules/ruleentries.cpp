// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/ruleentries.h"

#include <algorithm>
#include <utility>

using namespace Rules;

void RuleEntries::set(const RuleList &list)
{
    m_entries.clear();
    for (const Rule &rule : list.rules)
        m_entries.push_back({rule, rule, {}, 0});
    seed = list.seed;
}

std::size_t RuleEntries::onCount() const
{
    return static_cast<std::size_t>(
        std::count_if(m_entries.begin(), m_entries.end(),
                      [](const Entry &entry) { return entry.usable && entry.usable->isOn; }));
}

bool RuleEntries::add(Rule rule)
{
    if (m_entries.size() >= MostRules)
        return false;
    rule.name = freeName(rule.name);
    m_entries.push_back({rule, std::nullopt, {}, 0});
    replace(m_entries.size() - 1, rule, faultOf(rule));
    return true;
}

void RuleEntries::replace(std::size_t place, const Rule &rule, const std::optional<Fault> &fault)
{
    Entry &entry = m_entries[place];
    entry.rule = rule;
    entry.fault = fault ? fault->text : QByteArray();
    if (!fault)
        entry.usable = rule;
}

void RuleEntries::setOn(std::size_t place, bool isOn)
{
    Entry &entry = m_entries[place];
    entry.rule.isOn = isOn;
    if (entry.usable)
        entry.usable->isOn = isOn;
}

bool RuleEntries::duplicate(std::size_t place)
{
    if (m_entries.size() >= MostRules)
        return false;
    Entry copy = m_entries[place];
    copy.uses = 0;
    copy.rule.name = freeName(copy.rule.name);
    if (copy.usable)
        copy.usable->name = copy.rule.name;
    m_entries.insert(m_entries.begin() + static_cast<std::ptrdiff_t>(place) + 1, copy);
    return true;
}

void RuleEntries::remove(std::size_t place)
{
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(place));
}

void RuleEntries::swap(std::size_t place, std::size_t other)
{
    std::swap(m_entries[place], m_entries[other]);
}

void RuleEntries::setUses(const Uses &uses)
{
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_entries[i].uses = i < uses.size() ? uses[i] : 0;
}

RuleList RuleEntries::usable() const
{
    RuleList list {seed, {}};
    for (const Entry &entry : m_entries) {
        if (entry.usable)
            list.rules.push_back(*entry.usable);
    }
    return list;
}

RuleList RuleEntries::inForce(bool areOff) const
{
    RuleList list {seed, {}};
    for (const Entry &entry : m_entries) {
        Rule rule;
        rule.name = "unfinished";
        rule.isOn = false;
        if (entry.usable)
            rule = *entry.usable;
        rule.isOn = rule.isOn && !areOff;
        list.rules.push_back(rule);
    }
    return list;
}

/// That, or with a number behind it.
QByteArray RuleEntries::freeName(const QByteArray &name) const
{
    const auto isTaken = [this](const QByteArray &some) {
        return std::any_of(m_entries.begin(), m_entries.end(),
                           [&](const Entry &entry) { return entry.rule.name == some; });
    };
    QByteArray free = name;
    for (int number = 2; isTaken(free); ++number)
        free = name + ' ' + QByteArray::number(number);
    return free;
}
