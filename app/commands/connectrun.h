// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/connectplan.h"
#include "protocol/capture/advance.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

class LiveCapture;

namespace Commands {

/// The connections of `record --connect`: opens them, sends what is to be sent, says on standard
/// error how it goes, and knows when all is done.
class ConnectRun : public QObject
{
    Q_OBJECT

public:
    /// \a capture outlives it. \a isAlone: nothing else is recorded, so that there is nothing left
    /// to do once no connection can be had.
    ConnectRun(LiveCapture &capture, ConnectPlan plan, bool isAlone);

    void start();
    /// At the end: Failed if one of them never connected, after a complaint about it.
    int conclude();
    /// One of them was connected at some time.
    bool hasConnected() const;

signals:
    /// All that was asked for is done, or cannot be done any more.
    void finished();

private:
    struct Run
    {
        Client::ClientOptions options;
        Client::ClientStatus status;
        Client::Failure said; // the last one on standard error
        bool wasConnected = false;
        bool wasRecorded = false; ///< a connection of it
        QSet<Capture::Id> open; ///< its connections, as they were recorded
        bool isHopeless = false; // nothing more comes of it
        bool hasComplained = false;
    };

    void onStatus(quint32 source, const Client::ClientStatus &status);
    void onAdvanced(const Capture::Advance &advance);
    void finishIfGone();
    void onOutcome(quint32 source, const Client::Outcome &outcome);
    void onConnected(quint32 source, Run &run);
    void onNotConnected(Run &run);
    void sendAll(quint32 source, const Run &run);
    void itemDone(quint64 number);
    void leaveIfDone();
    void leave();
    void giveUp();

    LiveCapture &m_capture;
    const ConnectPlan m_plan;
    const bool m_isAlone;
    QHash<quint32, Run> m_runs; // by source
    QSet<quint64> m_open; // items that are not done, by number
    bool m_isSent = false;
    bool m_isLeaving = false;
    bool m_isFinished = false;
    int m_status = 0;
    QTimer m_leaving;
};

} // namespace Commands
