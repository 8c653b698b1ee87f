// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomactions.h"

#include "widgets/rooms/roomsjob.h"
#include "widgets/rooms/roomsmodel.h"

#include <QAction>
#include <QTreeView>

using Admin::Command;
using Level = RoomsModel::Level;
using Rooms::MembershipLog;
using Subject = Command::Subject;

namespace {

Subject subjectOf(Level level)
{
    return level == Level::Namespace ? Subject::Namespace
        : level == Level::Room       ? Subject::Rooms
                                     : Subject::Sockets;
}

} // namespace

RoomActions::RoomActions(QTreeView &tree, const RoomsModel &model, const RoomsJob &job)
    : QObject(&tree)
    , m_tree(tree)
    , m_model(model)
    , m_job(job)
{
    add(Type::Emit, QStringLiteral("emitToRoom"), tr("Emit…"),
        tr("Have the server emit an event to what is chosen"));
    add(Type::Join, QStringLiteral("joinRoom"), tr("Join…"), tr("Have what is chosen join a room"));
    add(Type::Leave, QStringLiteral("leaveRoom"), tr("Leave…"),
        tr("Have what is chosen leave a room"));
    add(Type::Disconnect, QStringLiteral("disconnectMembers"), tr("Disconnect…"),
        tr("Have the server disconnect what is chosen"));
    connect(tree.selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RoomActions::update);
    update();
}

QAction *RoomActions::add(Type type, const QString &name, const QString &text, const QString &tip)
{
    auto *const action = new QAction(text, this);
    action->setObjectName(name);
    action->setToolTip(tip);
    action->setData(tip);
    connect(action, &QAction::triggered, this, [this, type] { emit requested(type, targets()); });
    m_actions.append(action);
    return action;
}

void RoomActions::setFeatures(quint32 source, const QByteArrayList &features)
{
    if (Admin::takesCommands(features))
        m_features.insert(source, features);
    else
        m_features.remove(source);
    update();
}

/// Rows of one level in one namespace; nothing of a mixture.
RoomTargets RoomActions::targets() const
{
    const QModelIndexList rows = m_tree.selectionModel()->selectedRows();
    if (rows.isEmpty())
        return {};
    const MembershipLog &log = m_job.log();
    const Level level = m_model.level(rows.constFirst());
    const quint32 scope = m_model.scopeAt(rows.constFirst());
    RoomTargets all {.source = log.scopes()[scope].source,
                     .subject = subjectOf(level),
                     .nsp = log.scopes()[scope].nsp};
    for (const QModelIndex &row : rows) {
        if (m_model.level(row) != level || m_model.scopeAt(row) != scope)
            return {};
        if (level == Level::Namespace)
            continue;
        const QByteArray &room = log.rooms()[m_model.roomAt(row)].name;
        all.names.append(level == Level::Room ? room : log.members()[m_model.memberAt(row)].name);
        all.titles.append(row.siblingAtColumn(RoomsModel::Name).data().toString());
        if (level == Level::Member)
            all.rooms.append(room);
    }
    return all;
}

void RoomActions::update()
{
    const RoomTargets chosen = targets();
    const QByteArrayList features = m_features.value(chosen.source);
    for (int type = 0; type < m_actions.size(); ++type) {
        const Command command {.type = Type(type),
                               .subject = chosen.subject,
                               .nsp = chosen.nsp,
                               .targets = chosen.names,
                               .room = {},
                               .event = {},
                               .arguments = {}};
        const bool isDone = !command.forServer(features).empty();
        m_actions[type]->setEnabled(isDone);
        m_actions[type]->setToolTip(
            isDone                   ? m_actions[type]->data().toString()
                : chosen.source == 0 ? tr("Choose rooms or members of one namespace, not a mixture")
                : features.isEmpty()
                ? tr("No admin namespace that takes commands is attached there")
                : tr("The server does not do that with what is chosen"));
    }
    emit offered(!features.isEmpty());
}
