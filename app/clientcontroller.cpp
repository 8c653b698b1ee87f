// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/clientcontroller.h"

#include "app/capturedocument.h"
#include "app/settings.h"
#include "protocol/client/clientset.h"
#include "widgets/common/failurewords.h"
#include "widgets/compose/composepanel.h"
#include "widgets/connections/connectionsview.h"

#include <algorithm>

using Client::ClientOptions;
using Client::ClientSet;
using Client::ClientStatus;
using Client::State;

namespace {

QString profilePath()
{
    return Settings::pathOf(QStringLiteral("connections.json"));
}

} // namespace

ClientController::ClientController(CaptureDocument &document, ComposePanel &compose,
                                   ConnectionsView &connections, const Theme &theme,
                                   QWidget *window)
    : QObject(window)
    , m_document(document)
    , m_compose(compose)
    , m_connections(connections)
    , m_theme(theme)
    , m_window(window)
    , m_profiles(profilePath())
{
    connectCompose();
    connect(&document, &CaptureDocument::stopping, this, &ClientController::forget);
    connect(&connections, &ConnectionsView::clientOpenRequested, this, [this](quint32 source) {
        if (ClientSet *const set = clients())
            set->open(source);
    });
    connect(&connections, &ConnectionsView::clientCloseRequested, this, [this](quint32 source) {
        if (ClientSet *const set = clients())
            set->close(source);
    });
}

ClientController::~ClientController() = default;

ClientSet *ClientController::clients() const
{
    return m_document.live() ? &m_document.live()->clients() : nullptr;
}

void ClientController::showDialog()
{
    if (!m_dialog) {
        m_dialog = new ConnectDialog(m_theme, m_profiles, m_secrets, m_window);
        connect(m_dialog, &ConnectDialog::connectRequested, this,
                &ClientController::onConnectRequested);
        connect(m_dialog, &ConnectDialog::cancelRequested, this, [this] {
            if (const quint32 source = std::exchange(m_dialogSource, 0); source != 0)
                forgetAttempt(source);
        });
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void ClientController::onConnectRequested(const ClientOptions &options)
{
    m_dialogSource = start(options);
    if (m_dialogSource == 0)
        m_dialog->stopped(tr("There is no capture to record into."));
}

/// An attempt that the dialog speaks of: what was recorded of it stays.
void ClientController::forgetAttempt(quint32 source)
{
    if (ClientSet *const set = clients())
        set->remove(source);
    m_all.erase(source);
    m_connections.setClientState(source, ConnectionsModel::Line::State::None, tr("failed"), {});
    refreshTargets();
}

quint32 ClientController::start(const ClientOptions &options)
{
    LiveCapture *const live = m_document.record();
    if (!live)
        return 0;
    follow(*live);
    const quint32 source = live->addClient(options);
    m_all[source] = {.options = options, .status = {}};
    refreshTargets();
    live->clients().open(source);
    return source;
}

void ClientController::follow(LiveCapture &live)
{
    if (m_followed == &live)
        return;
    m_followed = &live;
    const ClientSet *const set = &live.clients();
    connect(set, &ClientSet::statusChanged, this, &ClientController::onStatus);
    connect(set, &ClientSet::outcome, &m_compose, &ComposePanel::setOutcome);
    connect(set, &ClientSet::progress, &m_compose, &ComposePanel::setProgress);
    connect(set, &ClientSet::pongReceived, &m_compose, &ComposePanel::addPong);
    connect(set, &ClientSet::eventReceived, &m_compose, &ComposePanel::addReceivedEvent);
}

void ClientController::forget()
{
    m_all.clear();
    m_dialogSource = 0;
    refreshTargets();
}

void ClientController::connectCompose()
{
    connect(&m_compose, &ComposePanel::emitRequested, this,
            [this](quint32 source, quint64 number, const Client::Emission &emission) {
                if (ClientSet *const set = clients())
                    set->emitEvent(source, number, emission);
            });
    connect(&m_compose, &ComposePanel::messageRequested, this,
            [this](quint32 source, quint64 number, const Client::PlainMessage &message) {
                if (ClientSet *const set = clients())
                    set->send(source, number, message);
            });
    connect(&m_compose, &ComposePanel::closeRequested, this,
            [this](quint32 source, quint16 code, const QByteArray &reason) {
                if (ClientSet *const set = clients())
                    set->closeWith(source, code, reason);
            });
    connect(&m_compose, &ComposePanel::acknowledgeRequested, this,
            [this](quint32 source, const QByteArray &nsp, quint64 ackId,
                   const SocketIo::Arguments &arguments) {
                if (ClientSet *const set = clients())
                    set->acknowledge(source, nsp, ackId, arguments);
            });
    connect(&m_compose, &ComposePanel::autoAnswersChanged, this,
            [this](quint32 source, const QList<Client::AutoAnswer> &answers) {
                if (ClientSet *const set = clients())
                    set->setAutoAnswers(source, answers);
            });
    connect(&m_compose, &ComposePanel::connectRequested, this, &ClientController::showDialog);
}

void ClientController::onStatus(quint32 source, const ClientStatus &status)
{
    const auto found = m_all.find(source);
    if (found == m_all.end())
        return;
    Connection &connection = found->second;
    const bool wasFailing = static_cast<bool>(connection.status.failure);
    connection.status = status;
    m_compose.setStatus(source, status);
    showState(source, connection);
    const bool hasEnded = status.state == State::Waiting || status.state == State::Failed;
    if (source == m_dialogSource && m_dialog) {
        if (isConnected(connection.options.protocol, status)) {
            m_dialogSource = 0;
            m_dialog->connected();
        } else if (hasEnded && status.failure) {
            // The user decides in the dialog whether to try again.
            m_dialogSource = 0;
            m_dialog->failed(status.failure);
            forgetAttempt(source);
            return;
        }
    } else if (hasEnded && status.failure && !wasFailing) {
        emit said(failureWords(status.failure, connection.options));
    }
    if (isConnected(connection.options.protocol, status)
        && !std::exchange(connection.wasConnected, true))
        emit connected(source);
}

void ClientController::showState(quint32 source, const Connection &connection)
{
    using LineState = ConnectionsModel::Line::State;
    const ClientStatus &status = connection.status;
    const QString reason = failureWords(status.failure, connection.options);
    const auto show = [&](LineState state, const QString &words) {
        m_connections.setClientState(source, state, words, reason);
    };
    const double seconds = static_cast<double>(status.retryIn.count()) / 1000.0;
    switch (status.state) {
    case State::Idle:
        show(LineState::Closed, tr("closed"));
        break;
    case State::Connecting:
        show(LineState::Connecting, tr("connecting…"));
        break;
    case State::Open:
        show(LineState::Open, {});
        break;
    case State::Waiting:
        show(LineState::Connecting, tr("again in %1 s").arg(seconds, 0, 'f', 1));
        break;
    case State::Failed:
        show(LineState::Closed, tr("failed"));
        break;
    }
}

void ClientController::refreshTargets()
{
    QList<ComposeTarget> targets;
    for (const auto &[source, connection] : m_all) {
        QString label = QString::fromUtf8(LiveCapture::sourceName(connection.options));
        label.remove(0, label.indexOf(QLatin1String("://")) + 3);
        targets.append({.source = source,
                        .label = label,
                        .protocol = connection.options.protocol,
                        .status = connection.status});
    }
    m_compose.setTargets(targets);
}
