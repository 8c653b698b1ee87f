// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/alterationinserter.h"
#include "protocol/capture/annotationinserter.h"
#include "protocol/capture/conversationinserter.h"
#include "protocol/capture/records.h"
#include "protocol/capture/roominserter.h"
#include "protocol/capture/rowlist.h"
#include "protocol/capture/schema.h"
#include "protocol/capture/statement.h"

#include <QHash>

#include <array>

namespace Capture {

/// Turns records into rows: the prepared statements of a StoreWriter and what it must remember
/// between batches. It knows nothing of transactions.
class RowInserter
{
public:
    explicit RowInserter(SQLite::Database &database);

    /// Prepares the statements for a database with our tables and reads where its lists end.
    bool prepare();
    /// Goes on where \a other stands, whose database is the same page by page.
    void takeStateOf(RowInserter &other);
    /// Forgets what was inserted since the last commit: it was rolled back.
    void forget();

    bool insert(const RecordBatch &batch);
    /// Brings the compact lists up to date; before each commit.
    bool insertLists();

private:
    struct List
    {
        RowListPart part;
        int number = 0;
        bool isChanged = false;
    };
    struct Progress // of a spill
    {
        qint32 pieces = 0;
        qint64 bytes = 0;
    };
    struct FrameRange
    {
        Id first = 0;
        Id last = 0;
        void add(Id frame);
    };
    struct PartState // of an exchange's part, as last written
    {
        qsizetype stored = -1;
        qint64 size = -1;
        Id spill = 0;
        bool operator==(const PartState &other) const = default;
    };

    bool load();
    bool insertExchange(const ExchangeRecord &exchange);
    bool insertParts(const ExchangeRecord &exchange);
    bool insertPiece(const SpillPiece &piece);
    bool insertFrame(const FrameRecord &frame);
    bool insertMessage(const MessageRecord &message);
    bool insertLabel(const MessageRecord &message);
    bool insertAttachments(const MessageRecord &message);
    bool insertProblem(const ProblemRecord &problem);
    bool insertGap(const GapRecord &gap);
    bool insertAlterations(const RecordBatch &batch);
    bool insertAnnotations(const RecordBatch &batch);
    bool updateTotals(const Totals &totals);
    bool append(RowListKind kind, Id id);
    bool insertList(int kind);
    FrameRange framesOf(const MessageRecord &message);
    void noteFrames(const RecordBatch &batch);

    SQLite::Database &m_database;
    bool m_isLoaded = false;

    ConversationInserter m_conversations;
    AlterationInserter m_alterations;
    AnnotationInserter m_annotations;
    RoomInserter m_rooms;
    Statement m_exchange;
    Statement m_part;
    Statement m_piece;
    Statement m_pieceProgress;
    Statement m_frame;
    Statement m_frameMessage;
    Statement m_message;
    Statement m_label;
    Statement m_payload;
    Statement m_attachment;
    Statement m_answer;
    Statement m_problem;
    Statement m_gap;
    Statement m_totals;
    Statement m_list;

    std::array<List, RowListKinds> m_lists;
    IdSet m_exchanges; // those in the list
    QHash<Id, std::array<PartState, 4>> m_parts; // of exchanges that are not ended
    QHash<Id, Progress> m_spills; // those whose content was not recorded yet
    std::vector<FrameRange> m_batchFrames; // by message number, from m_firstMessage on
    Id m_firstMessage = 0;
    QHash<Id, FrameRange> m_otherFrames; // whose message was not in their batch
    Id m_lastAttachment = 0;
};

} // namespace Capture
