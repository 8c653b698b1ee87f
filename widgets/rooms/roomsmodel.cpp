// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomsmodel.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/rooms/roomcells.h"
#include "widgets/rooms/roomorder.h"
#include "widgets/rooms/roomsjob.h"

#include <algorithm>

using namespace Capture;
using Rooms::MembershipLog;

namespace {

constexpr qsizetype LongestName = 120;

// A parent in its children's internal ids: none, a scope's number, or a room's.
constexpr quintptr OfScope = 1;
constexpr quintptr OfRoom = 2;

quintptr idOf(quintptr kind, quint32 number)
{
    return quintptr(number) << 2 | kind;
}

quint32 numberIn(const QModelIndex &index)
{
    return static_cast<quint32>(index.internalId() >> 2);
}

} // namespace

RoomsModel::RoomsModel(const RoomsJob &job, const CaptureFeed &feed, const Theme &theme,
                       QObject *parent)
    : QAbstractItemModel(parent)
    , m_job(job)
    , m_feed(feed)
    , m_theme(theme)
    , m_sessions(feed)
{
}

const MembershipLog &RoomsModel::log() const
{
    return m_job.log();
}

void RoomsModel::setSearch(const QString &text)
{
    m_search = text;
    update();
}

void RoomsModel::setWithTwins(bool areShown)
{
    m_withTwins = areShown;
    update();
}

void RoomsModel::setMoment(std::optional<Time> moment)
{
    m_moment = moment;
    update();
}

void RoomsModel::setMarks(const QSet<Id> &sessions, bool areSenders)
{
    if (sessions == m_marked && areSenders == m_areSenders)
        return;
    m_marked = sessions;
    m_areSenders = areSenders;
    for (auto seats = m_seats.cbegin(); seats != m_seats.cend(); ++seats) {
        const QModelIndex room = indexOfRoom(seats.key());
        if (room.isValid() && !seats->empty())
            emit dataChanged(index(0, 0, room),
                             index(int(seats->size()) - 1, ColumnCount - 1, room));
    }
}

bool RoomsModel::isMarked(quint32 seat) const
{
    if (m_marked.isEmpty())
        return false;
    const MembershipLog::Member &member = log().members()[log().seats()[seat].member];
    const Id session = m_sessions.sessionOf(member, log().scopes()[member.scope].nsp);
    return session != 0 && m_marked.contains(session);
}

void RoomsModel::clear()
{
    beginResetModel();
    m_scopes.clear();
    m_rooms.clear();
    m_seats.clear();
    m_presences.clear();
    endResetModel();
}

void RoomsModel::update()
{
    m_sessions.update();
    m_presences = log().roomsAt(m_moment);
    m_rooms.resize(log().scopes().size());
    const std::vector<bool> found = foundMembers();
    std::vector<Numbers> wanted;
    Numbers scopes;
    for (quint32 scope = 0; scope < m_rooms.size(); ++scope) {
        wanted.push_back(wantedRooms(scope, found));
        if (!wanted.back().empty())
            scopes.push_back(scope);
    }
    const auto order = [this](quint32 a, quint32 b) { return comesBefore(Level::Namespace, a, b); };
    std::sort(scopes.begin(), scopes.end(), order);
    sync(Level::Namespace, {}, &m_scopes, scopes);
    for (const quint32 scope : scopes) {
        const QModelIndex index = indexOfScope(scope);
        sync(Level::Room, index, &m_rooms[scope], wanted[scope]);
        emit dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
    }
    for (auto seats = m_seats.begin(); seats != m_seats.end(); ++seats) {
        const QModelIndex index = indexOfRoom(seats.key());
        if (index.isValid())
            sync(Level::Member, index, &*seats, wantedSeats(seats.key()));
    }
}

