// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/judge.h"
#include "protocol/rules/rulecheck.h"

/// Rules while they are being written: each as it stands, and as it could be used last.
class RuleEntries
{
public:
    struct Entry
    {
        Rules::Rule rule; ///< as it is written
        std::optional<Rules::Rule> usable; ///< as it could be used last
        QByteArray fault; ///< what keeps it from being used, empty for nothing
        quint64 uses = 0;
    };

    /// The rules have no fault.
    void set(const Rules::RuleList &list);
    bool isEmpty() const { return m_entries.empty(); }
    std::size_t size() const { return m_entries.size(); }
    const Entry &at(std::size_t place) const { return m_entries[place]; }
    /// How many are on and can be used.
    std::size_t onCount() const;

    quint64 seed = 1;

    /// Adds it at the end under a name that is free. False if there are as many as there can be.
    bool add(Rules::Rule rule);
    void replace(std::size_t place, const Rules::Rule &rule,
                 const std::optional<Rules::Fault> &fault);
    void setOn(std::size_t place, bool isOn);
    bool duplicate(std::size_t place);
    void remove(std::size_t place);
    void swap(std::size_t place, std::size_t other);
    void setUses(const Rules::Uses &uses);

    /// Those that can be used.
    Rules::RuleList usable() const;
    /// One for each: off if it cannot be used, or if \a areOff.
    Rules::RuleList inForce(bool areOff) const;

private:
    QByteArray freeName(const QByteArray &name) const;

    std::vector<Entry> m_entries;
};
