// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/poller.h"

#include <QSocketNotifier>
#include <QThread>

#include <array>
#include <cerrno>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace Net {

namespace {

constexpr quint32 Watched = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
constexpr std::size_t EventsPerTurn = 256;
/// Turns before the thread's other events are looked at again.
constexpr int TurnsInARow = 16;

quint64 packed(int descriptor, quint32 generation)
{
    return quint64(generation) << 32U | static_cast<quint32>(descriptor);
}

} // namespace

Poller::Poller(QObject *parent)
    : QObject(parent)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    , m_notifier(new QSocketNotifier(m_epoll, QSocketNotifier::Read, this))
{
    if (m_epoll < 0 || m_wake < 0)
        qFatal("No descriptor left for the poller");
    epoll_event event {};
    event.events = EPOLLIN | EPOLLET;
    event.data.u64 = packed(m_wake, 0);
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event);
    connect(m_notifier, &QSocketNotifier::activated, this, &Poller::dispatch);
}

Poller::~Poller()
{
    delete m_notifier; // before the descriptor that it watches
    ::close(m_wake);
    ::close(m_epoll);
}

int Poller::add(int descriptor, Handler &handler)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto index = static_cast<std::size_t>(descriptor);
    if (index >= m_entries.size())
        m_entries.resize(index + 1);
    m_entries[index] = {&handler, ++m_generation};
    epoll_event event {};
    event.events = Watched;
    event.data.u64 = packed(descriptor, m_generation);
    if (epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0)
        return 0;
    m_entries[index] = {};
    return errno;
}

void Poller::remove(int descriptor)
{
    Q_ASSERT(thread() == QThread::currentThread());
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
    m_entries[static_cast<std::size_t>(descriptor)] = {};
}

void Poller::rearm(int descriptor)
{
    Q_ASSERT(thread() == QThread::currentThread());
    epoll_event event {};
    event.events = Watched;
    event.data.u64 = packed(descriptor, m_entries[static_cast<std::size_t>(descriptor)].generation);
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
}

void Poller::post(std::function<void()> function)
{
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_posted.empty();
        m_posted.push_back(std::move(function));
    }
    if (wasEmpty)
        eventfd_write(m_wake, 1);
}

void Poller::dispatch()
{
    std::array<epoll_event, EventsPerTurn> events; // NOLINT(*-member-init): filled by the system
    for (int turn = 0; turn < TurnsInARow; ++turn) {
        const int count = epoll_wait(m_epoll, events.data(), int(events.size()), 0);
        if (count <= 0)
            return;
        for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
            const epoll_event event = events[i];
            const auto descriptor = static_cast<int>(event.data.u64 & 0xffffffffU);
            if (descriptor == m_wake) {
                runPosted();
                continue;
            }
            // What an earlier handler removed, or replaced under the same number, is not it.
            const Entry entry = m_entries[static_cast<std::size_t>(descriptor)];
            if (entry.handler == nullptr || entry.generation != event.data.u64 >> 32U)
                continue;
            const quint32 bits = event.events;
            entry.handler->onReady({
                .readable = (bits & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0,
                .writable = (bits & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0,
                .peerEnded = (bits & (EPOLLRDHUP | EPOLLHUP)) != 0,
                .failed = (bits & EPOLLERR) != 0,
            });
        }
    }
}

void Poller::runPosted()
{
    eventfd_t ignored = 0;
    eventfd_read(m_wake, &ignored);
    std::vector<std::function<void()>> posted;
    {
        const std::lock_guard lock(m_mutex);
        posted.swap(m_posted);
    }
    for (const auto &function : posted)
        function();
}

} // namespace Net
