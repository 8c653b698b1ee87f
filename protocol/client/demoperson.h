// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/lightsocketio.h"

namespace Client {

/// One who chats on a DemoServer as long as it lives, each by their habits. Comes back when the
/// connection is lost, to what it missed. Lives in the poller's thread.
class DemoPerson
{
public:
    /// A room that someone goes to, and what they say there: JSON.
    struct Visit
    {
        QByteArray room;
        QByteArray line;
    };

    struct Habits
    {
        QByteArray name;
        EngineClient::Transports transports = EngineClient::Transports::PollingThenWebSocket;
        QByteArray nsp = QByteArrayLiteral("/chat");
        std::chrono::milliseconds talksEvery {3000};
        QList<QByteArray> lines; ///< JSON, said in turn to everyone
        QByteArrayList rooms; ///< that they are always in
        QList<Visit> visits; ///< to others for a while, in turn
        bool types = false; ///< says so before
        bool searches = false; ///< and waits a while for the answer
        bool uploads = false; ///< a picture now and then
        bool reports = false; ///< once, and never gets an answer
        bool trades = false; ///< would like to, and is refused
        bool readsHistory = false;
        bool isBehindProxy = false; ///< that says so, and lets no WebSocket through
        std::chrono::milliseconds cutAfter {0}; ///< the connection is, if not 0
        std::chrono::milliseconds cutEvery {0}; ///< and again, so long after it came back
        std::chrono::milliseconds staysAwayFor {3000}; ///< when the connection is lost
    };

    DemoPerson(Net::Poller &poller, Habits habits, QByteArray url);
    Q_DISABLE_COPY_MOVE(DemoPerson)

private:
    void open();
    void arrived(const QByteArray &nsp);
    void talk();
    bool visit(qsizetype turn);
    void say(QByteArrayView event, const SocketIo::Arguments &arguments, bool wantsAck);
    void comeBackLater();

    Habits m_habits;
    QByteArray m_url;
    LightSocketIo m_client;
    QTimer m_talk;
    QTimer m_cut;
    QTimer m_comeBack;
    qsizetype m_turn = 0;
    bool m_wasCut = false;
};

} // namespace Client
