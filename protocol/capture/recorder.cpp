// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/recorder.h"

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
/// How often sessions and connections are written while they change.
constexpr auto FlushEvery = 100ms;
/// How often silent sessions are looked at while nothing happens.
constexpr auto SweepEvery = 1s;

qint64 timeOf(const WireEvent &event)
{
    return std::visit([](const auto &some) { return some.time.time_since_epoch().count(); }, event);
}

qint64 weightOf(const WireEvent &event)
{
    const auto *bytes = std::get_if<WireBytes>(&event);
    return EventWeight + (bytes ? bytes->bytes.size() : 0);
}

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
    , m_thread([this] { run(); })
{
}

Recorder::~Recorder()
{
    stop();
}

void Recorder::record(WireEvent &&event)
{
    const qint64 weight = weightOf(event);
    const qint64 time = timeOf(event);
    if (m_queued == 0)
        m_reached = time; // nothing waits: the silence before is no lag
    m_newest = time;
    put(std::move(event), weight);
}

bool Recorder::isFull() const
{
    const auto lag = std::chrono::microseconds(m_newest - m_reached);
    return m_wasFull || (m_queued > 0 && lag > m_options.lag);
}

void Recorder::addSource(const SourceRecord &source)
{
    put(source, EventWeight);
}

void Recorder::setPaused(bool paused)
{
    put(Pause {paused}, EventWeight);
}

void Recorder::put(Item &&item, qint64 weight)
{
    const qint64 queued = m_queued += weight;
    if (queued > m_options.budget)
        m_wasFull = true;
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
        for (Item &item : items)
            process(std::move(item));
        m_isDirty = m_isDirty || !items.empty();
        items.clear();
        const Time now = m_options.now();
        if (now - m_flushed >= FlushEvery) {
            flushNow(now);
            m_isDirty = false;
        }
        push();
    }
    m_decoder.finish(m_options.now());
    push();
}

void Recorder::process(Item &&item)
{
    if (auto *event = std::get_if<WireEvent>(&item)) {
        const qint64 weight = weightOf(*event);
        m_reached = timeOf(*event);
        m_decoder.take(std::move(*event));
        if (m_decoder.weight() > BatchBytes)
            push();
        const qint64 queued = m_queued -= weight;
        if (queued < m_options.budget / 2)
            m_wasFull = false;
        return;
    }
    m_queued -= EventWeight;
    if (const auto *source = std::get_if<SourceRecord>(&item))
        m_decoder.addSource(*source);
    else if (std::get<Pause>(item).on)
        m_decoder.pause(m_options.now());
    else
        m_decoder.resume(m_options.now());
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
