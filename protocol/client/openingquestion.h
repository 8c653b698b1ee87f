// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/pollingtransport.h"

#include <QObject>

#include <functional>

namespace Client {

/// Asks over polling why a WebSocket opens no session of revision 3: a server of revision 4 takes
/// it, and then writes plain text into it or says nothing. Asked once.
class OpeningQuestion : public QObject
{
    Q_OBJECT

public:
    /// \a line outlives it.
    explicit OpeningQuestion(Line &line, QObject *parent = nullptr);

    /// \a answered is called with what the server says against a client of \a revision; None if it
    /// says nothing of that kind.
    void ask(const QByteArray &pathAndQuery, EngineIo::Revision revision,
             std::function<void(const Failure &failure)> answered);
    void abort() { m_polling.abort(); }

private:
    PollingTransport m_polling;
};

} // namespace Client