std::vector<bool> RoomsModel::foundMembers() const
{
    std::vector<bool> found;
    if (!m_search.isEmpty()) {
        for (const MembershipLog::Member &member : log().members()) {
            const QByteArray &nsp = log().scopes()[member.scope].nsp;
            found.push_back(
                QString::fromUtf8(member.name).contains(m_search, Qt::CaseInsensitive)
                || m_sessions.title(member, nsp).contains(m_search, Qt::CaseInsensitive));
        }
    }
    return found;
}

RoomsModel::Numbers RoomsModel::wantedRooms(quint32 scope, const std::vector<bool> &found) const
{
    Numbers wanted;
    for (const quint32 number : log().scopes()[scope].rooms) {
        const MembershipLog::Room &room = log().rooms()[number];
        if (room.isTwin && !m_withTwins)
            continue;
        const bool isFound = m_search.isEmpty()
            || QString::fromUtf8(room.name).contains(m_search, Qt::CaseInsensitive)
            || std::any_of(room.seats.begin(), room.seats.end(),
                           [&](quint32 seat) { return found[log().seats()[seat].member]; });
        if (isFound)
            wanted.push_back(number);
    }
    std::sort(wanted.begin(), wanted.end(),
              [this](quint32 a, quint32 b) { return comesBefore(Level::Room, a, b); });
    return wanted;
}

RoomsModel::Numbers RoomsModel::wantedSeats(quint32 room) const
{
    Numbers wanted;
    for (const quint32 seat : log().rooms()[room].seats) {
        if (log().seatAt(seat, m_moment).members > 0)
            wanted.push_back(seat);
    }
    std::sort(wanted.begin(), wanted.end(),
              [this](quint32 a, quint32 b) { return comesBefore(Level::Member, a, b); });
    return wanted;
}

bool RoomsModel::comesBefore(Level level, quint32 one, quint32 other) const
{
    if (level == Level::Namespace) {
        const MembershipLog::Scope &a = log().scopes()[one];
        const MembershipLog::Scope &b = log().scopes()[other];
        return a.nsp != b.nsp ? standsBefore(a.nsp, b.nsp) : a.source < b.source;
    }
    if (level == Level::Room)
        return standsBefore(log().rooms()[one].name, log().rooms()[other].name);
    const auto name = [this](quint32 seat) -> const QByteArray & {
        return log().members()[log().seats()[seat].member].name;
    };
    return standsBefore(name(one), name(other));
}

/// -1 if it is not there.
int RoomsModel::rowOf(Level level, const Numbers &numbers, quint32 number) const
{
    const auto at = std::lower_bound(
        numbers.begin(), numbers.end(), number,
        [this, level](quint32 a, quint32 b) { return comesBefore(level, a, b); });
    return at != numbers.end() && *at == number ? static_cast<int>(at - numbers.begin()) : -1;
}

/// Makes what is shown below \a parent what is wanted, both in order, run by run.
void RoomsModel::sync(Level level, const QModelIndex &parent, Numbers *shown, const Numbers &wanted)
{
    for (auto row = static_cast<int>(shown->size()) - 1; row >= 0; --row) {
        const int last = row;
        while (row >= 0 && rowOf(level, wanted, (*shown)[std::size_t(row)]) < 0)
            --row;
        if (row == last)
            continue;
        beginRemoveRows(parent, row + 1, last);
        for (int gone = row + 1; gone <= last; ++gone) {
            const quint32 number = (*shown)[std::size_t(gone)];
            if (level == Level::Namespace) {
                for (const quint32 room : m_rooms[number])
                    m_seats.remove(room);
                m_rooms[number].clear();
            } else if (level == Level::Room) {
                m_seats.remove(number);
            }
        }
        shown->erase(shown->begin() + row + 1, shown->begin() + last + 1);
        endRemoveRows();
    }
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        std::size_t end = row;
        while (end < wanted.size() && (row >= shown->size() || wanted[end] != (*shown)[row]))
            ++end;
        if (end == row)
            continue;
        beginInsertRows(parent, int(row), int(end) - 1);
        shown->insert(shown->begin() + qsizetype(row), wanted.begin() + qsizetype(row),
                      wanted.begin() + qsizetype(end));
        endInsertRows();
        row = end - 1;
    }
    if (!shown->empty() && level != Level::Namespace) {
        emit dataChanged(index(0, 0, parent),
                         index(int(shown->size()) - 1, ColumnCount - 1, parent));
    }
}

