// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/messagefilter.h"
#include "widgets/common/selection.h"
#include "widgets/connections/connectionsmodel.h"

#include <QTreeView>

class QMenu;

/// The sources and their sessions. Selecting a session selects it in all views; Enter or a double
/// click shows only that session or source, and once more shows all again.
class ConnectionsView : public QTreeView
{
    Q_OBJECT
public:
    ConnectionsView(CaptureFeed &feed, Selection &selection, MessageFilter &filter,
                    const Theme &theme, QWidget *parent = nullptr);

    /// How a client of ours stands, in a few words, and why if it failed.
    void setClientState(quint32 source, ConnectionsModel::Line::State state, const QString &words,
                        const QString &reason);

    /// For the context menu and the window's menus.
    QAction *showOnlyAction() const { return m_showOnly; }
    QAction *showAllAction() const { return m_showAll; }
    QAction *noteAction() const { return m_note; }

signals:
    /// The user asked to end this tap.
    void closeSourceRequested(quint32 source);
    /// A client of ours shall connect again, or leave.
    void clientOpenRequested(quint32 source);
    void clientCloseRequested(quint32 source);
    /// The user says what a plain WebSocket speaks from now on; nothing: it is to be found out.
    void dialectRequested(Capture::Id session, std::optional<Dialects::Dialect> dialect);
    /// The note of the selected session is to be written.
    void noteRequested();
    /// The admin namespace of the server behind this source is wanted.
    void attachAdminRequested(quint32 source);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void addSourceActions(QMenu &menu, const QModelIndex &index);
    void addDialectActions(QMenu &menu, Capture::Id session);
    void onSelectionChanged();
    void narrowTo(const QModelIndex &index);
    void openTravel(const QModelIndex &session);

    CaptureFeed &m_feed;
    Selection &m_selection;
    MessageFilter &m_filter;
    const Theme &m_theme;
    ConnectionsModel *m_model;
    QAction *m_showOnly;
    QAction *m_showAll;
    QAction *m_note;
    QPersistentModelIndex m_open; // the session whose travel line is shown
    bool m_isSelecting = false; // by ourselves
};
