// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/statistics/statisticsview.h"

#include "protocol/query/statisticstext.h"
#include "widgets/common/format.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/statistics/bardelegate.h"
#include "widgets/statistics/layermodel.h"
#include "widgets/statistics/statisticsmodel.h"
#include "widgets/statistics/timeplot.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

#include <array>

namespace {

constexpr int RowHeight = 26;
constexpr int LayerRowHeight = 24;
constexpr int LayersWidth = 392; // of which no heading is cut

// In the order of the switch.
constexpr std::array<Query::Grouping, 5> Groupings {{
    {.byNamespace = true, .byEvent = true, .byDirection = true},
    {.bySession = true},
    {.byNamespace = true},
    {.byDirection = true},
    {.bySession = true, .byNamespace = true, .byEvent = true, .byDirection = true},
}};

void makeQuiet(QTableView &table, int rowHeight)
{
    table.setFrameShape(QFrame::NoFrame);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(rowHeight);
    table.horizontalHeader()->setHighlightSections(false);
}

} // namespace

StatisticsView::StatisticsView(const CaptureFeed &feed, MessageFilter &filter, TimeRange &range,
                               const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_filter(filter)
    , m_job(feed, filter)
    , m_model(new StatisticsModel(feed, theme, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_costs(new LayerModel(this))
    , m_stack(new QStackedWidget)
    , m_empty(new QLabel)
    , m_table(new QTableView)
    , m_layers(new QTableView)
    , m_grouping(new SegmentedButton(theme))
    , m_words(new QLabel)
    , m_traffic(new TimePlot(TimePlot::Subject::Messages, range, theme))
    , m_latency(new TimePlot(TimePlot::Subject::Latency, range, theme))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_grouping->addSegment(tr("Events"), tr("By namespace, event and direction"));
    m_grouping->addSegment(tr("Connections"), tr("By session"));
    m_grouping->addSegment(tr("Namespaces"));
    m_grouping->addSegment(tr("Directions"));
    m_grouping->addSegment(tr("All"), tr("By session, namespace, event and direction"));
    m_grouping->setAccessibleName(tr("Group by"));
    m_words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_words->setContentsMargins(12, 0, 0, 0);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setAccessibleName(tr("What is counted"));
    makeTable();
    makeLayers();
    m_table->setItemDelegate(
        new BarDelegate(theme, {.heights = StatisticsModel::BarsRole, .share = -1}, m_table));
    m_layers->setItemDelegate(
        new BarDelegate(theme, {.heights = -1, .share = LayerModel::ShareRole}, m_layers));
    makeActions();

    auto *const line = new QHBoxLayout;
    line->setContentsMargins(12, 4, 12, 4);
    line->addWidget(m_grouping);
    line->addWidget(m_words, 1);
    auto *const plots = new QWidget;
    auto *const plotLines = new QVBoxLayout(plots);
    plotLines->setContentsMargins({});
    plotLines->setSpacing(0);
    plotLines->addWidget(m_traffic, 1);
    plotLines->addWidget(m_latency, 1);
    plots->setMinimumHeight(72); // in a low window there is a handle to give them more
    m_table->setMinimumHeight(52);
    auto *const below = new QSplitter(Qt::Horizontal);
    below->addWidget(plots);
    below->addWidget(m_layers);
    below->setSizes({430, 440});
    auto *const parts = new QSplitter(Qt::Vertical);
    parts->addWidget(m_table);
    parts->addWidget(below);
    parts->setStretchFactor(0, 1);
    parts->setSizes({360, 248});
    for (QSplitter *const splitter : {below, parts}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    m_stack->addWidget(m_empty);
    m_stack->addWidget(parts);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_stack, 1);

    connect(m_grouping, &SegmentedButton::currentIndexChanged, this, &StatisticsView::setGrouping);
    connect(&m_job, &StatisticsJob::changed, this, &StatisticsView::refresh);
    setGrouping(0);
    refresh();
}

void StatisticsView::makeTable()
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(StatisticsModel::SortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Statistics"));
    makeQuiet(*m_table, RowHeight);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(StatisticsModel::Count, Qt::DescendingOrder);
    QHeaderView *const header = m_table->horizontalHeader();
    for (int column = 0; column < StatisticsModel::ColumnCount; ++column)
        header->resizeSection(column, 64);
    header->resizeSection(StatisticsModel::Connection, 112);
    header->resizeSection(StatisticsModel::Namespace, 84);
    header->resizeSection(StatisticsModel::Count, 76);
    header->resizeSection(StatisticsModel::Event, 116);
    header->resizeSection(StatisticsModel::Direction, 80);
    header->resizeSection(StatisticsModel::Sizes, 92);
    for (const int column : {StatisticsModel::AckP50, StatisticsModel::GapP50})
        header->resizeSection(column, 72);
    connect(m_table, &QTableView::doubleClicked, this, &StatisticsView::filterToThis);
}

void StatisticsView::makeLayers()
{
    m_layers->setModel(m_costs);
    m_layers->setAccessibleName(tr("What each layer cost"));
    makeQuiet(*m_layers, LayerRowHeight);
    m_layers->setSelectionMode(QAbstractItemView::NoSelection);
    m_layers->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    QHeaderView *const header = m_layers->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    m_layers->setMinimumWidth(LayersWidth);
    for (const int column : {LayerModel::Other, LayerModel::Rest}) { // of which there is little
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column, 48);
    }
}

void StatisticsView::makeActions()
{
    const auto add = [](QWidget *to, const QString &words, const QKeySequence &key = {}) {
        auto *const action = new QAction(words, to);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        to->addAction(action);
        return action;
    };
    m_actions.filterToThis = add(m_table, tr("Filter to this"));
    connect(m_actions.filterToThis, &QAction::triggered, this, &StatisticsView::filterToThis);
    m_actions.copy = add(m_table, tr("Copy"), QKeySequence::Copy);
    connect(m_actions.copy, &QAction::triggered, this, &StatisticsView::copy);
    m_actions.exportCsv = add(m_table, tr("Export as CSV…"));
    m_actions.exportCsv->setObjectName(QStringLiteral("exportCsv"));
    connect(m_actions.exportCsv, &QAction::triggered, this, &StatisticsView::csvExportRequested);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);

    QAction *const copyLayers = add(m_layers, tr("Copy"), QKeySequence::Copy);
    connect(copyLayers, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_costs->text()); });
    m_layers->setContextMenuPolicy(Qt::ActionsContextMenu);

    m_actions.traffic = add(m_traffic, tr("Bytes instead of messages"));
    m_actions.traffic->setCheckable(true);
    connect(m_actions.traffic, &QAction::toggled, this, [this](bool isBytes) {
        m_traffic->setSubject(isBytes ? TimePlot::Subject::Bytes : TimePlot::Subject::Messages);
    });
    m_traffic->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void StatisticsView::setGrouping(int index)
{
    const Query::Grouping &grouping = Groupings.at(static_cast<std::size_t>(index));
    m_table->setColumnHidden(StatisticsModel::Connection, !grouping.bySession);
    m_table->setColumnHidden(StatisticsModel::Namespace, !grouping.byNamespace);
    m_table->setColumnHidden(StatisticsModel::Event, !grouping.byEvent);
    m_table->setColumnHidden(StatisticsModel::Direction, !grouping.byDirection);
    m_job.setGrouping(grouping);
}

