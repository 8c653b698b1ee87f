// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/csv.h"

#include "protocol/admin/jsonmembers.h"
#include "protocol/formats/csvfield.h"
#include "protocol/formats/jsonlines.h"

#include <array>

namespace Formats {

namespace {

// In the order of JSON Lines, so that a line is read once.
constexpr std::array Columns {
    "id",     "time",         "session",   "connection",   "direction", "transport",
    "kind",   "engineio",     "socketio",  "namespace",    "event",     "dialect",
    "verb",   "ackId",        "ackOf",     "ackLatencyUs", "data",      "text",
    "base64", "payloadBytes", "wireBytes", "changed",      "change",    "heldUs",
    "other",  "otherBase64",  "problems",  "bookmarked",   "note",
};

} // namespace

QByteArray csvHead()
{
    QByteArray line;
    for (const char *const column : Columns) {
        line += line.isEmpty() ? "" : ",";
        line += column;
    }
    return line + "\r\n";
}

QByteArray csvLine(QByteArrayView jsonLine)
{
    QByteArray line;
    line.reserve(jsonLine.size());
    const std::vector<Admin::JsonMember> members = Admin::jsonMembers(jsonLine);
    auto member = members.begin();
    for (std::size_t column = 0; column < Columns.size(); ++column) {
        if (column > 0)
            line += ',';
        if (member == members.end() || member->name != Columns[column])
            continue;
        line += csvField(harmlessCell(member->value.startsWith('"') ? Admin::textOf(member->value)
                                                                    : member->value.toByteArray()));
        ++member;
    }
    return line + "\r\n";
}

bool writeCsv(Export &work)
{
    if (!work.sink(csvHead()))
        return false;
    Export lines {.reader = work.reader,
                  .choice = work.choice,
                  .sink =
                      [&work](QByteArrayView text) {
                          // Memberships come as lines too, several at once, and are no messages.
                          return !text.startsWith("{\"id\":") || work.sink(csvLine(text));
                      },
                  .progress = work.progress,
                  .error = {}};
    return writeJsonLines(lines);
}

} // namespace Formats
