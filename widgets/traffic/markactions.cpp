// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/markactions.h"

#include "widgets/common/icons.h"
#include "widgets/traffic/rowmodel.h"

#include <QAction>
#include <QWidget>

using namespace Capture;

namespace {

const QLatin1String BookmarksOnly("is:bookmarked");

} // namespace

MarkActions::MarkActions(const CaptureFeed &feed, const Selection &selection, MessageFilter &filter,
                         const Theme &theme, Rows rows, QWidget *area, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_filter(filter)
    , m_rows(std::move(rows))
    , m_area(area)
{
    m_bookmark
        = make(QStringLiteral("bookmark"), tr("&Bookmark"), QKeySequence(Qt::CTRL | Qt::Key_B));
    m_bookmark->setIcon(themedIcon(Icon::Bookmark, theme));
    m_bookmark->setCheckable(true);
    connect(m_bookmark, &QAction::triggered, this, &MarkActions::toggleBookmark);
    m_note = make(QStringLiteral("note"), tr("&Note…"),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B));
    m_note->setIcon(themedIcon(Icon::Note, theme));
    connect(m_note, &QAction::triggered, this, &MarkActions::noteRequested);
    m_next = make(QStringLiteral("next-bookmark"), tr("Ne&xt bookmark or note"), Qt::Key_F2);
    connect(m_next, &QAction::triggered, this, [this] { step(true); });
    m_previous = make(QStringLiteral("previous-bookmark"), tr("&Previous bookmark or note"),
                      QKeySequence(Qt::SHIFT | Qt::Key_F2));
    connect(m_previous, &QAction::triggered, this, [this] { step(false); });
    m_only = make(QStringLiteral("only-bookmarks"), tr("Show only b&ookmarks"), {});
    m_only->setCheckable(true);
    connect(m_only, &QAction::triggered, this, &MarkActions::showOnlyBookmarks);
    m_measure = make(QStringLiteral("measure"), tr("&Measure time from here"),
                     QKeySequence(Qt::CTRL | Qt::Key_M));
    m_measure->setIcon(themedIcon(Icon::Measure, theme));
    m_measure->setCheckable(true);
    connect(m_measure, &QAction::triggered, this, &MarkActions::measureFromHere);
    connect(&feed, &CaptureFeed::annotated, this, &MarkActions::update);
    connect(&filter, &MessageFilter::changed, this, &MarkActions::update);
    connect(&feed, &CaptureFeed::opened, this, &MarkActions::stopMeasuring);
}

QAction *MarkActions::make(const QString &name, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_area->addAction(action);
    return action;
}

void MarkActions::update()
{
    const Id message = m_selection.message();
    const Annotation *const annotation = m_feed.annotation(message);
    m_bookmark->setEnabled(message != 0);
    m_bookmark->setChecked(annotation != nullptr && annotation->isBookmarked);
    m_note->setEnabled(message != 0);
    m_measure->setEnabled(message != 0 || isMeasuring());
    m_measure->setChecked(isMeasuring() && m_marked == message);
    m_next->setEnabled(!m_feed.annotations().empty());
    m_previous->setEnabled(!m_feed.annotations().empty());
    m_only->setChecked(m_filter.text() == BookmarksOnly);
    const auto mark = isMeasuring()
        ? std::optional(RowModel::Mark {.message = m_marked, .time = m_markedTime})
        : std::nullopt;
    m_rows()->setMark(mark);
}

void MarkActions::toggleBookmark()
{
    const Id message = m_selection.message();
    if (message == 0)
        return;
    Annotation annotation {.message = message, .note = {}};
    if (const Annotation *const before = m_feed.annotation(message))
        annotation = *before;
    annotation.isBookmarked = !annotation.isBookmarked;
    emit annotated(annotation);
    update(); // it may not be kept
}

void MarkActions::showOnlyBookmarks(bool isOn)
{
    m_filter.setText(isOn ? BookmarksOnly : QString());
}

void MarkActions::step(bool forward)
{
    const IdList &ids = m_rows()->ids();
    const std::vector<Annotation> &marks = m_feed.annotations();
    int best = -1;
    int outermost = -1; // to go on from the other end
    const Id current = m_selection.message();
    for (const Annotation &mark : marks) {
        const int row = m_rows()->rowOf({.message = mark.message});
        if (row < 0)
            continue;
        if (forward && mark.message > current && best < 0)
            best = row;
        if (!forward && mark.message < current)
            best = row;
        if (outermost < 0 || !forward)
            outermost = row;
    }
    if (best < 0 && outermost < 0) {
        emit said(ids.isEmpty() || marks.empty() ? tr("There is no bookmark")
                                                 : tr("No bookmark among the rows shown"));
        return;
    }
    if (best < 0)
        emit said(forward ? tr("From the first bookmark on") : tr("From the last bookmark on"));
    emit rowWanted(best >= 0 ? best : outermost);
}

void MarkActions::measureFromHere()
{
    const Id message = m_selection.message();
    if (message == 0 || message == m_marked) {
        stopMeasuring();
        return;
    }
    const auto row = m_feed.isOpen() ? m_feed.reader()->message(message) : std::nullopt;
    if (row) {
        m_marked = message;
        m_markedTime = row->record.time;
    }
    update();
}

void MarkActions::stopMeasuring()
{
    m_marked = 0;
    update();
}
