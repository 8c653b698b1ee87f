// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/recordstore.h"
#include "protocol/capture/trafficdecoder.h"

namespace Formats {

/// Makes records of bytes that a file of another format tells of, as if they crossed a tap, and
/// writes them into a capture, in the same thread. Events come in the order of their times.
class ImportWriter
{
public:
    explicit ImportWriter(Capture::RecordStore &store);

    void addSource(const Capture::SourceRecord &source) { m_decoder.addSource(source); }
    /// False if the capture cannot be written; the store's errorText() says why.
    bool take(Capture::WireEvent &&event);
    /// The file has no more: what is open ends at \a now.
    bool finish(Capture::Time now);

    const Capture::UndecodedCount &undecoded() const { return m_decoder.undecoded(); }

private:
    bool push();

    Capture::RecordStore &m_store;
    Capture::TrafficDecoder m_decoder;
    Capture::Time m_flushed;
};

} // namespace Formats
