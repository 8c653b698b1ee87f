// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/stopsignals.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace {

sigset_t stopSet()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

void StopSignals::hold()
{
    const sigset_t set = stopSet();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool StopSignals::isPending()
{
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1;
}

StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
{
    hold();
    const sigset_t set = stopSet();
    const int fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (fd < 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this, fd] {
        signalfd_siginfo info {};
        if (read(fd, &info, sizeof info) != sizeof info)
            return;
        m_notifier->setEnabled(false);
        const sigset_t again = stopSet();
        pthread_sigmask(SIG_UNBLOCK, &again, nullptr);
        emit received();
    });
}

StopSignals::~StopSignals()
{
    if (m_notifier)
        close(static_cast<int>(m_notifier->socket()));
}