void StatisticsView::refresh()
{
    const auto &statistics = m_job.statistics();
    m_model->setStatistics(statistics);
    m_costs->setStatistics(*statistics);
    m_layers->setColumnHidden(LayerModel::Rest, !m_costs->hasRest());
    m_traffic->setStatistics(statistics);
    m_latency->setStatistics(statistics);
    const Query::StatisticsRow &total = statistics->total;
    const bool isEmpty = total.count == 0;
    m_stack->setCurrentIndex(isEmpty ? 0 : 1);
    if (isEmpty) {
        m_empty->setText(m_job.isReading() ? tr("Counting…")
                             : statistics->looked > 0
                             ? tr("No message matches the filter.")
                             : tr("Nothing to count yet.\nHow many messages of which kind, how "
                                  "large, how often, how fast they were answered,\nand what each "
                                  "layer cost over WebSocket and polling will be here."));
    }
    const QString count = total.count == statistics->looked
        ? tr("%1 messages").arg(formatNumber(total.count))
        : tr("of %1 of %2 messages")
              .arg(formatNumber(total.count), formatNumber(statistics->looked));
    QStringList words {m_job.isReading() ? tr("counting… %1").arg(count) : count};
    if (total.rate >= 0)
        words << tr("%1/s").arg(QLocale().toString(total.rate, 'f', total.rate < 10 ? 2 : 0));
    if (total.asked > 0)
        words << tr("%1 asked, %2 pending, %3 never answered")
                     .arg(formatNumber(total.asked), formatNumber(total.pending),
                          formatNumber(total.unanswered));
    m_words->setText(isEmpty ? QString() : words.join(QStringLiteral("  ·  ")));
    m_words->setToolTip(m_words->text());
    m_actions.exportCsv->setEnabled(!isEmpty);
}

std::vector<Query::StatisticsRow> StatisticsView::rowsInOrder() const
{
    std::vector<Query::StatisticsRow> rows;
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        rows.push_back(m_model->row(m_sorted->mapToSource(m_sorted->index(row, 0)).row()));
    return rows;
}

QByteArray StatisticsView::csv() const
{
    return Query::statisticsCsv(m_model->statistics(), rowsInOrder());
}

/// The rows that are selected, or all of them, as they are shown, with tabs between.
void StatisticsView::copy()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    if (rows.isEmpty()) {
        for (int row = 0; row < m_sorted->rowCount(); ++row)
            rows << m_sorted->index(row, 0);
    }
    const auto line = [this](const auto &textOf) {
        QStringList cells;
        for (int column = 0; column < StatisticsModel::ColumnCount; ++column) {
            if (!m_table->isColumnHidden(column) && column != StatisticsModel::Sizes)
                cells << textOf(column);
        }
        return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString text = line(
        [this](int column) { return m_sorted->headerData(column, Qt::Horizontal).toString(); });
    for (const QModelIndex &row : rows) {
        text += line([&row](int column) { return row.siblingAtColumn(column).data().toString(); });
    }
    QGuiApplication::clipboard()->setText(text);
}

void StatisticsView::filterToThis()
{
    const QModelIndex index = m_sorted->mapToSource(m_table->currentIndex());
    if (!index.isValid())
        return;
    if (const QByteArray term = m_model->termOf(index.row()); !term.isEmpty())
        m_filter.narrow(term);
}

void StatisticsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_job.setActive(true);
}

void StatisticsView::hideEvent(QHideEvent *event)
{
    m_job.setActive(false);
    QWidget::hideEvent(event);
}
