// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/jsonoutline.h"
#include "widgets/details/keymask.h"

#include <QAbstractItemModel>

#include <deque>
#include <optional>

/// A JSON text as a tree, values in the order of the wire. A level is read when it is opened, in
/// portions; the row behind a portion says that there is more, and loadMore() takes the next one.
///
/// Placeholders of Socket.IO, and what MessagePack's binary is rendered as, are shown as the
/// attachments they stand for.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class RowKind : quint8 { Value, Attachment, More };

    enum Role {
        KeyRole = Qt::UserRole + 1, ///< as it is spelled, or the element's number
        ValueRole, ///< one line
        TypeRole, ///< JsonOutline::Type
        RowKindRole
    };

    /// Something that crossed beside the text.
    struct Attachment
    {
        qint64 size = 0;
        QString type; ///< "application/pdf", empty if unknown
    };

    static constexpr qint64 PortionRows = 500;
    static constexpr qsizetype MaxValueLength = 400;

    explicit JsonTreeModel(QObject *parent = nullptr);

    /// \a isRendered: the text was made from MessagePack, so that {"$binary":"…"} is not the app's.
    void setDocument(JsonOutline document, QList<Attachment> attachments, const KeyMask &mask,
                     bool isRendered = false);
    void clear();
    void setMask(const KeyMask &mask);

    /// Takes the next portion in place of the row \a more.
    void loadMore(const QModelIndex &more);

    /// Whole, as it is spelled: for copying.
    QByteArray spelling(const QModelIndex &index) const;
    /// "[1].name": how a program reaches it.
    QString path(const QModelIndex &index) const;
    /// The number of the attachment that the row stands for.
    std::optional<int> attachmentOf(const QModelIndex &index) const;
    const JsonOutline &document() const { return m_document; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Item
    {
        JsonOutline::Node node;
        RowKind kind = RowKind::Value;
        bool isRead = false;
        int attachment = -1; ///< its number; -1 also for one that came inside the text
        int parent = -1; ///< number of the item, -1 at the top
        int row = 0;
        qint64 position = 0; ///< among the values of its level
        std::vector<int> children;
    };

    struct Level
    {
        std::vector<JsonOutline::Node> nodes;
        bool hasMore = false;
    };

    const Item *itemAt(const QModelIndex &index) const;
    std::vector<int> &childrenOf(int parent);
    const std::vector<int> &childrenOf(int parent) const;
    Level readLevel(int parent, qint64 first) const;
    void append(int parent, const Level &level, qint64 first);
    bool mayHaveChildren(const Item &item) const;
    QString keyText(const Item &item) const;
    QString valueText(const Item &item) const;
    QString attachmentText(const Item &item) const;

    JsonOutline m_document;
    QList<Attachment> m_attachments;
    KeyMask m_mask;
    bool m_isRendered = false;
    std::optional<JsonOutline::Node> m_root; // if the text is one array or object
    std::deque<Item> m_items;
    std::vector<int> m_top;
};
