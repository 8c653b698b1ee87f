// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composedraft.h"
#include "widgets/compose/composequestions.h"
#include "widgets/compose/composetarget.h"

#include <QWidget>

#include <memory>

class Theme;

/// Compose: writes messages by hand and shows what became of them.
///
/// Knows nothing of sockets: it is given its targets and what happens on them, and asks by signals
/// for what is to be sent, with the source of the target first. Numbers of what is sent are given
/// here and are never used twice.
class ComposePanel : public QWidget
{
    Q_OBJECT

public:
    /// History, saved messages and environments are kept in \a folder, which is made when there is
    /// something to keep. Empty: nothing outlives the panel.
    ComposePanel(const Theme &theme, const QString &folder, QWidget *parent = nullptr);
    ~ComposePanel() override;

    void setQuestions(ComposeQuestions questions);

    /// All connections that can be sent on. The one that was chosen stays so if it is among them.
    void setTargets(const QList<ComposeTarget> &targets);
    /// Sessions of others that cross a tap; offered behind them. Their numbers are none of those.
    void setTappedTargets(const QList<ComposeTarget> &targets);
    void setStatus(quint32 source, const Client::ClientStatus &status);
    void setCurrentTarget(quint32 source);
    quint32 currentTarget() const; ///< 0: none

    void setOutcome(quint32 source, const Client::Outcome &outcome);
    /// A large plain message is on its way: bytes written, of all.
    void setProgress(quint32 source, quint64 number, qint64 written, qint64 total);
    /// The answer to a ping that was sent from here.
    void addPong(quint32 source, const QByteArray &payload, std::chrono::microseconds latency);
    /// One that asks for an answer waits in the panel for it, unless a rule has answered it.
    void addReceivedEvent(quint32 source, const Client::ReceivedEvent &event);
    /// Names for completion.
    void addSeenEvents(const QByteArray &nsp, const QList<QByteArray> &names);

    /// Puts a message into the editors, for the target that fits. Sends nothing.
    void repeat(const ComposeDraft &draft);
    ComposeDraft draft() const;

    /// Sends what is in the editors, as Ctrl+Enter does. What is wrong with it is shown in place.
    void send();

signals:
    void emitRequested(quint32 source, quint64 number, const Client::Emission &emission);
    void messageRequested(quint32 source, quint64 number, const Client::PlainMessage &message);
    void closeRequested(quint32 source, quint16 code, const QByteArray &reason);
    void acknowledgeRequested(quint32 source, const QByteArray &nsp, quint64 ackId,
                              const SocketIo::Arguments &arguments);
    void autoAnswersChanged(quint32 source, const QList<Client::AutoAnswer> &answers);
    /// The button of the empty panel: the user wants a connection to send on.
    void connectRequested();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};
