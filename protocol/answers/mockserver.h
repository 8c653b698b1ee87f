// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/answersite.h"
#include "protocol/answers/recordedsite.h"
#include "protocol/net/netthread.h"

namespace Answers {

/// The embedded server as somebody's mock: with the answers of a file, or with what was recorded.
/// It listens on loopback only.
///
/// For the thread that made the NetThread; the server itself lives in there.
class MockServer
{
public:
    /// Where it listens ("127.0.0.1:41233"), or a sentence that says why it doesn't.
    struct Started
    {
        QByteArray address;
        QByteArray error;
    };

    struct FromFile
    {
        AnswerList answers;
        SiteOptions options;
    };
    struct FromRecording
    {
        Recording recording;
        Pace pace = Pace::ByEvent;
        Note note; ///< called in the net thread
    };
    using Plan = std::variant<FromFile, FromRecording>;

    /// \a thread outlives it.
    explicit MockServer(Net::NetThread &thread);
    /// Stops.
    ~MockServer();
    Q_DISABLE_COPY_MOVE(MockServer)

    /// \a host is a literal loopback address; port 0 picks one. What ran before is stopped.
    Started start(Plan plan, const QByteArray &host, quint16 port);
    /// Closes all that is open.
    void stop();

private:
    class Parts;

    Net::NetThread &m_thread;
    std::unique_ptr<Parts> m_parts; // made, used and freed in the net thread
};

} // namespace Answers
