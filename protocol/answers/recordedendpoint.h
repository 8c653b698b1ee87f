// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/recordednamespace.h"
#include "protocol/server/exchange.h"

namespace Answers {

/// A plain WebSocket that says what was recorded on one, to each client from the beginning.
class RecordedEndpoint
{
public:
    RecordedEndpoint(Recording recording, Pace pace, Note note);
    ~RecordedEndpoint();
    Q_DISABLE_COPY_MOVE(RecordedEndpoint)

    void serve(const std::shared_ptr<Server::Exchange> &exchange);

private:
    class Player;

    Recording m_recording;
    Pace m_pace;
    Note m_note;
    std::vector<std::weak_ptr<Server::WebSocketChannel>> m_clients;
};

} // namespace Answers
