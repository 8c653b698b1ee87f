// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connections/connectionsmodel.h"

#include "widgets/common/format.h"
#include "widgets/common/words.h"

#include <algorithm>

using namespace Capture;

namespace {

// Internal ids: what stands above an index, in the lower two bits its level.
constexpr quintptr LevelBits = 2;
constexpr quintptr LevelMask = 3;

quintptr pack(ConnectionsModel::Level level, qint64 number)
{
    return (static_cast<quintptr>(number) << LevelBits) | static_cast<quintptr>(level);
}

qint64 unpack(const QModelIndex &index)
{
    return static_cast<qint64>(index.internalId() >> LevelBits);
}

qint64 messagesOf(const SessionRecord &session)
{
    return session.sentMessages + session.receivedMessages;
}

// "http://localhost:3000/" -> "localhost:3000", "127.0.0.1:9000" -> ":9000"
QString shortAddress(const QByteArray &address)
{
    QString text = QString::fromUtf8(address);
    if (const qsizetype scheme = text.indexOf(QLatin1String("://")); scheme >= 0)
        text = text.mid(scheme + 3);
    if (text.endsWith(QLatin1Char('/')))
        text.chop(1);
    return text;
}

QString shortListen(const QByteArray &address)
{
    const QString text = shortAddress(address);
    const bool isLoopback = text.startsWith(QLatin1String("127."))
        || text.startsWith(QLatin1String("localhost:")) || text.startsWith(QLatin1String("[::1]"));
    return isLoopback ? text.mid(text.lastIndexOf(QLatin1Char(':'))) : text;
}

bool isPollingOnly(const SessionRecord &session)
{
    using Stage = TransportStep::Stage;
    return session.type != SessionRecord::Type::WebSocket
        && session.type != SessionRecord::Type::Raw && !session.transports.isEmpty()
        && std::ranges::all_of(session.transports, [](const TransportStep &step) {
               return step.stage == Stage::Polling || step.stage == Stage::Closed;
           });
}

} // namespace

ConnectionsModel::ConnectionsModel(const CaptureFeed &feed, QObject *parent)
    : QAbstractItemModel(parent)
    , m_feed(feed)
{
    connect(&feed, &CaptureFeed::opened, this, &ConnectionsModel::reload);
    connect(&feed, &CaptureFeed::advanced, this, &ConnectionsModel::advance);
    connect(&feed, &CaptureFeed::sessionNoted, this, [this](Id session) {
        const QModelIndex at = indexOfSession(session);
        if (at.isValid())
            emit dataChanged(at, at);
    });
    reload();
}

QModelIndex ConnectionsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column != 0 || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, pack(Level::Source, 0));
    if (level(parent) == Level::Source)
        return createIndex(row, column, pack(Level::Session, parent.row()));
    return createIndex(row, column, pack(Level::Travel, sessionAt(parent)));
}

QModelIndex ConnectionsModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || level(child) == Level::Source)
        return {};
    if (level(child) == Level::Session)
        return createIndex(static_cast<int>(unpack(child)), 0, pack(Level::Source, 0));
    return indexOfSession(unpack(child));
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_nodes.size());
    if (parent.column() != 0)
        return 0;
    switch (level(parent)) {
    case Level::Source:
        return static_cast<int>(node(parent).members.size());
    case Level::Session:
        return 1;
    case Level::Travel:
        break;
    }
    return 0;
}

int ConnectionsModel::columnCount(const QModelIndex & /*parent*/) const
{
    return 1;
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return line(index).title;
    if (role == Qt::AccessibleTextRole) {
        const Line line = this->line(index);
        QStringList words {line.title};
        if (!line.remark.isEmpty())
            words << line.remark;
        for (const Chip &chip : line.chips)
            words << chip.text;
        if (line.state == Line::State::Open)
            words << tr("open");
        else if (line.state == Line::State::Connecting)
            words << tr("connecting");
        if (!line.note.isEmpty())
            words << line.note;
        return words.join(QStringLiteral(", "));
    }
    if (role == Qt::ToolTipRole && level(index) == Level::Source) {
        const SourceRecord *source = m_feed.source(sourceAt(index));
        if (source == nullptr)
            return {};
        const QString reason = m_clients.value(source->id).reason;
        const QString name = QString::fromUtf8(source->name);
        return reason.isEmpty() ? name : name + QLatin1Char('\n') + reason;
    }
    if (role == Qt::ToolTipRole && level(index) == Level::Session) {
        const SessionRecord *session = m_feed.session(sessionAt(index));
        if (session == nullptr)
            return {};
        QStringList words {tr("Opened %1").arg(formatFullTime(session->opened))};
        if (session->closed)
            words << tr("Closed %1").arg(formatFullTime(*session->closed));
        if (!session->closeReason.isEmpty())
            words << singleLine(session->closeReason, 200);
        if (const QByteArray note = m_feed.sessionNote(session->id); !note.isEmpty())
            words << QString::fromUtf8(note);
        words << tr("↑ %1 messages, %2")
                     .arg(formatNumber(session->sentMessages),
                          formatBytes(session->wireBytes.sent));
        words << tr("↓ %1 messages, %2")
                     .arg(formatNumber(session->receivedMessages),
                          formatBytes(session->wireBytes.received));
        return words.join(QLatin1Char('\n'));
    }
    return {};
}

