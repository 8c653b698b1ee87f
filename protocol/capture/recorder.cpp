// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/recorder.h"

#include <algorithm>
#include <utility>

namespace Capture {

namespace {

using namespace std::chrono_literals;

/// What an event costs beside its bytes, about.
constexpr qint64 EventWeight = 160;
/// So much is decoded at once without waiting for more.
constexpr qint64 UrgentBytes = qint64(512) << 10;
/// A batch goes to the writer when it has gathered this much.
constexpr qint64 BatchBytes = qint64(1) << 20;
/// What may wait at any pace: some reads of a tap.
constexpr qint64 LeastRoom = qint64(512) << 10;
/// A pace shows itself in no fewer bytes.
constexpr qint64 PaceBytes = qint64(64) << 10;
/// Over how many microseconds of decoding a pace is taken, about.
constexpr double PaceTime = 500'000;
/// In bytes a microsecond: what small frames come to. It has its weight for a while, because the
/// first of them do not wait for the writer yet.
constexpr double FirstPace = 16;
/// How often sessions and connections are written while they change.
constexpr auto FlushEvery = 100ms;
/// How often silent sessions are looked at while nothing happens.
constexpr auto SweepEvery = 1s;

} // namespace

Recorder::Recorder(std::unique_ptr<RecordStore> store, WriterOptions writerOptions,
                   WriterThread::Tell tell, Options options)
    : m_options([&options] {
        if (!options.now)
            options.now = [] {
                return std::chrono::floor<std::chrono::microseconds>(
                    std::chrono::system_clock::now());
            };
        return std::move(options);
    }())
    , m_writer(std::move(store), std::move(writerOptions), std::move(tell))
    , m_paceBytes(FirstPace * PaceTime)
    , m_paceTime(PaceTime)
    , m_room(roomAt(FirstPace))
    , m_thread([this] { run(); })
{
}

Recorder::~Recorder()
{
    stop();
}

void Recorder::record(WireEvent &&event)
{
    put(std::move(event));
}

bool Recorder::isFull() const
{
    return m_queued > m_room;
}

void Recorder::addSource(const SourceRecord &source)
{
    put(source);
}

void Recorder::finishing()
{
    put(Finishing {});
}

void Recorder::setDialect(Id session, std::optional<Dialects::Dialect> dialect)
{
    put(Spoken {session, dialect});
}

void Recorder::setPaused(bool paused)
{
    put(Pause {paused});
}

qint64 Recorder::weightOf(const Item &item)
{
    const auto *event = std::get_if<WireEvent>(&item);
    if (!event)
        return EventWeight;
    if (const auto *bytes = std::get_if<WireBytes>(event))
        return EventWeight + bytes->bytes.size();
    if (const auto *marked = std::get_if<WireMarked>(event))
        return EventWeight + marked->alteration.other.size();
    qint64 weight = EventWeight;
    if (const auto *uncrossed = std::get_if<WireUncrossed>(event)) {
        for (const WireUncrossed::Piece &piece : uncrossed->pieces)
            weight += piece.bytes.size();
        weight += uncrossed->alteration.other.size();
    }
    return weight;
}

/// What is decoded at \a pace within Options::lag.
qint64 Recorder::roomAt(double pace) const
{
    const std::chrono::microseconds lag = m_options.lag;
    const auto bytes = static_cast<qint64>(pace * static_cast<double>(lag.count()));
    return std::min(std::max(bytes, LeastRoom), m_options.budget);
}

void Recorder::put(Item &&item)
{
    const qint64 queued = m_queued += weightOf(item);
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        const bool isUrgent = queued > UrgentBytes;
        wake = m_items.empty() || (isUrgent && !m_isUrgent);
        m_isUrgent = m_isUrgent || isUrgent;
        m_items.push_back(std::move(item));
    }
    if (wake)
        m_wake.notify_one();
}

bool Recorder::takeItems(std::vector<Item> &items)
{
    std::unique_lock lock(m_mutex);
    const auto somethingToDo = [this] { return m_stopping || !m_items.empty(); };
    m_wake.wait_for(lock, m_isDirty ? FlushEvery : std::chrono::milliseconds(SweepEvery),
                    somethingToDo);
    if (!m_items.empty() && !m_isUrgent && !m_stopping)
        m_wake.wait_for(lock, m_options.gather, [this] { return m_isUrgent || m_stopping; });
    std::swap(items, m_items);
    m_isUrgent = false;
    return !items.empty() || !m_stopping;
}

void Recorder::run()
{
    std::vector<Item> items;
    while (takeItems(items)) {
        const Time began = m_options.now();
        qint64 bytes = 0;
        for (Item &item : items) {
            bytes += weightOf(item);
            process(std::move(item));
        }
        m_isDirty = m_isDirty || !items.empty();
        items.clear();
        const Time now = m_options.now();
        if (now - m_flushed >= FlushEvery) {
            flushNow(now);
            m_isDirty = false;
        }
        push();
        notePace(bytes, m_options.now() - began);
    }
    m_decoder.finish(m_options.now());
    push();
}

void Recorder::process(Item &&item)
{
    const qint64 weight = weightOf(item);
    if (auto *event = std::get_if<WireEvent>(&item)) {
        m_decoder.take(std::move(*event));
        if (m_decoder.weight() > BatchBytes)
            push();
    } else if (const auto *source = std::get_if<SourceRecord>(&item)) {
        m_decoder.addSource(*source);
    } else if (const auto *spoken = std::get_if<Spoken>(&item)) {
        m_decoder.setDialect(spoken->session, spoken->dialect);
    } else if (std::holds_alternative<Finishing>(item)) {
        m_decoder.finishing();
    } else if (std::get<Pause>(item).on) {
        m_decoder.pause(m_options.now());
    } else {
        m_decoder.resume(m_options.now());
    }
    m_queued -= weight;
}

/// Decoding \a bytes \a took so long, waiting for the writer included.
void Recorder::notePace(qint64 bytes, std::chrono::microseconds took)
{
    if (bytes < PaceBytes)
        return;
    const auto time = static_cast<double>(std::max<qint64>(1, took.count()));
    const double kept = std::max(0.0, 1 - time / PaceTime);
    m_paceBytes = kept * m_paceBytes + static_cast<double>(bytes);
    m_paceTime = kept * m_paceTime + time;
    m_room = roomAt(m_paceBytes / m_paceTime);
}

void Recorder::flushNow(Time now)
{
    m_flushed = now;
    m_decoder.flush(now);
}

void Recorder::push()
{
    RecordBatch batch = m_decoder.takeBatch();
    if (!batch.isEmpty())
        m_writer.push(std::move(batch));
}

bool Recorder::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
    return m_writer.stop();
}

} // namespace Capture
