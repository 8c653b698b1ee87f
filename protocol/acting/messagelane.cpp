// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/messagelane.h"

#include "protocol/acting/unitwriter.h"

#include <utility>

namespace Acting {

using Capture::Direction;
using What = Capture::Alteration::What;

namespace {

/// How long the recording may take to tell what a compressed direction refers to.
constexpr std::chrono::seconds WindowPatience {2};

} // namespace

MessageLane::MessageLane(Desk &desk, LaneOwner &owner, const UnitReader::Setup &setup,
                         quint64 session)
    : m_desk(desk)
    , m_owner(owner)
    , m_setup(setup)
    , m_actor(desk, owner,
              {.direction = setup.direction, .revision = setup.revision, .session = session})
{
}

WebSocket::Sender MessageLane::sender() const
{
    return m_setup.direction == Direction::Sent ? WebSocket::Sender::Client
                                                : WebSocket::Sender::Server;
}

bool MessageLane::wantsToAct() const
{
    const SessionLink *link = m_owner.link();
    return m_isOver || m_isContextBroken || m_desk.looksAtMessages()
        || m_owner.awaits(m_setup.direction) || (link && link->awaits());
}

/// What tells of the session comes first: later there is nothing to follow.
bool MessageLane::wantsToFollow() const
{
    return m_owner.isFollowed(m_setup.direction) && !needsWindow();
}

/// Messages refer to those before them.
bool MessageLane::keepsContext() const
{
    return m_setup.deflate && !m_setup.deflate->noContextTakeover(sender());
}

/// What has passed unread may be referred to.
bool MessageLane::needsWindow() const
{
    return !m_reader && !m_isFresh && keepsContext();
}

bool MessageLane::isEmpty() const
{
    return m_queue.isEmpty() && m_out.isEmpty() && m_uncounted.isEmpty() && m_injected.empty()
        && !m_awaitsWindow;
}

bool MessageLane::passes() const
{
    return isEmpty() && !m_isActing && (m_isUnreadable || !wantsToAct());
}

void MessageLane::observe(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (!m_reader && wantsToFollow() && m_skipper.atBoundary())
        m_reader.emplace(m_setup);
    m_skipper.skip(bytes);
    m_isFresh = false;
    if (!m_reader)
        return;
    m_reader->setGrouping(false);
    m_reader->feed(bytes);
    while (const auto unit = m_reader->next()) {
        if (unit->isReadable())
            m_owner.look(*unit);
    }
    if (!keepsContext() && !wantsToFollow() && m_reader->atBoundary())
        m_reader.reset();
}

std::optional<MessageLane::Counting> MessageLane::countsFrom(QByteArrayView bytes)
{
    if (m_isActing || m_awaitsWindow || m_isUnreadable || !wantsToAct())
        return {};
    const qsizetype begin = m_skipper.toBoundary(bytes);
    if (begin < 0)
        return {};
    return Counting {begin, counting()};
}

void MessageLane::feed(const QByteArray &bytes)
{
    if (m_awaitsWindow) {
        m_waiting += bytes;
        return;
    }
    if (m_isActing) {
        act(bytes);
        return;
    }
    // Up to the end of what has begun all goes on as it is.
    const qsizetype begin = m_skipper.toBoundary(bytes);
    const QByteArray before = begin < 0 ? bytes : bytes.first(begin);
    m_out += before;
    observe(before);
    if (begin < 0)
        return;
    const QByteArray rest = bytes.sliced(begin);
    if (!wantsToAct() || m_isUnreadable) {
        writeInjected();
        m_out += rest;
        observe(rest);
        return;
    }
    if (m_actor.isSent())
        beginCounting(counting());
    if (needsWindow()) {
        m_awaitsWindow = true;
        m_windowPatience = m_desk.now() + WindowPatience;
        m_waiting = rest;
        return;
    }
    beginActing({});
    act(rest);
}

Capture::WireCounted MessageLane::counting()
{
    Capture::WireCounted counted {.direction = m_setup.direction};
    if (!needsWindow())
        return counted;
    m_self = std::make_shared<MessageLane *>(this);
    counted.tellWindow
        = [weak = std::weak_ptr(m_self), later = m_desk.later()](std::optional<QByteArray> window) {
              later([weak, window = std::move(window)] {
                  if (const auto self = weak.lock())
                      (*self)->takeWindow(window);
              });
          };
    return counted;
}

void MessageLane::takeWindow(const std::optional<QByteArray> &window)
{
    if (!std::exchange(m_awaitsWindow, false))
        return;
    const QByteArray waiting = std::exchange(m_waiting, {});
    m_isUnreadable = !window;
    if (window)
        beginActing(*window);
    feed(waiting);
    m_owner.wakeUp();
}

/// Between two messages, with what they refer to unless it was read along.
void MessageLane::beginActing(const QByteArray &window)
{
    m_isActing = true;
    if (!m_reader)
        m_reader.emplace(m_setup, window);
    m_reader->setGrouping(true);
    m_firstCounted = m_reader->count();
}

void MessageLane::act(const QByteArray &bytes)
{
    m_reader->feed(bytes);
    while (auto unit = m_reader->next())
        accept(std::move(*unit));
}

void MessageLane::endActing()
{
    m_isActing = false;
    m_isFresh = false;
    if (!keepsContext() && !wantsToFollow())
        m_reader.reset();
}

/// The number 0 is that of the next message that goes to the target.
void MessageLane::beginCounting(Capture::WireCounted &&counted)
{
    m_uncounted += std::exchange(m_out, {});
    m_actor.noteCounted(std::move(counted));
    m_crossed = 0;
}

void MessageLane::accept(Unit &&unit)
{
    if (m_isOver)
        return;
    LaneItem item;
    item.unit = std::move(unit);
    item.unit.number -= m_firstCounted;
    const bool goesOn = m_actor.judge(item);
    if (!goesOn || item.isChanged || item.copies > 0 || item.overtakers > 0 || item.ending)
        breakContext(item.unit);
    if (goesOn)
        m_queue.push(std::move(item));
}

/// \a unit does not go on as it came, so what follows cannot refer to it.
void MessageLane::breakContext(const Unit &unit)
{
    if (unit.isCompressed && keepsContext())
        m_isContextBroken = true;
}

QByteArray MessageLane::take()
{
    if (m_awaitsWindow && m_desk.now() >= m_windowPatience)
        takeWindow({}); // rather unread than late
    if (m_isActing) {
        writeInjected();
        for (bool goesOn = true; goesOn;) {
            auto item = m_queue.take(m_desk.now());
            goesOn = item && write(std::move(*item));
        }
        if (!wantsToAct() && m_queue.isEmpty() && m_reader->atBoundary())
            endActing();
    } else if (m_skipper.atBoundary() && !m_awaitsWindow && m_out.isEmpty()
               && m_uncounted.isEmpty()) {
        writeInjected();
    }
    m_hasNotes = m_uncounted.isEmpty();
    return std::exchange(m_hasNotes ? m_out : m_uncounted, {});
}

/// False: no more should be written now.
bool MessageLane::write(LaneItem &&item)
{
    if (m_isOver)
        return true;
    if (item.ending) {
        end(std::move(item));
        return false;
    }
    const qint64 completes
        = item.isChanged ? static_cast<qint64>(item.pieces.size()) : item.unit.completes;
    m_out += bytesOf(item);
    m_crossed += completes;
    m_actor.noteDone(item, m_crossed - 1);
    for (int i = 0; i < item.copies; ++i) {
        m_out += bytesOf(item);
        m_crossed += completes;
        if (m_actor.isSent())
            m_actor.mark(m_crossed - 1, {.what = What::Duplicated, .by = item.copiedBy});
    }
    return true;
}

/// Something happens to the connection instead of \a item, or before it.
void MessageLane::end(LaneItem &&item)
{
    const Rules::Verdict::Wish wish = *std::exchange(item.ending, {});
    if (std::holds_alternative<Rules::Stall>(wish.action)) {
        m_queue.pushFront(std::move(item));
        m_owner.act(wish);
        return;
    }
    const auto *cut = std::get_if<Rules::Cut>(&wish.action);
    if (cut && cut->inMessage)
        m_out += item.unit.raw.first(item.unit.raw.size() / 2);
    else
        m_actor.drop(item.unit, What::Dropped, wish.by);
    m_owner.act(wish);
}

QByteArray MessageLane::bytesOf(const LaneItem &item) const
{
    if (!item.isChanged && !(m_isContextBroken && item.unit.isCompressed))
        return item.unit.raw;
    const std::vector<Piece> &pieces = item.isChanged ? item.pieces : item.unit.pieces;
    if (item.unit.isControl())
        return controlFrame(item.unit.opCode, contentOf(pieces), sender());
    return framesOf(pieces, sender());
}

void MessageLane::writeInjected()
{
    bool counts = m_isActing || !m_actor.isSent();
    for (const Outgoing &outgoing : std::exchange(m_injected, {})) {
        if (m_isOver) {
            m_desk.tell({.number = outgoing.number,
                         .state = InjectionNews::State::Failed,
                         .error = "The connection is closed."});
            continue;
        }
        if (!std::exchange(counts, true))
            beginCounting({});
        const bool isControl = WebSocket::isControl(outgoing.opCode);
        m_out += isControl ? controlFrame(outgoing.opCode, contentOf(outgoing.pieces), sender())
                           : framesOf(outgoing.pieces, sender());
        m_crossed += isControl ? 1 : static_cast<qint64>(outgoing.pieces.size());
        m_actor.noteInjected(outgoing, m_crossed - 1);
        m_isOver = outgoing.opCode == WebSocket::OpCode::Close;
    }
}

bool MessageLane::decide(quint64 id, const HeldVerdict &verdict, QByteArray *error)
{
    LaneItem *item = m_queue.held(id);
    if (!item || !m_actor.decide(*item, verdict, error))
        return false;
    if (verdict.what != HeldVerdict::What::Release) {
        breakContext(item->unit);
        item->held = id;
        m_queue.takeHeld(id);
    } else if (item->isChanged) {
        breakContext(item->unit);
    }
    return true;
}

void MessageLane::finish()
{
    if (!m_isActing)
        return;
    LaneItem rest;
    rest.unit.raw = m_reader->takeRest();
    rest.arrived = rest.readyAt = m_desk.now();
    if (!rest.unit.raw.isEmpty())
        m_queue.push(std::move(rest));
}

void MessageLane::abandon()
{
    m_queue.forEachHeld([this](quint64 id) { m_desk.letGo(id); });
    m_queue.clear();
    m_isOver = true;
    writeInjected();
}

void MessageLane::takeNotes(std::vector<Capture::WireEvent> &notes)
{
    if (m_hasNotes)
        m_actor.takeNotes(notes);
}

} // namespace Acting
