// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/sqlitestorereader.h"

#include "protocol/capture/ascending.h"
#include "protocol/capture/regexfunction.h"
#include "protocol/capture/rowchooser.h"
#include "protocol/capture/rowcolumns.h"
#include "protocol/capture/rowshapes.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace Capture {

namespace {

constexpr qint64 SmallContent = 4096; // read with the row; longer ones through a blob
constexpr qint64 PortionRows = 2048; // between two resets of a long read
constexpr qint64 PortionBytes = qint64(4) << 20;
constexpr qint64 MostAttachments = 1 << 16;

QByteArray messageSelect(const QByteArray &where)
{
    // The data last: SQLite reads no further into a row than it is asked.
    return QByteArray("SELECT ") + MessageColumns
        + ", p.spill, CASE WHEN m.content_bytes <= " + QByteArray::number(SmallContent)
        + " THEN p.data END FROM message_row m LEFT JOIN payload p ON p.id = m.id LEFT JOIN "
          "message_label l ON l.id = m.id WHERE "
        + where;
}

} // namespace

SqliteStoreReader::SqliteStoreReader(std::unique_ptr<SQLite::Database> database)
    : m_database(std::move(database))
    , m_lists(m_database->getHandle(), &m_errorText)
    , m_ticks(m_database->getHandle(), tickShape())
    , m_messageFacts(m_database->getHandle(), messageFactsShape(&m_names))
    , m_exchangeFacts(m_database->getHandle(), exchangeFactsShape())
{
}

SqliteStoreReader::~SqliteStoreReader() = default;

bool SqliteStoreReader::prepare()
{
    return m_blobs.prepare(m_database->getHandle()) && addRegexFunction(m_database->getHandle())
        && m_ticks.prepare() && m_messageFacts.prepare() && m_exchangeFacts.prepare()
        && ready(m_message, messageSelect("m.id = ?"))
        && ready(m_messagesAfter, messageSelect("m.id > ? ORDER BY m.id"))
        && ready(m_alterations,
                 QByteArray("SELECT ") + AlterationColumns
                     + " FROM alteration_row WHERE id BETWEEN ?1 AND ?2 AND message = ?3 "
                       "ORDER BY id")
        && ready(m_attachments,
                 "SELECT attachments, first_attachment FROM message_row WHERE id = ?")
        && ready(m_attachmentsOf,
                 "SELECT a.size FROM message_row m JOIN attachment a ON a.id BETWEEN "
                 "m.first_attachment AND m.first_attachment + m.attachments - 1 WHERE m.id = ? "
                 "AND a.message = m.id ORDER BY a.id")
        && ready(m_frame, QByteArray("SELECT ") + FrameColumns + " FROM frame_row WHERE id = ?")
        && ready(m_framesOf,
                 QByteArray("SELECT ") + FrameColumns
                     + " FROM frame_row WHERE id BETWEEN (SELECT first_frame FROM message_row "
                       "WHERE id = ?1) AND (SELECT last_frame FROM message_row WHERE id = ?1) AND "
                       "message = ?1 ORDER BY id")
        && ready(m_exchange,
                 QByteArray("SELECT ") + ExchangeColumns + " FROM exchange_row WHERE id = ?")
        && ready(m_exchangeParts,
                 "SELECT id, part, size, spill FROM exchange_part WHERE id BETWEEN ?1 * 4 AND "
                 "?1 * 4 + 3 ORDER BY id");
}

bool SqliteStoreReader::ready(Statement &statement, const QByteArray &sql)
{
    if (statement.prepare(m_database->getHandle(), sql.constData()))
        return true;
    m_errorText = QString::fromUtf8(m_database->getErrorMsg());
    return false;
}

/// The next row if its first column is above that of the one before.
bool SqliteStoreReader::next(Statement &statement, Ascending &order)
{
    if (!next(statement))
        return false;
    if (order.take(statement.integer(0)))
        return true;
    statement.reset();
    m_errorText = QStringLiteral("rows are out of order");
    return false;
}

bool SqliteStoreReader::next(Statement &statement)
{
    if (statement.step())
        return true;
    if (statement.hasFailed())
        m_errorText = QString::fromUtf8(m_database->getErrorMsg());
    return false;
}

