// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

struct FindText;

class RowModel;
class TrafficDelegate;
class Theme;

/// The table of one level: fixed row height, one column that takes the room that is left, columns
/// that give way when there is none. Knows whether it follows the tail.
///
/// Following ends when the user scrolls up or chooses a row, and begins again when they scroll to
/// the end.
class TrafficTable : public QTableView
{
    Q_OBJECT
public:
    TrafficTable(RowModel *model, const Theme &theme, QWidget *parent = nullptr);

    RowModel *rows() const { return m_rows; }

    /// Marks where \a wanted stands.
    void setFind(const FindText &wanted);

    void setFollowing(bool isFollowing);
    bool isFollowing() const { return m_isFollowing; }
    /// Rows that came below while not following.
    int newRows() const { return m_newRows; }
    /// Makes \a row the current one and shows it, without telling rowChosen().
    void showRow(int row);
    /// Moves the current row as a key would.
    void step(int rows);

signals:
    void followingChanged(bool isFollowing);
    void newRowsChanged(int count);
    /// The user chose a row by mouse or key.
    void rowChosen(int row);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void measureColumns(int first, int last);
    void fitColumns();
    void keepUp(int first, int last);
    void onScrolled(int value);
    void setNewRows(int count);

    RowModel *m_rows;
    TrafficDelegate *m_delegate;
    std::vector<int> m_widths; // that are needed, or as the user set them
    std::vector<int> m_wideWidths; // where there is plenty of room
    bool m_isFollowing = true;
    bool m_isMoving = false; // by ourselves, not by the user
    bool m_isFitting = false;
    int m_newRows = 0;
};
