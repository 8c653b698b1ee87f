// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/start/startpage.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/start/offerbutton.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace {

constexpr int PageWidth = 760;

QLabel *heading(const QString &text, const Theme &theme)
{
    auto *const label = new QLabel(text);
    label->setForegroundRole(QPalette::PlaceholderText);
    const auto apply = [label, &theme] { label->setFont(theme.smallFont()); };
    apply();
    QObject::connect(&theme, &Theme::changed, label, apply);
    return label;
}

QVBoxLayout *makeList(QWidget *block, const QString &title, const Theme &theme)
{
    auto *const layout = new QVBoxLayout(block);
    layout->setContentsMargins(0, 24, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(heading(title.toUpper(), theme));
    auto *const list = new QVBoxLayout;
    list->setSpacing(0);
    layout->addLayout(list);
    block->hide();
    return list;
}

void empty(QLayout *layout)
{
    while (QLayoutItem *const item = layout->takeAt(0)) {
        if (QLayout *const inner = item->layout())
            empty(inner);
        if (QWidget *const widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace

StartPage::StartPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_recovered(new QWidget)
    , m_recoveredList(makeList(m_recovered, tr("Not saved when Sockscope ended"), theme))
    , m_recent(new QWidget)
    , m_recentList(makeList(m_recent, tr("Recent files"), theme))
{
    auto *const page = new QWidget;
    page->setMaximumWidth(PageWidth);
    auto *const layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 40, 24, 40);
    layout->setSpacing(8);
    auto *const title = new QLabel(tr("See what your app says to its server"));
    QFont big = title->font();
    big.setPointSizeF(big.pointSizeF() * 1.6);
    big.setBold(true);
    title->setFont(big);
    title->setWordWrap(true);
    layout->addWidget(title);
    auto *const lead = new QLabel(tr("Every connection, message and frame of WebSocket and "
                                     "Socket.IO, as it crossed the wire."));
    lead->setForegroundRole(QPalette::PlaceholderText);
    lead->setWordWrap(true);
    layout->addWidget(lead);
    layout->addSpacing(16);

    auto *const offers = new QGridLayout;
    offers->setSpacing(12);
    offers->setColumnStretch(0, 1);
    offers->setColumnStretch(1, 1);
    const auto add
        = [&](Icon icon, const QString &text, const QString &how, void (StartPage::*chosen)()) {
              auto *const button = new OfferButton(icon, text, how, theme);
              connect(button, &QPushButton::clicked, this, chosen);
              const int number = offers->count();
              offers->addWidget(button, number / 2, number % 2);
          };
    add(Icon::Tap, tr("Put a tap in front of a server"),
        tr("Point your app at 127.0.0.1:9000, and Sockscope passes everything on and shows it."),
        &StartPage::tapRequested);
    add(Icon::Connect, tr("Connect to a server"),
        tr("Speak to it yourself: give a ws:// or http:// address and send messages by hand."),
        &StartPage::connectRequested);
    add(Icon::Open, tr("Open a capture"),
        tr("Look again at what was saved as a .sockscope file, here or by a colleague."),
        &StartPage::openRequested);
    add(Icon::Play, tr("Try the demo"),
        tr("A small server and a few chatting clients, so that there is something to see."),
        &StartPage::demoRequested);
    layout->addLayout(offers);
    layout->addWidget(m_recovered);
    layout->addWidget(m_recent);
    layout->addStretch(1);

    auto *const middle = new QWidget;
    auto *const middleLayout = new QHBoxLayout(middle);
    middleLayout->setContentsMargins({});
    middleLayout->addStretch(1);
    middleLayout->addWidget(page, 20);
    middleLayout->addStretch(1);
    auto *const area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(middle);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *const outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(area);
    setAccessibleName(tr("Start"));
}

void StartPage::setRecent(const QList<CaptureItem> &items)
{
    fill(m_recentList, items, false);
    m_recent->setVisible(!items.isEmpty());
}

void StartPage::setRecovered(const QList<CaptureItem> &items)
{
    fill(m_recoveredList, items, true);
    m_recovered->setVisible(!items.isEmpty());
}

void StartPage::fill(QVBoxLayout *list, const QList<CaptureItem> &items, bool recovered)
{
    empty(list);
    for (const CaptureItem &item : items) {
        const QString when = item.time.isValid()
            ? QLocale().toString(item.time.toLocalTime(), QLocale::ShortFormat)
            : QString();
        auto *const open = new OfferButton(Icon::File, item.name,
                                           when.isEmpty() || item.detail.isEmpty()
                                               ? when + item.detail
                                               : QStringLiteral("%1 · %2").arg(when, item.detail),
                                           m_theme);
        open->setFlat(true);
        open->setToolTip(item.path);
        const QString path = item.path;
        connect(open, &QPushButton::clicked, this, [this, path, recovered] {
            if (recovered)
                emit recoverRequested(path);
            else
                emit captureChosen(path);
        });
        if (!recovered) {
            list->addWidget(open);
            continue;
        }
        auto *const discard = new QToolButton;
        discard->setIcon(themedIcon(Icon::Close, m_theme, Tint::Dim));
        discard->setAutoRaise(true);
        discard->setToolTip(tr("Discard this capture"));
        discard->setAccessibleName(tr("Discard %1").arg(item.name));
        connect(discard, &QToolButton::clicked, this,
                [this, path] { emit discardRequested(path); });
        auto *const row = new QHBoxLayout;
        row->setSpacing(4);
        row->addWidget(open, 1);
        row->addWidget(discard);
        list->addLayout(row);
    }
}
