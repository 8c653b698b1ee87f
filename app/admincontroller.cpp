// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/admincontroller.h"

#include "app/capturedocument.h"
#include "widgets/common/capturefeed.h"
#include "widgets/connections/connectionsview.h"
#include "widgets/rooms/roomactions.h"
#include "widgets/rooms/roomsview.h"

#include <utility>

AdminController::AdminController(CaptureDocument &document, const CaptureFeed &feed,
                                 ConnectionsView &connections, RoomsView &rooms, const Theme &theme,
                                 QWidget *window)
    : QObject(window)
    , m_document(document)
    , m_feed(feed)
    , m_connections(connections)
    , m_rooms(rooms)
    , m_theme(theme)
    , m_window(window)
{
    connect(&document, &CaptureDocument::stopping, this, &AdminController::forget);
    connect(&connections, &ConnectionsView::attachAdminRequested, this,
            &AdminController::showDialog);
    connect(&rooms.actions(), &RoomActions::requested, this, &AdminController::showCommandDialog);
}

AdminController::~AdminController() = default;

void AdminController::showDialog(quint32 source)
{
    if (!m_dialog) {
        m_dialog = new AdminDialog(m_theme, m_window);
        connect(m_dialog, &AdminDialog::attachRequested, this, &AdminController::attachFromDialog);
        connect(m_dialog, &AdminDialog::cancelRequested, this,
                [this] { m_links.erase(std::exchange(m_dialogSource, 0)); });
    }
    if (const Capture::SourceRecord *const record = m_feed.source(source))
        m_dialog->setUrl(QString::fromUtf8(record->target));
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void AdminController::attachFromDialog()
{
    AdminOptions options;
    options.url = m_dialog->url().toUtf8();
    options.nsp = m_dialog->nsp().toUtf8();
    options.user = m_dialog->user().toUtf8();
    options.password = m_dialog->password().toUtf8();
    options.usesMsgpack = m_dialog->usesMsgpack();
    const QString wrong = options.wrong();
    if (!wrong.isEmpty()) {
        m_dialog->failed(wrong);
        return;
    }
    m_dialogSource = attach(options);
    if (m_dialogSource == 0)
        m_dialog->failed(tr("There is no capture to record into."));
}

quint32 AdminController::attach(const AdminOptions &options)
{
    LiveCapture *const live = m_document.record();
    if (!live)
        return 0;
    auto link = std::make_unique<AdminLink>(*live, options);
    const quint32 source = link->source();
    // Not from within the link, which may have to go then.
    connect(
        link.get(), &AdminLink::changed, this, [this, source] { onChanged(source); },
        Qt::QueuedConnection);
    m_links[source] = std::move(link);
    return source;
}

const AdminLink *AdminController::link(quint32 source) const
{
    const auto found = m_links.find(source);
    return found != m_links.end() ? found->second.get() : nullptr;
}

void AdminController::showCommandDialog(Admin::Command::Type type, const RoomTargets &targets)
{
    if (!m_commandDialog) {
        m_commandDialog = new RoomCommandDialog(m_theme, m_window);
        connect(m_commandDialog, &RoomCommandDialog::commandRequested, this,
                &AdminController::carryOut);
    }
    m_commandDialog->ask(type, targets, m_rooms.roomNames(targets.source, targets.nsp));
}

void AdminController::carryOut(quint32 source, const Admin::Command &command)
{
    if (!send(source, command)) {
        m_commandDialog->failed(tr("The server is not attached any more, or does not do that."));
        return;
    }
    const Capture::SourceRecord *const record = m_feed.source(source);
    emit said(tr("Told %1: %2. is:admin dir:sent shows what was told.")
                  .arg(record != nullptr ? QString::fromUtf8(record->name) : tr("the server"),
                       QString::fromUtf8(command.name())));
}

bool AdminController::send(quint32 source, const Admin::Command &command)
{
    const auto found = m_links.find(source);
    return found != m_links.end() && found->second->send(command);
}

void AdminController::onChanged(quint32 source)
{
    using LineState = ConnectionsModel::Line::State;
    const AdminLink *const link = this->link(source);
    if (link == nullptr)
        return;
    const auto show = [&](LineState state, const QString &words) {
        m_connections.setClientState(source, state, words, link->words());
    };
    m_rooms.actions().setFeatures(
        source, link->state() == AdminLink::State::Attached ? link->features() : QByteArrayList());
    const bool isAsked = source == m_dialogSource && m_dialog;
    switch (link->state()) {
    case AdminLink::State::Connecting:
        show(LineState::Connecting, tr("connecting…"));
        break;
    case AdminLink::State::Attached:
        show(LineState::Open, tr("attached"));
        if (isAsked) {
            m_dialogSource = 0;
            m_dialog->attached();
        }
        emit said(tr("Attached: %1").arg(link->words()));
        break;
    case AdminLink::State::Waiting:
    case AdminLink::State::Failed: {
        const bool isOver = isAsked || link->state() == AdminLink::State::Failed;
        const QString words = link->words();
        show(isOver ? LineState::Closed : LineState::Connecting,
             isOver ? tr("failed") : tr("connecting…"));
        if (isAsked) { // the user decides in the dialog whether to try again
            m_dialogSource = 0;
            m_links.erase(source);
            m_connections.setClientState(source, LineState::None, tr("failed"), {});
            m_dialog->failed(words);
        } else {
            emit said(words);
        }
        break;
    }
    case AdminLink::State::Detached:
        show(LineState::Closed, tr("detached"));
        break;
    }
    emit changed(source);
}

void AdminController::forget()
{
    for (const auto &link : m_links)
        m_rooms.actions().setFeatures(link.first, {});
    m_links.clear();
    if (std::exchange(m_dialogSource, 0) != 0 && m_dialog)
        m_dialog->failed(tr("The recording has ended."));
}
