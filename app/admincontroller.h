// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/adminlink.h"
#include "widgets/connect/admindialog.h"
#include "widgets/rooms/roomcommanddialog.h"

#include <QObject>
#include <QPointer>

#include <map>
#include <memory>

class CaptureDocument;
class CaptureFeed;
class ConnectionsView;
class RoomsView;
class Theme;

/// The admin connections of one window: attaches where the dialog says, shows how they stand, and
/// carries commands to the servers.
class AdminController : public QObject
{
    Q_OBJECT
public:
    AdminController(CaptureDocument &document, const CaptureFeed &feed,
                    ConnectionsView &connections, RoomsView &rooms, const Theme &theme,
                    QWidget *window);
    ~AdminController() override;

    /// Shows the dialog, for the server of \a source if that is one.
    void showDialog(quint32 source = 0);
    /// Attaches at once. Returns the number of the new source, 0 on failure.
    quint32 attach(const AdminOptions &options);
    /// Has the server of the admin connection \a source do it. False if that cannot be.
    bool send(quint32 source, const Admin::Command &command);
    /// What the server of \a source supports; null if there is no such connection.
    const AdminLink *link(quint32 source) const;

    AdminDialog *dialog() const { return m_dialog; }
    RoomCommandDialog *commandDialog() const { return m_commandDialog; }

signals:
    void said(const QString &words);
    /// The state of the connection \a source, or what it supports.
    void changed(quint32 source);

private:
    void attachFromDialog();
    void showCommandDialog(Admin::Command::Type type, const RoomTargets &targets);
    void carryOut(quint32 source, const Admin::Command &command);
    void onChanged(quint32 source);
    void forget();

    CaptureDocument &m_document;
    const CaptureFeed &m_feed;
    ConnectionsView &m_connections;
    RoomsView &m_rooms;
    const Theme &m_theme;
    QWidget *m_window;
    QPointer<AdminDialog> m_dialog;
    QPointer<RoomCommandDialog> m_commandDialog;
    std::map<quint32, std::unique_ptr<AdminLink>> m_links; // by source
    quint32 m_dialogSource = 0; // the one that the dialog waits for
};