void ConnectionsModel::setClientState(quint32 source, Line::State state, const QString &words,
                                      const QString &reason)
{
    m_clients.insert(source, {.state = state, .words = words, .reason = reason});
    const auto node = std::ranges::find(m_nodes, source, &Node::source);
    if (node == m_nodes.end())
        return;
    const QModelIndex at = index(static_cast<int>(node - m_nodes.begin()), 0);
    emit dataChanged(at, at);
}

ConnectionsModel::Line::State ConnectionsModel::clientState(quint32 source) const
{
    return m_clients.value(source).state;
}

ConnectionsModel::Line ConnectionsModel::line(const QModelIndex &index) const
{
    switch (level(index)) {
    case Level::Source:
        return sourceLine(node(index));
    case Level::Session:
        return sessionLine(sessionAt(index));
    case Level::Travel:
        return travelLine(sessionAt(index));
    }
    return {};
}

QModelIndex ConnectionsModel::indexOfSession(Id session) const
{
    const auto source = m_sourceOf.constFind(session);
    if (source == m_sourceOf.constEnd())
        return {};
    const auto node = std::ranges::find(m_nodes, *source, &Node::source);
    const auto member = std::ranges::lower_bound(node->members, session, {}, &Member::session);
    return createIndex(static_cast<int>(member - node->members.begin()), 0,
                       pack(Level::Session, node - m_nodes.begin()));
}

ConnectionsModel::Level ConnectionsModel::level(const QModelIndex &index) const
{
    return static_cast<Level>(index.internalId() & LevelMask);
}

Id ConnectionsModel::sessionAt(const QModelIndex &index) const
{
    switch (level(index)) {
    case Level::Session:
        return m_nodes[static_cast<std::size_t>(unpack(index))]
            .members[static_cast<std::size_t>(index.row())]
            .session;
    case Level::Travel:
        return unpack(index);
    case Level::Source:
        break;
    }
    return 0;
}

quint32 ConnectionsModel::sourceAt(const QModelIndex &index) const
{
    return level(index) == Level::Source ? node(index).source : m_sourceOf.value(sessionAt(index));
}

void ConnectionsModel::reload()
{
    beginResetModel();
    m_nodes.clear();
    m_sourceOf.clear();
    m_clients.clear();
    for (const SourceRecord &source : m_feed.sources())
        nodeOf(source.id, false);
    for (const SessionRecord &session : m_feed.sessions()) {
        Node &node = m_nodes[nodeOf(session.source, false)];
        node.members.push_back({.session = session.id, .messages = messagesOf(session)});
        node.messages += messagesOf(session);
        m_sourceOf.insert(session.id, session.source);
    }
    endResetModel();
}

void ConnectionsModel::advance(const Advance &advance)
{
    for (const SourceRecord &source : advance.sources)
        nodeOf(source.id, true);
    for (const SessionRecord &session : advance.sessions) {
        if (m_sourceOf.contains(session.id))
            update(session);
        else
            insert(session);
    }
    if (!advance.sessions.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, 0)); // their sums
}

std::size_t ConnectionsModel::nodeOf(quint32 source, bool isLive)
{
    const auto known = std::ranges::find(m_nodes, source, &Node::source);
    if (known != m_nodes.end())
        return static_cast<std::size_t>(known - m_nodes.begin());
    const int row = static_cast<int>(m_nodes.size());
    if (isLive)
        beginInsertRows({}, row, row);
    m_nodes.push_back({.source = source, .members = {}});
    if (isLive)
        endInsertRows();
    return m_nodes.size() - 1;
}

void ConnectionsModel::insert(const SessionRecord &session)
{
    const std::size_t at = nodeOf(session.source, true);
    Node &node = m_nodes[at];
    const auto place = std::ranges::lower_bound(node.members, session.id, {}, &Member::session);
    const int row = static_cast<int>(place - node.members.begin());
    beginInsertRows(index(static_cast<int>(at), 0), row, row);
    node.members.insert(place, {.session = session.id, .messages = messagesOf(session)});
    node.messages += messagesOf(session);
    m_sourceOf.insert(session.id, session.source);
    endInsertRows();
}

