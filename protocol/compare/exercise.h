// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/peer.h"
#include "protocol/compare/plan.h"

#include <atomic>
#include <vector>

namespace Compare {

/// The clients' part of one transfer: all its messages, and the thread's time that it took. Lives
/// in the thread of the peers, which are ready and outlive it.
class Exercise
{
public:
    using Done = std::function<void(const QByteArray &failure)>;

    /// A broadcast is heard by \a receivers; they are not asked for in any other work.
    Exercise(Work work, QList<QByteArray> payloads, Peer &sender, std::vector<Peer *> receivers);
    ~Exercise();
    Q_DISABLE_COPY_MOVE(Exercise)

    /// \a done is called once, perhaps before this returns; with a sentence if it failed.
    void start(Done done);

    /// Grows as long as something goes on. From any thread.
    qint64 progress() const { return m_progress.load(std::memory_order_relaxed); }
    /// How long the thread worked for it, once it is done.
    std::chrono::nanoseconds worked() const { return m_worked; }

private:
    void go();
    void goOnBroadcasting();
    void answered();
    void heard(std::size_t receiver);
    void finish(const QByteArray &failure);

    Work m_work;
    QList<QByteArray> m_payloads;
    Peer &m_sender;
    std::vector<Peer *> m_receivers;
    Done m_done;
    qsizetype m_sent = 0;
    qsizetype m_answered = 0;
    std::vector<qsizetype> m_heard; // by receiver
    std::chrono::nanoseconds m_worked {0}; // while it runs: the thread's time when it began
    std::atomic<qint64> m_progress {0};
};

} // namespace Compare
