// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/livecapture.h"
#include "widgets/connect/connectdialog.h"
#include "widgets/connect/keyringstore.h"
#include "widgets/connect/profilefile.h"

#include <QObject>
#include <QPointer>

#include <map>

class CaptureDocument;
class ComposePanel;
class ConnectionsView;
class Theme;

/// The connections of our own in one window: starts what the connect dialog asks for, carries what
/// Compose sends to them and what becomes of it back, and shows how they stand.
class ClientController : public QObject
{
    Q_OBJECT
public:
    ClientController(CaptureDocument &document, ComposePanel &compose, ConnectionsView &connections,
                     const Theme &theme, QWidget *window);
    ~ClientController() override;

    /// Shows the dialog for a new connection.
    void showDialog();
    /// Starts a connection at once. Returns its number, 0 on failure.
    quint32 start(const Client::ClientOptions &options);

    ConnectDialog *dialog() const { return m_dialog; }

signals:
    /// The user has a connection now, and may want to write something.
    void connected(quint32 source);
    void said(const QString &words);

private:
    struct Connection
    {
        Client::ClientOptions options;
        Client::ClientStatus status;
        bool wasConnected = false;
    };

    void follow(LiveCapture &live);
    void forget();
    void connectCompose();
    Client::ClientSet *clients() const;
    void onStatus(quint32 source, const Client::ClientStatus &status);
    void onConnectRequested(const Client::ClientOptions &options);
    void forgetAttempt(quint32 source);
    void showState(quint32 source, const Connection &connection);
    void refreshTargets();

    CaptureDocument &m_document;
    ComposePanel &m_compose;
    ConnectionsView &m_connections;
    const Theme &m_theme;
    QWidget *m_window;
    ProfileFile m_profiles;
    KeyringStore m_secrets;
    QPointer<ConnectDialog> m_dialog;
    QPointer<LiveCapture> m_followed;
    std::map<quint32, Connection> m_all; // by source
    quint32 m_dialogSource = 0; // the one that the dialog waits for
};
