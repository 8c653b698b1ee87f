// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTreeView>

class JsonTreeDelegate;
class JsonTreeModel;
class Theme;
struct FindText;

/// A JSON text as a tree to read: keys and values in colours by kind, in the fixed-width font.
class JsonTreeView : public QTreeView
{
    Q_OBJECT

public:
    explicit JsonTreeView(const Theme &theme, QWidget *parent = nullptr);

    JsonTreeModel *jsonModel() const { return m_model; }
    /// Marks where \a wanted stands.
    void setFind(const FindText &wanted);
    /// Opens what fits: the levels of a small text.
    void openFirstLevels();

    void copyValue();
    void copyPath();

signals:
    void attachmentActivated(int number);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;

private:
    void onActivated(const QModelIndex &index);
    void openBelow(const QModelIndex &index);

    const Theme &m_theme;
    JsonTreeModel *m_model;
    JsonTreeDelegate *m_delegate;
};
