// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/messagemodel.h"

#include "widgets/common/alterationwords.h"
#include "widgets/common/format.h"
#include "widgets/common/words.h"
#include "widgets/traffic/summary.h"

#include <QTextDocument>

#include <algorithm>
#include <iterator>

using namespace Capture;

namespace {

constexpr qsizetype DataCharacters = 300;
constexpr auto Right = Qt::AlignRight | Qt::AlignVCenter;

std::vector<ColumnInfo> messageColumns()
{
    const auto tr = [](const char *text) { return MessageModel::tr(text); };
    return {
        {.title = tr("#"),
         .toolTip = tr("Number"),
         .sample = QStringLiteral("99,999"),
         .alignment = Right,
         .hasSign = true},
        {.title = tr("Time"),
         .toolTip = tr("Time of the last byte"),
         .sample = QStringLiteral("00:00:00.000")},
        {.title = tr("Δ"),
         .toolTip = tr("Time since the row above"),
         .sample = QStringLiteral("+888 ms"),
         .alignment = Right,
         .givesWay = 3},
        {.title = tr("Conn"),
         .toolTip = tr("Session"),
         .sample = QStringLiteral("■ MbWx"),
         .wideSample = QStringLiteral("■ /messages")},
        {.title = {}, .toolTip = tr("Direction"), .sample = QStringLiteral("↑")},
        {.title = tr("Kind"),
         .toolTip = tr("Kind of message"),
         .sample = QStringLiteral("HANDSHAKE i"),
         .wideSample = QStringLiteral("DISCONNECT m")},
        {.title = tr("Nsp"),
         .toolTip = tr("Namespace"),
         .sample = QStringLiteral("/admin"),
         .givesWay = 1,
         .isSearched = true},
        {.title = tr("Event"),
         .toolTip = tr("Event"),
         .sample = QStringLiteral("chat message"),
         .wideSample = QStringLiteral("message:delivered to"),
         .isSearched = true},
        {.title = tr("Data"),
         .toolTip = tr("Data"),
         .sample = {},
         .stretches = true,
         .isSearched = true},
        {.title = tr("Ack"),
         .toolTip = tr("Time to the answer"),
         .sample = QStringLiteral("no answer"),
         .alignment = Right},
        {.title = tr("Payload"),
         .toolTip = tr("Bytes that the app meant"),
         .sample = QStringLiteral("1,023"),
         .alignment = Right},
        {.title = tr("Wire"),
         .toolTip = tr("Bytes that crossed the wire"),
         .sample = QStringLiteral("1,023"),
         .alignment = Right,
         .givesWay = 2},
    };
}

Cell text(QString words, Tint tint = Tint::Text, Cell::Shape shape = Cell::Shape::Text)
{
    return {.text = std::move(words), .shape = shape, .tint = tint};
}

std::optional<Icon> signOf(const Annotation *annotation)
{
    if (annotation == nullptr)
        return std::nullopt;
    if (annotation->note.isEmpty())
        return Icon::Bookmark;
    return annotation->isBookmarked ? Icon::BookmarkNote : Icon::Note;
}

/// What did not go on is struck through.
void strike(Cell &cell, const MessageRow &row)
{
    cell.isStruck = isStopped(row);
    if (cell.isStruck)
        cell.tint = Tint::Dim;
}

bool saysOnlyExchange(const MessageRecord &message)
{
    return (message.kind == Kind::Handshake || message.kind == Kind::Http) && message.exchange != 0;
}

} // namespace

MessageModel::MessageModel(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent)
    : RowModel(Matcher::Rows::Messages, feed, filter, messageColumns(), parent)
    , m_pages([this](std::span<const Id> ids) { return fetch(ids); },
              [](const Line &line) { return line.row.record.id; })
{
    setDeltaColumn(Delta);
}

