// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/jsontreemodel.h"

#include "widgets/common/format.h"
#include "widgets/details/utf8.h"

#include <algorithm>

namespace {

using Node = JsonOutline::Node;
using Type = JsonOutline::Type;

constexpr qint64 MaxPlaceholderSize = 80;

// The number in {"_placeholder":true,"num":0}, however it is spaced.
std::optional<int> placeholderNumber(QByteArrayView text)
{
    if (text.size() > MaxPlaceholderSize)
        return std::nullopt;
    QByteArray compact = text.toByteArray();
    compact.removeIf([](char character) { return character == ' '; });
    if (!compact.contains("\"_placeholder\":true") || compact.count('{') != 1)
        return std::nullopt; // or one that holds a placeholder
    const qsizetype at = compact.indexOf("\"num\":");
    if (at < 0)
        return std::nullopt;
    const auto isDigit = [](char character) { return character >= '0' && character <= '9'; };
    const QByteArray behind = compact.mid(at + 6);
    const auto end = std::find_if_not(behind.begin(), behind.end(), isDigit);
    bool isNumber = false;
    const int number = behind.left(end - behind.begin()).toInt(&isNumber);
    return isNumber ? std::optional<int>(number) : std::nullopt;
}

// The size of what {"$binary":"<base64>"} holds.
std::optional<qint64> renderedBinarySize(QByteArrayView text)
{
    constexpr QByteArrayView Begin = "{\"$binary\":\"";
    constexpr QByteArrayView End = "\"}";
    if (!text.startsWith(Begin) || !text.endsWith(End) || text.size() < Begin.size() + End.size())
        return std::nullopt;
    const QByteArrayView base64 = text.sliced(Begin.size()).chopped(End.size());
    if (base64.contains('"'))
        return std::nullopt;
    const qint64 padding = base64.endsWith("==") ? 2 : base64.endsWith('=') ? 1 : 0;
    return base64.size() / 4 * 3 - padding;
}

} // namespace

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

void JsonTreeModel::setDocument(JsonOutline document, QList<Attachment> attachments,
                                const KeyMask &mask, bool isRendered)
{
    beginResetModel();
    m_document = std::move(document);
    m_attachments = std::move(attachments);
    m_mask = mask;
    m_isRendered = isRendered;
    m_items.clear();
    m_top.clear();
    m_root.reset();
    const std::vector<Node> roots = m_document.roots();
    if (!roots.empty() && roots.front().isContainer())
        m_root = roots.front();
    bool hasMore = false;
    if (m_root) {
        const Level level = readLevel(-1, 0);
        hasMore = level.hasMore;
        append(-1, level, 0);
    }
    // What stands behind the value is shown where the value is shown to its end.
    if (!hasMore) {
        Level rest;
        rest.nodes.assign(roots.begin() + (m_root ? 1 : 0), roots.end());
        append(-1, rest, 0);
    }
    endResetModel();
}

void JsonTreeModel::clear()
{
    setDocument({}, {}, {});
}

