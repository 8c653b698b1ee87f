// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/wire.h"

#include <vector>

namespace Compare {

/// Keeps what taps report until it is taken, and does nothing else: nobody decodes while something
/// is measured. Its functions are for the thread of the taps.
///
/// When it holds more than Room the taps stop reading until it is taken.
class WireLog final : public Capture::WireSink
{
public:
    static constexpr qint64 Room = qint64(512) << 20;

    void record(Capture::WireEvent &&event) override;
    bool isFull() const override { return m_bytes > Room; }

    /// What came since the last call.
    std::vector<Capture::WireEvent> take();
    /// How much came since it was made.
    qint64 events() const { return m_count; }

private:
    std::vector<Capture::WireEvent> m_events;
    qint64 m_bytes = 0; // of m_events
    qint64 m_count = 0;
};

} // namespace Compare
