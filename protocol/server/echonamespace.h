// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/namespace.h"

namespace Server {

/// One namespace that says back what it is told:
///
/// - `message …`: `message-back …`; `text …`: `text-back …`
/// - `message-with-ack …`: ack `…`; `ack-me …`: ack `"acked", …`; `never`: no ack
/// - `please-ask`: sends `ask 7`, then `answer-received …` with what that was acknowledged with
/// - `bin x …`: `bin-back {"first":x,"rest":[…]} "tail"`; `bin-ack <bytes>`: ack the bytes twice
/// over
/// - `join "room"`, `leave "room"`: ack `true`; `to-room "room" …`: the others in it get `room-msg
/// …`
/// - `to-all …`: all get `all-msg …`; `to-others …`: the others get `others-msg …`
/// - `set-data {…}`: the data of the socket, ack `true`
/// - `kick`, `kick-close`: the server disconnects, the latter the connection too
class EchoNamespace
{
public:
    /// What a client that got in is sent first; may be empty.
    using Greeting = std::function<void(Socket &socket)>;

    /// \a nsp outlives it.
    EchoNamespace(Namespace &nsp, Greeting greeting);
    ~EchoNamespace();
    Q_DISABLE_COPY_MOVE(EchoNamespace)

private:
    static void take(Socket &socket, const Event &event);

    Namespace &m_namespace;
};

} // namespace Server
