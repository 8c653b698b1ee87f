// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/figuremodel.h"

#include "widgets/common/format.h"
#include "widgets/compare/comparewords.h"
#include "widgets/compare/reportlook.h"
#include "widgets/compare/spreads.h"

#include <QFont>

#include <algorithm>

using namespace Compare;

FigureModel::FigureModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void FigureModel::setReport(const Report &report, int target)
{
    m_report = report;
    m_target = target;
    update();
}

void FigureModel::setFigure(Figure figure)
{
    m_figure = figure;
    update();
}

void FigureModel::update()
{
    const std::vector<Row> rows = rowsNow();
    const std::vector<Way> ways = waysNow();
    if (rows != m_rows || ways != m_ways) {
        beginResetModel();
        m_rows = rows;
        m_ways = ways;
        endResetModel();
    } else if (!m_rows.empty() && !m_ways.empty()) { // the selection stays
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

std::vector<FigureModel::Row> FigureModel::rowsNow() const
{
    std::vector<Row> rows;
    for (const Work work : allWorks()) {
        for (const qint64 size : sizesOf(m_report, m_target, work)) {
            for (const WayResult *result : resultsOf(m_report, m_target)) {
                const Transfer *const transfer = measured(*result, work, size);
                if (transfer && figureOf(*transfer, m_figure).isKnown()) {
                    rows.push_back({work, size});
                    break;
                }
            }
        }
    }
    return rows;
}

std::vector<Way> FigureModel::waysNow() const
{
    std::vector<Way> ways;
    for (const WayResult *result : resultsOf(m_report, m_target))
        ways.push_back(result->way);
    return ways;
}

QModelIndex FigureModel::indexOf(const ReportPlace &place) const
{
    const auto row = std::ranges::find(m_rows, Row {place.work, place.size});
    const auto way = std::ranges::find(m_ways, place.way);
    if (place.target != m_target || row == m_rows.end() || way == m_ways.end())
        return {};
    return index(static_cast<int>(row - m_rows.begin()), static_cast<int>(way - m_ways.begin()));
}

int FigureModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FigureModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ways.size());
}

const Transfer *FigureModel::transfer(const QModelIndex &index) const
{
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    const WayResult *const result
        = m_report.result(m_target, m_ways.at(static_cast<std::size_t>(index.column())));
    return result ? result->transfer(row.work, row.size) : nullptr;
}

Spread FigureModel::spread(int row, int column) const
{
    const Transfer *const found = transfer(index(row, column));
    return found ? figureOf(*found, m_figure) : Spread();
}

bool FigureModel::isBest(const QModelIndex &index) const
{
    const Spread own = spread(index.row(), index.column());
    bool isBetterThanOne = false;
    for (int column = 0; column < columnCount(); ++column) {
        const Relation relation = relationOf(own, spread(index.row(), column));
        const bool isBetter = relation == (isRate(m_figure) ? Relation::Greater : Relation::Less);
        if (!isBetter && relation != Relation::Alike && relation != Relation::Unknown)
            return false;
        isBetterThanOne = isBetterThanOne || isBetter;
    }
    return isBetterThanOne;
}

QString FigureModel::toolTip(const QModelIndex &index) const
{
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    QStringList lines {tr("%1, %2, %3")
                           .arg(wayTitle(m_ways.at(std::size_t(index.column()))),
                                workTitle(row.work), sizeText(row.size))};
    const Transfer *const found = transfer(index);
    if (!found)
        return lines.constFirst() + QLatin1Char('\n') + tr("Not measured");
    if (const Spread value = figureOf(*found, m_figure); value.isKnown()) {
        lines += tr("%1: %2 in the middle, from %3 to %4")
                     .arg(figureTitle(m_figure), figureText(m_figure, value.median),
                          figureText(m_figure, value.low), figureText(m_figure, value.high));
        lines += tr("%1, %2 messages in each")
                     .arg(roundsText(value.count), formatNumber(found->messages));
    }
    for (const QByteArray &remark : {found->failure, found->note}) {
        if (!remark.isEmpty())
            lines += QString::fromUtf8(remark);
    }
    return lines.join(QLatin1Char('\n'));
}

QVariant FigureModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole: {
        const Transfer *const found = transfer(index);
        const Spread value = found ? figureOf(*found, m_figure) : Spread();
        if (!value.isKnown() && found && !found->failure.isEmpty())
            return tr("failed");
        // What went wrong in some round, or is to be known, is in the tip.
        const bool isMarked = found && (!found->failure.isEmpty() || !found->note.isEmpty());
        return isMarked ? figureText(m_figure, value) + QStringLiteral(" *")
                        : figureText(m_figure, value);
    }
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return toolTip(index);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    case Qt::FontRole:
        if (isBest(index)) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant FigureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isWay = orientation == Qt::Horizontal;
    if (section < 0 || section >= (isWay ? columnCount() : rowCount()))
        return {};
    const auto at = static_cast<std::size_t>(section);
    switch (role) {
    case Qt::DisplayRole: {
        if (!isWay)
            return tr("%1, %2").arg(workTitle(m_rows[at].work), sizeText(m_rows[at].size));
        // In two lines, or they would be wider than what stands below.
        QString title = wayTitle(m_ways[at]);
        title.replace(QStringLiteral(" over "), QStringLiteral("\nover "));
        return title.replace(QStringLiteral(" from "), QStringLiteral("\nfrom "));
    }
    case Qt::ToolTipRole:
        return isWay ? wayTitle(m_ways[at]) : formatExactBytes(m_rows[at].size);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isWay ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}
