// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"
#include "widgets/common/theme.h"

#include <QAbstractItemModel>
#include <QHash>

#include <vector>

/// Sources, under each its sessions, under each session one line that says how it travelled.
///
/// Holds numbers; what they are called is asked of the feed. Sessions come at the end of their
/// source in the order of their numbers. A session of a source that was never named stands under
/// a source without a name.
class ConnectionsModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class Level : quint8 { Source, Session, Travel };

    struct Chip
    {
        QString text;
        Tint tint = Tint::Text;
    };

    /// What one line says.
    struct Line
    {
        enum class State : quint8 { None, Connecting, Open, Closed };

        Level level = Level::Source;
        Capture::Id session = 0;
        quint32 source = 0;
        State state = State::None;
        QString title;
        QString remark; ///< after the title, less loud
        QString note; ///< at the right
        QList<Chip> chips;
    };

    explicit ConnectionsModel(const CaptureFeed &feed, QObject *parent = nullptr);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// How a client of ours stands; \a words at its right, \a reason in its tooltip.
    void setClientState(quint32 source, Line::State state, const QString &words,
                        const QString &reason);
    Line::State clientState(quint32 source) const;
    /// Some session of \a source is one of Socket.IO.
    bool speaksSocketIo(quint32 source) const;

    Line line(const QModelIndex &index) const;
    QModelIndex indexOfSession(Capture::Id session) const;
    Level level(const QModelIndex &index) const;
    Capture::Id sessionAt(const QModelIndex &index) const;
    quint32 sourceAt(const QModelIndex &index) const;

private:
    struct Member
    {
        Capture::Id session = 0;
        qint64 messages = 0;
    };

    struct Node
    {
        quint32 source = 0;
        qint64 messages = 0;
        std::vector<Member> members; // in order of session
    };

    struct ClientState
    {
        Line::State state = Line::State::None;
        QString words;
        QString reason;
    };

    void reload();
    void advance(const Capture::Advance &advance);
    std::size_t nodeOf(quint32 source, bool isLive);
    void insert(const Capture::SessionRecord &session);
    void update(const Capture::SessionRecord &session);
    const Node &node(const QModelIndex &index) const;
    Line sourceLine(const Node &node) const;
    Line sessionLine(Capture::Id session) const;
    Line travelLine(Capture::Id session) const;

    const CaptureFeed &m_feed;
    std::vector<Node> m_nodes;
    QHash<Capture::Id, quint32> m_sourceOf; // by session
    QHash<quint32, ClientState> m_clients; // by source
};
