// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/merge.h"

#include <algorithm>

namespace Compare {

namespace {

/// Pointers to what is to be one, in each of the rounds that have it.
template<typename Value>
using Each = std::vector<const Value *>;

template<typename Value, typename Member>
Each<Member> membersOf(const Each<Value> &all, Member Value::*member)
{
    Each<Member> members;
    for (const Value *one : all)
        members.push_back(&(one->*member));
    return members;
}

Spread mergedSpread(const Each<Spread> &all)
{
    std::vector<double> values;
    for (const Spread *one : all) {
        if (one->isKnown())
            values.push_back(one->median);
    }
    return Spread::of(std::move(values));
}

QByteArray firstOf(const Each<QByteArray> &all)
{
    const auto found = std::find_if(all.begin(), all.end(),
                                    [](const QByteArray *text) { return !text->isEmpty(); });
    return found == all.end() ? QByteArray() : **found;
}

template<typename Value>
void merge(Value &into, const Each<Value> &all, Spread Value::*member)
{
    into.*member = mergedSpread(membersOf(all, member));
}

template<typename Value>
void merge(Value &into, const Each<Value> &all, QByteArray Value::*member)
{
    into.*member = firstOf(membersOf(all, member));
}

LayerSpreads mergedLayers(const Each<LayerSpreads> &all)
{
    LayerSpreads into;
    for (const auto member :
         {&LayerSpreads::payload, &LayerSpreads::socketIo, &LayerSpreads::engineIo,
          &LayerSpreads::webSocket, &LayerSpreads::http, &LayerSpreads::saved, &LayerSpreads::wire})
        merge(into, all, member);
    return into;
}

Startup mergedStartup(const Each<Startup> &all)
{
    Startup into;
    for (const auto member : {&Startup::requests, &Startup::connections, &Startup::milliseconds})
        merge(into, all, member);
    into.sent = mergedLayers(membersOf(all, &Startup::sent));
    into.received = mergedLayers(membersOf(all, &Startup::received));
    return into;
}

Transfer mergedTransfer(const Each<Transfer> &all)
{
    Transfer into;
    if (all.empty())
        return into;
    into.work = all.front()->work;
    into.size = all.front()->size;
    into.messages = all.front()->messages;
    into.receivers = all.front()->receivers;
    into.sent = mergedLayers(membersOf(all, &Transfer::sent));
    into.received = mergedLayers(membersOf(all, &Transfer::received));
    for (const auto member : {&Transfer::requests, &Transfer::p50, &Transfer::p95, &Transfer::p99,
                              &Transfer::perSecond, &Transfer::cpu, &Transfer::serverCpu})
        merge(into, all, member);
    merge(into, all, &Transfer::failure);
    merge(into, all, &Transfer::note);
    return into;
}

Interruption mergedInterruption(const Each<Interruption> &all)
{
    Interruption into;
    into.recovers = all.front()->recovers;
    for (const auto member :
         {&Interruption::milliseconds, &Interruption::sent, &Interruption::missed,
          &Interruption::lost, &Interruption::recovered, &Interruption::doubled})
        merge(into, all, member);
    merge(into, all, &Interruption::failure);
    return into;
}

Blocked mergedBlocked(const Each<Blocked> &all)
{
    Blocked into;
    Each<Blocked> tried;
    std::copy_if(all.begin(), all.end(), std::back_inserter(tried),
                 [](const Blocked *one) { return one->wasTried; });
    into.wasTried = !tried.empty();
    into.works = into.wasTried
        && std::all_of(tried.begin(), tried.end(), [](const Blocked *one) { return one->works; });
    into.startup = mergedStartup(membersOf(tried, &Blocked::startup));
    into.echo = mergedTransfer(membersOf(tried, &Blocked::echo));
    merge(into, tried, &Blocked::reason);
    return into;
}

ServerNeeds mergedNeeds(const Each<ServerNeeds> &all)
{
    ServerNeeds into;
    merge(into, all, &ServerNeeds::connections);
    merge(into, all, &ServerNeeds::requestsPerMessage);
    for (const ServerNeeds *one : all) {
        into.needsStickiness = into.needsStickiness || one->needsStickiness;
        into.hasSession = into.hasSession || one->hasSession;
        into.pingIntervalMs = std::max(into.pingIntervalMs, one->pingIntervalMs);
    }
    return into;
}

/// All that \a isSame says are of one kind are merged, in the order in which the first of each
/// comes.
template<typename Value, typename Same, typename Merge>
std::vector<Value> mergedList(const Each<std::vector<Value>> &lists, const Same &isSame,
                              const Merge &mergeThem)
{
    std::vector<Each<Value>> kinds;
    for (const std::vector<Value> *list : lists) {
        for (const Value &one : *list) {
            const auto kind
                = std::find_if(kinds.begin(), kinds.end(),
                               [&](const Each<Value> &same) { return isSame(*same.front(), one); });
            if (kind == kinds.end())
                kinds.push_back({&one});
            else
                kind->push_back(&one);
        }
    }
    std::vector<Value> values;
    std::transform(kinds.begin(), kinds.end(), std::back_inserter(values), mergeThem);
    return values;
}

} // namespace

WayResult merged(const std::vector<WayResult> &rounds)
{
    WayResult into;
    if (rounds.empty())
        return into;
    Each<WayResult> all;
    for (const WayResult &round : rounds)
        all.push_back(&round);
    into.target = rounds.front().target;
    into.way = rounds.front().way;
    into.startup = mergedStartup(membersOf(all, &WayResult::startup));
    into.transfers = mergedList(
        membersOf(all, &WayResult::transfers),
        [](const Transfer &one, const Transfer &other) {
            return one.work == other.work && one.size == other.size;
        },
        mergedTransfer);
    into.interruptions = mergedList(
        membersOf(all, &WayResult::interruptions),
        [](const Interruption &one, const Interruption &other) {
            return one.recovers == other.recovers;
        },
        mergedInterruption);
    into.blocked = mergedBlocked(membersOf(all, &WayResult::blocked));
    into.needs = mergedNeeds(membersOf(all, &WayResult::needs));
    merge(into, all, &WayResult::failure);
    merge(into, all, &WayResult::note);
    return into;
}

} // namespace Compare
