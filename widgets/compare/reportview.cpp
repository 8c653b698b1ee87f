// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/reportview.h"

#include "widgets/compare/comparewords.h"
#include "widgets/compare/decisionpage.h"
#include "widgets/compare/figurespage.h"
#include "widgets/compare/plotspage.h"
#include "widgets/compare/reporttables.h"
#include "widgets/compare/serverfindings.h"
#include "widgets/compare/summarypage.h"
#include "widgets/compare/tablespage.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>

using Compare::Report;

namespace {

enum Page { EmptyPage, TabsPage };
enum InterruptionTable : std::size_t { Cuts, Blocks };
enum ServerTable : std::size_t { Needs, Startups };

constexpr int TextWidth = 560;

} // namespace

ReportView::ReportView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_servers(new QComboBox)
    , m_about(new QLabel)
    , m_tabs(new QTabWidget)
    , m_summary(new SummaryPage)
    , m_figures(new FiguresPage(theme))
    , m_plots(new PlotsPage(theme))
    , m_interruptions(new TablesPage)
    , m_decisions(new DecisionPage)
    , m_needs(new TablesPage)
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_servers->setAccessibleName(tr("Server whose figures are shown"));
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_about->setAccessibleName(tr("What was measured"));
    makeTabs();
    auto *const head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 4);
    head->setSpacing(12);
    head->addWidget(m_servers);
    head->addWidget(m_about, 1);
    auto *const shown = new QWidget;
    auto *const column = new QVBoxLayout(shown);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_tabs, 1);
    m_pages->addWidget(makeEmpty());
    m_pages->addWidget(shown);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->addWidget(m_pages);
    connect(m_servers, &QComboBox::currentIndexChanged, this, &ReportView::refresh);
    connect(m_decisions, &DecisionPage::placeRequested, this, &ReportView::showPlace);
    clear();
}

void ReportView::makeTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_summary, tr("Summary"));
    m_tabs->addTab(m_figures, tr("Figures"));
    m_tabs->addTab(m_plots, tr("Plots"));
    m_tabs->addTab(m_interruptions, tr("Interruptions"));
    m_tabs->addTab(m_decisions, tr("When to use what"));
    m_tabs->addTab(m_needs, tr("Server"));
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        const QKeySequence key(Qt::CTRL | (Qt::Key_1 + tab));
        m_tabs->setTabToolTip(tab, key.toString(QKeySequence::NativeText));
    }
    m_interruptions->addTable(
        tr("The connection is cut"),
        tr("The tap resets the connection of a receiver while numbered messages are sent to the "
           "others, and keeps it out for a while. Measured on the first way with each stack."),
        tr("No connection was cut: it was not asked for, or there was no broadcast to measure it "
           "with."));
    m_interruptions->addTable(
        tr("WebSocket is blocked"),
        tr("The tap answers every request for a WebSocket 403, as some firewalls do. Measured on "
           "the first way with each stack."),
        tr("WebSocket was not blocked: it was not asked for, or the run did not come so far."));
    m_needs->addTable(tr("What one client needs of the server"),
                      tr("As far as it can be seen on the wire."), tr("Nothing was measured."));
    m_needs->addTable(
        tr("Until the first message can go"),
        tr("A WebSocket is open, or the namespace is connected and the upgrade done."),
        tr("Nothing was measured."));
}

