// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/heldmodel.h"

#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/words.h"
#include "widgets/rules/heldwords.h"

#include <QFont>

#include <algorithm>

namespace {

constexpr qsizetype MaxName = 100;

QFont strong()
{
    QFont font;
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

HeldModel::HeldModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void HeldModel::add(const Acting::HeldMessage &message)
{
    m_now = std::max(m_now, message.since);
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.append(
        {.message = message, .preview = heldPreview(message.message), .draft = {}, .error = {}});
    endInsertRows();
}

void HeldModel::removeRow(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

void HeldModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void HeldModel::setDraft(int row, const std::optional<QByteArray> &draft)
{
    m_rows[row].draft = draft;
    update(row);
}

void HeldModel::setDecided(int row)
{
    m_rows[row].isDecided = true;
    m_rows[row].error.clear();
    update(row);
}

void HeldModel::setError(int row, const QString &error)
{
    m_rows[row].isDecided = false;
    m_rows[row].error = error;
    update(row);
}

void HeldModel::setNow(Capture::Time now)
{
    m_now = now;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, Waits), index(rowCount() - 1, Waits));
}

int HeldModel::find(quint32 source, quint64 id) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), [source, id](const Row &row) {
        return row.message.id == id && row.message.source == source;
    });
    return found == m_rows.cend() ? -1 : static_cast<int>(found - m_rows.cbegin());
}

int HeldModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HeldModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HeldModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows.at(index.row());
    const Rules::LiveMessage &message = row.message.message;
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return column == Direction ? QString() : text(row, column);
    case Qt::AccessibleTextRole:
        return column == Event ? withState(row) : text(row, column);
    case Qt::ToolTipRole:
        if (column == Event && !message.nsp.isEmpty()) // its column may be hidden
            return tr("%1 in %2").arg(withState(row), text(row, Namespace));
        if (column == Event)
            return withState(row);
        return column == Waits ? tr("Since %1").arg(formatFullTime(row.message.since))
                               : text(row, column);
    case Qt::DecorationRole:
        return decoration(row, column);
    case Qt::FontRole:
        if (column == Event)
            return strong();
        return column == Data ? m_theme.fixedFont() : QVariant();
    case Qt::TextAlignmentRole:
        return column == Waits ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case KindTintRole:
        return static_cast<int>(heldKindTint(message));
    default:
        return {};
    }
}

QVariant HeldModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Waits)
        return {Qt::AlignRight | Qt::AlignVCenter};
    static const QStringList titles {QString(),   tr("Conn"),  tr("Kind"), tr("Nsp"),
                                     tr("Event"), tr("Waits"), tr("Rule"), tr("Data")};
    if (role == Qt::DisplayRole)
        return titles.value(section);
    return role == Qt::AccessibleTextRole && section == Direction ? tr("Direction") : QVariant();
}

QString HeldModel::text(const Row &row, int column) const
{
    const Rules::LiveMessage &message = row.message.message;
    switch (column) {
    case Direction:
        return directionWord(message.direction);
    case Session:
        return heldSession(row.message.place);
    case Kind:
        return heldKind(message);
    case Namespace:
        return singleLine(message.nsp, MaxName);
    case Event:
        return heldSubject(message);
    case Waits:
        return waitWords(m_now - row.message.since);
    case Rule:
        return singleLine(row.message.by, MaxName);
    case Data:
        return row.preview;
    default:
        return {};
    }
}

QString HeldModel::withState(const Row &row) const
{
    const QString subject = text(row, Event);
    if (!row.error.isEmpty())
        return tr("%1 (not carried out: %2)").arg(subject, row.error);
    return row.draft ? tr("%1 (edited)").arg(subject) : subject;
}

QVariant HeldModel::decoration(const Row &row, int column) const
{
    if (column == Event && !row.error.isEmpty())
        return themedIcon(Icon::Problem, m_theme, Tint::Error);
    if (column == Event && row.draft)
        return themedIcon(Icon::Altered, m_theme, Tint::Accent);
    if (column != Direction)
        return {};
    return row.message.message.direction == Capture::Direction::Sent
        ? themedIcon(Icon::ArrowUp, m_theme, Tint::Sent)
        : themedIcon(Icon::ArrowDown, m_theme, Tint::Received);
}

void HeldModel::update(int row)
{
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}
