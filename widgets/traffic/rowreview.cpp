// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/rowreview.h"

#include <algorithm>
#include <utility>

using Capture::Id;

namespace {

constexpr std::chrono::milliseconds GatherFor {500};

} // namespace

RowReview::RowReview(Matcher::Rows rows, const CaptureFeed &feed, const MessageFilter &filter,
                     QObject *parent)
    : QObject(parent)
    , m_filter(filter)
    , m_matcher(rows, feed)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(GatherFor);
    m_timer.callOnTimeout(this, &RowReview::begin);
    connect(&m_matcher, &Matcher::found, this, [this](const std::vector<Id> &ids) {
        m_matches.insert(m_matches.end(), ids.begin(), ids.end());
    });
    connect(&m_matcher, &Matcher::runningChanged, this, &RowReview::onRunning);
}

void RowReview::ask(std::span<const Id> ids)
{
    if (ids.empty())
        return;
    m_asked.first = m_asked.first == 0 ? ids.front() : std::min(m_asked.first, ids.front());
    m_asked.last = std::max(m_asked.last, ids.back());
    if (!m_timer.isActive() && !m_matcher.isRunning())
        m_timer.start();
}

void RowReview::stop()
{
    m_timer.stop();
    m_asked = {};
    m_looking = {};
    m_matcher.stop();
}

void RowReview::begin()
{
    m_looking = std::exchange(m_asked, {});
    m_matches.clear();
    m_matcher.start(m_filter.terms(), m_looking.first - 1, m_looking.last);
}

void RowReview::onRunning(bool isRunning)
{
    if (isRunning || m_looking.first == 0)
        return;
    const Stretch looked = std::exchange(m_looking, {});
    if (m_asked.first != 0)
        m_timer.start();
    emit done(looked.first, looked.last, m_matches);
}
