// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/adminlink.h"

#include "protocol/client/urlguess.h"
#include "protocol/socketio/data.h"
#include "widgets/common/failurewords.h"
#include "widgets/connect/connectrequest.h"

#include <utility>

using Client::ClientStatus;

namespace {

QByteArray passwordAuth(const AdminOptions &options)
{
    if (options.user.isEmpty() && options.password.isEmpty())
        return {};
    return "{\"username\":" + SocketIo::jsonString(options.user)
        + ",\"password\":" + SocketIo::jsonString(options.password) + '}';
}

} // namespace

Client::ClientOptions AdminOptions::toClient() const
{
    Client::ClientOptions client;
    const auto guess = Client::UrlGuess::of(url, Client::Protocol::SocketIo);
    guess.applyTo(&client);
    if (guess.enginePath.isEmpty() && guess.nsp != "/")
        client.path = guess.nsp.endsWith('/') ? guess.nsp : guess.nsp + '/';
    client.protocol = Client::Protocol::SocketIo;
    client.version = Client::Version::V4; // the plug-in needs 3.1 or later
    client.namespaces = {{.name = nsp, .auth = passwordAuth(*this), .query = {}}};
    client.usesMsgpack = usesMsgpack;
    client.tls = tls;
    client.proxy = proxy;
    return client;
}

QString AdminOptions::wrong() const
{
    QString error;
    ConnectRequest {.options = toClient()}.toOptions(&error);
    return error;
}

AdminLink::AdminLink(LiveCapture &capture, const AdminOptions &options, QObject *parent)
    : QObject(parent)
    , m_capture(&capture)
    , m_options(options)
    , m_client(options.toClient())
    , m_source(capture.addClient(m_client, Capture::SourceRecord::Type::Admin))
{
    connect(&capture.clients(), &Client::ClientSet::statusChanged, this,
            [this](quint32 source, const ClientStatus &status) {
                if (source == m_source)
                    onStatus(status);
            });
    connect(&capture.clients(), &Client::ClientSet::eventReceived, this,
            [this](quint32 source, const Client::ReceivedEvent &event) {
                if (source == m_source)
                    onEvent(event);
            });
    capture.clients().open(m_source);
}

AdminLink::~AdminLink()
{
    if (m_capture && m_capture->isRecording())
        m_capture->clients().remove(m_source);
}

void AdminLink::onStatus(const ClientStatus &status)
{
    using NamespaceState = Client::NamespaceStatus::State;
    if (status.namespaces.isEmpty())
        return;
    const Client::NamespaceStatus &nsp = status.namespaces.constFirst();
    if (nsp.state == NamespaceState::Refused && status.state == Client::State::Failed) {
        onRefused(nsp.error);
        return;
    }
    if (nsp.state != NamespaceState::Connected)
        m_hasConfig = false;
    if (status.state == Client::State::Failed)
        set(State::Failed, failureWords(status.failure, m_client));
    else if (status.state == Client::State::Idle)
        set(State::Detached, {});
    else if (status.failure && status.state == Client::State::Waiting)
        set(State::Waiting, failureWords(status.failure, m_client));
}

/// What the server gave for the next time is worth nothing after it was restarted.
void AdminLink::onRefused(const QByteArray &error)
{
    if (std::exchange(m_usesSession, false) && m_capture) {
        m_capture->clients().setAuth(m_source, m_options.nsp, passwordAuth(m_options));
        m_capture->clients().open(m_source);
        return;
    }
    const QByteArray message = SocketIo::errorMessage(error).value_or(error);
    const QString server = QString::fromUtf8(LiveCapture::sourceName(m_client));
    if (message == "invalid credentials" && passwordAuth(m_options).isEmpty())
        set(State::Failed, tr("%1 asks for a user name and a password.").arg(server));
    else if (message == "invalid credentials")
        set(State::Failed, tr("%1 takes neither this user name nor this password.").arg(server));
    else if (message == "Invalid namespace")
        set(State::Failed,
            tr("%1 has no namespace %2: instrument() of @socket.io/admin-ui is not called there, "
               "or names another.")
                .arg(server, QString::fromUtf8(m_options.nsp)));
    else
        set(State::Failed,
            tr("%1 refuses %2: %3")
                .arg(server, QString::fromUtf8(m_options.nsp), QString::fromUtf8(message)));
}

void AdminLink::onEvent(const Client::ReceivedEvent &event)
{
    if (event.nsp != m_options.nsp || (event.name != "session" && event.name != "config"))
        return;
    const Admin::Event read = Admin::readEvent(
        event.name,
        '[' + SocketIo::jsonString(event.name)
            + (event.arguments.json.isEmpty() ? "" : "," + event.arguments.json) + ']');
    if (read.isBad || !m_capture)
        return;
    if (read.type == Admin::Event::Type::Session) {
        m_usesSession = true;
        m_capture->clients().setAuth(m_source, m_options.nsp,
                                     "{\"sessionId\":" + SocketIo::jsonString(read.session) + '}');
        return;
    }
    m_features = read.features;
    m_hasConfig = true;
    m_wasAttached = true;
    QString words;
    if (!Admin::tellsRooms(m_features))
        words = tr("this server tells no rooms: it runs in production mode");
    else
        words = tr("rooms and sockets");
    words += Admin::takesCommands(m_features) ? tr("; takes commands")
                                              : tr("; read-only, it takes no commands");
    set(State::Attached, words);
}

void AdminLink::set(State state, const QString &words)
{
    if (m_state == state && m_words == words)
        return;
    m_state = state;
    m_words = words;
    emit changed();
}

bool AdminLink::send(const Admin::Command &command)
{
    if (m_state != State::Attached || !m_capture)
        return false;
    const std::vector<Admin::Command> commands = command.forServer(m_features);
    for (const Admin::Command &one : commands) {
        m_capture->clients().emitEvent(
            m_source, ++m_lastCommand,
            {.nsp = m_options.nsp, .event = one.name(), .arguments = one.toArguments()});
    }
    return !commands.empty();
}
