// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/dialectsession.h"

#include "protocol/dialects/dialecttable.h"

#include <algorithm>
#include <utility>

namespace Capture {

DialectSession::DialectSession(DecoderContext &context, const SessionRecord &session)
    : m_context(context)
    , m_session(session.id)
    , m_source(session.source)
    , m_subprotocol(session.subprotocol)
    , m_path(session.path)
    , m_chooser(session.subprotocol, session.path)
{
    const auto said = context.dialects.constFind(session.source);
    if (said != context.dialects.constEnd())
        setDialect(*said);
}

void DialectSession::setDialect(Dialects::Dialect dialect)
{
    m_dialect = dialect;
    m_decoder = Dialects::newDecoder(dialect);
    m_isOff = !m_decoder;
}

/// Hears what the user has said. What another dialect told of rooms, and asked, counts no more.
void DialectSession::listen(Time time)
{
    if (!m_context.saidOfSessions.contains(m_session))
        return;
    const auto said = m_context.saidOfSessions.take(m_session);
    leaveAll(time);
    m_replies = {};
    if (said) {
        setDialect(*said);
        return;
    }
    m_decoder.reset();
    m_isOff = false;
    m_chooser = Dialects::Chooser(m_subprotocol, m_path);
}

std::optional<Dialects::Note> DialectSession::noteOf(const MessageRecord &message, bool mayChoose)
{
    if (m_isOff || (message.kind != Kind::Text && message.kind != Kind::Binary))
        return std::nullopt;
    const Dialects::Unit unit {.bytes = QByteArrayView(message.content.bytes)
                                            .first(std::min<qsizetype>(message.content.bytes.size(),
                                                                       Collector::InlineBytes)),
                               .size = message.content.size,
                               .isSent = message.direction == Direction::Sent,
                               .isBinary = message.isBinary};
    if (!m_decoder) {
        if (!mayChoose)
            return std::nullopt;
        m_dialect = m_chooser.look(unit);
        m_isOff = m_dialect == Dialects::Dialect::None && m_chooser.isOver();
        m_decoder = Dialects::newDecoder(m_dialect);
        if (!m_decoder)
            return std::nullopt;
    }
    return m_decoder->read(unit);
}

qint64 DialectSession::numberOf(const QByteArray &key)
{
    // The number may stand behind a word: "subscribe 5".
    bool isNumber = false;
    const qint64 number = key.sliced(key.lastIndexOf(' ') + 1).toLongLong(&isNumber);
    return isNumber && number >= 0 ? number : ++m_lastNumber;
}

Id DialectSession::add(Session &session, MessageRecord &&message)
{
    return add(session, std::move(message), nullptr);
}

Id DialectSession::addUncrossed(Session &session, MessageRecord &&message,
                                const Alteration &alteration)
{
    return add(session, std::move(message), &alteration);
}

Id DialectSession::add(Session &session, MessageRecord &&message, const Alteration *uncrossed)
{
    listen(message.time);
    const auto gather = [&session, uncrossed](MessageRecord &&labelled) {
        return uncrossed ? session.addUncrossed(std::move(labelled), *uncrossed)
                         : session.add(std::move(labelled));
    };
    std::optional<Dialects::Note> note = noteOf(message, uncrossed == nullptr);
    if (!note)
        return gather(std::move(message));
    message.dialect = m_dialect;
    message.verb = note->verb;
    message.event = note->event.isEmpty() ? note->verb : note->event;
    message.nsp = note->topic;
    if (note->isHeartbeat)
        message.aside = Aside::Heartbeat;
    const auto isTooLong = [](const QByteArray &key) { return key.size() > MaxKey; };
    note->asks.removeIf(isTooLong);
    note->answers.removeIf(isTooLong);

    std::vector<AnswerRecord> answers;
    for (const QByteArray &key : std::as_const(note->answers)) {
        const auto answer = m_replies.answer({}, message.direction, key);
        if (answer.result != ReplyTable::Result::Answered)
            continue;
        answers.push_back({.asked = answer.question.message,
                           .answer = 0,
                           .latencyUs = (message.time - answer.question.time).count()});
    }
    if (!answers.empty()) {
        message.ackOf = answers.front().asked;
        message.ackLatencyUs = answers.front().latencyUs;
    }
    if (!note->asks.isEmpty() && !note->mayStayUnanswered)
        message.ackId = numberOf(note->asks.first());

    const Time time = message.time;
    const Direction direction = message.direction;
    const Id id = gather(std::move(message));
    for (AnswerRecord &answer : answers) {
        answer.answer = id;
        if (id != 0)
            m_context.collector.add(answer);
    }
    for (const QByteArray &key : std::as_const(note->asks)) {
        if (id != 0)
            m_replies.ask({}, direction, key, id, time);
    }
    if (!uncrossed)
        move(*note, id, time);
    return id;
}

void DialectSession::move(const Dialects::Note &note, Id message, Time time)
{
    MembershipBook::Told told;
    told.time = time;
    told.session = m_session;
    told.message = message;
    for (const Dialects::Move &move : note.moves) {
        if (move.joins)
            m_context.memberships.join(placeOf(move.room), told);
        else
            m_context.memberships.leave(placeOf(move.room), told);
    }
}

MembershipBook::Place DialectSession::placeOf(const QByteArray &room) const
{
    return {.source = m_source,
            .nsp = m_path,
            .room = room,
            .member = '#' + QByteArray::number(m_session)};
}

void DialectSession::close(Time time)
{
    leaveAll(time);
    m_context.saidOfSessions.remove(m_session);
}

void DialectSession::leaveAll(Time time)
{
    MembershipBook::Told told;
    told.time = time;
    told.session = m_session;
    const MembershipBook::Place place = placeOf({});
    m_context.memberships.leaveAll(place.source, place.nsp, place.member, told);
}

} // namespace Capture
