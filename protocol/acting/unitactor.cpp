// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/unitactor.h"

#include "protocol/acting/unitwriter.h"

#include <algorithm>
#include <utility>

namespace Acting {

using Capture::Alteration;
using What = Capture::Alteration::What;
using WebSocket::OpCode;

namespace {

/// One that is to be overtaken goes on after this long, whoever came.
constexpr std::chrono::seconds OvertakenPatience {2};
/// RFC 6455 5.5.
constexpr qsizetype MaxControlBytes = 125;

const QByteArray &user()
{
    static const auto name = QByteArrayLiteral("you");
    return name;
}

} // namespace

UnitActor::UnitActor(Desk &desk, LaneOwner &owner, const Setup &setup)
    : m_desk(desk)
    , m_owner(owner)
    , m_setup(setup)
{
}

void UnitActor::setSession(EngineIo::Revision revision, quint64 session)
{
    m_setup.revision = revision;
    m_setup.session = session;
}

bool UnitActor::judge(LaneItem &item)
{
    item.arrived = item.readyAt = m_desk.now();
    if (!item.unit.isReadable())
        return true;
    m_owner.look(item.unit);
    if (isWithheld(item.unit))
        return false;
    if (!m_desk.looksAtMessages())
        return true;
    Rules::Verdict verdict
        = m_desk.judge()->message(item.unit.message, m_setup.session, m_desk.since());
    for (Rules::Verdict::Wish &wish : verdict.wishes) {
        if (std::holds_alternative<Rules::Drop>(wish.action)) {
            drop(item.unit, What::Dropped, wish.by);
            return false;
        }
        if (std::holds_alternative<Rules::Replace>(wish.action)) {
            replace(item, verdict.body, wish.by);
        } else if (std::holds_alternative<Rules::Delay>(wish.action)) {
            item.readyAt = std::max(item.readyAt, item.arrived + verdict.delay);
            item.alterations.push_back(
                {.what = What::Delayed, .by = wish.by, .heldUs = verdict.delay.count()});
        } else if (const auto *duplicate = std::get_if<Rules::Duplicate>(&wish.action)) {
            item.copies += duplicate->copies;
            item.copiedBy = wish.by;
        } else if (const auto *reorder = std::get_if<Rules::Reorder>(&wish.action)) {
            item.overtakers = reorder->by;
            item.readyAt = std::max(item.readyAt, item.arrived + OvertakenPatience);
            item.alterations.push_back({.what = What::Reordered, .by = wish.by});
        } else if (std::holds_alternative<Rules::Hold>(wish.action)) {
            item.held = m_owner.hold(item.unit, wish.by);
            item.heldBy = wish.by;
        } else {
            item.ending = std::move(wish);
        }
    }
    if (!verdict.isEmpty())
        m_desk.noteActed();
    return true;
}

/// The answer to a question of the tap's own: nobody else waits for it.
bool UnitActor::isWithheld(const Unit &unit)
{
    SessionLink *link = m_owner.link();
    const auto asked = link ? link->takeAnswered(unit.message) : std::nullopt;
    if (!asked)
        return false;
    m_desk.tell({.number = asked->number,
                 .state = InjectionNews::State::Answered,
                 .error = {},
                 .answer = unit.message.body,
                 .latency = m_desk.now() - asked->time});
    drop(unit, What::Withheld, user());
    return true;
}

bool UnitActor::replace(LaneItem &item, const QByteArray &body, const QByteArray &by) const
{
    const Unit &unit = item.unit;
    if (body == unit.message.body)
        return true;
    std::vector<Piece> pieces;
    if (unit.isControl()) {
        pieces.push_back({body.first(std::min(body.size(), MaxControlBytes)), true});
    } else {
        auto written = piecesWithBody(unit, body, m_setup.revision);
        if (!written)
            return false;
        pieces = std::move(*written);
    }
    item.pieces = std::move(pieces);
    item.isChanged = true;
    std::erase_if(item.alterations,
                  [](const Alteration &some) { return some.what == What::Replaced; });
    // What stands on the other side of the tap from the one that is recorded.
    const std::vector<Piece> &other = isSent() ? unit.pieces : item.pieces;
    item.alterations.push_back({.what = What::Replaced,
                                .by = by,
                                .other = contentOf(other),
                                .otherIsBinary = !other.empty() && other.front().isBinary});
    return true;
}

bool UnitActor::decide(LaneItem &item, const HeldVerdict &verdict, QByteArray *error)
{
    const std::chrono::microseconds held = m_desk.now() - item.arrived;
    if (verdict.what != HeldVerdict::What::Release) {
        drop(item.unit, What::Dropped, user(), held.count());
    } else if (verdict.body && !replace(item, *verdict.body, user())) {
        *error = "That cannot stand in this message: its data are a JSON array.";
        return false;
    } else {
        item.alterations.push_back(
            {.what = What::Delayed, .by = item.heldBy, .heldUs = held.count()});
        item.readyAt = m_desk.now();
    }
    const quint64 id = std::exchange(item.held, 0);
    m_desk.letGo(id);
    return true;
}

void UnitActor::drop(const Unit &unit, What what, const QByteArray &by, qint64 heldUs)
{
    const Alteration alteration {.what = what, .by = by, .heldUs = heldUs};
    if (isSent())
        noteUncrossed(unit.pieces, unit.opCode, alteration);
    else
        mark(unit.number, alteration);
    m_desk.noteActed();
}

void UnitActor::noteDone(LaneItem &item, qint64 sentNumber)
{
    for (Alteration &alteration : item.alterations)
        mark(isSent() ? sentNumber : item.unit.number, std::move(alteration));
    if (item.copies > 0 && !isSent())
        mark(item.unit.number, {.what = What::Duplicated, .by = item.copiedBy});
}

void UnitActor::noteInjected(const Outgoing &outgoing, qint64 sentNumber)
{
    if (isSent())
        mark(sentNumber, outgoing.alteration);
    else
        noteUncrossed(outgoing.pieces, outgoing.opCode, outgoing.alteration);
    m_desk.noteActed();
    if (outgoing.number == 0)
        return;
    if (SessionLink *const link = m_owner.link())
        link->noteLeft(outgoing.number, m_desk.now());
    m_desk.tell({.number = outgoing.number, .state = InjectionNews::State::Sent});
}

void UnitActor::noteCounted(Capture::WireCounted counted)
{
    counted.direction = m_setup.direction;
    m_notes.emplace_back(std::move(counted));
}

void UnitActor::mark(qint64 number, Alteration alteration)
{
    m_notes.emplace_back(Capture::WireMarked {.direction = m_setup.direction,
                                              .number = number,
                                              .time = m_desk.now(),
                                              .alteration = std::move(alteration)});
}

void UnitActor::noteUncrossed(const std::vector<Piece> &pieces, OpCode opCode,
                              Alteration alteration)
{
    const SessionLink *link = m_owner.link();
    m_notes.emplace_back(Capture::WireUncrossed {
        .direction = m_setup.direction,
        .time = m_desk.now(),
        .sid = link ? link->sid : QByteArray(),
        .opCode = WebSocket::isControl(opCode) ? static_cast<quint8>(opCode) : quint8(0),
        .pieces = pieces,
        .alteration = std::move(alteration)});
}

void UnitActor::takeNotes(std::vector<Capture::WireEvent> &notes)
{
    for (Capture::WireEvent &note : std::exchange(m_notes, {}))
        notes.push_back(std::move(note));
}

} // namespace Acting