RoomsModel::Level RoomsModel::level(const QModelIndex &index) const
{
    const quintptr kind = index.internalId() & 3;
    return kind == OfRoom ? Level::Member : kind == OfScope ? Level::Room : Level::Namespace;
}

quint32 RoomsModel::scopeAt(const QModelIndex &index) const
{
    return level(index) == Level::Namespace ? m_scopes[std::size_t(index.row())]
                                            : log().rooms()[roomAt(index)].scope;
}

quint32 RoomsModel::roomAt(const QModelIndex &index) const
{
    return level(index) == Level::Member ? numberIn(index)
                                         : m_rooms[numberIn(index)][std::size_t(index.row())];
}

quint32 RoomsModel::memberAt(const QModelIndex &index) const
{
    return log().seats()[m_seats[numberIn(index)][std::size_t(index.row())]].member;
}

QModelIndex RoomsModel::indexOfScope(quint32 scope) const
{
    const int row = rowOf(Level::Namespace, m_scopes, scope);
    return row < 0 ? QModelIndex() : createIndex(row, 0);
}

QModelIndex RoomsModel::indexOfRoom(quint32 room) const
{
    const quint32 scope = log().rooms()[room].scope;
    const int row = rowOf(Level::Room, m_rooms[scope], room);
    return row < 0 ? QModelIndex() : createIndex(row, 0, idOf(OfScope, scope));
}

QModelIndex RoomsModel::indexOfSession(Id session, std::optional<quint32> room)
{
    const auto within = [this, session](quint32 number) {
        const QModelIndex parent = indexOfRoom(number);
        if (!parent.isValid())
            return QModelIndex();
        for (const quint32 seat : log().rooms()[number].seats) {
            const MembershipLog::Member &member = log().members()[log().seats()[seat].member];
            if (m_sessions.sessionOf(member, log().scopes()[member.scope].nsp) != session)
                continue;
            fetchMore(parent);
            const int row = rowOf(Level::Member, m_seats.value(number), seat);
            if (row >= 0)
                return index(row, 0, parent);
        }
        return QModelIndex();
    };
    if (room)
        return within(*room);
    for (const quint32 scope : m_scopes) {
        for (const quint32 number : m_rooms[scope]) {
            const QModelIndex found = within(number);
            if (found.isValid())
                return found;
        }
    }
    return {};
}

QModelIndex RoomsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column);
    if (level(parent) == Level::Namespace)
        return createIndex(row, column, idOf(OfScope, scopeAt(parent)));
    return createIndex(row, column, idOf(OfRoom, roomAt(parent)));
}

QModelIndex RoomsModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || level(index) == Level::Namespace)
        return {};
    return level(index) == Level::Room ? indexOfScope(numberIn(index))
                                       : indexOfRoom(numberIn(index));
}

int RoomsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_scopes.size());
    if (parent.column() > 0 || level(parent) == Level::Member)
        return 0;
    if (level(parent) == Level::Namespace)
        return static_cast<int>(m_rooms[scopeAt(parent)].size());
    const auto seats = m_seats.constFind(roomAt(parent));
    return seats == m_seats.constEnd() ? 0 : static_cast<int>(seats->size());
}

int RoomsModel::columnCount(const QModelIndex & /*parent*/) const
{
    return ColumnCount;
}

bool RoomsModel::hasChildren(const QModelIndex &parent) const
{
    if (canFetchMore(parent))
        return true;
    return rowCount(parent) > 0;
}

bool RoomsModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && parent.column() == 0 && level(parent) == Level::Room
        && !m_seats.contains(roomAt(parent)) && m_presences[roomAt(parent)].members > 0;
}

void RoomsModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const quint32 room = roomAt(parent);
    const Numbers wanted = wantedSeats(room);
    if (wanted.empty()) { // they have left since the last update()
        m_seats.insert(room, {});
        return;
    }
    beginInsertRows(parent, 0, static_cast<int>(wanted.size()) - 1);
    m_seats.insert(room, wanted);
    endInsertRows();
}

QVariant RoomsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole && (index.column() == Members || index.column() == Since))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    switch (level(index)) {
    case Level::Namespace:
        return scopeData(scopeAt(index), index.column(), role);
    case Level::Room:
        return roomData(roomAt(index), index.column(), role);
    case Level::Member:
        break;
    }
    const quint32 seat = m_seats[numberIn(index)][std::size_t(index.row())];
    if ((role == MarkRole || index.column() == Members) && isMarked(seat))
        return markCell(m_areSenders, role, m_theme.colors());
    return seatData(seat, index.column(), role);
}

QVariant RoomsModel::scopeData(quint32 scope, int column, int role) const
{
    const MembershipLog::Scope &it = log().scopes()[scope];
    const SourceRecord *const source = m_feed.source(it.source);
    if (role == Qt::ToolTipRole && source != nullptr)
        return tr("As told by %1").arg(QString::fromUtf8(source->name));
    if (role == Qt::ForegroundRole)
        return m_theme.colors().dim;
    if (role != Qt::DisplayRole || column != Name)
        return {};
    const QString name = singleLine(it.nsp, LongestName);
    const bool isNamespace = m_sessions.isNamespace(it.nsp) || it.nsp == "/"
        || (source != nullptr && source->type == SourceRecord::Type::Admin);
    if (!isNamespace)
        return tr("%1 (WebSocket)").arg(name);
    const bool isAlone
        = std::count_if(m_scopes.begin(), m_scopes.end(),
                        [&](quint32 other) { return log().scopes()[other].nsp == it.nsp; })
        < 2;
    if (isAlone || source == nullptr)
        return name;
    // Told by two: by which?
    switch (source->type) {
    case SourceRecord::Type::Admin:
        return tr("%1 · admin").arg(name);
    case SourceRecord::Type::Tap:
        return tr("%1 · tap").arg(name);
    case SourceRecord::Type::Import:
        return tr("%1 · file").arg(name);
    case SourceRecord::Type::Client:
        break;
    }
    return tr("%1 · client").arg(name);
}

QVariant RoomsModel::roomData(quint32 room, int column, int role) const
{
    const Presence &presence = m_presences[room];
    if (role == Qt::ForegroundRole && presence.members == 0)
        return m_theme.colors().dim;
    if (role == Qt::FontRole && column == Name) {
        QFont font;
        font.setWeight(QFont::DemiBold);
        return font;
    }
    if (column == Name && (role == Qt::DisplayRole || role == Qt::ToolTipRole))
        return singleLine(log().rooms()[room].name, LongestName);
    if (column == Members && role == Qt::DisplayRole)
        return formatNumber(presence.members);
    return presenceCell(presence, column, role);
}

QVariant RoomsModel::seatData(quint32 seat, int column, int role) const
{
    const MembershipLog::Member &member = log().members()[log().seats()[seat].member];
    const QByteArray &nsp = log().scopes()[member.scope].nsp;
    if (column == Name && (role == Qt::DisplayRole || role == Qt::ToolTipRole))
        return m_sessions.title(member, nsp);
    if (column == Name && role == Qt::DecorationRole) {
        const Id session = m_sessions.sessionOf(member, nsp);
        return session == 0 ? QVariant() : QVariant(m_theme.sessionColor(session));
    }
    return presenceCell(log().seatAt(seat, m_moment), column, role);
}

QVariant RoomsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Members || section == Since))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Room");
    case Members:
        return tr("Members");
    case KnownBy:
        return tr("Known by");
    default:
        return tr("Since");
    }
}
