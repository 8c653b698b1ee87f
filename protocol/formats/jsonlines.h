// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/export.h"
#include "protocol/formats/packetdata.h"

#include <QByteArray>
#include <QHash>

#include <vector>

namespace Formats {

/// Writes messages as JSON Lines: one message a line, keys in a fixed order, those that do not
/// apply left out. docs/json-lines.md describes the keys.
///
/// A line is made in memory, so it takes a few times the size of its message. Data that is no
/// valid JSON has no `data`; `text` or `base64` has all of it in any case.
class JsonLinesWriter
{
public:
    explicit JsonLinesWriter(Sink sink);

    /// Writes every message of \a reader in order, then its memberships. False if the sink stopped
    /// it or the capture broke (reader.errorText()).
    bool writeAll(Capture::StoreReader &reader);

    /// Writes those that \a choice wants, in order.
    bool writeChosen(Capture::StoreReader &reader, const Capture::StoreReader::Choice &choice);

    /// Writes the message \a row of a capture; what is not whole in it is read. \a protocol is the
    /// Socket.IO protocol of its session (4 or 5, 0 for none or not known). What was noted about it
    /// is written by writeAll() and writeChosen() only.
    bool write(Capture::StoreReader &reader, const Capture::MessageRow &row, int protocol);

    /// Writes one message that is whole in memory, and what was done to it; of one that is not
    /// whole, what is there.
    bool write(const Capture::MessageRecord &message, int protocol,
               const std::vector<Capture::AlterationRecord> &alterations = {});

    /// The line for \a message, with its line end.
    QByteArray line(const Capture::MessageRecord &message, int protocol,
                    const std::vector<Capture::AlterationRecord> &alterations = {});

private:
    void readAnnotations(Capture::StoreReader &reader);
    void appendAnnotation(QByteArray &json, Capture::Id message) const;

    Sink m_sink;
    PacketData m_data;
    QHash<Capture::Id, Capture::Annotation> m_annotations; // by message
};

/// As a format to export to.
bool writeJsonLines(Export &work);

} // namespace Formats
