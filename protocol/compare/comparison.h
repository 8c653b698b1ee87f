// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QObject>

#include <memory>

namespace Compare {

/// What is being done just now.
struct Progress
{
    enum class Doing : quint8 { Connecting, Transferring, Cutting, Blocking };

    int target = 0; ///< in Plan::targets
    Way way;
    Doing doing = Doing::Connecting;
    Work work = Work::Echo; ///< while transferring
    qint64 size = 0; ///< while transferring
    int round = 0; ///< from 1
    int rounds = 0;
    int done = 0; ///< steps before this one, of
    int total = 0; ///< steps
};

/// Runs a plan in threads of its own: clients, a tap in front of each server, and the embedded
/// server where it is asked for. Lives in the thread of its maker; only values cross.
class Comparison : public QObject
{
    Q_OBJECT

public:
    explicit Comparison(QObject *parent = nullptr);
    /// Cancels, and waits for the threads.
    ~Comparison() override;

    /// Runs \a plan; finished() follows in any case, also if the plan is impossible
    /// (Report::failure). Not while one is running.
    void start(const Plan &plan);
    /// Stops as soon as it can; finished() follows with what was measured until then.
    void cancel();
    bool isRunning() const { return m_run != nullptr; }

signals:
    void progressed(const Compare::Progress &progress);
    /// What is known so far, after each way of each round.
    void advanced(const Compare::Report &report);
    void finished(const Compare::Report &report);

private:
    class Run;

    void end(const Report &report);

    std::unique_ptr<Run> m_run;
};

} // namespace Compare
