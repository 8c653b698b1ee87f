// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composetarget.h"
#include "widgets/compose/outgoing.h"
#include "widgets/compose/repeater.h"
#include "widgets/compose/sentmodel.h"

#include <QSet>

/// Gives what is sent its number, lists it, repeats it, and asks for it to be sent.
class ComposeSender : public QObject
{
    Q_OBJECT

public:
    explicit ComposeSender(QObject *parent = nullptr);

    SentModel *sent() { return &m_sent; }

    /// \a outgoing is \a draft without problems.
    void send(const ComposeTarget &target, const ComposeDraft &draft, const Outgoing &outgoing);
    /// The same \a count times, one each \a pause. Another one that runs ends.
    void repeat(const ComposeTarget &target, const ComposeDraft &draft, const Outgoing &outgoing,
                int count, std::chrono::milliseconds pause);
    void stop() { m_repeater.stop(); }

    void setOutcome(quint32 source, const Client::Outcome &outcome);
    /// A repetition ends with its connection.
    void setState(quint32 source, Client::State state);
    void forgetSource(quint32 source);

signals:
    void emitRequested(quint32 source, quint64 number, const Client::Emission &emission);
    void messageRequested(quint32 source, quint64 number, const Client::PlainMessage &message);
    void closeRequested(quint32 source, quint16 code, const QByteArray &reason);
    void repeated(int done, int count);
    void repetitionEnded();

private:
    quint64 list(quint32 source, const ComposeDraft &draft, const Outgoing &outgoing);
    void ask(quint32 source, quint64 number, const ComposeDraft &draft, const Outgoing &outgoing);

    SentModel m_sent;
    Repeater m_repeater;
    quint64 m_lastNumber = 0;
    quint32 m_repeatSource = 0;
    QSet<quint64> m_ahead; // of the repetition: asked for, and nothing heard of but that it waits
};
