// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/importwriter.h"

namespace Formats {

namespace {

constexpr qint64 BatchBytes = qint64(4) << 20;
// As while recording: silent sessions end, and what changed of the others is written.
constexpr std::chrono::seconds FlushEvery {1};

Capture::Time timeOf(const Capture::WireEvent &event)
{
    return std::visit(
        [](const auto &some) {
            if constexpr (requires { some.time; })
                return some.time;
            else
                return Capture::Time();
        },
        event);
}

} // namespace

ImportWriter::ImportWriter(Capture::RecordStore &store)
    : m_store(store)
{
}

bool ImportWriter::take(Capture::WireEvent &&event)
{
    const Capture::Time time = timeOf(event);
    if (time >= m_flushed + FlushEvery) {
        m_decoder.flush(time);
        m_flushed = time;
    }
    m_decoder.take(std::move(event));
    return m_decoder.weight() < BatchBytes || push();
}

bool ImportWriter::finish(Capture::Time now)
{
    m_decoder.flush(now);
    m_decoder.finish(now);
    return push();
}

bool ImportWriter::push()
{
    return m_store.write(m_decoder.takeBatch()) && m_store.commit();
}

} // namespace Formats
