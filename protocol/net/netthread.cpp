// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/netthread.h"

#include <future>

namespace Net {

NetThread::NetThread()
{
    // Made here and moved: its notifier starts to watch when the thread runs.
    m_poller = std::make_unique<Poller>();
    m_poller->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("net"));
    m_thread.start();
}

NetThread::~NetThread()
{
    run([this] { m_poller->moveToThread(nullptr); });
    m_thread.quit();
    m_thread.wait();
}

void NetThread::run(const std::function<void()> &function)
{
    Q_ASSERT(QThread::currentThread() != &m_thread);
    // Shared: the thread may still be in set_value() when the wait is over.
    const auto done = std::make_shared<std::promise<void>>();
    m_poller->post([&function, done] {
        function();
        done->set_value();
    });
    done->get_future().wait();
}

} // namespace Net
