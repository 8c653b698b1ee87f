// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/exchangemodel.h"

#include "widgets/common/format.h"

#include <algorithm>

using namespace Capture;

namespace {

constexpr qsizetype TargetCharacters = 300;
constexpr auto Right = Qt::AlignRight | Qt::AlignVCenter;

std::vector<ColumnInfo> exchangeColumns()
{
    const auto tr = [](const char *text) { return ExchangeModel::tr(text); };
    return {
        {.title = tr("#"),
         .toolTip = tr("Number"),
         .sample = QStringLiteral("99,999"),
         .alignment = Right},
        {.title = tr("Time"),
         .toolTip = tr("Time of the request's first byte"),
         .sample = QStringLiteral("00:00:00.000")},
        {.title = tr("Conn"),
         .toolTip = tr("Session"),
         .sample = QStringLiteral("■ Ab3x"),
         .wideSample = QStringLiteral("■ /messages")},
        {.title = tr("Method"), .toolTip = tr("Method"), .sample = QStringLiteral("OPTIONS M")},
        {.title = tr("Target"),
         .toolTip = tr("Request target"),
         .sample = {},
         .stretches = true,
         .isSearched = true},
        {.title = tr("Status"),
         .toolTip = tr("Status of the response"),
         .sample = QStringLiteral("pending 8")},
        {.title = tr("Carries"),
         .toolTip = tr("What it carries"),
         .sample = QStringLiteral("handshake m"),
         .givesWay = 1},
        {.title = tr("Duration"),
         .toolTip = tr("Request's first byte to response's last"),
         .sample = QStringLiteral("888.8 ms m"),
         .alignment = Right},
        {.title = tr("Request"),
         .toolTip = tr("Bytes of the request's body"),
         .sample = QStringLiteral("1,023"),
         .alignment = Right,
         .givesWay = 2},
        {.title = tr("Response"),
         .toolTip = tr("Bytes of the response's body"),
         .sample = QStringLiteral("Response"),
         .alignment = Right},
        {.title = tr("Wire"),
         .toolTip = tr("Bytes that crossed the wire"),
         .sample = QStringLiteral("1,023"),
         .alignment = Right,
         .givesWay = 3},
    };
}

Cell text(QString words, Tint tint = Tint::Text, Cell::Shape shape = Cell::Shape::Text)
{
    return {.text = std::move(words), .shape = shape, .tint = tint};
}

Tint statusTint(int status)
{
    if (status >= 400)
        return Tint::Error;
    if (status >= 300)
        return Tint::Warning;
    return status >= 200 ? Tint::Sent : Tint::Notice;
}

} // namespace

ExchangeModel::ExchangeModel(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent)
    : RowModel(Matcher::Rows::Exchanges, feed, filter, exchangeColumns(), parent)
    , m_pages(
          [this](std::span<const Id> ids) {
              return this->feed().isOpen() ? this->feed().reader()->exchanges(ids)
                                           : std::vector<ExchangeRow>();
          },
          [](const ExchangeRow &row) { return row.id; })
{
}

Cell ExchangeModel::cell(int row, int column) const
{
    if (column == Number)
        return text(formatNumber(idAt(row)), Tint::Dim);
    const ExchangeRow *at = exchange(row);
    if (at == nullptr)
        return {};
    switch (column) {
    case Time:
        return text(formatTime(at->requestStarted));
    case Session:
        return sessionCell(at->session, at->connection);
    case Method: {
        Cell cell = text(singleLine(at->method, 16), Tint::Accent, Cell::Shape::Chip);
        cell.isMarked = !at->problems.isEmpty();
        return cell;
    }
    case Target:
        return text(singleLine(at->target, TargetCharacters), Tint::Text, Cell::Shape::Fixed);
    case Status:
        if (at->status != 0)
            return text(QString::number(at->status), statusTint(at->status), Cell::Shape::Chip);
        return text(at->responseEnded ? tr("none") : tr("pending"), Tint::Warning,
                    Cell::Shape::Pill);
    case Carries:
        if (at->isOurs)
            return text(tr("ours"), Tint::Warning);
        if (at->isHandshake)
            return text(tr("handshake"), Tint::Dim);
        return text(at->isPolling ? tr("polling") : QString(), Tint::Dim);
    case Duration:
        return text(at->responseEnded ? formatDuration(*at->responseEnded - at->requestStarted)
                                      : QString());
    case Request:
        return text(at->requestBody.size != 0 ? formatSize(at->requestBody.size) : QString());
    case Response:
        return text(at->responseBody.size != 0 ? formatSize(at->responseBody.size) : QString());
    case Wire:
        return text(formatSize(at->wireBytes.sent + at->wireBytes.received), Tint::Dim);
    default:
        return {};
    }
}

Selection::Item ExchangeModel::itemAt(int row) const
{
    Selection::Item item {.level = Selection::Level::Exchange, .exchange = idAt(row)};
    if (const ExchangeRow *at = exchange(row)) {
        item.session = at->session;
        item.connection = at->connection;
    }
    return item;
}

int ExchangeModel::rowOf(const Selection::Item &item) const
{
    if (item.exchange != 0)
        return ids().rowOf(item.exchange);
    if (item.message == 0 || !feed().isOpen())
        return -1;
    const std::optional<MessageRow> message = feed().reader()->message(item.message);
    return message && message->record.exchange != 0 ? ids().rowOf(message->record.exchange) : -1;
}

std::optional<Capture::Time> ExchangeModel::timeAt(int row) const
{
    const ExchangeRow *const at = exchange(row);
    return at != nullptr ? std::optional(at->requestStarted) : std::nullopt;
}

QString ExchangeModel::toolTip(int row, int column) const
{
    const ExchangeRow *at = exchange(row);
    if (at == nullptr)
        return {};
    switch (column) {
    case Time:
        return formatFullTime(at->requestStarted);
    case Method:
        return QString::fromLatin1(at->problems.toCodes());
    case Carries:
        return at->isOurs ? tr("The tap answered this itself") : QString();
    case Request:
        return formatExactBytes(at->requestBody.size);
    case Response:
        return formatExactBytes(at->responseBody.size);
    case Wire:
        return tr("sent %1\nreceived %2")
            .arg(formatExactBytes(at->wireBytes.sent), formatExactBytes(at->wireBytes.received));
    default:
        return {};
    }
}

void ExchangeModel::readIds(IdList &ids) const
{
    std::vector<Id> all = feed().reader()->exchangeIds();
    all.erase(all.begin(), std::ranges::upper_bound(all, markerId()));
    ids.assign(std::move(all));
}

std::vector<Id> ExchangeModel::freshIds(const Advance &advance) const
{
    return advance.exchanges;
}

Id ExchangeModel::lastId(const Advance &advance) const
{
    return advance.exchanges.empty() ? 0 : advance.exchanges.back();
}

const std::vector<Id> &ExchangeModel::changedIds(const Advance &advance) const
{
    return advance.changedExchanges;
}

Id ExchangeModel::markerId() const
{
    return feed().marker().exchange;
}
