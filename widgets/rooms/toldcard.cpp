// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/toldcard.h"

#include "widgets/common/format.h"
#include "widgets/details/facts.h"
#include "widgets/details/jsontreemodel.h"
#include "widgets/details/jsontreeview.h"

#include <QVBoxLayout>

#include <chrono>

using namespace Capture;

namespace {

constexpr qsizetype LongestValue = 200;

QString line(const QByteArray &value)
{
    return singleLine(value, LongestValue);
}

} // namespace

ToldCard::ToldCard(const CaptureFeed &feed, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_facts(new Facts)
    , m_tree(new JsonTreeView(theme))
{
    setObjectName(QStringLiteral("toldCard"));
    m_tree->setAccessibleName(tr("Handshake and data of the socket"));
    m_tree->setFrameShape(QFrame::NoFrame);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins(12, 0, 12, 8);
    lines->setSpacing(8);
    lines->addWidget(m_facts, 0, Qt::AlignTop);
    lines->addWidget(m_tree, 1);
    hide();
    connect(&feed, &CaptureFeed::advanced, this, [this](const Advance &advance) {
        if (!advance.servers.empty() || !advance.sockets.empty())
            read();
    });
    connect(&feed, &CaptureFeed::opened, this, &ToldCard::showNothing);
}

void ToldCard::showServers(quint32 source)
{
    m_subject = Subject::Servers;
    m_source = source;
    read();
}

void ToldCard::showSocket(quint32 source, const QByteArray &nsp, const QByteArray &socketId)
{
    m_subject = Subject::Socket;
    m_source = source;
    m_nsp = nsp;
    m_socketId = socketId;
    read();
}

void ToldCard::showNothing()
{
    m_subject = Subject::Nothing;
    hide();
}

void ToldCard::read()
{
    if (m_subject == Subject::Nothing || m_feed.reader() == nullptr)
        hide();
    else if (m_subject == Subject::Servers)
        readServers();
    else
        readSocket();
}

void ToldCard::readServers()
{
    Facts::List facts;
    for (const ServerRecord &server : m_feed.reader()->servers()) {
        if (server.source != m_source)
            continue;
        const QString clients = server.clients == 1
            ? tr("one client")
            : tr("%1 clients").arg(formatNumber(server.clients));
        facts.append({tr("Server"), line(server.name)});
        facts.append({tr("Host"), line(server.host)});
        facts.append({tr("Process"), QString::number(server.pid)});
        facts.append({tr("Uptime"), formatDuration(std::chrono::milliseconds(server.uptimeMs))});
        facts.append({tr("Clients"),
                      tr("%1, %2 by polling; said at %3")
                          .arg(clients, formatNumber(server.pollingClients),
                               formatTime(server.time).section(u'.', 0, 0))});
    }
    m_facts->setFacts(facts);
    m_tree->hide();
    setVisible(!facts.isEmpty());
}

void ToldCard::readSocket()
{
    const auto socket = m_feed.reader()->socket(m_source, m_nsp, m_socketId);
    if (!socket) {
        hide();
        return;
    }
    const auto time = [](const std::optional<Time> &moment) {
        return moment ? formatFullTime(*moment) : QString();
    };
    m_facts->setFacts({
        {tr("Socket"), line(socket->socketId)},
        {tr("Client"), line(socket->clientId)},
        {tr("Transport"), line(socket->transport)},
        {tr("Address"), line(socket->address)},
        {tr("Connected"), time(socket->connected)},
        {tr("Disconnected"), time(socket->disconnected)},
        {tr("Reason"), line(socket->reason)},
    });
    QByteArrayList parts;
    if (!socket->data.isEmpty())
        parts.append("\"data\":" + socket->data);
    if (!socket->handshake.isEmpty())
        parts.append("\"handshake\":" + socket->handshake);
    const QByteArray json = '{' + parts.join(',') + '}';
    if (m_tree->jsonModel()->document().text() != json) { // else what was unfolded stays so
        m_tree->jsonModel()->setDocument(JsonOutline(json), {}, {});
        m_tree->expandToDepth(0);
    }
    m_tree->setVisible(!parts.isEmpty());
    show();
}
