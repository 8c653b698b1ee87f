// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomcells.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/rooms/roomsmodel.h"

using namespace Capture;

namespace {

QString words(const char *text)
{
    return RoomsModel::tr(text);
}

QString howWord(MembershipRecord::How how)
{
    switch (how) {
    case MembershipRecord::How::Admin:
        return words("admin");
    case MembershipRecord::How::Observed:
        return words("observed");
    case MembershipRecord::How::Inferred:
        break;
    }
    return words("guess");
}

QString howSentence(MembershipRecord::How how)
{
    switch (how) {
    case MembershipRecord::How::Admin:
        return words("The server's admin namespace said so.");
    case MembershipRecord::How::Observed:
        return words("A protocol on top of WebSocket said so.");
    case MembershipRecord::How::Inferred:
        break;
    }
    return words("A guess: nobody said so.");
}

} // namespace

QVariant presenceCell(const Rooms::MembershipLog::Presence &presence, int column, int role)
{
    if (presence.members == 0)
        return {};
    if (column == RoomsModel::KnownBy) {
        switch (role) {
        case Qt::DisplayRole:
            return howWord(presence.how);
        case Qt::ToolTipRole:
            return howSentence(presence.how);
        case RoomsModel::HowRole:
            return static_cast<int>(presence.how);
        default:
            return {};
        }
    }
    if (column != RoomsModel::Since)
        return {};
    if (role == Qt::DisplayRole) {
        const QString time = formatTime(presence.since).section(u'.', 0, 0);
        return presence.wasPresent ? words("before %1").arg(time) : time;
    }
    return role == Qt::ToolTipRole ? QVariant(formatFullTime(presence.since)) : QVariant();
}

QVariant markCell(bool isSender, int role, const Colors &colors)
{
    switch (role) {
    case RoomsModel::MarkRole:
        return true;
    case Qt::DisplayRole:
        return isSender ? words("sent it") : words("received");
    case Qt::ToolTipRole:
        return isSender ? words("Sent the selected message")
                        : words("Received the selected message, or an equal one with it");
    case Qt::ForegroundRole:
        return isSender ? colors.sent : colors.received;
    default:
        return {};
    }
}
