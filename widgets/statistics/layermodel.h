// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/statistics.h"

#include <QAbstractTableModel>

/// What each layer cost over each transport: a layer a row, a transport a column. The bytes saved
/// by compression count against the others; the last two rows are what crossed the wire, and that
/// for each byte of payload.
class LayerModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Row { Payload, SocketIo, EngineIo, WebSocket, Http, Saved, Wire, Price, RowCount };
    enum Column { OverWebSocket, OverPolling, Other, Rest, All, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole ///< of what its column would be without compression, 0 to 1
    };

    explicit LayerModel(QObject *parent = nullptr);

    void setStatistics(const Query::Statistics &statistics);
    /// There is something no message carries.
    bool hasRest() const;
    /// In lines of cells with tabs between.
    QString text() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    std::array<Query::LayerCosts, ColumnCount> m_costs;
};
