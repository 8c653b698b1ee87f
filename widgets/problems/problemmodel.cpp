// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/problems/problemmodel.h"

#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/common/words.h"
#include "widgets/problems/problemwords.h"

namespace {

constexpr qsizetype MaxDetail = 300;

} // namespace

ProblemModel::ProblemModel(CaptureFeed &feed, const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_feed(feed)
    , m_theme(theme)
    , m_count(static_cast<int>(feed.problems().size()))
{
    connect(&feed, &CaptureFeed::opened, this, &ProblemModel::reread);
    connect(&feed, &CaptureFeed::cleared, this, &ProblemModel::reread);
    connect(&feed, &CaptureFeed::advanced, this, &ProblemModel::append);
}

void ProblemModel::reread()
{
    beginResetModel();
    m_count = static_cast<int>(m_feed.problems().size());
    endResetModel();
}

void ProblemModel::append()
{
    const int count = static_cast<int>(m_feed.problems().size());
    if (count <= m_count)
        return;
    beginInsertRows({}, m_count, count - 1);
    m_count = count;
    endInsertRows();
}

const Capture::ProblemRecord *ProblemModel::problemAt(int row) const
{
    // A capture that was closed in the meantime has fewer than were told of.
    const auto &problems = m_feed.problems();
    return row >= 0 && row < m_count && row < std::ssize(problems)
        ? &problems[static_cast<std::size_t>(row)]
        : nullptr;
}

int ProblemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int ProblemModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProblemModel::whereText(const Capture::ProblemRecord &record) const
{
    QStringList words;
    if (const auto *const session = m_feed.session(record.session))
        words += sessionTitle(*session);
    if (record.message != 0)
        words += tr("message #%1").arg(record.message);
    else if (record.frame != 0)
        words += tr("frame #%1").arg(record.frame);
    else if (record.exchange != 0)
        words += tr("exchange #%1").arg(record.exchange);
    else if (record.connection != 0)
        words += tr("connection #%1").arg(record.connection);
    return words.join(QStringLiteral(" · "));
}

QVariant ProblemModel::data(const QModelIndex &index, int role) const
{
    const Capture::ProblemRecord *const record = index.isValid() ? problemAt(index.row()) : nullptr;
    if (!record)
        return {};
    if (role == Qt::DecorationRole && index.column() == What)
        return themedIcon(Icon::Problem, m_theme, Tint::Error);
    if (role == Qt::ToolTipRole) {
        if (index.column() == When)
            return formatFullTime(record->time);
        return problemWords(record->problem).meaning;
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case When:
        return formatTime(record->time);
    case Where:
        return whereText(*record);
    case What:
        return problemWords(record->problem).title;
    case Detail:
        return singleLine(record->detail, MaxDetail);
    default:
        return {};
    }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("Time");
    case Where:
        return tr("Where");
    case What:
        return tr("Problem");
    case Detail:
        return tr("Detail");
    default:
        return {};
    }
}