std::vector<Id> SqliteStoreReader::messageIds(bool withHeartbeats)
{
    std::vector<Id> shown = m_lists.rowList(RowListKind::Messages);
    if (!withHeartbeats)
        return shown;
    const std::vector<Id> heartbeats = m_lists.rowList(RowListKind::Heartbeats);
    std::vector<Id> all;
    all.reserve(shown.size() + heartbeats.size());
    std::merge(shown.begin(), shown.end(), heartbeats.begin(), heartbeats.end(),
               std::back_inserter(all));
    return all;
}

std::vector<Id> SqliteStoreReader::exchangeIds()
{
    return m_lists.rowList(RowListKind::Exchanges);
}

Id SqliteStoreReader::lastFrame()
{
    Statement rows;
    return ready(rows, "SELECT max(id) FROM frame_row") && next(rows) ? rows.integer(0) : 0;
}

qint64 SqliteStoreReader::alteredMessages()
{
    Statement rows;
    return ready(rows, "SELECT count(DISTINCT message) FROM alteration_row") && next(rows)
        ? rows.integer(0)
        : 0;
}

Id SqliteStoreReader::lastMessage()
{
    Statement rows;
    return ready(rows, "SELECT max(id) FROM message_row") && next(rows) ? rows.integer(0) : 0;
}

Id SqliteStoreReader::lastExchange()
{
    Statement rows;
    return ready(rows, "SELECT max(id) FROM exchange_row") && next(rows) ? rows.integer(0) : 0;
}

/// The message in \a row, with at most \a most bytes of its content.
MessageRow SqliteStoreReader::messageHere(Statement &row, qint64 most)
{
    MessageRow message = messageOf(row);
    MessageRecord &record = message.record;
    Content &content = record.content;
    content.spill = row.integer(MessageColumnCount);
    if (row.isNull(MessageColumnCount + 1)) {
        content.bytes = m_blobs.read("payload", record.id, content.spill, 0, most);
    } else {
        const QByteArrayView data = row.view(MessageColumnCount + 1);
        content.bytes = data.first(std::min<qsizetype>(data.size(), most)).toByteArray();
    }
    if (row.integer(MessageColumnCount - 1) > 0) {
        m_attachmentsOf.bind(record.id);
        while (std::ssize(record.attachments) < MostAttachments && next(m_attachmentsOf)) {
            Content attachment;
            attachment.size = m_attachmentsOf.integer(0);
            record.attachments.push_back(attachment);
        }
        m_attachmentsOf.reset();
    }
    if (!record.changed.isEmpty())
        message.alterations = readAlterations(record.id, most);
    return message;
}

/// With at most \a most bytes of each content.
std::vector<AlterationRecord> SqliteStoreReader::readAlterations(Id message, qint64 most)
{
    std::vector<AlterationRecord> all;
    if (message <= 0 || message > std::numeric_limits<Id>::max() / MostAlterations - 1)
        return all;
    const Id first = message * MostAlterations;
    m_alterations.bind(first).bind(first + MostAlterations - 1).bind(message);
    Ascending order;
    while (next(m_alterations, order)) {
        if (auto alteration = alterationOf(m_alterations, most))
            all.push_back(std::move(*alteration));
    }
    return all;
}

std::vector<AlterationRecord> SqliteStoreReader::alterations(Id message)
{
    return readAlterations(message, std::numeric_limits<qint64>::max());
}

std::vector<MessageRow> SqliteStoreReader::messages(std::span<const Id> ids)
{
    std::vector<MessageRow> all;
    all.reserve(ids.size());
    for (const Id id : ids) {
        m_message.bind(id);
        if (next(m_message))
            all.push_back(messageHere(m_message, PreviewBytes));
        m_message.reset();
    }
    m_blobs.close();
    return all;
}

std::optional<MessageRow> SqliteStoreReader::message(Id id)
{
    std::optional<MessageRow> message;
    m_message.bind(id);
    if (next(m_message))
        message = messageHere(m_message, WholeBytes);
    m_message.reset();
    m_blobs.close();
    return message;
}

