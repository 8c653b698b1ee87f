// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

namespace Acting {

/// Lets no more than so many bytes a second go on. What was not used is kept for a tenth of a
/// second, so a quiet direction does not save up a burst.
class Throttle
{
public:
    /// 0: no limit.
    void setRate(qint64 bytesPerSecond, Capture::Time now);
    bool isOn() const { return m_rate > 0; }
    /// How many of \a wanted bytes may go on now.
    qint64 take(qint64 wanted, Capture::Time now);
    /// When the next ones may, after take() gave less than was wanted.
    Capture::Time nextAt(Capture::Time now) const;

private:
    qint64 m_rate = 0;
    qint64 m_allowed = 0; // now, in byte-microseconds: bytes times a million
    Capture::Time m_last;
};

} // namespace Acting
