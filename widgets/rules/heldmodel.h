// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/injection.h"

#include <QAbstractTableModel>

class Theme;

/// The messages that wait at breakpoints, the longest waiting first, with what the user made of
/// them so far.
class HeldModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Direction, Session, Kind, Namespace, Event, Waits, Rule, Data, ColumnCount };
    enum Role { KindTintRole = Qt::UserRole }; ///< int of Tint, in the column Kind

    struct Row
    {
        Acting::HeldMessage message;
        QString preview;
        std::optional<QByteArray> draft; ///< its body as it was edited
        QString error; ///< why the last decision could not be carried out
        bool isDecided = false; ///< and it is not known yet what came of it
    };

    explicit HeldModel(const Theme &theme, QObject *parent = nullptr);

    void add(const Acting::HeldMessage &message);
    void removeRow(int row);
    void clear();
    void setDraft(int row, const std::optional<QByteArray> &draft);
    void setDecided(int row);
    /// The decision on it failed: it waits still.
    void setError(int row, const QString &error);
    /// How long they wait is counted to \a now.
    void setNow(Capture::Time now);

    /// -1 if there is none.
    int find(quint32 source, quint64 id) const;
    const Row &row(int number) const { return m_rows.at(number); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QString text(const Row &row, int column) const;
    QString withState(const Row &row) const;
    QVariant decoration(const Row &row, int column) const;
    void update(int row);

    const Theme &m_theme;
    QList<Row> m_rows;
    Capture::Time m_now;
};
