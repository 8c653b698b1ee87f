// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QFile>
#include <QHash>

#include <functional>

namespace Formats {

/// A file that is read at many places in turn, through a few blocks in memory.
class BlockFile
{
public:
    static constexpr qint64 BlockBytes = qint64(256) << 10;
    static constexpr qsizetype MaxBlocks = 96;

    /// False if it cannot be opened; errorText() says why.
    bool open(const QString &path);

    /// \a goesOn is asked now and then while the file is read, and told where. Once it says no, the
    /// file is as if it ended: at() has nothing any more, and isStopped() says why.
    void watch(std::function<bool(qint64 offset)> goesOn) { m_goesOn = std::move(goesOn); }
    bool isStopped() const { return m_isStopped; }

    qint64 size() const { return m_size; }
    /// Bytes from \a offset on: to the end of their block, at least one unless the file ends or
    /// cannot be read there. Valid until the next call.
    QByteArrayView at(qint64 offset);
    QString errorText() const { return m_file.errorString(); }

private:
    struct Block
    {
        QByteArray bytes;
        qint64 used = 0; // when, in calls
    };

    void ask(qint64 offset);
    void forgetOldest();

    QFile m_file;
    std::function<bool(qint64)> m_goesOn;
    bool m_isStopped = false;
    qint64 m_size = 0;
    qint64 m_calls = 0;
    QHash<qint64, Block> m_blocks; // by number
};

} // namespace Formats
