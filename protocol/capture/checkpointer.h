// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

struct sqlite3;

namespace Capture {

/// Moves what a writer commits from the -wal into the file, in a thread and through a connection of
/// its own: a checkpoint of some size waits for the disk for longer than a recorder may hold back
/// what it has heard.
///
/// The -wal begins anew only when all of it is moved, which never happens while the writer adds to
/// it. So the thread moves the bulk, again and again, and when little is left the writer moves that
/// itself between two transactions. Behind a disk that cannot keep up the writer is slowed down
/// from SlowPages on; from MostPages on it waits, and moves all that is left. So a -wal grows past
/// that only while a reader holds on to it.
///
/// Takes the place of wal_autocheckpoint in the writer's connection, and gives it back. All
/// functions are for the writer's thread.
class Checkpointer
{
public:
    // In pages of the -wal.
    static constexpr int StartPages = 2000; ///< below it is left alone; 32 MiB
    static constexpr int LittlePages = 256; ///< what the writer moves itself
    static constexpr int SlowPages = 4 * StartPages;
    static constexpr int MostPages = 16 * StartPages;

    /// For the connection \a writer to the database at \a path, which must outlive the object and
    /// has no other one.
    Checkpointer(sqlite3 *writer, QString path);
    /// Waits for the thread, which closes its connection.
    ~Checkpointer();
    Q_DISABLE_COPY_MOVE(Checkpointer)

    /// To be called after each COMMIT, outside of a transaction.
    void committed();

    /// In the -wal, those that are moved already included.
    int walPages() const { return m_walPages; }

private:
    static constexpr auto Pause = std::chrono::milliseconds(50);

    static int move(sqlite3 *connection);
    sqlite3 *connect() const;
    void run();

    sqlite3 *const m_writer;
    const QString m_path;
    int m_walPages = 0; // set by SQLite as it commits

    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_movedPages = 0; // under m_mutex: of the -wal, when the thread last looked
    bool m_isBusy = false; // under m_mutex: the thread has something to do
    bool m_isStopping = false; // under m_mutex
    std::thread m_thread; // runs from the first need on
};

} // namespace Capture
