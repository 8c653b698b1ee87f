// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/statistics/layermodel.h"

#include "widgets/common/format.h"

#include <QLocale>

using Capture::Transport;
using Query::LayerCosts;

namespace {

constexpr int PlainBelow = 10'000; // sizes are in full digits up to here

qint64 bytesOf(const LayerCosts &costs, int row)
{
    switch (row) {
    case LayerModel::Payload:
        return costs.payload;
    case LayerModel::SocketIo:
        return costs.socketIo;
    case LayerModel::EngineIo:
        return costs.engineIo;
    case LayerModel::WebSocket:
        return costs.webSocket;
    case LayerModel::Http:
        return costs.http;
    case LayerModel::Saved:
        return -costs.saved;
    default:
        return costs.wire();
    }
}

/// Wire bytes for each byte of payload; nothing without payload.
QString priceOf(const LayerCosts &costs)
{
    if (costs.payload <= 0)
        return {};
    const double price = static_cast<double>(costs.wire()) / static_cast<double>(costs.payload);
    return QStringLiteral("× %1").arg(QLocale().toString(price, 'f', 2));
}

QString sizeWords(qint64 bytes)
{
    if (bytes == 0)
        return QStringLiteral("·");
    const QString size = std::abs(bytes) < PlainBelow ? formatNumber(std::abs(bytes))
                                                      : formatSize(std::abs(bytes));
    return bytes < 0 ? QStringLiteral("−") + size : size;
}

} // namespace

LayerModel::LayerModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void LayerModel::setStatistics(const Query::Statistics &statistics)
{
    m_costs = {statistics.of(Transport::WebSocket), statistics.of(Transport::Polling),
               statistics.of(Transport::None), statistics.rest.value_or(LayerCosts()),
               statistics.layerTotal()};
    emit dataChanged(index(0, 0), index(RowCount - 1, ColumnCount - 1));
}

bool LayerModel::hasRest() const
{
    return m_costs[Rest] != LayerCosts();
}

int LayerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : RowCount;
}

int LayerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LayerModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const LayerCosts &costs = m_costs[static_cast<std::size_t>(index.column())];
    const int row = index.row();
    const qint64 bytes = bytesOf(costs, row);
    const auto whole = static_cast<double>(costs.wire() + costs.saved);
    const double share = whole > 0 ? static_cast<double>(std::abs(bytes)) / whole : 0;
    switch (role) {
    case Qt::DisplayRole:
        return row == Price ? priceOf(costs) : sizeWords(bytes);
    case Qt::ToolTipRole:
        if (row == Price)
            return tr("Bytes on the wire for each byte of payload");
        return tr("%1, %2 % of all before compression")
            .arg(formatExactBytes(bytes), QLocale().toString(100 * share, 'f', 1));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    case ShareRole:
        return row < Wire && share > 0 ? QVariant(share) : QVariant();
    default:
        return {};
    }
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        const std::array<QString, RowCount> rows {
            tr("Payload"), tr("Socket.IO"), tr("Engine.IO"),   tr("WebSocket"),
            tr("HTTP"),    tr("Saved"),     tr("On the wire"), tr("Wire / payload")};
        return role == Qt::DisplayRole && section >= 0 && section < RowCount
            ? rows[static_cast<std::size_t>(section)]
            : QVariant();
    }
    struct Words
    {
        QString title;
        QString meaning;
    };
    const std::array<Words, ColumnCount> words {{
        {tr("WebSocket"), tr("Messages over WebSocket, and the handshakes for it")},
        {tr("Polling"), tr("Messages over HTTP long polling, and the requests that carried them")},
        {tr("Other"), tr("HTTP that carried no packet, and what is no HTTP")},
        {tr("Rest"), tr("In no message: unfinished frames and requests under way")},
        {tr("All"), tr("All of it together")},
    }};
    if (section < 0 || section >= ColumnCount)
        return {};
    const Words &column = words[static_cast<std::size_t>(section)];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(column.title)
        : role == Qt::ToolTipRole  ? QVariant(column.meaning)
                                   : QVariant();
}

QString LayerModel::text() const
{
    QStringList lines;
    QStringList cells {QString()};
    for (int column = 0; column < ColumnCount; ++column)
        cells << headerData(column, Qt::Horizontal).toString();
    lines << cells.join(QLatin1Char('\t'));
    for (int row = 0; row < Price; ++row) {
        cells = {headerData(row, Qt::Vertical).toString()};
        for (const LayerCosts &costs : m_costs)
            cells << QString::number(bytesOf(costs, row));
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}
