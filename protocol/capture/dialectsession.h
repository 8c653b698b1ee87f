// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/acktable.h"
#include "protocol/capture/decodercontext.h"
#include "protocol/dialects/chooser.h"

namespace Capture {

/// What rides on one plain WebSocket: finds out its dialect, labels its messages, pairs replies
/// with what asked for them, and knows the rooms of its client. Of a long message the first
/// Collector::InlineBytes at most are looked at. What the user says of the dialect, of the source
/// or of this session, counts more than what is found out.
class DialectSession
{
public:
    /// A key that is longer pairs nothing.
    static constexpr qsizetype MaxKey = 256;

    DialectSession(DecoderContext &context, const SessionRecord &session);

    /// Labels the message and adds it to \a session. Returns its number.
    Id add(Session &session, MessageRecord &&message);
    /// The same of one that did not cross the target side: it is labelled and paired, but tells
    /// nothing of the dialect or of rooms.
    Id addUncrossed(Session &session, MessageRecord &&message, const Alteration &alteration);
    /// The session is over.
    void close(Time time);

private:
    void listen(Time time);
    void setDialect(Dialects::Dialect dialect);
    void leaveAll(Time time);
    Id add(Session &session, MessageRecord &&message, const Alteration *uncrossed);
    std::optional<Dialects::Note> noteOf(const MessageRecord &message, bool mayChoose);
    /// The key's own number, or the next running one.
    qint64 numberOf(const QByteArray &key);
    void move(const Dialects::Note &note, Id message, Time time);
    MembershipBook::Place placeOf(const QByteArray &room) const;

    DecoderContext &m_context;
    Id m_session;
    quint32 m_source;
    QByteArray m_subprotocol;
    QByteArray m_path;
    Dialects::Chooser m_chooser;
    Dialects::Dialect m_dialect = Dialects::Dialect::None;
    std::unique_ptr<Dialects::Decoder> m_decoder;
    ReplyTable m_replies;
    qint64 m_lastNumber = 0;
    bool m_isOff = false; // nothing to find any more
};

} // namespace Capture
