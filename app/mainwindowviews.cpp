// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/mainwindow.h"

#include "app/settings.h"
#include "app/statusline.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/compose/composepanel.h"
#include "widgets/connections/connectionsview.h"
#include "widgets/details/detailspanel.h"
#include "widgets/problems/problemsview.h"
#include "widgets/rooms/roomsview.h"
#include "widgets/rules/heldpanel.h"
#include "widgets/rules/rulespanel.h"
#include "widgets/start/startpage.h"
#include "widgets/statistics/statisticsview.h"
#include "widgets/timeline/overviewstrip.h"
#include "widgets/timeline/timelineview.h"
#include "widgets/traffic/trafficview.h"

#include <QBoxLayout>
#include <QDockWidget>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>

void MainWindow::makeViews()
{
    m_start = new StartPage(m_theme, this);
    m_traffic = new TrafficView(m_feed, m_selection, m_filter, m_theme, this);
    connect(&m_range, &TimeRange::changed, this, [this] { m_filter.setRange(m_range.range()); });
    connect(m_traffic->actions().everything, &QAction::triggered, &m_range, &TimeRange::clear);
    m_timeline = new TimelineView(m_feed, m_selection, m_filter, m_range, m_theme, this);
    m_rooms = new RoomsView(m_feed, m_selection, m_filter, m_range, m_theme, this);
    m_statistics = new StatisticsView(m_feed, m_filter, m_range, m_theme, this);
    m_problems = new ProblemsView(m_feed, m_selection, m_theme, this);

    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("views"));
    m_tabs->setAccessibleName(tr("Views"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_views = new QStackedWidget(this);
    const auto addView = [this](const QString &name, QWidget *view) {
        m_tabs->addTab(name);
        m_views->addWidget(view);
    };
    addView(tr("Traffic"), m_traffic);
    addView(tr("Timeline"), m_timeline);
    addView(tr("Rooms"), m_rooms);
    addView(tr("Statistics"), m_statistics);
    addView(tr("Problems"), m_problems);

    auto *tabLine = new QHBoxLayout;
    tabLine->setContentsMargins(12, 0, 12, 0);
    tabLine->addWidget(m_tabs, 0, Qt::AlignBottom);
    tabLine->addStretch();
    for (SegmentedButton *const choice :
         {m_traffic->levelSwitch(), m_timeline->groupingSwitch(), m_rooms->momentSwitch()}) {
        choice->setContentsMargins(0, 4, 0, 4);
        choice->setVisible(choice == m_traffic->levelSwitch());
        tabLine->addWidget(choice, 0, Qt::AlignVCenter);
    }
    auto *center = new QWidget(this);
    auto *lines = new QVBoxLayout(center);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(new OverviewStrip(m_feed, m_range, m_theme, center));
    lines->addLayout(tabLine);
    lines->addWidget(m_views, 1);

    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_start);
    m_pages->addWidget(center);
    setCentralWidget(m_pages);

    m_connections = new ConnectionsView(m_feed, m_selection, m_filter, m_theme, this);
    m_connectionsDock = addDock(QStringLiteral("connectionsDock"), tr("Connections"), m_connections,
                                Qt::LeftDockWidgetArea);

    m_details = new DetailsPanel(m_feed, m_selection, m_theme, this);
    m_detailsDock
        = addDock(QStringLiteral("detailsDock"), tr("Details"), m_details, Qt::RightDockWidgetArea);

    m_compose = new ComposePanel(m_theme, Settings::pathOf(QStringLiteral("compose")), this);
    m_composeDock = addDock(QStringLiteral("composeDock"), tr("Compose"), m_compose,
                            Qt::BottomDockWidgetArea);
    m_rules = new RulesPanel(m_theme, this);
    m_rulesDock
        = addDock(QStringLiteral("rulesDock"), tr("Rules"), m_rules, Qt::BottomDockWidgetArea);
    m_held = new HeldPanel(m_theme, this);
    m_heldDock = addDock(QStringLiteral("heldDock"), tr("Held"), m_held, Qt::BottomDockWidgetArea);
    for (QDockWidget *dock : {m_rulesDock, m_heldDock})
        tabifyDockWidget(m_composeDock, dock);
    for (QDockWidget *dock : {m_composeDock, m_rulesDock, m_heldDock})
        dock->hide(); // until there is something to do there

    m_status = new StatusLine(m_feed, m_document, m_theme, this);
    setStatusBar(m_status);
    connect(m_status, &StatusLine::changedRequested, this, [this] {
        m_filter.setText(QStringLiteral("is:changed"));
        showView(m_views->indexOf(m_traffic));
    });
}

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, QWidget *content,
                                 Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    // A quiet caption: it can be dragged, and the View menu closes and opens the dock.
    auto *caption = new QLabel(title.toUpper(), dock);
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setFont(m_theme.smallFont());
    caption->setContentsMargins(12, 8, 12, 8);
    dock->setTitleBarWidget(caption);
    addDockWidget(area, dock);
    return dock;
}
