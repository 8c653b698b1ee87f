// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/membershiplines.h"

#include "protocol/formats/jsontext.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace Formats {

using Capture::MembershipRecord;

namespace {

struct Change
{
    Capture::Time time;
    const MembershipRecord *record;
    const char *word;
};

QByteArrayView nameOf(MembershipRecord::How how)
{
    switch (how) {
    case MembershipRecord::How::Admin:
        return "admin";
    case MembershipRecord::How::Observed:
        return "observed";
    case MembershipRecord::How::Inferred:
        break;
    }
    return "inferred";
}

void append(QByteArray &lines, const Change &change)
{
    const MembershipRecord &record = *change.record;
    lines += R"({"membership":{"time":)";
    appendJsonString(lines, isoTime(change.time));
    lines += R"(,"namespace":)";
    appendJsonString(lines, record.nsp);
    lines += R"(,"room":)";
    appendJsonString(lines, record.room);
    lines += R"(,"member":)";
    appendJsonString(lines, record.member);
    lines += R"(,"change":)";
    appendJsonString(lines, change.word);
    lines += R"(,"source":)";
    appendJsonString(lines, nameOf(record.how));
    lines += "}}\n";
}

} // namespace

QByteArray MembershipLines::take(std::span<const MembershipRecord> memberships)
{
    std::vector<Change> changes;
    for (const MembershipRecord &record : memberships) {
        Known &known = m_known[record.id];
        if (known == Known::Nothing) {
            changes.push_back({record.began, &record, record.wasPresent ? "present" : "joined"});
            known = Known::Began;
        }
        if (record.ended && known == Known::Began) {
            changes.push_back({*record.ended, &record, "left"});
            known = Known::Ended;
        }
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change &one, const Change &other) { return one.time < other.time; });
    QByteArray lines;
    for (const Change &change : changes)
        append(lines, change);
    return lines;
}

QByteArray MembershipLines::takeAll(Capture::StoreReader &reader)
{
    constexpr qint64 Portion = 10'000;
    Capture::Id after = std::numeric_limits<Capture::Id>::min(); // kept guesses are below 0
    std::vector<MembershipRecord> all;
    for (;;) {
        const std::vector<MembershipRecord> portion = reader.memberships(after, Portion);
        if (portion.empty())
            return take(all);
        after = portion.back().id;
        all.insert(all.end(), portion.begin(), portion.end());
    }
}

} // namespace Formats
