// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/rooms/roomtargets.h"

#include <QHash>
#include <QList>
#include <QObject>

class QAction;
class QTreeView;
class RoomsJob;
class RoomsModel;

/// What a server can be told to do with the rooms and members that are chosen in the tree: emit,
/// join, leave, disconnect. Each is offered where the server that told of them says it does it.
class RoomActions : public QObject
{
    Q_OBJECT
public:
    using Type = Admin::Command::Type;

    /// \a tree has its model.
    RoomActions(QTreeView &tree, const RoomsModel &model, const RoomsJob &job);

    /// What the server of the admin connection \a source says it does; nothing once it is gone.
    void setFeatures(quint32 source, const QByteArrayList &features);

    QAction *action(Type type) const { return m_actions[qsizetype(type)]; }
    const QList<QAction *> &actions() const { return m_actions; }
    /// Who is chosen.
    RoomTargets targets() const;
    /// The tree has other rows, or others are chosen.
    void update();

signals:
    void requested(Admin::Command::Type type, const RoomTargets &targets);
    /// Some server takes commands about what is chosen, or none does any more.
    void offered(bool isAny);

private:
    QAction *add(Type type, const QString &name, const QString &text, const QString &tip);

    QTreeView &m_tree;
    const RoomsModel &m_model;
    const RoomsJob &m_job;
    QList<QAction *> m_actions; // by type
    QHash<quint32, QByteArrayList> m_features; // by source
};
