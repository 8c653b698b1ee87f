// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/textredactor.h"

#include <QAbstractTableModel>

/// The secrets of a plan, a row each. Those that are checked are replaced.
class FoundModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { What, Hint, StandIn, Count, Where, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    /// Its check marks are changed; nobody else uses it meanwhile.
    void setPlan(std::shared_ptr<Redaction::Plan> plan);
    /// How many are checked.
    qsizetype checked() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::shared_ptr<Redaction::Plan> m_plan;
};
