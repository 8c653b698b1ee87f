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

    /// What was spilled can no longer be changed; this is how long a content that has to be stays
    /// whole.
    static constexpr qint64 MaxHiddenBytes = qint64(64) << 20;

    /// What its content is to be stored as.
    enum class Store : quint8 {
        AsItCame,
        Late, ///< it holds credentials, perhaps: it is kept whole longer, and what is longer is
              ///< hidden
        Hidden ///< all of it becomes asterisks
    };

    ContentBuilder(Collector &collector, AssemblyBudget &budget, Store store = Store::AsItCame);
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
    const Store m_store;
    Content m_content; // whole, or the head of what is spilled
    QByteArray m_pending; // of what is spilled: not yet a piece
    qint32 m_pieces = 0;
    qint64 m_held = 0; // of the budget
};

} // namespace Capture
