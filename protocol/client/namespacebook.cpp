// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/namespacebook.h"

#include "protocol/socketio/compose.h"
#include "protocol/socketio/data.h"

#include <algorithm>
#include <utility>

namespace Client {

NamespaceBook::NamespaceBook(const QList<NamespaceOptions> &namespaces)
{
    for (const NamespaceOptions &options : namespaces)
        want(options);
}

NamespaceEntry *NamespaceBook::find(const QByteArray &name)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const auto &entry) { return entry->status.name == name; });
    return found == m_entries.end() ? nullptr : found->get();
}

NamespaceEntry &NamespaceBook::want(const NamespaceOptions &options)
{
    const QByteArray name = options.name.startsWith('/') ? options.name : '/' + options.name;
    NamespaceEntry *entry = find(name);
    if (entry == nullptr) {
        entry = m_entries.emplace_back(std::make_unique<NamespaceEntry>()).get();
        entry->status.name = name;
    }
    entry->options = options;
    entry->options.name = name;
    entry->isWanted = true;
    entry->isLeft = false;
    if (!entry->isConnected()) {
        entry->status.state = NamespaceStatus::State::Asked;
        entry->status.error.clear();
    }
    return *entry;
}

QList<NamespaceStatus> NamespaceBook::statuses() const
{
    QList<NamespaceStatus> statuses;
    for (const auto &entry : m_entries)
        statuses.append(entry->status);
    return statuses;
}

void NamespaceBook::wantAgain()
{
    const bool isAnyHere = std::any_of(m_entries.begin(), m_entries.end(),
                                       [](const auto &entry) { return !entry->isLeft; });
    for (const auto &entry : m_entries) {
        entry->isLeft = entry->isLeft && isAnyHere;
        entry->isWanted = !entry->isLeft;
    }
}

void NamespaceBook::startSession()
{
    for (const auto &entry : m_entries) {
        entry->isAsked = false;
        if (!entry->isWanted)
            continue;
        entry->status.state = NamespaceStatus::State::Asked;
        entry->status.error.clear();
    }
}

bool NamespaceBook::wantsAny() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const auto &entry) { return entry->isWanted; });
}

void NamespaceBook::disconnectAll()
{
    for (const auto &entry : m_entries) {
        if (entry->isConnected() || (entry->isWanted && entry->isAsked))
            entry->status.state = NamespaceStatus::State::Disconnected;
        entry->status.socketId.clear();
        entry->status.isRecovered = false;
        entry->isAsked = false;
        entry->questions.clear();
    }
}

bool NamespaceBook::takeConnect(NamespaceEntry &entry, QByteArrayView data, int protocol,
                                const QByteArray &sid)
{
    if (protocol == 4) {
        entry.status.socketId = entry.status.name == "/" ? sid : entry.status.name + '#' + sid;
    } else {
        const auto socketId = SocketIo::connectSid(data);
        if (!socketId)
            return false;
        const QByteArray recoveryId = SocketIo::connectPid(data).value_or(QByteArray());
        entry.status.socketId = *socketId;
        entry.status.isRecovered = !recoveryId.isEmpty() && recoveryId == entry.recoveryId;
        if (!entry.status.isRecovered)
            entry.offset.clear();
        entry.recoveryId = recoveryId;
    }
    entry.status.state = NamespaceStatus::State::Connected;
    entry.status.error.clear();
    return true;
}

void NamespaceBook::takeEvent(NamespaceEntry &entry, const SocketIo::Packet &packet)
{
    // A question has no offset: its last argument is the app's.
    if (entry.recoveryId.isEmpty() || packet.ackId)
        return;
    if (auto offset = SocketIo::lastArgument(packet.data))
        entry.offset = std::move(*offset);
}

void NamespaceBook::forget(NamespaceEntry &entry)
{
    entry.isWanted = false;
    entry.isAsked = false;
    entry.recoveryId.clear();
    entry.offset.clear();
    entry.questions.clear();
    entry.status.socketId.clear();
    entry.status.isRecovered = false;
}

QByteArray connectData(const NamespaceEntry &entry)
{
    QByteArray auth = entry.options.auth.trimmed();
    if (entry.recoveryId.isEmpty())
        return auth;
    QByteArray data = "{\"pid\":" + SocketIo::jsonString(entry.recoveryId);
    if (!entry.offset.isEmpty())
        data += ",\"offset\":" + SocketIo::jsonString(entry.offset);
    const QByteArray members
        = auth.size() < 2 ? QByteArray() : auth.mid(1, auth.size() - 2).trimmed();
    if (!members.isEmpty())
        data += ',' + members;
    return data + '}';
}

} // namespace Client
