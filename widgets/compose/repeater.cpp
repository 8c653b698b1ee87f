// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/repeater.h"

#include <algorithm>
#include <utility>

Repeater::Repeater(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Repeater::turn);
}

void Repeater::start(int count, std::chrono::milliseconds pause, std::function<void()> act)
{
    stop();
    m_count = std::clamp(count, 0, MaxCount);
    m_done = 0;
    m_taken = 0;
    m_act = std::move(act);
    m_timer.start(pause);
    turn();
}

void Repeater::stop()
{
    if (isRunning())
        end();
}

void Repeater::taken()
{
    ++m_taken;
}

void Repeater::turn()
{
    const auto act = m_act; // which may stop this
    const int slice = m_timer.interval() == 0 ? Slice : 1;
    for (int i = 0; i < slice && isRunning(); ++i) {
        if (m_done >= m_count || m_done - m_taken >= MaxAhead)
            break;
        ++m_done;
        act();
    }
    if (!isRunning())
        return;
    emit progressed(m_done, m_count);
    if (m_done >= m_count)
        end();
}

void Repeater::end()
{
    m_timer.stop();
    m_act = nullptr;
    emit finished();
}