void JsonTreeModel::setMask(const KeyMask &mask)
{
    m_mask = mask;
    if (!m_top.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

JsonTreeModel::Level JsonTreeModel::readLevel(int parent, qint64 first) const
{
    const Node &container = parent < 0 ? *m_root : m_items[static_cast<std::size_t>(parent)].node;
    auto children = m_document.children(container, first, PortionRows);
    return {std::move(children.nodes), children.hasMore};
}

void JsonTreeModel::append(int parent, const Level &level, qint64 first)
{
    std::vector<int> numbers;
    qint64 position = first;
    const auto add = [&](Item item) {
        item.parent = parent;
        item.row = static_cast<int>(childrenOf(parent).size() + numbers.size());
        item.position = position++;
        numbers.push_back(static_cast<int>(m_items.size()));
        m_items.push_back(std::move(item));
    };
    for (const Node &node : level.nodes) {
        Item item;
        item.node = node;
        if (node.type == Type::Object) {
            const QByteArrayView text = m_document.spelling(node);
            const std::optional<int> number = placeholderNumber(text);
            if (number && *number < m_attachments.size()) {
                item.kind = RowKind::Attachment;
                item.attachment = *number;
            } else if (m_isRendered && renderedBinarySize(text)) {
                item.kind = RowKind::Attachment;
            }
        }
        add(std::move(item));
    }
    if (level.hasMore) {
        Item more;
        more.kind = RowKind::More;
        add(std::move(more));
    }
    std::vector<int> &children = childrenOf(parent);
    children.insert(children.end(), numbers.begin(), numbers.end());
}

void JsonTreeModel::loadMore(const QModelIndex &more)
{
    const Item *const item = itemAt(more);
    if (!item || item->kind != RowKind::More)
        return;
    const int parentNumber = item->parent;
    const qint64 first = item->position;
    const QModelIndex parentIndex = more.parent();
    const int row = more.row();
    const Level level = readLevel(parentNumber, first);
    std::vector<int> &children = childrenOf(parentNumber);
    beginRemoveRows(parentIndex, row, row);
    children.pop_back();
    endRemoveRows();
    if (level.nodes.empty())
        return;
    const int begin = static_cast<int>(children.size());
    beginInsertRows(parentIndex, begin,
                    begin + static_cast<int>(level.nodes.size()) - (level.hasMore ? 0 : 1));
    append(parentNumber, level, first);
    endInsertRows();
}

const JsonTreeModel::Item *JsonTreeModel::itemAt(const QModelIndex &index) const
{
    return index.isValid() ? &m_items[static_cast<std::size_t>(index.internalId())] : nullptr;
}

std::vector<int> &JsonTreeModel::childrenOf(int parent)
{
    return parent < 0 ? m_top : m_items[static_cast<std::size_t>(parent)].children;
}

const std::vector<int> &JsonTreeModel::childrenOf(int parent) const
{
    return parent < 0 ? m_top : m_items[static_cast<std::size_t>(parent)].children;
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    const int parentNumber = parent.isValid() ? static_cast<int>(parent.internalId()) : -1;
    const int number = childrenOf(parentNumber)[static_cast<std::size_t>(row)];
    return createIndex(row, 0, static_cast<quintptr>(number));
}

QModelIndex JsonTreeModel::parent(const QModelIndex &child) const
{
    const Item *const item = itemAt(child);
    if (!item || item->parent < 0)
        return {};
    return createIndex(m_items[static_cast<std::size_t>(item->parent)].row, 0,
                       static_cast<quintptr>(item->parent));
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    const int parentNumber = parent.isValid() ? static_cast<int>(parent.internalId()) : -1;
    return static_cast<int>(childrenOf(parentNumber).size());
}

int JsonTreeModel::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    return 1;
}

bool JsonTreeModel::mayHaveChildren(const Item &item) const
{
    if (item.kind != RowKind::Value || !item.node.isContainer())
        return false;
    // Brackets with something between them, if only what is broken.
    return item.isRead ? !item.children.empty() : item.node.count > 0 || item.node.size > 2;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Item *const item = itemAt(parent);
    return item ? mayHaveChildren(*item) : !m_top.empty();
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Item *const item = itemAt(parent);
    return item && !item->isRead && mayHaveChildren(*item);
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const int number = static_cast<int>(parent.internalId());
    m_items[static_cast<std::size_t>(number)].isRead = true;
    const Level level = readLevel(number, 0);
    if (level.nodes.empty())
        return;
    beginInsertRows(parent, 0, static_cast<int>(level.nodes.size()) - (level.hasMore ? 0 : 1));
    append(number, level, 0);
    endInsertRows();
}

QString JsonTreeModel::keyText(const Item &item) const
{
    if (item.kind == RowKind::More || item.node.type == Type::Broken || item.node.type == Type::Cut)
        return {};
    if (item.node.hasKey()) {
        const QByteArrayView key = m_document.key(item.node);
        return m_mask.apply(
            Utf8::toText(Utf8::wholeSequences(key.first(std::min(key.size(), MaxValueLength)))));
    }
    return item.parent < 0 && !m_root ? QString() : QString::number(item.position);
}

QString JsonTreeModel::attachmentText(const Item &item) const
{
    qint64 size = 0;
    QString type;
    if (item.attachment >= 0) {
        size = m_attachments[item.attachment].size;
        type = m_attachments[item.attachment].type;
    } else {
        size = renderedBinarySize(m_document.spelling(item.node)).value_or(0);
    }
    return type.isEmpty() ? formatBytes(size)
                          : QStringLiteral("%1 %2").arg(formatBytes(size), type);
}

QString JsonTreeModel::valueText(const Item &item) const
{
    if (item.kind == RowKind::More)
        return tr("Show more…");
    if (item.kind == RowKind::Attachment)
        return attachmentText(item);
    const Node &node = item.node;
    if (node.isContainer()) {
        return node.type == Type::Array ? QStringLiteral("[%1]").arg(formatNumber(node.count))
                                        : QStringLiteral("{%1}").arg(formatNumber(node.count));
    }
    const QByteArrayView text = m_document.spelling(node);
    QString line;
    if (node.type == Type::Cut) {
        if (text.isEmpty())
            return tr("… the rest is not loaded");
        line = singleLine(text, MaxValueLength);
        return tr("… not loaded from here on: %1").arg(line);
    }
    if (node.type == Type::Broken)
        return tr("no JSON from here on: %1").arg(singleLine(text, MaxValueLength));
    const QByteArrayView shown
        = Utf8::wholeSequences(text.first(std::min(text.size(), MaxValueLength)));
    line = Utf8::toText(shown);
    if (shown.size() < text.size())
        line += QChar(0x2026);
    return m_mask.apply(line);
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    const Item *const item = itemAt(index);
    if (!item)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString key = keyText(*item);
        const QString value = valueText(*item);
        return key.isEmpty() ? value : QStringLiteral("%1: %2").arg(key, value);
    }
    case KeyRole:
        return keyText(*item);
    case ValueRole:
        return valueText(*item);
    case TypeRole:
        return static_cast<int>(item->node.type);
    case RowKindRole:
        return static_cast<int>(item->kind);
    default:
        return {};
    }
}

QByteArray JsonTreeModel::spelling(const QModelIndex &index) const
{
    const Item *const item = itemAt(index);
    if (!item || item->kind == RowKind::More)
        return {};
    return m_document.spelling(item->node).toByteArray();
}

QString JsonTreeModel::path(const QModelIndex &index) const
{
    QString path;
    for (QModelIndex step = index; step.isValid(); step = step.parent()) {
        const Item &item = *itemAt(step);
        const QString key = keyText(item);
        if (!item.node.hasKey()) {
            path.prepend(QStringLiteral("[%1]").arg(key));
            continue;
        }
        const bool isName = !key.isEmpty() && !key.front().isDigit()
            && std::all_of(key.begin(), key.end(), [](QChar character) {
                   return character.isLetterOrNumber() || character == QLatin1Char('_')
                       || character == QLatin1Char('$');
               });
        path.prepend(isName ? QStringLiteral(".%1").arg(key) : QStringLiteral("[\"%1\"]").arg(key));
    }
    return path;
}

std::optional<int> JsonTreeModel::attachmentOf(const QModelIndex &index) const
{
    const Item *const item = itemAt(index);
    return item && item->attachment >= 0 ? std::optional<int>(item->attachment) : std::nullopt;
}
