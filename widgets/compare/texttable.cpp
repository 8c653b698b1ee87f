// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/texttable.h"

TextTable::TextTable(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void TextTable::setContent(const Content &content)
{
    if (content == m_content)
        return;
    const bool isSameShape
        = content.titles == m_content.titles && content.rows.size() == m_content.rows.size();
    if (!isSameShape) {
        beginResetModel();
        m_content = content;
        endResetModel();
        return;
    }
    m_content = content; // the selection stays
    if (!m_content.rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int TextTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_content.rows.size());
}

int TextTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_content.titles.size());
}

QVariant TextTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return m_content.rows.at(index.row()).at(index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant TextTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return m_content.titles.at(section);
    case Qt::ToolTipRole:
        return m_content.hints.value(section, m_content.titles.at(section));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (section == 0 ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}
