// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/composesender.h"

namespace {

bool isClose(const ComposeDraft &draft)
{
    return draft.protocol == Client::Protocol::WebSocket && draft.kind == ComposeDraft::Kind::Close;
}

bool isPing(const ComposeDraft &draft)
{
    return draft.protocol == Client::Protocol::WebSocket && draft.kind == ComposeDraft::Kind::Ping;
}

} // namespace

ComposeSender::ComposeSender(QObject *parent)
    : QObject(parent)
{
    connect(&m_repeater, &Repeater::progressed, this, &ComposeSender::repeated);
    connect(&m_repeater, &Repeater::finished, this, &ComposeSender::repetitionEnded);
}

void ComposeSender::send(const ComposeTarget &target, const ComposeDraft &draft,
                         const Outgoing &outgoing)
{
    ask(target.source, list(target.source, draft, outgoing), draft, outgoing);
}

void ComposeSender::repeat(const ComposeTarget &target, const ComposeDraft &draft,
                           const Outgoing &outgoing, int count, std::chrono::milliseconds pause)
{
    m_repeater.stop();
    const quint32 source = target.source;
    const quint64 first = list(source, draft, outgoing);
    m_repeatSource = source;
    m_ahead.clear();
    m_repeater.start(count, pause, [this, source, first, draft, outgoing] {
        const bool isFirst = m_repeater.done() == 1;
        const quint64 number = isFirst ? first : ++m_lastNumber;
        if (!isFirst)
            m_sent.addRepetition(source, first, number);
        m_ahead.insert(number);
        ask(source, number, draft, outgoing);
    });
}

void ComposeSender::setOutcome(quint32 source, const Client::Outcome &outcome)
{
    // What is queued is not taken yet: it would pile up.
    if (outcome.kind != Client::Outcome::Kind::Queued && m_ahead.remove(outcome.number))
        m_repeater.taken();
    m_sent.setOutcome(source, outcome);
}

void ComposeSender::setState(quint32 source, Client::State state)
{
    if (source == m_repeatSource
        && (state == Client::State::Idle || state == Client::State::Failed))
        m_repeater.stop();
}

void ComposeSender::forgetSource(quint32 source)
{
    setState(source, Client::State::Idle);
    m_sent.forgetSource(source);
}

/// A new row for the message; its number.
quint64 ComposeSender::list(quint32 source, const ComposeDraft &draft, const Outgoing &outgoing)
{
    const quint64 number = ++m_lastNumber;
    const bool isEvent = draft.protocol == Client::Protocol::SocketIo;
    m_sent.add(source, number, draft, isPing(draft) || (isEvent && draft.asksForAck),
               QDateTime::currentDateTime(), isPing(draft) ? outgoing.plain.bytes : QByteArray());
    return number;
}

void ComposeSender::ask(quint32 source, quint64 number, const ComposeDraft &draft,
                        const Outgoing &outgoing)
{
    if (draft.protocol == Client::Protocol::SocketIo) {
        emit emitRequested(source, number, outgoing.emission);
    } else if (isClose(draft)) {
        // What comes of it is told as a status.
        m_sent.setOutcome(source, {.number = number, .kind = Client::Outcome::Kind::Sent});
        emit closeRequested(source, outgoing.closeCode, outgoing.closeReason);
    } else {
        emit messageRequested(source, number, outgoing.plain);
    }
}
