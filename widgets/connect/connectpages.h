// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/connect/connectrequest.h"

#include <QWidget>

class EntryTable;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;
class Theme;

/// What is asked of Socket.IO: version, transports, parser, path, namespaces.
class SocketIoPage : public QWidget
{
    Q_OBJECT

public:
    explicit SocketIoPage(const Theme &theme, QWidget *parent = nullptr);

    void read(const Client::ClientOptions &options);
    void writeTo(Client::ClientOptions *options) const;
    /// The namespace that an address names becomes the first one.
    void setFirstNamespace(const QString &name);

private:
    QComboBox *m_version;
    QComboBox *m_transports;
    QComboBox *m_parser;
    QLineEdit *m_path;
    EntryTable *m_namespaces;
};

/// What is asked of a plain WebSocket.
class WebSocketPage : public QWidget
{
    Q_OBJECT

public:
    explicit WebSocketPage(QWidget *parent = nullptr);

    void read(const Client::ClientOptions &options);
    void writeTo(Client::ClientOptions *options) const;

private:
    QLineEdit *m_subprotocols;
    QSpinBox *m_keepAlive;
};

/// Headers of each request.
class HeadersPage : public QWidget
{
    Q_OBJECT

public:
    explicit HeadersPage(const Theme &theme, QWidget *parent = nullptr);

    void read(const Client::ClientOptions &options);
    void writeTo(Client::ClientOptions *options) const;

private:
    EntryTable *m_fields;
};

/// When to give up, when to come again, compression.
class ConnectionPage : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionPage(QWidget *parent = nullptr);

    void read(const Client::ClientOptions &options);
    void writeTo(Client::ClientOptions *options) const;

private:
    void enableParts();

    QCheckBox *m_deflate;
    QDoubleSpinBox *m_timeout;
    QCheckBox *m_reconnects;
    QSpinBox *m_delay;
    QSpinBox *m_maximum;
    QDoubleSpinBox *m_randomization;
    QSpinBox *m_attempts;
};
