// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/foundmodel.h"

#include "widgets/redaction/redactionwords.h"

#include <QLocale>

#include <algorithm>

void FoundModel::setPlan(std::shared_ptr<Redaction::Plan> plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    endResetModel();
}

qsizetype FoundModel::checked() const
{
    if (!m_plan)
        return 0;
    const auto &secrets = m_plan->table.secrets();
    return std::count_if(secrets.begin(), secrets.end(),
                         [](const Redaction::Secret &secret) { return !secret.isKept; });
}

int FoundModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_plan ? 0 : static_cast<int>(m_plan->table.secrets().size());
}

int FoundModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant FoundModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Redaction::Secret &secret
        = m_plan->table.secrets()[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole && index.column() == What)
        return secret.isKept ? Qt::Unchecked : Qt::Checked;
    if (role == Qt::TextAlignmentRole && index.column() == Count)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && !secret.isEverywhere)
        return tr("Short, or like any word: it is replaced only where it was found");
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case What:
        return RedactionWords::kind(secret.kind);
    case Hint:
        return RedactionWords::hint(secret);
    case StandIn:
        return QString::fromUtf8(secret.standIn.left(80));
    case Count:
        return QLocale().toString(secret.count);
    default:
        return RedactionWords::places(secret);
    }
}

bool FoundModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid)
        || index.column() != What)
        return false;
    m_plan->table.keep(static_cast<std::size_t>(index.row()), value.toInt() != Qt::Checked);
    emit dataChanged(index, index, {Qt::CheckStateRole});
    return true;
}

QVariant FoundModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case What:
        return tr("What");
    case Hint:
        return tr("Begins with");
    case StandIn:
        return tr("Stand-in");
    case Count:
        return tr("Found");
    case Where:
        return tr("Where");
    default:
        return {};
    }
}

Qt::ItemFlags FoundModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == What ? flags | Qt::ItemIsUserCheckable : flags;
}
