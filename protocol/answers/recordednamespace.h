// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/playhead.h"
#include "protocol/server/namespace.h"

#include <QObject>

namespace Answers {

/// When what was recorded is said again.
enum class Pace : quint8 {
    ByEvent, ///< when the client says what came before it
    ByTime ///< as long after the beginning as it was recorded
};

/// Tells what somebody who runs the mock should know: a sentence.
using Note = std::function<void(const QByteArray &sentence)>;

/// One namespace of Socket.IO that says what was recorded in it, to each client from the beginning.
class RecordedNamespace
{
public:
    /// \a nsp outlives it; \a steps are of that namespace.
    RecordedNamespace(Server::Namespace &nsp, std::vector<Step> steps, Pace pace, Note note);
    ~RecordedNamespace();
    Q_DISABLE_COPY_MOVE(RecordedNamespace)

private:
    class Player;

    std::optional<QByteArray> admit();

    Server::Namespace &m_namespace;
    std::vector<Step> m_refusals;
    std::vector<Step> m_steps; // behind the server's CONNECT
    std::chrono::microseconds m_begin {0}; // of the CONNECT
    bool m_wasLetIn = false;
    bool m_hasOffsets = false; // events end with one, for connection state recovery
    std::size_t m_refused = 0;
    Pace m_pace;
    Note m_note;
};

} // namespace Answers
