// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harplan.h"

#include "protocol/capture/nametable.h"

#include <algorithm>

namespace Formats {

using Capture::Id;
using Capture::MessageFacts;

bool HarPlan::make(Export &work)
{
    m_isWhole = !work.choice;
    std::atomic_bool isOver = false;
    if (work.choice) {
        work.reader.choose(Capture::StoreReader::Rows::Messages, *work.choice, 0,
                           work.reader.lastMessage(), isOver, [this](std::span<const Id> ids) {
                               m_chosen.insert(m_chosen.end(), ids.begin(), ids.end());
                           });
    }
    std::vector<Id> exchanges = work.reader.exchangeIds();
    QSet<Id> listed(exchanges.begin(), exchanges.end());
    work.reader.exchangeFacts(0, isOver, [&](std::span<const Capture::ExchangeFacts> facts) {
        for (const Capture::ExchangeFacts &fact : facts) {
            if (listed.contains(fact.id))
                continue;
            exchanges.push_back(fact.id);
            m_aside.insert(fact.id);
        }
        if (!work.goesOn(0))
            isOver = true;
    });
    QHash<Id, Id> handshakes; // by connection
    for (const Capture::ConnectionRecord &connection : work.reader.connections()) {
        if (const Id handshake = work.reader.handshakeOf(connection.id))
            handshakes.insert(connection.id, handshake);
    }
    Capture::NameTable names;
    work.reader.messageFacts(0, names, isOver, [&](std::span<const MessageFacts> facts) {
        for (const MessageFacts &fact : facts) {
            if (!isWanted(fact.id))
                continue;
            ++m_count;
            const Id handshake = handshakes.value(fact.connection);
            if (fact.exchange != 0)
                m_ofExchange[fact.exchange].append(fact.id);
            else if (fact.transport == Capture::Transport::WebSocket && handshake != 0)
                m_ofWebSocket[handshake].append(fact.id);
            else
                m_others.append(fact.id);
        }
        if (!work.goesOn(0))
            isOver = true;
    });
    std::copy_if(
        exchanges.begin(), exchanges.end(), std::back_inserter(m_exchanges), [this](Id exchange) {
            return m_isWhole || m_ofExchange.contains(exchange) || m_ofWebSocket.contains(exchange);
        });
    return !isOver && work.reader.errorText().isEmpty();
}

std::vector<Id> HarPlan::ofExchange(Id exchange) const
{
    return idsOf(m_ofExchange.value(exchange));
}

std::vector<Id> HarPlan::ofWebSocket(Id exchange) const
{
    return idsOf(m_ofWebSocket.value(exchange));
}

bool HarPlan::isWanted(Id message) const
{
    return m_isWhole || std::binary_search(m_chosen.begin(), m_chosen.end(), message);
}

std::vector<Id> HarPlan::idsOf(const Capture::RowListPart &list)
{
    std::vector<Id> ids;
    Capture::RowListPart::read(list.bytes(), ids);
    return ids;
}

} // namespace Formats
