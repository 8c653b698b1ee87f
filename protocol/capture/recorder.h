// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/trafficdecoder.h"
#include "protocol/capture/writerthread.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace Capture {

/// Records what taps report: owns the decode thread, and the writer thread behind it.
///
/// record() puts an event into a queue and returns. The decode thread takes what has gathered some
/// milliseconds later, so that a busy connection costs a handful of wake-ups and not one a message.
/// The queue is bounded by bytes and by the time that decoding them takes, so that a process that
/// dies takes little with it: when it is full the taps stop reading (isFull()) for a moment. It
/// fills when decoding is slower than the traffic, or waits for the writer; that gives up after
/// WriterOptions::patience: then decoding goes on, and what it finds is counted in a Gap.
class Recorder : public WireSink
{
public:
    struct Options
    {
        qint64 budget = qint64(64) << 20; ///< bytes that may wait to be decoded
        /// How far decoding may be behind, at the pace that it had lately. Relaying is many times
        /// as fast: some milliseconds of it can be a second of decoding.
        std::chrono::milliseconds lag {60};
        std::chrono::milliseconds gather {5}; ///< how long the first event waits for others
        std::function<Time()> now; ///< null: the system's clock
    };

    Recorder(std::unique_ptr<RecordStore> store, WriterOptions writerOptions,
             WriterThread::Tell tell, Options options);
    /// Stops.
    ~Recorder() override;

    // From any thread.
    void record(WireEvent &&event) override;
    bool isFull() const override;
    void addSource(const SourceRecord &source);
    /// While paused everything is decoded and nothing is stored; a Gap says how much.
    void setPaused(bool paused);
    /// What a plain WebSocket session speaks from now on; nothing: it is found out.
    void setDialect(Id session, std::optional<Dialects::Dialect> dialect);
    /// The recording is about to end: what ends now, ends because of that.
    void finishing();

    WriterThread &writer() { return m_writer; }
    const WriterThread &writer() const { return m_writer; }

    /// Decodes and writes what is queued, finishes the file, ends both threads. False if the file
    /// could not be finished; writer().errorText() says why.
    bool stop();

private:
    struct Pause
    {
        bool on = false;
    };
    struct Finishing
    {
    };
    struct Spoken
    {
        Id session = 0;
        std::optional<Dialects::Dialect> dialect;
    };
    using Item = std::variant<WireEvent, SourceRecord, Pause, Spoken, Finishing>;

    static qint64 weightOf(const Item &item);
    qint64 roomAt(double pace) const;
    void put(Item &&item);
    void run();
    /// Waits for items and takes them all; false once it is to stop and there are none.
    bool takeItems(std::vector<Item> &items);
    void process(Item &&item);
    void notePace(qint64 bytes, std::chrono::microseconds took);
    void flushNow(Time now);
    void push();

    const Options m_options;
    WriterThread m_writer;
    TrafficDecoder m_decoder; // decode thread
    Time m_flushed; // decode thread
    double m_paceBytes; // decode thread: what was decoded lately
    double m_paceTime; // decode thread: and in how many microseconds
    bool m_isDirty = false; // decode thread: something was taken since the last flush

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Item> m_items; // under m_mutex
    bool m_isUrgent = false; // under m_mutex: don't wait for more
    bool m_stopping = false; // under m_mutex
    std::atomic<qint64> m_queued = 0; // bytes not yet decoded
    std::atomic<qint64> m_room; // how many of them there may be
    std::thread m_thread; // last: it uses all of the above
};

} // namespace Capture
