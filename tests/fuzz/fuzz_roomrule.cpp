// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/datavalues.h"
#include "protocol/rooms/roomrule.h"

#include <QJsonDocument>

#include <cstdlib>

// A file of rules, and behind the first NUL a JSON text that their pointers lead into. What was
// read comes back from what is written.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView all(data, qsizetype(size));
    const qsizetype end = all.indexOf('\0');
    const QByteArray file = all.first(end < 0 ? all.size() : end).toByteArray();
    const QByteArrayView json = end < 0 ? QByteArrayView() : all.sliced(end + 1);
    const auto read = Rooms::rulesFromJson(QJsonDocument::fromJson(file).array());
    const auto *rules = std::get_if<std::vector<Rooms::RoomRule>>(&read);
    if (rules == nullptr)
        return 0;
    const auto again = Rooms::rulesFromJson(Rooms::toJson(*rules));
    const auto *same = std::get_if<std::vector<Rooms::RoomRule>>(&again);
    if (same == nullptr || *same != *rules)
        std::abort();
    Rooms::DataValues values;
    for (const Rooms::RoomRule &rule : *rules) {
        if (Rooms::faultOf(rule))
            continue;
        const auto pointer = Rooms::parsePointer(rule.room);
        if (pointer && values.at(json, 1, *pointer, 10).size() > 10)
            std::abort();
    }
    values.forEach(json, 1, 3, [](const Rooms::DataValues::Found &) { return true; });
    return 0;
}
