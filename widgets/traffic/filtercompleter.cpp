// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/filtercompleter.h"

#include "widgets/common/capturefeed.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QListView>
#include <QStringListModel>

#include <algorithm>
#include <numeric>

using namespace Capture;

namespace {

constexpr Id LookedAt = 400; // of the latest messages, for events to offer
constexpr Id MembershipsLookedAt = 4000; // of the first ones, for rooms to offer
constexpr qsizetype MostTexts = 60;

} // namespace

FilterCompleter::FilterCompleter(QLineEdit *edit, const CaptureFeed &feed)
    : QCompleter(edit)
    , m_edit(edit)
    , m_feed(feed)
    , m_texts(new QStringListModel(this))
{
    setModel(m_texts);
    setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    setMaxVisibleItems(12);
    setWidget(edit);
    popup()->setFrameShape(QFrame::Box);
    if (auto *list = qobject_cast<QListView *>(popup()))
        list->setSpacing(2);
    connect(edit, &QLineEdit::textEdited, this, &FilterCompleter::offer);
    connect(this, qOverload<const QString &>(&QCompleter::activated), this,
            &FilterCompleter::insert);
}

void FilterCompleter::offer()
{
    const QByteArray query = m_edit->text().toUtf8();
    const qsizetype cursor = m_edit->text().left(m_edit->cursorPosition()).toUtf8().size();
    const Query::Suggestions suggestions = Query::suggest(query, cursor, seen());
    m_offset = suggestions.offset;
    QStringList texts;
    for (const QByteArray &text :
         suggestions.texts.first(qMin(MostTexts, suggestions.texts.size())))
        texts.append(QString::fromUtf8(text));
    m_texts->setStringList(texts);
    if (texts.isEmpty()) {
        popup()->hide();
        return;
    }
    const int left = m_edit->fontMetrics().horizontalAdvance(
        QString::fromUtf8(query.first(suggestions.offset)));
    const QRect below(qMin(left, m_edit->width() / 2), m_edit->height() + 2, 260, 1);
    complete(below);
}

void FilterCompleter::insert(const QString &text)
{
    const QString now = m_edit->text();
    const QString before = QString::fromUtf8(now.toUtf8().first(m_offset));
    const QString behind = now.mid(m_edit->cursorPosition());
    m_edit->setText(before + text + behind);
    m_edit->setCursorPosition(static_cast<int>(before.size() + text.size()));
    emit m_edit->textEdited(m_edit->text()); // as if it had been typed: values follow a key
}

Query::Seen FilterCompleter::seen() const
{
    Query::Seen seen;
    if (!m_feed.isOpen())
        return seen;
    for (const SessionRecord &session : m_feed.sessions()) {
        for (const NamespaceState &nsp : session.namespaces) {
            if (!seen.namespaces.contains(nsp.name))
                seen.namespaces.append(nsp.name);
        }
    }
    const Id memberships = m_edit->text().contains(u"room") ? MembershipsLookedAt : 0;
    for (const MembershipRecord &membership : m_feed.reader()->memberships(0, memberships)) {
        if (!seen.rooms.contains(membership.room) && membership.room != membership.member)
            seen.rooms.append(membership.room);
    }
    const Id last = m_feed.totals().messages;
    const Id first = qMax<Id>(1, last - LookedAt + 1);
    std::vector<Id> ids(static_cast<std::size_t>(qMax<Id>(0, last - first + 1)));
    std::iota(ids.begin(), ids.end(), first);
    for (const MessageRow &row : m_feed.reader()->messages(ids)) {
        const QByteArray &event = row.record.event;
        if (!event.isEmpty() && !seen.events.contains(event))
            seen.events.append(event);
        for (const AlterationRecord &record : row.alterations) {
            if (!seen.changers.contains(record.alteration.by))
                seen.changers.append(record.alteration.by);
        }
    }
    std::sort(seen.events.begin(), seen.events.end());
    std::sort(seen.namespaces.begin(), seen.namespaces.end());
    std::sort(seen.rooms.begin(), seen.rooms.end());
    std::sort(seen.changers.begin(), seen.changers.end());
    return seen;
}
