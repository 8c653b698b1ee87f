// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/statistics/statisticsmodel.h"

#include "protocol/capture/names.h"
#include "protocol/query/writing.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/common/words.h"

#include <QLocale>

#include <algorithm>

using Query::Statistics;
using Query::StatisticsRow;

namespace {

constexpr qsizetype MostName = 200;

bool areSameKind(const StatisticsRow &one, const StatisticsRow &other)
{
    return one.session == other.session && one.nsp == other.nsp && one.event == other.event
        && one.kind == other.kind && one.direction == other.direction && one.isRest == other.isRest;
}

/// The number in a column, -1 for none.
double numberOf(const StatisticsRow &row, int column)
{
    const auto number = [](qint64 value) { return static_cast<double>(value); };
    switch (column) {
    case StatisticsModel::Connection:
        return number(row.session);
    case StatisticsModel::Count:
        return number(row.count);
    case StatisticsModel::Rate:
        return row.rate;
    case StatisticsModel::Payload:
        return number(row.payloadBytes);
    case StatisticsModel::Wire:
        return number(row.wireBytes);
    case StatisticsModel::SizeP50:
    case StatisticsModel::Sizes:
        return number(row.sizeP50);
    case StatisticsModel::SizeP95:
        return number(row.sizeP95);
    case StatisticsModel::SizeMost:
        return number(row.sizeMost);
    case StatisticsModel::AckP50:
        return number(row.latencyP50Us);
    case StatisticsModel::AckP95:
        return number(row.latencyP95Us);
    case StatisticsModel::AckP99:
        return number(row.latencyP99Us);
    case StatisticsModel::Pending:
        return row.asked > 0 ? number(row.pending) : -1;
    case StatisticsModel::Never:
        return row.asked > 0 ? number(row.unanswered) : -1;
    case StatisticsModel::GapP50:
        return number(row.gapP50Us);
    case StatisticsModel::GapP95:
        return number(row.gapP95Us);
    default:
        return -1;
    }
}

QString durationWords(qint64 us)
{
    return us < 0 ? QString() : formatDuration(std::chrono::microseconds(us));
}

QList<qreal> barsOf(const StatisticsRow &row)
{
    QList<qreal> bars;
    const auto most = row.sizeOctaves.empty() ? 0 : *std::ranges::max_element(row.sizeOctaves);
    for (const qint64 times : row.sizeOctaves)
        bars << static_cast<qreal>(times) / static_cast<qreal>(most);
    return bars;
}

} // namespace

StatisticsModel::StatisticsModel(const CaptureFeed &feed, const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_feed(feed)
    , m_theme(theme)
    , m_statistics(std::make_shared<const Statistics>())
{
}

void StatisticsModel::setStatistics(const std::shared_ptr<const Statistics> &statistics)
{
    const std::vector<StatisticsRow> &before = m_statistics->rows;
    const std::vector<StatisticsRow> &now = statistics->rows;
    const bool goesOn = m_statistics->grouping == statistics->grouping
        && before.size() <= now.size()
        && std::equal(before.begin(), before.end(), now.begin(), areSameKind);
    if (!goesOn) {
        beginResetModel();
        m_statistics = statistics;
        endResetModel();
        return;
    }
    const int count = rowCount();
    const int more = static_cast<int>(now.size()) - count;
    if (more > 0)
        beginInsertRows({}, count, count + more - 1);
    m_statistics = statistics;
    if (more > 0)
        endInsertRows();
    if (count > 0)
        emit dataChanged(index(0, 0), index(count - 1, ColumnCount - 1));
}

QByteArray StatisticsModel::termOf(int row) const
{
    const StatisticsRow &kind = this->row(row);
    const Query::Grouping &grouping = m_statistics->grouping;
    if (kind.isRest)
        return {};
    QByteArrayList terms;
    if (grouping.bySession && kind.session != 0)
        terms << "session:" + QByteArray::number(kind.session);
    if (grouping.byNamespace && !kind.nsp.isEmpty())
        terms << "nsp:" + Query::quoted(kind.nsp);
    if (grouping.byEvent && !kind.event.isEmpty())
        terms << "event:" + Query::quoted(kind.event);
    if (grouping.byEvent && kind.event.isEmpty())
        terms << "kind:" + Capture::kindName(kind.kind).toByteArray();
    if (grouping.byDirection)
        terms << "dir:" + Capture::directionName(kind.direction).toByteArray();
    return terms.join(' ');
}

int StatisticsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_statistics->rows.size());
}

int StatisticsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StatisticsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const StatisticsRow &row = this->row(index.row());
    const int column = index.column();
    const bool isText = column <= Direction;
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, column);
    case Qt::ToolTipRole:
        return toolTipOf(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (column == Direction && !row.isRest) {
            const bool isSent = row.direction == Capture::Direction::Sent;
            return m_theme.color(isSent ? Tint::Sent : Tint::Received);
        }
        if (column == Never && row.unanswered > 0)
            return m_theme.color(Tint::Warning);
        return {};
    case SortRole:
        if (isText && column != Connection)
            return textOf(row, column);
        return numberOf(row, column);
    case BarsRole:
        return column == Sizes ? QVariant::fromValue(barsOf(row)) : QVariant();
    default:
        return {};
    }
}

QString StatisticsModel::textOf(const StatisticsRow &row, int column) const
{
    if (row.isRest && column <= Direction)
        return column == Event ? tr("all others") : QString();
    const double number = numberOf(row, column);
    switch (column) {
    case Connection:
        return sessionWords(row.session);
    case Namespace:
        return singleLine(row.nsp, MostName);
    case Event:
        return singleLine(Query::eventName(row), MostName);
    case Direction:
        return (row.direction == Capture::Direction::Sent ? QStringLiteral("↑ ")
                                                          : QStringLiteral("↓ "))
            + directionWord(row.direction);
    case Count:
        return formatNumber(row.count);
    case Rate:
        return row.rate < 0 ? QString() : QLocale().toString(row.rate, 'f', row.rate < 10 ? 2 : 0);
    case Payload:
    case Wire:
    case SizeP50:
    case SizeP95:
    case SizeMost:
        return number < 0 ? QString() : formatSize(static_cast<qint64>(number));
    case Pending:
    case Never:
        return number < 0 ? QString() : formatNumber(static_cast<qint64>(number));
    case AckP50:
    case AckP95:
    case AckP99:
    case GapP50:
    case GapP95:
        return durationWords(static_cast<qint64>(number));
    default:
        return {};
    }
}

QString StatisticsModel::toolTipOf(const StatisticsRow &row, int column) const
{
    switch (column) {
    case Payload:
        return formatExactBytes(row.payloadBytes);
    case Wire:
        return formatExactBytes(row.wireBytes);
    case Sizes: {
        QStringList lines;
        for (std::size_t digits = 0; digits < row.sizeOctaves.size(); ++digits) {
            if (row.sizeOctaves[digits] == 0)
                continue;
            const qint64 last = (qint64(1) << digits) - 1;
            const qint64 first = digits == 0 ? 0 : qint64(1) << (digits - 1);
            const QString size = first == last
                ? formatSize(first)
                : tr("%1 to %2").arg(formatSize(first), formatSize(last));
            lines << tr("%1: %2 messages").arg(size, formatNumber(row.sizeOctaves[digits]));
        }
        return lines.join(QLatin1Char('\n'));
    }
    default:
        return textOf(row, column);
    }
}

QString StatisticsModel::sessionWords(Capture::Id session) const
{
    if (session == 0)
        return tr("none");
    const Capture::SessionRecord *const record = m_feed.session(session);
    const QString number = QStringLiteral("#%1").arg(session);
    return record ? QStringLiteral("%1  %2").arg(number, sessionTitle(*record)) : number;
}

QVariant StatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    struct Words
    {
        QString title;
        QString meaning;
    };
    const std::array<Words, ColumnCount> words {{
        {tr("Connection"), tr("The session")},
        {tr("Namespace"), {}},
        {tr("Event"), tr("The event's name, or what kind of message it is")},
        {tr("Direction"), {}},
        {tr("Count"), tr("Messages")},
        {tr("Rate /s"), tr("Messages a second, over the time that is looked at")},
        {tr("Ack p50"), tr("Half of the answers came as fast as this, or faster")},
        {tr("p95"), tr("95 % of the answers came as fast as this, or faster")},
        {tr("p99"), tr("99 % of the answers came as fast as this, or faster")},
        {tr("Pending"), tr("Asked for an answer that may still come")},
        {tr("Never"), tr("Asked for an answer, and the session is closed")},
        {tr("Payload"), tr("Bytes that the app meant")},
        {tr("Wire"), tr("Bytes that crossed the wire for it")},
        {tr("Size p50"), tr("Half of the payloads are as small as this, or smaller")},
        {tr("p95"), tr("95 % of the payloads are as small as this, or smaller")},
        {tr("Max"), tr("The largest payload")},
        {tr("Sizes"), tr("How many are how large: each bar is twice as large as the one before")},
        {tr("Gap p50"), tr("Half of the messages followed the one before as fast, or faster")},
        {tr("p95"), tr("95 % of the messages followed the one before as fast, or faster")},
    }};
    const Words &column = words[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
        return column.meaning.isEmpty() ? column.title : column.meaning;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((section <= Direction ? Qt::AlignLeft : Qt::AlignRight)
                                   | Qt::AlignVCenter);
    default:
        return {};
    }
}
