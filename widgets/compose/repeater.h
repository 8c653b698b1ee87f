// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

/// Does something a number of times, with a pause in between: the sending of one message again and
/// again. Goes on no faster than what it sent is taken.
class Repeater : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxCount = 100'000;
    /// Without a pause, so many are sent before other events have their turn.
    static constexpr int Slice = 100;
    /// So many may be on their way, handed over and not yet taken.
    static constexpr int MaxAhead = 1000;

    explicit Repeater(QObject *parent = nullptr);

    /// Starts with the first \a act at once. \a count is cut to MaxCount.
    void start(int count, std::chrono::milliseconds pause, std::function<void()> act);
    void stop();
    /// One of those that were sent was taken.
    void taken();

    bool isRunning() const { return m_act != nullptr; }
    int done() const { return m_done; }
    int count() const { return m_count; }

signals:
    /// After each turn.
    void progressed(int done, int count);
    /// All are done, or it was stopped.
    void finished();

private:
    void turn();
    void end();

    QTimer m_timer;
    std::function<void()> m_act;
    int m_count = 0;
    int m_done = 0;
    int m_taken = 0;
};
