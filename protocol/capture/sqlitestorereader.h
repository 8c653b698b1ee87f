// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/blobreader.h"
#include "protocol/capture/listreader.h"
#include "protocol/capture/rowreader.h"
#include "protocol/capture/statement.h"
#include "protocol/capture/storereader.h"

#include <memory>

namespace SQLite {
class Database;
}

namespace Capture {

class Ascending;

/// The StoreReader for capture files. Statements are prepared once and reset after each call.
class SqliteStoreReader : public StoreReader
{
public:
    explicit SqliteStoreReader(std::unique_ptr<SQLite::Database> database);
    ~SqliteStoreReader() override;
    Q_DISABLE_COPY_MOVE(SqliteStoreReader)

    /// False if the database is not what it should be; errorText() says more.
    bool prepare();

    std::vector<SourceRecord> sources() override { return m_lists.sources(); }
    std::vector<ConnectionRecord> connections() override { return m_lists.connections(); }
    std::vector<SessionRecord> sessions() override { return m_lists.sessions(); }
    std::vector<GapRecord> gaps() override { return m_lists.gaps(); }
    std::vector<ProblemRecord> problems(Id after, qint64 limit) override
    {
        return m_lists.problems(after, limit);
    }
    std::vector<Annotation> annotations() override { return m_lists.annotations(); }
    std::vector<SessionNote> sessionNotes() override { return m_lists.sessionNotes(); }
    About about() override { return m_lists.about(); }
    Totals totals() override { return m_lists.totals(); }
    qint64 alteredMessages() override;
    std::vector<MembershipRecord> memberships(Id after, qint64 limit) override
    {
        return m_lists.memberships(after, limit);
    }
    std::vector<ServerRecord> servers() override { return m_lists.servers(); }
    std::vector<SocketRecord> sockets() override { return m_lists.sockets(); }
    std::optional<SocketRecord> socket(quint32 source, const QByteArray &nsp,
                                       const QByteArray &socketId) override
    {
        return m_lists.socket(source, nsp, socketId);
    }
    std::vector<Id> messageIds(bool withHeartbeats) override;
    std::vector<Id> exchangeIds() override;
    Id lastFrame() override;
    Id lastMessage() override;
    Id lastExchange() override;
    std::vector<MessageRow> messages(std::span<const Id> ids) override;
    std::vector<FrameRecord> frames(std::span<const Id> ids) override;
    std::vector<ExchangeRow> exchanges(std::span<const Id> ids) override;
    std::optional<MessageRow> message(Id id) override;
    std::optional<ExchangeRecord> exchange(Id id) override;
    std::optional<ConnectionRecord> connection(Id id) override;
    std::vector<FrameRecord> framesOfMessage(Id message) override;
    std::vector<ProblemRecord> problemsOfMessage(Id message) override
    {
        return m_lists.problemsOfMessage(message);
    }
    std::vector<AlterationRecord> alterations(Id message) override;
    Id handshakeOf(Id connection) override;
    QByteArray messageBytes(Id message, qint64 offset, qint64 length) override;
    int attachmentCount(Id message) override;
    qint64 attachmentSize(Id message, int number) override;
    QByteArray attachmentBytes(Id message, int number, qint64 offset, qint64 length) override;
    QByteArray exchangeBytes(Id exchange, Body body, qint64 offset, qint64 length) override;
    Id choose(Rows rows, const Choice &choice, Id after, Id last, const std::atomic_bool &cancelled,
              const std::function<void(std::span<const Id>)> &found) override;
    Id timeline(Id after, const std::atomic_bool &cancelled,
                const std::function<void(std::span<const MessageTick>)> &found) override;
    Id messageFacts(Id after, NameTable &names, const std::atomic_bool &cancelled,
                    const std::function<void(std::span<const MessageFacts>)> &found) override;
    Id exchangeFacts(Id after, const std::atomic_bool &cancelled,
                     const std::function<void(std::span<const ExchangeFacts>)> &found) override;
    void forEachMessage(Id after, qint64 maxContent,
                        const std::function<bool(MessageRow &&)> &visit) override;
    QString errorText() const override { return m_errorText; }

private:
    template<typename Row>
    Id readRows(RowReader<Row> &rows, Id after, const std::atomic_bool &cancelled,
                const std::function<void(std::span<const Row>)> &found);
    bool ready(Statement &statement, const QByteArray &sql);
    bool next(Statement &statement);
    bool next(Statement &statement, Ascending &order);
    MessageRow messageHere(Statement &row, qint64 most);
    std::vector<AlterationRecord> readAlterations(Id message, qint64 most);
    std::optional<ExchangeRecord> readExchange(Id id, qint64 most);
    qint64 attachmentRow(Id message, int number);

    std::unique_ptr<SQLite::Database> m_database;
    QString m_errorText;
    ListReader m_lists;
    BlobReader m_blobs;
    RowReader<MessageTick> m_ticks;
    NameTable *m_names = nullptr; // of the caller of messageFacts()
    RowReader<MessageFacts> m_messageFacts;
    RowReader<ExchangeFacts> m_exchangeFacts;
    Statement m_message;
    Statement m_messagesAfter;
    Statement m_alterations;
    Statement m_attachments;
    Statement m_attachmentsOf;
    Statement m_frame;
    Statement m_framesOf;
    Statement m_exchange;
    Statement m_exchangeParts;
};

} // namespace Capture
