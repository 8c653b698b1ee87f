// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QAbstractTableModel>

/// The frames of one message; a frame a row.
class FrameListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Bits, OpCode, Header, Payload, Plain, ColumnCount };

    explicit FrameListModel(QObject *parent = nullptr);

    void setFrames(std::vector<Capture::FrameRecord> frames);
    const std::vector<Capture::FrameRecord> &frames() const { return m_frames; }
    /// The row of the frame with that number, -1 for none.
    int rowOf(Capture::Id frame) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    std::vector<Capture::FrameRecord> m_frames;
};
