// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/roominserter.h"

#include <algorithm>

namespace Capture {

bool RoomInserter::prepare(sqlite3 *database)
{
    return m_membership.prepare(database, insertInto("membership_row", 14).constData())
        && m_forgetGuesses.prepare(database, "DELETE FROM membership_row WHERE id < 0")
        && m_server.prepare(database, insertInto("server_row", 9).constData())
        && m_socket.prepare(database, insertInto("socket_row", 12).constData());
}

bool RoomInserter::insert(const RecordBatch &batch)
{
    const auto each = [this](const auto &records, auto insertOne) {
        return std::all_of(records.begin(), records.end(), [this, insertOne](const auto &record) {
            return (this->*insertOne)(record);
        });
    };
    if (batch.guesses && !replaceGuesses(*batch.guesses))
        return false;
    return each(batch.memberships, &RoomInserter::insertMembership)
        && each(batch.servers, &RoomInserter::insertServer)
        && each(batch.sockets, &RoomInserter::insertSocket);
}

bool RoomInserter::replaceGuesses(const std::vector<MembershipRecord> &guesses)
{
    return m_forgetGuesses.run()
        && std::all_of(guesses.begin(), guesses.end(), [this](const MembershipRecord &guess) {
               return guess.id >= 0 || insertMembership(guess);
           });
}

bool RoomInserter::insertMembership(const MembershipRecord &membership)
{
    return m_membership.bind(membership.id)
        .bindId(membership.source)
        .bind(static_cast<int>(membership.how))
        .bindText(membership.nsp)
        .bindText(membership.room)
        .bindText(membership.member)
        .bindId(membership.session)
        .bindTime(membership.began)
        .bind(membership.wasPresent ? 1 : 0)
        .bindTime(membership.ended)
        .bind(membership.wasLost ? 1 : 0)
        .bindId(membership.joinedBy)
        .bindId(membership.leftBy)
        .bindText(membership.evidence)
        .run();
}

bool RoomInserter::insertServer(const ServerRecord &server)
{
    return m_server.bind(server.id)
        .bindId(server.source)
        .bindText(server.name)
        .bindText(server.host)
        .bind(server.pid)
        .bind(server.uptimeMs)
        .bind(server.clients)
        .bind(server.pollingClients)
        .bindTime(server.time)
        .run();
}

bool RoomInserter::insertSocket(const SocketRecord &socket)
{
    return m_socket.bind(socket.id)
        .bindId(socket.source)
        .bindText(socket.nsp)
        .bindText(socket.socketId)
        .bindText(socket.clientId)
        .bindText(socket.transport)
        .bindText(socket.address)
        .bindText(socket.handshake)
        .bindText(socket.data)
        .bindTime(socket.connected)
        .bindTime(socket.disconnected)
        .bindText(socket.reason)
        .run();
}

} // namespace Capture