std::vector<FrameRecord> SqliteStoreReader::frames(std::span<const Id> ids)
{
    std::vector<FrameRecord> all;
    all.reserve(ids.size());
    for (const Id id : ids) {
        m_frame.bind(id);
        if (next(m_frame))
            all.push_back(frameOf(m_frame));
        m_frame.reset();
    }
    return all;
}

std::vector<FrameRecord> SqliteStoreReader::framesOfMessage(Id message)
{
    std::vector<FrameRecord> all;
    m_framesOf.bind(message);
    Ascending order;
    while (next(m_framesOf, order))
        all.push_back(frameOf(m_framesOf));
    return all;
}

std::optional<ExchangeRecord> SqliteStoreReader::readExchange(Id id, qint64 most)
{
    m_exchange.bind(id);
    if (!next(m_exchange))
        return std::nullopt;
    ExchangeRecord exchange = exchangeOf(m_exchange);
    m_exchange.reset();
    const std::array<Content *, 4> parts {&exchange.requestHead, &exchange.responseHead,
                                          &exchange.requestBody, &exchange.responseBody};
    m_exchangeParts.bind(id);
    Ascending order;
    while (next(m_exchangeParts, order)) {
        const qint64 number = m_exchangeParts.integer(1);
        if (number < 0 || number >= std::ssize(parts))
            continue;
        Content &part = *parts[static_cast<std::size_t>(number)];
        part.size = m_exchangeParts.integer(2);
        part.spill = m_exchangeParts.integer(3);
        part.bytes = m_blobs.read("exchange_part", m_exchangeParts.integer(0), part.spill, 0, most);
    }
    return exchange;
}

std::vector<ExchangeRow> SqliteStoreReader::exchanges(std::span<const Id> ids)
{
    std::vector<ExchangeRow> all;
    all.reserve(ids.size());
    for (const Id id : ids) {
        if (auto exchange = readExchange(id, PreviewBytes))
            all.push_back(std::move(*exchange));
    }
    m_blobs.close();
    return all;
}

std::optional<ExchangeRecord> SqliteStoreReader::exchange(Id id)
{
    auto exchange = readExchange(id, WholeBytes);
    m_blobs.close();
    return exchange;
}

std::optional<ConnectionRecord> SqliteStoreReader::connection(Id id)
{
    Statement rows;
    if (!ready(rows,
               QByteArray("SELECT ") + ConnectionColumns + " FROM connection_row WHERE id = ?"))
        return std::nullopt;
    rows.bind(id);
    if (!next(rows))
        return std::nullopt;
    return connectionOf(rows);
}

Id SqliteStoreReader::handshakeOf(Id connection)
{
    Statement rows;
    if (!ready(rows, "SELECT handshake FROM connection_row WHERE id = ?"))
        return 0;
    rows.bind(connection);
    return next(rows) ? rows.integer(0) : 0;
}

QByteArray SqliteStoreReader::messageBytes(Id message, qint64 offset, qint64 length)
{
    Statement rows;
    if (!ready(rows, "SELECT spill FROM payload WHERE id = ?"))
        return {};
    rows.bind(message);
    if (!next(rows))
        return {};
    QByteArray bytes = m_blobs.read("payload", message, rows.integer(0), offset, length);
    m_blobs.close();
    return bytes;
}

int SqliteStoreReader::attachmentCount(Id message)
{
    m_attachments.bind(message);
    const qint64 count = next(m_attachments) ? m_attachments.integer(0) : 0;
    m_attachments.reset();
    return static_cast<int>(std::clamp<qint64>(count, 0, MostAttachments));
}

/// The number of its row, 0 if there is none.
qint64 SqliteStoreReader::attachmentRow(Id message, int number)
{
    m_attachments.bind(message);
    const bool isThere = next(m_attachments) && number >= 0 && number < m_attachments.integer(0)
        && m_attachments.integer(1) > 0
        && m_attachments.integer(1) < std::numeric_limits<Id>::max() - MostAttachments;
    const qint64 row = isThere ? m_attachments.integer(1) + number : 0;
    m_attachments.reset();
    return row;
}

