// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/checkpointer.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace Capture {

Checkpointer::Checkpointer(sqlite3 *writer, QString path)
    : m_writer(writer)
    , m_path(std::move(path))
{
    const auto note = [](void *pages, sqlite3 *, const char *, int count) {
        *static_cast<int *>(pages) = count;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(m_writer, note, &m_walPages); // also ends automatic checkpoints
}

Checkpointer::~Checkpointer()
{
    sqlite3_wal_autocheckpoint(m_writer, StartPages);
    if (!m_thread.joinable())
        return;
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void Checkpointer::committed()
{
    std::unique_lock lock(m_mutex);
    if (m_walPages < StartPages) {
        m_movedPages = 0; // it began anew
        return;
    }
    const auto isLittleLeft = [this] { return m_walPages - m_movedPages <= LittlePages; };
    const auto isIdle = [this] { return !m_isBusy; };
    if (isIdle() && !isLittleLeft()) {
        m_isBusy = true;
        if (!m_thread.joinable())
            m_thread = std::thread([this] { run(); });
        m_changed.notify_all();
    }
    if (m_walPages >= MostPages)
        m_changed.wait(lock, isIdle);
    else if (m_walPages >= SlowPages)
        m_changed.wait_for(lock, Pause, isIdle);
    if (isIdle() && (isLittleLeft() || m_walPages >= MostPages))
        m_movedPages = std::max(m_movedPages, move(m_writer));
}

/// As much as can be moved without waiting for others, through \a connection. Returns how many of
/// the -wal's pages are moved since it began, 0 if that failed: a full disk, or one that breaks,
/// shows itself to those who write.
int Checkpointer::move(sqlite3 *connection)
{
    int moved = 0;
    const int result = sqlite3_wal_checkpoint_v2(connection, nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                                 nullptr, &moved);
    return result == SQLITE_OK ? std::max(0, moved) : 0;
}

/// Null if that failed.
sqlite3 *Checkpointer::connect() const
{
    sqlite3 *connection = nullptr;
    // Before it has read, a connection does not know that there is a -wal.
    if (sqlite3_open_v2(m_path.toUtf8().constData(), &connection,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr)
            == SQLITE_OK
        && sqlite3_exec(connection, "PRAGMA user_version", nullptr, nullptr, nullptr) == SQLITE_OK)
        return connection;
    sqlite3_close(connection);
    return nullptr;
}

void Checkpointer::run()
{
    sqlite3 *connection = nullptr;
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        if (m_isBusy) {
            lock.unlock();
            if (!connection)
                connection = connect();
            const int moved = connection ? move(connection) : 0;
            lock.lock();
            m_movedPages = std::max(m_movedPages, moved);
            m_isBusy = false;
            m_changed.notify_all();
        }
        m_changed.wait(lock, [this] { return m_isBusy || m_isStopping; });
    }
    lock.unlock();
    sqlite3_close(connection);
}

} // namespace Capture
