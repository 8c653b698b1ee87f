// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/collector.h"

namespace Capture {

/// Memory that unfinished contents of one capture share.
struct AssemblyBudget
{
    qint64 limit = qint64(64) << 20;
    qint64 used = 0;
};

/// Puts the content of one message or body together as its bytes stream in.
///
/// Up to MaxWholeBytes, and while the budget lasts, it stays in memory, so that it can be decoded
/// whole. What grows longer goes to the store piece by piece; its first HeadBytes are kept.
class ContentBuilder
{
public:
    static constexpr qint64 MaxWholeBytes = qint64(8) << 20;

    ContentBuilder(Collector &collector, AssemblyBudget &budget);
    ~ContentBuilder();
    Q_DISABLE_COPY_MOVE(ContentBuilder)

    void append(QByteArray bytes);

    /// The content; the builder is empty again.
    Content take();

    qint64 size() const { return m_content.size; }

private:
    void spill();
    void flushPieces(bool all);
    void hold(qint64 bytes);

    Collector &m_collector;
    AssemblyBudget &m_budget;
    Content m_content; // whole, or the head of what is spilled
    QByteArray m_pending; // of what is spilled: not yet a piece
    qint32 m_pieces = 0;
    qint64 m_held = 0; // of the budget
};

} // namespace Capture
