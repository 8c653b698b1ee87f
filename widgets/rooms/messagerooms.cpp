// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/messagerooms.h"

#include "widgets/common/format.h"
#include "widgets/common/words.h"
#include "widgets/rooms/roomsessions.h"

#include <algorithm>
#include <array>
#include <tuple>

using namespace Capture;
using Rooms::MembershipLog;

namespace {

constexpr qsizetype LongestName = 60;
constexpr qsizetype MostNamed = 8;

} // namespace

void BroadcastWorker::look(const Job &job)
{
    if (job.cancelled->load())
        return;
    const auto reader = job.opener();
    if (!reader)
        return;
    if (const auto broadcast = Rooms::broadcastOf(*reader, job.message, *job.cancelled))
        emit found(job.number, *broadcast);
}

MessageRooms::MessageRooms(const CaptureFeed &feed, const Selection &selection, RoomsJob &job,
                           const RoomSessions &sessions, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_job(job)
    , m_sessions(sessions)
{
    connect(&selection, &Selection::changed, this, &MessageRooms::follow);
    connect(&job, &RoomsJob::finished, this, &MessageRooms::changed);
    connect(&feed, &CaptureFeed::opened, this, [this] { m_thread.letGo(); });
}

void MessageRooms::follow()
{
    const Id message = m_selection.message();
    if (message == m_message)
        return;
    m_thread.stop();
    m_message = message;
    m_moment.reset();
    m_whose.clear();
    m_broadcast.reset();
    if (message != 0 && m_feed.reader() != nullptr) {
        const std::array ids {message};
        const std::vector<MessageRow> rows = m_feed.reader()->messages(ids);
        if (!rows.empty()) {
            const MessageRecord &record = rows.front().record;
            m_moment = record.time;
            m_session = record.session;
            m_isSent = record.direction == Direction::Sent;
            m_whose = {record.session};
            m_job.begin();
            if (Rooms::canBeBroadcast(record))
                ask();
        }
    }
    emit changed();
}

void MessageRooms::ask()
{
    if (!m_feed.opener())
        return;
    const auto cancelled = m_thread.start([this](BroadcastWorker *worker) {
        connect(worker, &BroadcastWorker::found, this,
                [this](quint64 job, const Rooms::Broadcast &broadcast) {
                    if (job != m_thread.number())
                        return;
                    m_broadcast = broadcast;
                    m_whose = {broadcast.sessions.cbegin(), broadcast.sessions.cend()};
                    emit changed();
                });
    });
    const BroadcastWorker::Job job {.number = m_thread.number(),
                                    .message = m_message,
                                    .opener = m_feed.opener(),
                                    .cancelled = cancelled};
    m_thread.post([job](BroadcastWorker &worker) { worker.look(job); });
}

std::vector<MessageRooms::Room> MessageRooms::rooms() const
{
    std::vector<Room> all;
    if (!m_moment)
        return all;
    const MembershipLog &log = m_job.log();
    for (const MembershipLog::Member &member : log.members()) {
        const QByteArray &nsp = log.scopes()[member.scope].nsp;
        if (m_sessions.sessionOf(member, nsp) != m_session)
            continue;
        for (const quint32 seat : member.seats) {
            const MembershipLog::Room &room = log.rooms()[log.seats()[seat].room];
            const MembershipLog::Presence presence = log.seatAt(seat, m_moment);
            if (!room.isTwin && presence.members > 0) {
                all.push_back({.nsp = nsp,
                               .name = room.name,
                               .isGuess = presence.how == MembershipLog::How::Inferred});
            }
        }
    }
    const auto place = [](const Room &room) { return std::tie(room.nsp, room.name, room.isGuess); };
    std::sort(all.begin(), all.end(),
              [&place](const Room &a, const Room &b) { return place(a) < place(b); });
    // What is known by more than one source is known once, and by the best of them.
    const auto isSame
        = [](const Room &a, const Room &b) { return a.nsp == b.nsp && a.name == b.name; };
    all.erase(std::unique(all.begin(), all.end(), isSame), all.end());
    return all;
}

QList<std::pair<QString, QString>> MessageRooms::facts() const
{
    QStringList names;
    for (const Room &room : rooms()) {
        QString name = singleLine(room.name, LongestName);
        if (room.isGuess)
            name = tr("%1 (a guess)").arg(name);
        names.append(m_sessions.isNamespace(room.nsp) && room.nsp != "/"
                         ? tr("%1 of %2").arg(name, singleLine(room.nsp, LongestName))
                         : name);
    }
    QString audience;
    if (m_broadcast) {
        QStringList titles;
        for (const Id session : m_broadcast->sessions) {
            const SessionRecord *const record = m_feed.session(session);
            if (session != m_session && record != nullptr && titles.size() < MostNamed)
                titles.append(sessionTitle(*record));
        }
        const auto others = qsizetype(m_broadcast->sessions.size()) - 1;
        if (others > titles.size())
            titles.append(tr("%n more", nullptr, int(others - titles.size())));
        audience = others == 1 ? tr("one other received the same: %1")
                               : tr("%1 others received the same: %2").arg(formatNumber(others));
        audience = audience.arg(titles.join(QStringLiteral(", ")));
    }
    return {{tr("Rooms"), names.join(QStringLiteral(", "))}, {tr("Broadcast"), audience}};
}
