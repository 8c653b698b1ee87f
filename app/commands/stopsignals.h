// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

/// SIGINT and SIGTERM as a Qt signal. One object a process, made once there is an application; a
/// second signal ends the process the usual way.
class StopSignals : public QObject
{
    Q_OBJECT
public:
    /// Keeps both from every thread that is started later. To be called before the application,
    /// which starts some, is made.
    static void hold();
    /// Whether one came since, for a command that works without an event loop.
    static bool isPending();

    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

signals:
    void received();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};
