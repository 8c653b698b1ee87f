// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QHash>

namespace Report {

/// What a report of a capture says: which part of it, what was in it, and the messages themselves
/// as far as they are few.
struct Facts
{
    static constexpr std::size_t Buckets = 120;
    static constexpr std::size_t MostMessages = 500;
    static constexpr std::size_t MostSessions = 200;
    static constexpr std::size_t MostProblems = 200;
    static constexpr qsizetype MostDataBytes = 4000;

    struct Message
    {
        Capture::MessageRow row; ///< without contents
        QByteArray data; ///< decoded where it can be, of at most MostDataBytes
        qint64 dataBytes = 0; ///< of all of it
        bool isHex = false; ///< data is no text, and written in hexadecimal
        Capture::Annotation annotation;
    };
    struct Bucket
    {
        qint64 sent = 0;
        qint64 received = 0;
        qint64 problems = 0;
    };

    // What was chosen.
    QString file; ///< its name, without folders
    QByteArray filter; ///< empty: all of it
    Capture::About about;
    bool isRedacted = false;
    qint64 chosen = 0; ///< messages
    qint64 all = 0; ///< messages of the capture
    std::optional<Capture::Time> first;
    std::optional<Capture::Time> last;
    qint64 payloadBytes = 0;
    qint64 wireBytes = 0;

    std::vector<Bucket> buckets; ///< equal parts of the time from first to last
    std::vector<Capture::SessionRecord> sessions; ///< those that chosen messages are of
    qint64 sessionCount = 0;
    std::vector<Capture::SessionNote> sessionNotes; ///< of those sessions
    std::vector<Message> messages; ///< the first of those that were chosen, and all with notes
    std::vector<Capture::ProblemRecord> problems; ///< of chosen messages, or of none
    qint64 problemCount = 0;
    std::vector<Capture::GapRecord> gaps;
};

/// Reads what \a choice wants of \a reader into \a facts. False if the capture broke
/// (reader.errorText()) or it was cancelled.
bool readFacts(Capture::StoreReader &reader, const Capture::StoreReader::Choice &choice,
               const std::atomic_bool &cancelled, Facts *facts);

} // namespace Report
