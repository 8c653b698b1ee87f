// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/filterbar.h"

#include "protocol/query/parser.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagefilter.h"
#include "widgets/common/theme.h"
#include "widgets/traffic/filtercompleter.h"
#include "widgets/traffic/trafficview.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

using namespace std::chrono_literals;

FilterBar::FilterBar(const CaptureFeed &feed, MessageFilter &filter, const TrafficView &view,
                     const Theme &theme, const QString &path, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_filter(filter)
    , m_view(view)
    , m_edit(new QLineEdit(this))
    , m_menu(new QToolButton(this))
    , m_heartbeats(new QToolButton(this))
    , m_count(new QLabel(this))
    , m_words(new QLabel(this))
{
    m_history.load(path); // without it, filters are kept for this run
    makeEdit(theme);
    makeMenu();
    m_heartbeats->setObjectName(QStringLiteral("heartbeats-hidden"));
    m_heartbeats->setText(tr("heartbeats hidden ×"));
    m_heartbeats->setToolTip(tr("Show heartbeats too (Ctrl+H)"));
    connect(m_heartbeats, &QToolButton::clicked, this,
            [this] { m_filter.setWithHeartbeats(true); });
    m_count->setAccessibleName(tr("Rows shown"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(8, 0, 12, 0);
    line->setSpacing(6);
    line->addWidget(m_edit, 1);
    line->addWidget(m_menu);
    line->addWidget(m_heartbeats);
    line->addSpacing(6);
    line->addWidget(m_count);

    m_words->setObjectName(QStringLiteral("filter-words"));
    m_words->setAutoFillBackground(true);
    m_words->setMargin(6);
    m_words->setFrameShape(QFrame::Box);
    m_words->hide();
    const auto color = [this, &theme] {
        QPalette colors = palette();
        colors.setColor(QPalette::WindowText, theme.colors().error);
        m_words->setPalette(colors);
    };
    connect(&theme, &Theme::changed, m_words, color);
    color();

    connect(&filter, &MessageFilter::changed, this, [this] {
        if (m_edit->text() != m_filter.text() && !m_typing.isActive()) {
            m_edit->setText(m_filter.text());
            say({});
        }
        updateHeartbeats();
    });
    connect(&view, &TrafficView::countChanged, this, &FilterBar::updateCount);
    connect(&feed, &CaptureFeed::opened, this, [this] {
        updateHeartbeats();
        updateCount();
    });
    updateHeartbeats();
    updateCount();
}

FilterBar::~FilterBar() = default;

void FilterBar::makeEdit(const Theme &theme)
{
    m_edit->setObjectName(QStringLiteral("filter"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setPlaceholderText(tr("Filter: text, event:name, dir:sent, ack>100ms, data.id=7, …"));
    m_edit->setToolTip(tr("Shows only messages that match (Ctrl+K).\n"
                          "Words are searched for; -event:typing hides; or and ( ) combine."));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumHeight(28);
    m_edit->addAction(themedIcon(Icon::Search, theme, Tint::Dim), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    m_completer = new FilterCompleter(m_edit, m_feed);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    connect(&m_typing, &QTimer::timeout, this, [this] {
        if (apply().isEmpty())
            say({});
        else
            m_waiting.start();
    });
    m_waiting.setSingleShot(true);
    m_waiting.setInterval(600ms);
    connect(&m_waiting, &QTimer::timeout, this, [this] {
        if (!m_completer->popup()->isVisible())
            say(apply());
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_typing.start();
        m_waiting.stop();
    });
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        if (m_completer->popup()->isVisible())
            return; // the focus is there for a moment
        m_typing.stop();
        m_waiting.stop();
        say(apply());
        if (m_edit->text() == m_filter.text())
            m_history.remember(m_filter.text());
    });
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty()) // the clear button
            say(apply());
    });
}

void FilterBar::makeMenu()
{
    m_menu->setObjectName(QStringLiteral("filter-menu"));
    m_menu->setArrowType(Qt::DownArrow);
    m_menu->setAutoRaise(true);
    m_menu->setAccessibleName(tr("Saved and recent filters"));
    m_menu->setToolTip(tr("Saved and recent filters"));
    connect(m_menu, &QToolButton::clicked, this, &FilterBar::showMenu);
}

void FilterBar::showMenu()
{
    QMenu menu(this);
    fillMenu(menu);
    menu.exec(m_menu->mapToGlobal(QPoint(0, m_menu->height())));
}

void FilterBar::fillMenu(QMenu &menu)
{
    const QString now = m_filter.text();
    const auto add = [&](const QString &filter) {
        QString words = singleLine(filter.toUtf8(), 70);
        menu.addAction(words.replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                       [this, filter] { m_filter.setText(filter); });
    };
    if (m_history.kept().contains(now)) {
        menu.addAction(tr("&Remove from the saved filters"), this,
                       [this, now] { say(m_history.drop(now)); });
    } else {
        menu.addAction(tr("&Save this filter"), this, [this, now] { say(m_history.keep(now)); })
            ->setEnabled(!now.isEmpty());
    }
    menu.addSection(tr("Saved"));
    for (const QString &filter : m_history.kept())
        add(filter);
    menu.addSection(tr("Recent"));
    for (const QString &filter : m_history.recent())
        add(filter);
    menu.addSeparator();
    menu.addAction(tr("&Clear recent filters"), this, [this] { say(m_history.forgetRecent()); })
        ->setEnabled(!m_history.recent().isEmpty());
}

/// Makes the line the filter. If it cannot be read, says why and leaves the filter as it is.
QString FilterBar::apply()
{
    const QByteArray query = m_edit->text().toUtf8();
    const auto read = Query::parse(query);
    const auto *const error = std::get_if<Query::Error>(&read);
    if (error == nullptr) {
        m_filter.setText(m_edit->text());
        return {};
    }
    const QString wrong = QString::fromUtf8(query.sliced(error->offset, error->size));
    const QString text = QString::fromUtf8(error->text);
    const qsizetype place = QString::fromUtf8(query.first(error->offset)).size() + 1;
    return wrong.isEmpty() ? tr("%1.").arg(text)
                           : tr("%1, at character %2: %3")
                                 .arg(text, formatNumber(place), singleLine(wrong.toUtf8(), 40));
}

/// What is wrong, under the line; empty \a words hide it.
void FilterBar::say(const QString &words)
{
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    m_edit->setAccessibleDescription(words);
    placeWords();
}

void FilterBar::placeWords()
{
    if (m_words->parentWidget() != window()) {
        const bool isShown = !m_words->isHidden();
        m_words->setParent(window());
        m_words->setVisible(isShown);
    }
    m_words->adjustSize();
    m_words->move(m_edit->mapTo(window(), QPoint(0, m_edit->height() + 2)));
    m_words->raise();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        placeWords();
    return QWidget::eventFilter(watched, event);
}

void FilterBar::edit()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterBar::updateHeartbeats()
{
    m_heartbeats->setVisible(m_feed.isOpen() && !m_filter.withHeartbeats());
}

void FilterBar::updateCount()
{
    if (!m_feed.isOpen()) {
        m_count->clear();
        return;
    }
    const auto &totals = m_feed.totals();
    const qint64 all = m_view.level() == TrafficView::Frames ? totals.frames
        : m_view.level() == TrafficView::Exchanges           ? totals.exchanges
                                                             : totals.messages;
    const QString count = tr("%1 of %2").arg(formatNumber(m_view.rowCount()), formatNumber(all));
    m_count->setText(m_view.isSearching() ? tr("%1 …").arg(count) : count);
    m_count->setToolTip(tr("%1 hidden").arg(formatNumber(all - m_view.rowCount())));
}
