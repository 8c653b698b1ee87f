// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/desk.h"

#include "protocol/acting/unitwriter.h"
#include "protocol/websocket/frameencoder.h"

#include <utility>

namespace Acting {

Desk::Desk(quint32 source, std::function<Capture::Time()> now, Tell tell)
    : m_source(source)
    , m_now(std::move(now))
    , m_tell(std::move(tell))
{
}

Desk::~Desk() = default;

void Desk::setRules(std::shared_ptr<const Rules::CompiledRules> rules)
{
    auto judge = rules ? std::make_unique<Rules::Judge>(std::move(rules)) : nullptr;
    if (judge && m_judge)
        judge->follow(*m_judge, since());
    m_judge = std::move(judge);
    m_rulesSince = now();
}

void Desk::join(Member &member)
{
    m_members.emplace(member.connection(), &member);
    if (m_judge && m_judge->looksAtConnections())
        member.apply(
            m_judge->connection(static_cast<quint64>(member.connection()), false, since()));
}

void Desk::leave(Member &member)
{
    m_members.erase(member.connection());
    if (m_judge)
        m_judge->forgetConnection(static_cast<quint64>(member.connection()));
}

std::optional<Capture::Time> Desk::applyRules()
{
    const bool asks = m_judge && m_judge->looksAtConnections();
    // Some may leave while they hear of it.
    const std::map<Capture::Id, Member *> members = m_members;
    for (const auto &[connection, member] : members) {
        if (!m_members.contains(connection))
            continue;
        member->apply(asks ? m_judge->connection(static_cast<quint64>(connection), false, since())
                           : std::vector<Rules::Verdict::Wish>());
        member->wake();
    }
    const auto next = asks ? m_judge->nextChange(since()) : std::nullopt;
    return next ? std::optional(m_rulesSince + *next) : std::nullopt;
}

std::optional<QByteArray> Desk::refusal(Capture::Id connection)
{
    if (!m_judge || !m_judge->looksAtConnections())
        return {};
    for (const auto &wish : m_judge->connection(static_cast<quint64>(connection), true, since())) {
        if (std::holds_alternative<Rules::Refuse>(wish.action))
            return wish.by;
    }
    return {};
}

void Desk::inject(const Injection &injection)
{
    const bool isEngineIo = !injection.place.sid.isEmpty();
    const auto link = isEngineIo ? m_links.find(injection.place.sid) : nullptr;
    if (isEngineIo && !link) {
        fail(injection, "That session does not cross the tap any more.");
        return;
    }
    const auto *packet = std::get_if<InjectedPacket>(&injection.what);
    const auto ackId = packet && packet->asks ? std::optional<quint64>(nextAckId()) : std::nullopt;
    QByteArray error;
    auto outgoing = written(injection, link.get(), ackId, &error);
    if (!outgoing) {
        fail(injection, error);
        return;
    }
    if (ackId) {
        link->ask(injection.direction, packet->packet.packet.nsp, *ackId,
                  {injection.number, now()});
        m_links.noteBusy(link);
    }
    if (link && !link->webSocket) {
        if (WebSocket::isControl(outgoing->opCode)) {
            fail(injection, "A session over polling has no WebSocket to ping.");
            return;
        }
        link->queue(injection.direction).push_back(std::move(*outgoing));
        m_links.noteBusy(link);
        tell({.number = injection.number, .state = InjectionNews::State::Waiting});
        return;
    }
    const Capture::Id connection = link ? link->webSocket : injection.place.connection;
    const auto member = m_members.find(connection);
    if (member == m_members.end()
        || !member->second->send(injection.direction, std::move(*outgoing))) {
        fail(injection, "That WebSocket is not open any more.");
        return;
    }
    member->second->wake();
}

std::optional<Outgoing> Desk::written(const Injection &injection, const SessionLink *link,
                                      std::optional<quint64> ackId, QByteArray *error) const
{
    const EngineIo::Revision revision = link ? link->revision : EngineIo::Revision::V4;
    Outgoing outgoing;
    outgoing.number = injection.number;
    outgoing.alteration = {.what = Capture::Alteration::What::Injected, .by = injection.by};
    if (const auto *packet = std::get_if<InjectedPacket>(&injection.what)) {
        SocketIo::Assembled assembled = packet->packet;
        assembled.packet.ackId = ackId ? ackId : assembled.packet.ackId;
        auto pieces = link ? piecesOf(assembled, revision, packet->isMsgpack) : std::nullopt;
        if (!pieces) {
            *error = link ? "The data are no JSON, so MessagePack cannot be made of them."
                          : "A plain WebSocket carries no Socket.IO packets.";
            return {};
        }
        outgoing.pieces = std::move(*pieces);
        return outgoing;
    }
    if (const auto *message = std::get_if<InjectedMessage>(&injection.what)) {
        outgoing.opCode = message->opCode;
        const bool binary = message->opCode == WebSocket::OpCode::Binary;
        const bool isPacket = link && !WebSocket::isControl(message->opCode);
        outgoing.pieces.push_back(
            {isPacket ? EngineIo::encodePacket(revision, EngineIo::PacketType::Message,
                                               message->payload, binary)
                      : message->payload,
             binary});
        return outgoing;
    }
    const auto &close = std::get<InjectedClose>(injection.what);
    if (link && !link->webSocket) {
        outgoing.pieces.push_back(
            {EngineIo::encodePacket(revision, EngineIo::PacketType::Close, {}), false});
        return outgoing;
    }
    outgoing.opCode = WebSocket::OpCode::Close;
    outgoing.pieces.push_back({WebSocket::closePayload(close.code, close.reason), true});
    return outgoing;
}

bool Desk::hasWork()
{
    return m_links.hasWork(now(), [this](quint64 number) {
        if (number != 0)
            tell({.number = number,
                  .state = InjectionNews::State::Failed,
                  .error = "The session was not heard of any more."});
    });
}

void Desk::fail(const Injection &injection, const QByteArray &error) const
{
    tell({.number = injection.number, .state = InjectionNews::State::Failed, .error = error});
}

std::chrono::microseconds Desk::since() const
{
    return now() - m_rulesSince;
}

quint64 Desk::hold(HeldMessage &&message, Holder &holder)
{
    message.id = ++m_held;
    message.source = m_source;
    m_holders.emplace(message.id, &holder);
    m_tell.held(message);
    return message.id;
}

void Desk::letGo(quint64 id)
{
    if (m_holders.erase(id) > 0)
        m_tell.letGo(id);
}

bool Desk::decide(quint64 id, const HeldVerdict &verdict, QByteArray *error)
{
    const auto found = m_holders.find(id);
    if (found == m_holders.end()) {
        *error = "That message is not held any more.";
        return false;
    }
    return found->second->decide(id, verdict, error);
}

} // namespace Acting