void ConnectionsModel::update(const SessionRecord &session)
{
    const QModelIndex at = indexOfSession(session.id);
    Node &node = m_nodes[static_cast<std::size_t>(at.parent().row())];
    Member &member = node.members[static_cast<std::size_t>(at.row())];
    node.messages += messagesOf(session) - member.messages;
    member.messages = messagesOf(session);
    emit dataChanged(at, at);
    const QModelIndex travel = index(0, 0, at);
    emit dataChanged(travel, travel);
}

const ConnectionsModel::Node &ConnectionsModel::node(const QModelIndex &index) const
{
    return m_nodes[static_cast<std::size_t>(index.row())];
}

bool ConnectionsModel::speaksSocketIo(quint32 source) const
{
    return std::ranges::any_of(m_feed.sessions(), [source](const SessionRecord &session) {
        return session.source == source && session.type == SessionRecord::Type::SocketIo;
    });
}

ConnectionsModel::Line ConnectionsModel::sourceLine(const Node &node) const
{
    Line line {.level = Level::Source,
               .source = node.source,
               .title = tr("Other"),
               .remark = {},
               .note = node.messages != 0 ? formatCount(node.messages) : QString(),
               .chips = {}};
    const SourceRecord *source = m_feed.source(node.source);
    if (source == nullptr)
        return line;
    switch (source->type) {
    case SourceRecord::Type::Tap:
        line.title = tr("Tap");
        line.remark = QStringLiteral("%1 → %2").arg(shortListen(source->listen),
                                                    shortAddress(source->target));
        break;
    case SourceRecord::Type::Client:
    case SourceRecord::Type::Admin:
        line.title = source->type == SourceRecord::Type::Admin ? tr("Admin") : tr("Client");
        line.remark = shortAddress(source->target);
        if (const auto client = m_clients.constFind(node.source); client != m_clients.constEnd()) {
            line.state = client->state;
            line.note = client->words.isEmpty() ? line.note : client->words;
        }
        break;
    case SourceRecord::Type::Import:
        line.title = tr("Opened");
        line.remark = singleLine(source->name, 200);
        break;
    }
    return line;
}

ConnectionsModel::Line ConnectionsModel::sessionLine(Id session) const
{
    Line line {.level = Level::Session,
               .session = session,
               .source = m_sourceOf.value(session),
               .title = {},
               .remark = {},
               .note = {},
               .chips = {}};
    const SessionRecord *record = m_feed.session(session);
    if (record == nullptr)
        return line;
    line.title = sessionTitle(*record);
    line.chips << Chip {.text = sessionProtocol(*record), .tint = Tint::Dim};
    if (isPollingOnly(*record))
        line.chips << Chip {.text = tr("polling only"), .tint = Tint::Warning};
    if (!record->subprotocol.isEmpty())
        line.chips << Chip {.text = singleLine(record->subprotocol, 24), .tint = Tint::Dim};
    if (!m_feed.sessionNote(session).isEmpty())
        line.chips << Chip {.text = tr("note"), .tint = Tint::Notice};
    if (record->problems != 0)
        line.chips << Chip {.text = record->problems == 1 ? tr("1 problem")
                                                          : tr("%1 problems").arg(record->problems),
                            .tint = Tint::Error};
    switch (record->state) {
    case SessionRecord::State::Connecting:
        line.state = Line::State::Connecting;
        break;
    case SessionRecord::State::Open:
        line.state = Line::State::Open;
        break;
    case SessionRecord::State::Closed:
        line.state = Line::State::Closed;
        break;
    }
    line.note = record->closed ? tr("closed %1").arg(formatTime(*record->closed).left(8))
                               : formatCount(messagesOf(*record));
    return line;
}

ConnectionsModel::Line ConnectionsModel::travelLine(Id session) const
{
    Line line {.level = Level::Travel,
               .session = session,
               .source = m_sourceOf.value(session),
               .title = {},
               .remark = {},
               .note = {},
               .chips = {}};
    const SessionRecord *record = m_feed.session(session);
    if (record == nullptr)
        return line;
    QStringList words;
    if (const QString transports = sessionTransports(*record); !transports.isEmpty())
        words << transports;
    const auto connected = std::ranges::count_if(record->namespaces, &NamespaceState::isConnected);
    if (!record->namespaces.isEmpty())
        words << tr("%1 nsp").arg(connected);
    words << tr("↑ %1 ↓ %2")
                 .arg(formatBytes(record->wireBytes.sent), formatBytes(record->wireBytes.received));
    if (record->follows != 0) {
        const SessionRecord *before = m_feed.session(record->follows);
        words << tr("follows %1")
                     .arg(before != nullptr ? sessionTitle(*before)
                                            : formatNumber(record->follows));
    }
    line.title = words.join(QStringLiteral(" · "));
    return line;
}