Cell MessageModel::cell(int row, int column) const
{
    if (column == Number) {
        Cell cell = text(formatNumber(idAt(row)), Tint::Dim);
        cell.sign = signOf(feed().annotation(idAt(row)));
        return cell;
    }
    const Line *at = line(row);
    if (at == nullptr)
        return {};
    const MessageRecord &message = at->row.record;
    switch (column) {
    case Time:
        return text(formatTime(message.time));
    case Delta:
        return deltaCell(row, message.id, message.time);
    case Session:
        return sessionCell(message.session, message.connection);
    case Direction:
        return {.text = {}, .shape = Cell::Shape::Arrow, .direction = message.direction};
    case Column::Kind: {
        Cell cell = text(kindLabel(message), kindTint(message), Cell::Shape::Chip);
        cell.isMarked = !message.problems.isEmpty();
        return cell;
    }
    case Namespace:
        return text(singleLine(message.nsp, 64), Tint::Dim);
    case Event:
        return eventCell(at->row);
    case Data: {
        Cell cell
            = text(at->exchange.isEmpty() ? dataSummary(at->row, DataCharacters) : at->exchange,
                   Tint::Text, Cell::Shape::Fixed);
        strike(cell, at->row);
        return cell;
    }
    case Ack:
        return ackCell(at->row);
    case Payload:
        return text(formatSize(message.payloadBytes));
    case Wire:
        return text(formatSize(message.wireBytes()), Tint::Dim);
    default:
        return {};
    }
}

Selection::Item MessageModel::itemAt(int row) const
{
    Selection::Item item {.level = Selection::Level::Message, .message = idAt(row)};
    if (const MessageRow *at = message(row)) {
        item.session = at->record.session;
        item.connection = at->record.connection;
    }
    return item;
}

int MessageModel::rowOf(const Selection::Item &item) const
{
    return item.message != 0 ? ids().rowOf(item.message) : -1;
}

std::optional<Capture::Time> MessageModel::timeAt(int row) const
{
    const MessageRow *const at = message(row);
    return at != nullptr ? std::optional(at->record.time) : std::nullopt;
}

QString MessageModel::toolTip(int row, int column) const
{
    if (column == Number) {
        const Annotation *const annotation = feed().annotation(idAt(row));
        if (annotation == nullptr)
            return {};
        return annotation->note.isEmpty()
            ? tr("Bookmarked")
            : Qt::convertFromPlainText(QString::fromUtf8(annotation->note), Qt::WhiteSpaceNormal);
    }
    const MessageRow *at = message(row);
    if (at == nullptr)
        return {};
    const MessageRecord &message = at->record;
    switch (column) {
    case Time:
        return formatFullTime(message.time);
    case Direction:
        return directionWord(message.direction);
    case Ack:
        if (at->answer != 0)
            return tr("Answered by #%1").arg(formatNumber(at->answer));
        return {};
    case Payload:
    case Wire:
        return sizeToolTip(message);
    case Column::Kind:
        return kindToolTip(message);
    case Event:
        return eventToolTip(*at);
    default:
        return {};
    }
}

const MessageRow *MessageModel::message(int row) const
{
    const Line *at = line(row);
    return at != nullptr ? &at->row : nullptr;
}

void MessageModel::readIds(IdList &ids) const
{
    std::vector<Id> all = feed().reader()->messageIds(filter().withHeartbeats());
    all.erase(all.begin(), std::ranges::upper_bound(all, markerId()));
    ids.assign(std::move(all));
}

std::vector<Id> MessageModel::freshIds(const Advance &advance) const
{
    if (!filter().withHeartbeats() || advance.heartbeats.empty())
        return advance.messages;
    std::vector<Id> all;
    all.reserve(advance.messages.size() + advance.heartbeats.size());
    std::ranges::merge(advance.messages, advance.heartbeats, std::back_inserter(all));
    return all;
}

Id MessageModel::lastId(const Advance &advance) const
{
    Id last = 0;
    if (!advance.messages.empty())
        last = advance.messages.back();
    if (!advance.heartbeats.empty())
        last = std::max(last, advance.heartbeats.back());
    if (!advance.adminMessages.empty())
        last = std::max(last, advance.adminMessages.back());
    return last;
}

