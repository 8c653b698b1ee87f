// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/threads.h"

#include <QElapsedTimer>
#include <QTimer>

namespace Compare {

using std::chrono::milliseconds;

void Threads::ring()
{
    QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
}

void Threads::cancel()
{
    m_isCancelled = true;
    ring();
}

void Threads::turn(milliseconds most)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    timer.callOnTimeout(&m_loop, &QEventLoop::quit);
    timer.start(most);
    m_loop.exec();
}

Threads::Waited Threads::wait(milliseconds patience, const std::function<bool()> &isDone,
                              const std::function<qint64()> &progress)
{
    constexpr milliseconds LookEvery {200};
    QElapsedTimer clock;
    clock.start();
    qint64 seen = progress ? progress() : 0;
    while (!isDone()) {
        if (m_isCancelled)
            return Waited::Cancelled;
        if (const qint64 now = progress ? progress() : 0; now != seen) {
            seen = now;
            clock.restart();
        }
        const milliseconds left = patience - milliseconds(clock.elapsed());
        if (left.count() <= 0)
            return Waited::TimedOut;
        turn(std::min(left, LookEvery));
    }
    return Waited::Done;
}

Threads::Waited Threads::sleep(milliseconds time)
{
    return wait(time, [] { return false; });
}

} // namespace Compare
