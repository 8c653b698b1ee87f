// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/exercise.h"
#include "protocol/compare/threads.h"

#include <memory>

namespace Compare {

/// Peers in the clients' thread, for the thread that leads the run: it has them opened and do their
/// work, and waits for it. The first one sends.
class Crew
{
public:
    using Make = std::function<std::unique_ptr<Peer>(Net::Poller &poller)>;

    struct Outcome
    {
        QByteArray failure; ///< a sentence; empty if all went well
        bool isUnheard = false; ///< it failed because nothing came back for any of it
        std::chrono::nanoseconds worked {0}; ///< of the clients' thread
    };

    /// \a threads outlives it.
    Crew(Threads &threads, std::chrono::milliseconds patience);
    /// They leave as clients should.
    ~Crew();
    Q_DISABLE_COPY_MOVE(Crew)

    void add(const Make &make);
    /// Opens those that are not open yet, all at once. Returns a sentence if one of them failed.
    QByteArray open(const QByteArray &address);
    Outcome exercise(Work work, const QList<QByteArray> &payloads);

private:
    void watch();
    QByteArray whyNot(Threads::Waited waited) const;

    Threads &m_threads;
    std::chrono::milliseconds m_patience;
    std::vector<std::unique_ptr<Peer>> m_peers; // made, used and freed in the clients' thread
    std::size_t m_open = 0; // of m_peers
    QByteArray m_lost; // clients' thread: why one of them is no longer connected
};

} // namespace Compare