const std::vector<Id> &MessageModel::changedIds(const Advance &advance) const
{
    return advance.changedMessages;
}

Id MessageModel::markerId() const
{
    return feed().marker().message;
}

std::vector<MessageModel::Line> MessageModel::fetch(std::span<const Id> ids) const
{
    std::vector<Line> lines;
    if (!feed().isOpen())
        return lines;
    std::vector<Id> exchanges;
    for (MessageRow &row : feed().reader()->messages(ids)) {
        if (saysOnlyExchange(row.record))
            exchanges.push_back(row.record.exchange);
        lines.push_back({.row = std::move(row), .exchange = {}});
    }
    if (exchanges.empty())
        return lines;
    std::ranges::sort(exchanges);
    const std::vector<ExchangeRow> rows = feed().reader()->exchanges(exchanges);
    for (Line &line : lines) {
        if (!saysOnlyExchange(line.row.record))
            continue;
        const auto at = std::ranges::find(rows, line.row.record.exchange, &ExchangeRow::id);
        if (at == rows.end())
            continue;
        line.exchange = singleLine(at->method + ' ' + at->target, DataCharacters);
        if (at->status != 0)
            line.exchange += QStringLiteral(" → %1").arg(at->status);
    }
    return lines;
}

/// What a tap did to it stands here: every row has room for it.
Cell MessageModel::eventCell(const MessageRow &row) const
{
    Cell cell = text(eventSummary(row), Tint::Text, Cell::Shape::Strong);
    cell.note = alterationLines(row);
    if (!cell.note.isEmpty())
        cell.sign = Icon::Altered;
    strike(cell, row);
    return cell;
}

Cell MessageModel::ackCell(const MessageRow &row) const
{
    const MessageRecord &message = row.record;
    if (!message.asksAnswer() && row.answer == 0)
        return {};
    if (row.answer != 0) {
        const std::chrono::microseconds latency(row.answerLatencyUs);
        return text(formatDuration(latency), latency > SlowAnswer ? Tint::Warning : Tint::Text,
                    Cell::Shape::Pill);
    }
    const SessionRecord *session = feed().session(message.session);
    const bool isOver = session == nullptr || session->state == SessionRecord::State::Closed;
    return isOver ? text(tr("no answer"), Tint::Error, Cell::Shape::Pill)
                  : text(tr("pending"), Tint::Warning, Cell::Shape::Pill);
}

QString MessageModel::kindToolTip(const MessageRecord &message) const
{
    QStringList lines;
    if (message.dialect != Dialects::Dialect::None)
        lines << QStringLiteral("%1 %2").arg(dialectTitle(message.dialect),
                                             singleLine(message.verb, DataCharacters));
    if (!message.problems.isEmpty())
        lines << QString::fromLatin1(message.problems.toCodes());
    return lines.join(QLatin1Char('\n'));
}

/// What was done, below the event's name, which may not fit.
QString MessageModel::eventToolTip(const MessageRow &row) const
{
    const QString done = alterationLines(row);
    if (done.isEmpty())
        return {};
    const QString event = eventSummary(row);
    const QString lines = event.isEmpty() ? done : event + QLatin1Char('\n') + done;
    return Qt::convertFromPlainText(lines, Qt::WhiteSpaceNormal);
}

QString MessageModel::sizeToolTip(const MessageRecord &message) const
{
    QStringList parts {tr("payload %1").arg(formatExactBytes(message.payloadBytes))};
    if (message.socketIoBytes != 0)
        parts << tr("Socket.IO %1").arg(formatExactBytes(message.socketIoBytes));
    if (message.engineIoBytes != 0)
        parts << tr("Engine.IO %1").arg(formatExactBytes(message.engineIoBytes));
    parts << tr("transport %1").arg(formatExactBytes(message.transportBytes));
    if (message.savedBytes != 0)
        parts << tr("saved by compression %1").arg(formatExactBytes(message.savedBytes));
    parts << tr("wire %1").arg(formatExactBytes(message.wireBytes()));
    return parts.join(QLatin1Char('\n'));
}
