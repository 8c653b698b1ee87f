// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <deque>
#include <optional>
#include <queue>
#include <vector>

namespace Pcap {

/// Goes through what crossed in a capture in the order of time, over all its connections: how they
/// began and ended, the parts of their exchanges, frames, and bytes that were neither.
///
/// At the same moment a connection begins before anything crosses on it, exchanges go before frames
/// and bytes that are neither, and ends come last. It reads in portions, and keeps of exchanges
/// those that are under way; connections and the numbers of raw messages are kept all.
class WireWalk
{
public:
    struct Step
    {
        enum class What : quint8 {
            Opened,
            Request, ///< its head at least
            RequestRest, ///< what the first step left out
            Response,
            ResponseRest,
            Frame,
            Raw,
            Closed
        };
        What what = What::Opened;
        Capture::Time time;
        Capture::Id connection = 0;
        Capture::Id id = 0; ///< of the connection, exchange, frame or message
    };

    /// \a rawMessages are the numbers and times of the messages that are neither HTTP nor frames,
    /// ascending.
    struct RawMessage
    {
        Capture::Id id = 0;
        Capture::Id connection = 0;
        Capture::Time time;
    };
    WireWalk(Capture::StoreReader &reader, std::span<const Capture::ConnectionRecord> connections,
             std::vector<RawMessage> rawMessages);

    std::optional<Step> next();
    /// The frames of the portion that next() is in: they are read before its first step comes.
    /// True if there is a new one since the last call.
    bool takePortion(std::vector<Capture::FrameRecord> &frames);
    /// The frame of the last step.
    const Capture::FrameRecord &frame() const { return m_frame; }

private:
    struct Pending
    {
        Step step;
        int rank = 0;
        Capture::Id order = 0;
    };
    struct Later
    {
        bool operator()(const Pending &left, const Pending &right) const;
    };

    void add(const Step &step, int rank, Capture::Id order);
    void addExchange(const Capture::ExchangeFacts &facts);
    void readExchanges();
    void readFrames();

    Capture::StoreReader &m_reader;
    std::priority_queue<Pending, std::vector<Pending>, Later> m_pending;
    std::vector<RawMessage> m_raw;
    std::deque<Capture::ExchangeFacts> m_exchanges; // read, not yet pending
    Capture::Id m_lastExchange = 0; // read
    bool m_hasMoreExchanges = true;
    std::deque<Capture::FrameRecord> m_frames; // read, not yet given
    std::vector<Capture::FrameRecord> m_portion;
    bool m_isNewPortion = false;
    std::vector<Capture::Id> m_frameIds; // found, not yet read
    Capture::Id m_lookedAt = 0;
    Capture::Id m_lastFrame = 0;
    Capture::FrameRecord m_frame;
    std::size_t m_nextRaw = 0;
    Capture::Time m_frameTime; // never goes back: frames keep their order
};

} // namespace Pcap
