// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/namespace.h"

#include <QTimer>

#include <map>

namespace Server {

/// The chat of the demo, in one namespace:
///
/// - `chat message {…}`: the others get it, with `"room"` in it those in that room; ack `"stored",
/// n`
/// - `join "room"`: it is in that room, ack `"joined", members`, or `"refused"`
/// - `leave "room"`: it is no more, ack `"left"`
/// - `typing …`: the others get it
/// - `history`: ack: the last messages
/// - `search …`: the ack takes 1.5 s
/// - `upload {…} <bytes>`: the others (in the `"room"`) get `file {…} <bytes>`, ack `"stored",
/// bytes`
/// - `report …`: nothing: its ack never comes
///
/// It greets with `welcome`, tells the others of `user joined`, `user left` and `user back` (from a
/// lost connection), all who is there with `presence`, those in a room of `entered` and `went`, and
/// asks one client after another `are you there`, with an ack. Names are taken from `auth.name`,
/// and are the data of sockets.
class DemoChat
{
public:
    /// \a nsp outlives it.
    explicit DemoChat(Namespace &nsp);
    ~DemoChat();
    Q_DISABLE_COPY_MOVE(DemoChat)

private:
    void greet(const std::shared_ptr<Socket> &socket);
    void tellWhoIsThere();
    void take(Socket &socket, const Event &event);
    void store(Socket &socket, const Event &event);
    static void enter(Socket &socket, const Event &event);
    static void go(Socket &socket, const Event &event);
    void ask();

    Namespace &m_namespace;
    QList<QByteArray> m_history; // JSON values, oldest first
    quint64 m_stored = 0;
    quint64 m_questions = 0;
    QTimer m_askTimer; // while someone is there
};

} // namespace Server