QWidget *ReportView::makeEmpty()
{
    auto *const page = new QWidget;
    auto *const title = new QLabel(tr("WebSocket or Socket.IO?"));
    QFont big = title->font();
    big.setBold(true);
    big.setPointSizeF(big.pointSizeF() * 1.5);
    title->setFont(big);
    const QStringList paragraphs {
        tr("Start does the same work over plain WebSocket, over Socket.IO on a WebSocket and over "
           "Socket.IO on polling, with compression or msgpack where they are offered: messages of "
           "each size one way, echoed with an ack, and broadcast."),
        tr("All figures are of what crosses the wire, read by a tap in front of the server: bytes "
           "a message by layer, round trips, messages a second, work of the client. Then the "
           "connection is cut, and WebSocket is blocked, to see what is lost and what still "
           "works."),
        tr("Rounds repeat in turn, A B C A B C, so that noise hits all alike; where they overlap "
           "it says so. With the embedded server it takes a minute or two. For a server of your "
           "own, say what its echo event or path is called."),
        tr("The results can be saved as Markdown, CSV, a picture of the plots, or JSON that "
           "Open… shows again.")};
    auto *const column = new QVBoxLayout;
    column->setSpacing(12);
    column->addWidget(title);
    for (const QString &paragraph : paragraphs) {
        auto *const label = new QLabel(paragraph);
        label->setWordWrap(true);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setFixedWidth(TextWidth);
        column->addWidget(label);
    }
    auto *const lines = new QGridLayout(page);
    lines->addLayout(column, 0, 0, Qt::AlignCenter);
    return page;
}

void ReportView::clear()
{
    m_report = {};
    m_pages->setCurrentIndex(EmptyPage);
}

void ReportView::setReport(const Report &report)
{
    m_report = report;
    fillServers();
    m_pages->setCurrentIndex(TabsPage);
    refresh();
}

void ReportView::fillServers()
{
    const QSignalBlocker quiet(m_servers);
    const int before = m_servers->currentIndex();
    m_servers->clear();
    for (const Compare::Target &target : std::as_const(m_report.plan.targets)) {
        const QString words = serverWords(target);
        m_servers->addItem(target.isEmbedded() ? capital(words) : words);
    }
    m_servers->setCurrentIndex(before >= 0 && before < m_servers->count() ? before : 0);
    m_servers->setVisible(m_servers->count() > 1);
}

int ReportView::target() const
{
    return std::max(0, m_servers->currentIndex());
}

void ReportView::refresh()
{
    const int shown = target();
    QStringList about;
    if (m_servers->count() == 1)
        about += m_servers->currentText();
    const auto started = std::chrono::floor<std::chrono::milliseconds>(m_report.started);
    about += QDateTime::fromMSecsSinceEpoch(started.time_since_epoch().count())
                 .toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    about += m_report.plan.rounds == m_report.roundsDone
        ? roundsText(m_report.roundsDone)
        : tr("%1 of %2").arg(m_report.roundsDone).arg(roundsText(m_report.plan.rounds));
    m_about->setText(about.join(QStringLiteral("  ·  ")));
    m_summary->setReport(m_report, shown);
    m_figures->setReport(m_report, shown);
    m_plots->setReport(m_report, shown);
    m_interruptions->setContent(Cuts, ReportTables::cuts(m_report, shown));
    m_interruptions->setContent(Blocks, ReportTables::blocked(m_report, shown));
    m_decisions->setDecisions(decisionsOf(m_report, shown));
    m_needs->setContent(Needs, ReportTables::server(m_report, shown));
    m_needs->setRemark(Needs, serverFactsFinding(m_report, shown));
    m_needs->setContent(Startups, ReportTables::startup(m_report, shown));
}

void ReportView::showPlace(const ReportPlace &place)
{
    m_servers->setCurrentIndex(place.target);
    switch (place.table) {
    case ReportPlace::Table::Transfers:
        m_tabs->setCurrentIndex(Figures);
        m_figures->showPlace(place);
        break;
    case ReportPlace::Table::Interruptions:
        m_tabs->setCurrentIndex(Interruptions);
        m_interruptions->showRow(Cuts, wayTitle(place.way));
        break;
    case ReportPlace::Table::Blocked:
        m_tabs->setCurrentIndex(Interruptions);
        m_interruptions->showRow(Blocks, wayTitle(place.way));
        break;
    case ReportPlace::Table::Startup:
        m_tabs->setCurrentIndex(Server);
        m_needs->showRow(Startups, wayTitle(place.way));
        break;
    case ReportPlace::Table::Server:
        m_tabs->setCurrentIndex(Server);
        m_needs->showRow(Needs, wayTitle(place.way));
        break;
    }
}

void ReportView::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

QPixmap ReportView::plots()
{
    return m_plots->picture();
}
