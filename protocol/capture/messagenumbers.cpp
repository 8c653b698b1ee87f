// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/messagenumbers.h"

#include <utility>

namespace Capture {

void MessageNumbers::begin(Direction direction)
{
    lane(direction) = {};
    lane(direction).isCounted = true;
}

void MessageNumbers::add(Direction direction, Id message)
{
    Lane &lane = this->lane(direction);
    if (!lane.isCounted)
        return;
    const qint64 number = lane.next++;
    const auto place = static_cast<std::size_t>(number % MaxKept);
    if (place < lane.messages.size())
        lane.messages[place] = message;
    else
        lane.messages.push_back(message);
    if (lane.waiting.isEmpty())
        return;
    for (AlterationRecord &alteration : lane.waiting.take(number)) {
        alteration.message = message;
        m_collector.add(std::move(alteration));
    }
}

void MessageNumbers::mark(WireMarked &&mark)
{
    Lane &lane = this->lane(mark.direction);
    AlterationRecord record;
    record.time = mark.time;
    record.alteration = std::move(mark.alteration);
    if (!lane.isCounted)
        return;
    const bool isKnown = mark.number < lane.next;
    if (isKnown && mark.number >= 0 && lane.next - mark.number <= MaxKept) {
        record.message = lane.messages[static_cast<std::size_t>(mark.number % MaxKept)];
        m_collector.add(std::move(record));
    } else if (!isKnown && mark.number - lane.next < MaxAhead) {
        lane.waiting[mark.number].push_back(std::move(record));
    }
}

} // namespace Capture
