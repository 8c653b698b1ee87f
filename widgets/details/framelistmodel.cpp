// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/framelistmodel.h"

#include "widgets/common/format.h"
#include "widgets/common/words.h"

#include <algorithm>

namespace {

QString bitsText(const Capture::FrameRecord &frame)
{
    QStringList bits;
    if ((frame.firstByte & 0x80U) != 0)
        bits += QStringLiteral("FIN");
    for (int i = 1; i <= 3; ++i) {
        if ((frame.firstByte >> (7 - i) & 1U) != 0)
            bits += QStringLiteral("RSV%1").arg(i);
    }
    if (frame.isMasked)
        bits += QStringLiteral("MASK");
    return bits.join(QLatin1Char(' '));
}

} // namespace

FrameListModel::FrameListModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void FrameListModel::setFrames(std::vector<Capture::FrameRecord> frames)
{
    beginResetModel();
    m_frames = std::move(frames);
    endResetModel();
}

int FrameListModel::rowOf(Capture::Id frame) const
{
    const auto found = std::find_if(m_frames.begin(), m_frames.end(),
                                    [frame](const auto &record) { return record.id == frame; });
    return found == m_frames.end() ? -1 : static_cast<int>(found - m_frames.begin());
}

int FrameListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_frames.size());
}

int FrameListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FrameListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Capture::FrameRecord &frame = m_frames[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() >= Header)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        return tr("Frame %1, %2, %3")
            .arg(formatNumber(frame.id), directionWord(frame.direction),
                 formatFullTime(frame.time));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Number:
        return QStringLiteral("#%1").arg(frame.id);
    case Bits:
        return bitsText(frame);
    case OpCode:
        return opCodeWord(frame.firstByte);
    case Header:
        return formatNumber(frame.headerBytes);
    case Payload:
        return frame.storedBytes == frame.payloadBytes
            ? formatNumber(frame.payloadBytes)
            : tr("%1 of %2").arg(formatNumber(frame.storedBytes), formatNumber(frame.payloadBytes));
    case Plain:
        return frame.plainBytes == frame.payloadBytes ? QString() : formatNumber(frame.plainBytes);
    default:
        return {};
    }
}

QVariant FrameListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("Frame");
    case Bits:
        return tr("Bits");
    case OpCode:
        return tr("Opcode");
    case Header:
        return tr("Header");
    case Payload:
        return tr("Payload");
    case Plain:
        return tr("Plain");
    default:
        return {};
    }
}
