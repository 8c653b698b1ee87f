// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "protocol/formats/har/jsonstream.h"

#include <QString>

#include <optional>
#include <vector>

namespace Formats {

/// Where a list of messages stands in a file.
struct HarList
{
    qint64 begin = -1; ///< of its array; -1: there is none
    qint64 end = -1; ///< behind it; -1: it goes on to the end of what can be read
    Capture::Id first = 0; ///< the number of its first message, in a HAR of our own

    bool isThere() const { return begin >= 0; }
};

/// Where an entry stands in a file, and when it began.
struct HarEntry
{
    qint64 offset = 0;
    std::optional<Capture::Time> started;
    Capture::Id exchange = 0; ///< its number, in a HAR of our own
    HarList messages; ///< `_webSocketMessages`
    HarList packets; ///< `_sockscopeMessages`
};

/// Finds what is where in a HAR, in one pass and without reading what is long. Takes a few words an
/// entry.
///
/// What is no entry, or behind so many of them, is counted and left out.
///
/// Beside `{"log":{"entries":[…]}}` it takes an object that has the entries itself, and a bare list
/// of them. Of a file that ends early or breaks it has what stands before that.
class HarScan
{
public:
    static constexpr std::size_t MostEntries = 5'000'000;

    void scan(BlockFile &file, std::size_t mostEntries = MostEntries);

    bool isHar() const { return m_isHar; }
    std::vector<HarEntry> &entries() { return m_entries; }
    qint64 leftOut() const { return m_leftOut; }
    /// Our own records, beside the entries: their places, or -1.
    qint64 records() const { return m_records; }
    qint64 frames() const { return m_frames; }
    const HarList &others() const { return m_others; }
    /// "Sockscope", "WebInspector": who wrote the file.
    const QByteArray &creator() const { return m_creator; }
    /// What whoever wrote the file says about all of it.
    const QByteArray &comment() const { return m_comment; }
    /// A sentence on what broke; empty if nothing did.
    const QString &remark() const { return m_remark; }

private:
    void scanLog();
    void scanEntries();
    void scanEntry();
    void place(HarList &list);
    void scanCreator();

    JsonStream *m_json = nullptr; // while scanning
    bool m_isHar = false;
    std::vector<HarEntry> m_entries;
    std::size_t m_mostEntries = 0;
    qint64 m_leftOut = 0;
    qint64 m_records = -1;
    qint64 m_frames = -1;
    HarList m_others;
    QByteArray m_creator;
    QByteArray m_comment;
    QString m_remark;
};

/// Reads an ISO 8601 time, or a number of seconds, milliseconds or microseconds since 1970.
std::optional<Capture::Time> harTime(const QByteArray &text);

} // namespace Formats
