// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/pollingbody.h"

#include "protocol/acting/packetgrouper.h"
#include "protocol/acting/unitwriter.h"
#include "protocol/engineio/payloaddecoder.h"
#include "protocol/http/contentdecoder.h"
#include "protocol/http/headencoder.h"

#include <algorithm>
#include <utility>

namespace Acting {

using What = Capture::Alteration::What;

PollingBody::PollingBody(UnitActor &actor, const Http::Head &head,
                         const EngineIo::RequestQuery &query, QByteArray raw,
                         const QByteArray &body, qint64 first, const QByteArray &path)
    : m_actor(actor)
    , m_head(head)
    , m_query(query)
    , m_raw(std::move(raw))
    , m_first(first)
{
    const EngineIo::Revision revision = query.revisionOr(EngineIo::Revision::V3);
    Rules::LiveMessage base;
    base.direction = head.isRequest ? Capture::Direction::Sent : Capture::Direction::Received;
    base.transport = Capture::Transport::Polling;
    base.path = path;
    PacketGrouper grouper(revision, base);
    EngineIo::PayloadDecoder decoder(revision, form());
    decoder.feed(Http::decodeContent(head.bodyCodings(), body).bytes);
    const auto drain = [&] {
        while (auto packet = decoder.next()) {
            const qint64 bytes = packet->wireBytes;
            m_isBroken |= packet->type == EngineIo::PacketType::Unknown;
            grouper.feed({.packet = std::move(*packet),
                          .raw = {},
                          .isCompressed = false,
                          .wireBytes = bytes,
                          .number = m_first + m_packets++});
        }
    };
    drain();
    decoder.finish();
    drain();
    grouper.finish();
    while (auto unit = grouper.next()) {
        LaneItem item;
        item.unit = std::move(*unit);
        m_items.push_back(std::move(item));
    }
}

EngineIo::PayloadForm PollingBody::form() const
{
    const QByteArray type = m_head.value("Content-Type").value_or(QByteArray());
    return m_head.isRequest ? m_query.requestForm(type) : m_query.responseForm(type);
}

void PollingBody::judge()
{
    if (m_isBroken)
        return;
    std::vector<LaneItem> going;
    for (LaneItem &item : std::exchange(m_items, {})) {
        if (m_actor.judge(item))
            going.push_back(std::move(item));
        else
            m_isChanged = true;
    }
    m_items = std::move(going);
    for (LaneItem &item : m_items) {
        m_isChanged |= item.isChanged || item.copies > 0;
        if (item.overtakers > 0) // only here: the next payload may be long in coming
            item.readyAt = item.arrived;
    }
    for (std::size_t i = m_items.size(); i-- > 0;) {
        const auto by = static_cast<std::size_t>(m_items[i].overtakers);
        const auto begin = m_items.begin() + static_cast<std::ptrdiff_t>(i);
        if (by == 0 || i + 1 == m_items.size())
            continue;
        const std::size_t last = std::min(i + by, m_items.size() - 1);
        std::rotate(begin, begin + 1, m_items.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        m_isChanged = true;
    }
}

LaneItem *PollingBody::held(quint64 id)
{
    const auto found = std::find_if(m_items.begin(), m_items.end(),
                                    [id](const LaneItem &item) { return item.held == id; });
    return found == m_items.end() ? nullptr : &*found;
}

bool PollingBody::decide(quint64 id, const HeldVerdict &verdict, QByteArray *error)
{
    LaneItem *item = held(id);
    if (!item || !m_actor.decide(*item, verdict, error))
        return false;
    m_isChanged |= item->isChanged;
    if (verdict.what != HeldVerdict::What::Release) {
        m_items.erase(m_items.begin() + (item - m_items.data()));
        m_isChanged = true;
    }
    return true;
}

std::optional<Capture::Time> PollingBody::readyAt() const
{
    Capture::Time ready {};
    for (const LaneItem &item : m_items) {
        if (item.held != 0)
            return {};
        ready = std::max(ready, item.readyAt);
    }
    return ready;
}

std::optional<Rules::Verdict::Wish> PollingBody::takeEnding()
{
    for (auto item = m_items.begin(); item != m_items.end(); ++item) {
        if (!item->ending)
            continue;
        const Rules::Verdict::Wish wish = *std::exchange(item->ending, {});
        if (!std::holds_alternative<Rules::Stall>(wish.action)) {
            m_actor.drop(item->unit, What::Dropped, wish.by);
            m_items.erase(item);
            m_isChanged = true;
        }
        return wish;
    }
    return {};
}

PollingBody::Written PollingBody::write(std::deque<Outgoing> &injected)
{
    if (m_isBroken)
        return {m_raw, false};
    const EngineIo::Revision revision = m_query.revisionOr(EngineIo::Revision::V3);
    QList<EngineIo::Packet> packets;
    const auto add = [&](const std::vector<Piece> &pieces) {
        for (const Piece &piece : pieces)
            packets.append(packetOf(piece, revision));
    };
    for (LaneItem &item : m_items) {
        const std::vector<Piece> &pieces = item.isChanged ? item.pieces : item.unit.pieces;
        add(pieces);
        m_actor.noteDone(item, m_first + packets.size() - 1);
        for (int i = 0; i < item.copies; ++i) {
            add(pieces);
            if (m_actor.isSent())
                m_actor.mark(m_first + packets.size() - 1,
                             {.what = What::Duplicated, .by = item.copiedBy});
        }
    }
    for (const Outgoing &outgoing : injected) {
        add(outgoing.pieces);
        m_actor.noteInjected(outgoing, m_first + packets.size() - 1);
        m_isChanged = true;
    }
    injected.clear();
    if (!m_isChanged)
        return {m_raw, false};
    if (packets.isEmpty()) {
        if (m_head.isRequest)
            return {{}, true};
        packets.append(EngineIo::Packet::text(EngineIo::PacketType::Noop));
    }
    return {encoded(packets), false};
}

QByteArray PollingBody::encoded(const QList<EngineIo::Packet> &packets) const
{
    const EngineIo::Revision revision = m_query.revisionOr(EngineIo::Revision::V3);
    const QByteArray body
        = EngineIo::encodePayload(revision, packets, form(), m_query.jsonp.value_or(0));
    Http::HeadRewriter head(m_head.raw);
    head.removeField("Transfer-Encoding");
    head.removeField("Content-Encoding");
    const QByteArray size = QByteArray::number(body.size());
    if (head.replaceValue("Content-Length", size) == 0)
        head.appendField("Content-Length", size);
    // Revision 3 says by the type whether a payload is of bytes.
    if (form() == EngineIo::PayloadForm::Binary && !EngineIo::hasBinary(packets))
        head.replaceValue("Content-Type", "text/plain; charset=UTF-8");
    return head.bytes() + body;
}

} // namespace Acting
