// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/livecapture.h"
#include "protocol/admin/command.h"
#include "protocol/admin/event.h"

#include <QObject>
#include <QPointer>

/// What somebody says about an admin namespace to attach to.
struct AdminOptions
{
    QByteArray url; ///< of the server; a path in it is where Engine.IO answers
    QByteArray nsp = QByteArrayLiteral("/admin");
    QByteArray user; ///< empty with no password: the namespace asks for none
    QByteArray password;
    bool usesMsgpack = false;
    Tap::TlsOptions tls;
    Tap::UpstreamProxy proxy;

    /// For the client that attaches.
    Client::ClientOptions toClient() const;
    /// What is wrong with it, a sentence for the user; empty if nothing is.
    QString wrong() const;
};

/// Our connection to one server's admin namespace: logs in, again after a cut with what the server
/// gave it for that, and knows what the server supports. What the server tells is read from the
/// recorded traffic, not here.
class AdminLink : public QObject
{
    Q_OBJECT
public:
    enum class State { Connecting, Attached, Waiting, Failed, Detached };

    /// Adds a source to \a capture, and opens it.
    AdminLink(LiveCapture &capture, const AdminOptions &options, QObject *parent = nullptr);
    /// Detaches.
    ~AdminLink() override;

    quint32 source() const { return m_source; }
    State state() const { return m_state; }
    const QByteArrayList &features() const { return m_features; }
    const AdminOptions &options() const { return m_options; }
    /// What the server supports, or what is wrong: one sentence.
    QString words() const { return m_words; }
    bool wasAttached() const { return m_wasAttached; }

    /// Tells the server. False if it does not do that, or there is no connection.
    bool send(const Admin::Command &command);

signals:
    /// state() and words() have changed.
    void changed();

private:
    void onStatus(const Client::ClientStatus &status);
    void onEvent(const Client::ReceivedEvent &event);
    void onRefused(const QByteArray &error);
    void set(State state, const QString &words);

    QPointer<LiveCapture> m_capture;
    const AdminOptions m_options;
    const Client::ClientOptions m_client;
    quint32 m_source = 0;
    State m_state = State::Connecting;
    QByteArrayList m_features;
    QString m_words;
    quint64 m_lastCommand = 0;
    bool m_hasConfig = false; // in this connection
    bool m_usesSession = false; // what the server gave stands in for the password
    bool m_wasAttached = false;
};
