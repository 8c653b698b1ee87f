// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/tapcounters.h"
#include "protocol/tap/translator.h"

namespace Tap {

class RelayContext;

/// What one relay tells the sink and the counters of its tap.
class RelayLog
{
public:
    /// The references outlive it.
    RelayLog(RelayContext &context, TapCounters &counters, Capture::Id connection);

    Capture::Id connection() const { return m_connection; }
    void opened(quint32 source, const QByteArray &client, const QByteArray &target, bool tls);
    void connected(const QByteArray &peer, const QByteArray &tls);
    void failed();
    void bytes(Capture::Direction direction, QByteArray bytes, Capture::Time time);
    /// What the tap says itself, or what would have crossed.
    void ours(Capture::Direction direction, QByteArray bytes);
    /// What the target said, with a mark where counting begins.
    void received(const QByteArray &bytes, std::optional<Translator::Counting> &&counting);
    void notes(std::vector<Capture::WireEvent> &&notes);
    void ended(Capture::Direction direction, Capture::WireEnded::End end);
    void closed(std::optional<Problem> problem, const QByteArray &text);

private:
    RelayContext &m_context;
    TapCounters &m_counters;
    Capture::Id m_connection;
};

} // namespace Tap