qint64 SqliteStoreReader::attachmentSize(Id message, int number)
{
    Statement rows;
    if (!ready(rows, "SELECT size FROM attachment WHERE id = ? AND message = ?"))
        return 0;
    rows.bind(attachmentRow(message, number)).bind(message);
    return next(rows) ? rows.integer(0) : 0;
}

QByteArray SqliteStoreReader::attachmentBytes(Id message, int number, qint64 offset, qint64 length)
{
    const qint64 row = attachmentRow(message, number);
    Statement rows;
    if (!ready(rows, "SELECT spill FROM attachment WHERE id = ? AND message = ?"))
        return {};
    rows.bind(row).bind(message);
    if (!next(rows))
        return {};
    QByteArray bytes = m_blobs.read("attachment", row, rows.integer(0), offset, length);
    m_blobs.close();
    return bytes;
}

QByteArray SqliteStoreReader::exchangeBytes(Id exchange, Body body, qint64 offset, qint64 length)
{
    Statement rows;
    if (!ready(rows, "SELECT spill FROM exchange_part WHERE id = ?1 * 4 + ?2"))
        return {};
    rows.bind(exchange).bind(static_cast<int>(body));
    if (!next(rows))
        return {};
    QByteArray bytes = m_blobs.read("exchange_part", exchange * 4 + static_cast<int>(body),
                                    rows.integer(0), offset, length);
    m_blobs.close();
    return bytes;
}

Id SqliteStoreReader::choose(Rows rows, const Choice &choice, Id after, Id last,
                             const std::atomic_bool &cancelled,
                             const std::function<void(std::span<const Id>)> &found)
{
    RowChooser chooser(m_database->getHandle(), m_blobs);
    bool isGood = chooser.begin(rows, choice);
    std::vector<Id> ids;
    while (isGood && after < last && !cancelled.load(std::memory_order_relaxed)) {
        isGood = chooser.step(after, last, cancelled, ids);
        if (!ids.empty())
            found(ids);
    }
    if (!isGood)
        m_errorText = QString::fromUtf8(m_database->getErrorMsg());
    return after;
}

template<typename Row>
Id SqliteStoreReader::readRows(RowReader<Row> &rows, Id after, const std::atomic_bool &cancelled,
                               const std::function<void(std::span<const Row>)> &found)
{
    bool isGood = true;
    after = rows.read(after, cancelled, found, &isGood);
    if (!isGood)
        m_errorText = QString::fromUtf8(m_database->getErrorMsg());
    return after;
}

Id SqliteStoreReader::timeline(Id after, const std::atomic_bool &cancelled,
                               const std::function<void(std::span<const MessageTick>)> &found)
{
    return readRows(m_ticks, after, cancelled, found);
}

Id SqliteStoreReader::messageFacts(Id after, NameTable &names, const std::atomic_bool &cancelled,
                                   const std::function<void(std::span<const MessageFacts>)> &found)
{
    m_names = &names;
    return readRows(m_messageFacts, after, cancelled, found);
}

Id SqliteStoreReader::exchangeFacts(
    Id after, const std::atomic_bool &cancelled,
    const std::function<void(std::span<const ExchangeFacts>)> &found)
{
    return readRows(m_exchangeFacts, after, cancelled, found);
}

void SqliteStoreReader::forEachMessage(Id after, qint64 maxContent,
                                       const std::function<bool(MessageRow &&)> &visit)
{
    std::vector<MessageRow> portion;
    do {
        portion.clear();
        qint64 bytes = 0;
        m_messagesAfter.bind(after);
        Ascending order(after);
        while (bytes < PortionBytes && std::ssize(portion) < PortionRows
               && next(m_messagesAfter, order)) {
            portion.push_back(messageHere(m_messagesAfter, maxContent));
            bytes += portion.back().record.content.bytes.size();
        }
        m_messagesAfter.reset();
        m_blobs.close();
        for (MessageRow &message : portion) {
            after = message.record.id;
            if (message.record.aside != Aside::Admin && !visit(std::move(message)))
                return;
        }
    } while (!portion.empty());
}

} // namespace Capture
