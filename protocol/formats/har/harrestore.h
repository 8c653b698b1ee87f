// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/formats/har/harelement.h"
#include "protocol/formats/har/harscan.h"
#include "protocol/formats/import.h"

#include "protocol/capture/records.h"

#include <memory>

namespace Formats {

class FieldReader;

/// Makes of a HAR that HarWriter wrote the capture that it was written from, number by number.
class HarRestore
{
public:
    HarRestore(Import &work, BlockFile &file, HarScan &scan);

    bool restore();

private:
    struct Cursor; // in a list of messages

    bool readRecords();
    using TakeRecord = std::function<void(const FieldReader &read)>;
    bool forEachRecord(JsonStream &json, const TakeRecord &take);
    bool readExchanges();
    bool readExchange(const HarEntry &entry);
    bool readMessages();
    bool takeMessage(Cursor &cursor);
    Capture::Content contentOf(const HarElement &element, const FieldReader &fields);
    void append(Capture::Content &content, QByteArray &&bytes);
    void end(Capture::Content &content);
    void readFrames(Capture::Id upTo);
    void count(const Capture::MessageRecord &message);
    bool push(bool isForced = false);

    Import &m_work;
    BlockFile &m_file;
    HarScan &m_scan;
    Capture::RecordBatch m_batch;
    qint64 m_weight = 0;
    Capture::Id m_spill = 0;
    QByteArray m_pending; // of a long content: not yet a piece
    qint32 m_pieces = 0; // of it
    std::unique_ptr<JsonStream> m_frames;
    Capture::Totals m_totals;
    bool m_hasTotals = false; // they were in the file
    qint64 m_taken = 0; // bytes of messages in the file
    double m_done = 0.4; // of the work, as far as it is known
};

} // namespace Formats
