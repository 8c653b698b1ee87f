// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/receiptgroups.h"

#include <algorithm>
#include <iterator>

namespace Rooms {

using Capture::Id;
using Capture::Time;

namespace {

constexpr std::size_t FewSessions = 16; // a look at each is faster than a set
constexpr std::size_t MostOpen = 32; // groups that receipts are still added to

} // namespace

bool ReceiptGroups::Group::holds(Id session) const
{
    if (!sessions.isEmpty())
        return sessions.contains(session);
    return std::any_of(receipts.begin(), receipts.end(),
                       [session](const Receipt &receipt) { return receipt.session == session; });
}

bool ReceiptGroups::Group::isNear(const Receipt &receipt) const
{
    return receipt.time >= first - Gap && receipt.time <= last + Gap
        && std::max(last, receipt.time) - std::min(first, receipt.time) <= Length;
}

bool ReceiptGroups::Group::mayBeLate(const Receipt &receipt) const
{
    return *receipt.asked >= first - Gap && receipt.time >= first
        && receipt.time <= last + Lateness;
}

void ReceiptGroups::Group::add(const Receipt &receipt)
{
    receipts.push_back(receipt);
    areLate = areLate && receipt.asked && receipt.time - *receipt.asked <= Prompt;
    if (!sessions.isEmpty()) {
        sessions.insert(receipt.session);
    } else if (receipts.size() > FewSessions) {
        for (const Receipt &known : receipts)
            sessions.insert(known.session);
    }
}

void ReceiptGroups::add(const Receipt &receipt)
{
    const auto open = m_groups.begin() + static_cast<std::ptrdiff_t>(m_full);
    auto group = std::find_if(open, m_groups.end(), [&](const Group &some) {
        return some.isNear(receipt) && !some.holds(receipt.session);
    });
    if (group != m_groups.end()) {
        group->first = std::min(group->first, receipt.time);
        group->last = std::max(group->last, receipt.time);
        group->add(receipt);
        return;
    }
    m_groups.push_back({.first = receipt.time, .last = receipt.time});
    m_groups.back().add(receipt);
    if (m_groups.size() - m_full > MostOpen)
        m_groups[m_full++].isFull = true;
}

/// Puts those who may be late where they belong, once nothing that is nearer can come.
void ReceiptGroups::placeLate(Time now)
{
    for (std::size_t i = 1; i < m_groups.size(); ++i) {
        if (!m_groups[i].areLate || m_groups[i].last > now - 2 * Length)
            continue;
        std::vector<Receipt> left;
        for (const Receipt &receipt : m_groups[i].receipts) {
            const auto own = m_groups.begin() + static_cast<std::ptrdiff_t>(i);
            const auto group = std::find_if(m_groups.begin(), own, [&](const Group &some) {
                return some.mayBeLate(receipt) && !some.holds(receipt.session);
            });
            if (group == own)
                left.push_back(receipt);
            else
                group->add(receipt);
        }
        m_groups[i].receipts = std::move(left);
    }
    const auto emptied = std::remove_if(m_groups.begin(), m_groups.end(),
                                        [](const Group &group) { return group.receipts.empty(); });
    m_groups.erase(emptied, m_groups.end());
}

std::vector<std::vector<Receipt>> ReceiptGroups::takeDone(Time now)
{
    placeLate(now);
    std::vector<std::vector<Receipt>> done;
    std::vector<Group> open;
    for (Group &group : m_groups) {
        if (group.isFull || group.last + Lateness + Length < now)
            done.push_back(std::move(group.receipts));
        else
            open.push_back(std::move(group));
    }
    m_groups = std::move(open);
    m_full = 0;
    return done;
}

std::vector<std::vector<Receipt>> ReceiptGroups::takeAll()
{
    placeLate(Time::max());
    std::vector<std::vector<Receipt>> all;
    for (Group &group : m_groups)
        all.push_back(std::move(group.receipts));
    m_groups.clear();
    m_full = 0;
    return all;
}

} // namespace Rooms
