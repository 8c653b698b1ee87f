// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/connect/connectrequest.h"

#include <QWidget>

class ConnectionPage;
class HeadersPage;
class QLineEdit;
class QTabWidget;
class SecurityPage;
class SegmentedButton;
class SocketIoPage;
class Theme;
class WebSocketPage;

/// The questions of ConnectDialog: where to, in which protocol, and all options.
///
/// The protocol follows the address (http means Socket.IO, ws a plain WebSocket) until the user
/// chooses it; an address out of a browser's network panel is taken apart when it is pasted.
class ConnectForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectForm(const Theme &theme, QWidget *parent = nullptr);

    void setRequest(const ConnectRequest &request);
    ConnectRequest request() const;
    void focusAddress();

private:
    void onAddressEdited();
    void setProtocol(Client::Protocol protocol);
    Client::Protocol protocol() const;
    void showPages();

    QLineEdit *m_address;
    SegmentedButton *m_protocol;
    QTabWidget *m_tabs;
    SocketIoPage *m_socketIo;
    WebSocketPage *m_webSocket;
    HeadersPage *m_headers;
    SecurityPage *m_security;
    ConnectionPage *m_connection;
    bool m_isChosen = false; // the protocol, by the user
    bool m_namesNamespace = false; // the address does
};
