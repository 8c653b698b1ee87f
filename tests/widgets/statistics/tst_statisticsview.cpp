// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/statistics/layermodel.h"
#include "widgets/statistics/statisticsmodel.h"
#include "widgets/statistics/statisticsview.h"
#include "widgets/statistics/timeplot.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

class TestStatisticsView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void countsWhatIsThere();
    void growsWithTheCapture();
    void followsFilterAndMarker();
    void groups();
    void readsOnlyWhileItIsVisible();
    void sorts();
    void copiesAndExports();
    void filtersToARow();
    void brushesTheTime();
    void saysWhatLayersCost();
    void isReadableInBothLooks();

private:
    void open()
    {
        m_feed->open(m_chat->reader(), [this] { return m_chat->reader(); });
    }
    const Query::Statistics &statistics() const { return *m_view->job().statistics(); }
    bool isDone() const { return !m_view->job().isReading(); }
    QStringList column(int column) const
    {
        QStringList cells;
        const QAbstractItemModel &model = *m_view->table()->model();
        for (int row = 0; row < model.rowCount(); ++row)
            cells << model.index(row, column).data().toString();
        return cells;
    }

    Theme m_theme;
    std::unique_ptr<ChatCapture> m_chat;
    std::unique_ptr<CaptureFeed> m_feed;
    std::unique_ptr<MessageFilter> m_filter;
    std::unique_ptr<TimeRange> m_range;
    std::unique_ptr<StatisticsView> m_view;
};

void TestStatisticsView::init()
{
    m_chat = std::make_unique<ChatCapture>();
    m_chat->addChat();
    m_feed = std::make_unique<CaptureFeed>();
    m_filter = std::make_unique<MessageFilter>();
    m_range = std::make_unique<TimeRange>();
    connect(m_range.get(), &TimeRange::changed, m_filter.get(),
            [this] { m_filter->setRange(m_range->range()); });
    m_view = std::make_unique<StatisticsView>(*m_feed, *m_filter, *m_range, m_theme);
    m_view->resize(900, 640);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestStatisticsView::cleanup()
{
    m_view.reset();
}

void TestStatisticsView::countsWhatIsThere()
{
    const QAbstractItemModelTester tester(m_view->table()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    open();
    QVERIFY(!isDone());
    QTRY_VERIFY(isDone());
    QCOMPARE(statistics().total.count, m_feed->totals().messages);
    QCOMPARE(statistics().total.asked, 4);
    QCOMPARE(statistics().total.answered, 2);
    QCOMPARE(statistics().total.pending, 1);
    QCOMPARE(statistics().total.unanswered, 1); // of a session that is closed
    QVERIFY(column(StatisticsModel::Event).contains(QStringLiteral("upload")));
    QVERIFY(column(StatisticsModel::Event).contains(QStringLiteral("handshake")));
    QVERIFY(column(StatisticsModel::Direction).contains(QStringLiteral("↑ sent")));
    QVERIFY(column(StatisticsModel::AckP50).contains(QStringLiteral("812 ms")));
}

void TestStatisticsView::growsWithTheCapture()
{
    const QAbstractItemModelTester tester(m_view->table()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    open();
    QTRY_VERIFY(isDone());
    const int rows = m_view->table()->model()->rowCount();
    const QSignalSpy resets(m_view->table()->model(), &QAbstractItemModel::modelReset);
    for (int i = 0; i < 20; ++i)
        m_feed->apply(m_chat->addTicks(10));
    m_feed->apply(m_chat->addAnswer(13)); // "history"
    QTRY_COMPARE(statistics().total.count, m_feed->totals().messages);
    QTRY_COMPARE(statistics().total.pending, 0);
    QCOMPARE(statistics().total.answered, 3);
    QCOMPARE(m_view->table()->model()->rowCount(), rows + 1); // "tick"
    QCOMPARE(resets.count(), 0);
}

void TestStatisticsView::followsFilterAndMarker()
{
    open();
    m_filter->setText(QStringLiteral("event:upload"));
    QTRY_VERIFY(isDone());
    QCOMPARE(statistics().total.count, 1);
    QCOMPARE(statistics().looked, m_feed->totals().messages);
    m_filter->setText(QStringLiteral("event:nothing"));
    QTRY_VERIFY(isDone());
    QCOMPARE(statistics().total.count, 0);
    m_filter->reset();
    m_feed->clear();
    QTRY_VERIFY(isDone());
    QCOMPARE(statistics().looked, 0);
    m_feed->undoClear();
    QTRY_VERIFY(isDone());
    QCOMPARE(statistics().total.count, m_feed->totals().messages);
    m_feed->close();
    QCOMPARE(statistics().looked, 0);
}

void TestStatisticsView::groups()
{
    open();
    QTRY_VERIFY(isDone());
    QVERIFY(m_view->table()->isColumnHidden(StatisticsModel::Connection));
    m_view->grouping()->setCurrentIndex(1);
    QTRY_VERIFY(isDone());
    QVERIFY(!m_view->table()->isColumnHidden(StatisticsModel::Connection));
    QVERIFY(m_view->table()->isColumnHidden(StatisticsModel::Event));
    QCOMPARE(m_view->table()->model()->rowCount(), 5);
    QVERIFY(column(StatisticsModel::Connection).contains(QStringLiteral("#1  Ab3x")));
    m_view->grouping()->setCurrentIndex(3);
    QTRY_VERIFY(isDone());
    QCOMPARE(m_view->table()->model()->rowCount(), 2);
}

void TestStatisticsView::readsOnlyWhileItIsVisible()
{
    m_view->hide();
    open();
    QVERIFY(isDone());
    QCOMPARE(statistics().looked, 0);
    m_view->show();
    QVERIFY(!isDone());
    QTRY_VERIFY(isDone());
    m_view->hide();
    m_feed->apply(m_chat->addTicks(10));
    QCOMPARE(statistics().looked, m_feed->totals().messages - 10);
    m_view->show();
    QTRY_COMPARE(statistics().looked, m_feed->totals().messages);
}

void TestStatisticsView::sorts()
{
    open();
    m_feed->apply(m_chat->addTicks(10));
    QTRY_COMPARE(statistics().looked, m_feed->totals().messages);
    QCOMPARE(column(StatisticsModel::Event).constFirst(), QStringLiteral("tick")); // the most
    m_view->table()->sortByColumn(StatisticsModel::AckP50, Qt::DescendingOrder);
    QCOMPARE(column(StatisticsModel::Event).constFirst(), QStringLiteral("upload"));
    m_view->table()->sortByColumn(StatisticsModel::Event, Qt::AscendingOrder);
    QStringList names = column(StatisticsModel::Event);
    QVERIFY(std::ranges::is_sorted(names));
}

void TestStatisticsView::copiesAndExports()
{
    open();
    QTRY_VERIFY(isDone());
    m_view->table()->sortByColumn(StatisticsModel::AckP50, Qt::DescendingOrder);
    m_view->table()->selectRow(0);
    m_view->table()->setFocus();
    QTest::keyClick(m_view->table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3); // names, the row, nothing
    QVERIFY(lines[0].startsWith(QStringLiteral("Namespace\tEvent\tDirection\tCount\t")));
    QVERIFY(lines[1].startsWith(QStringLiteral("/files\tupload\t↑ sent\t1\t")));
    const QByteArrayList csv = m_view->csv().split('\n');
    QCOMPARE(csv.size(), std::ssize(statistics().rows) + 2);
    QVERIFY(csv[0].startsWith("namespace,event,direction,count,"));
    QVERIFY(csv[1].startsWith("/files,upload,sent,1,"));
    QSignalSpy wanted(m_view.get(), &StatisticsView::csvExportRequested);
    m_view->actions().exportCsv->trigger();
    QCOMPARE(wanted.count(), 1);
}

void TestStatisticsView::filtersToARow()
{
    open();
    QTRY_VERIFY(isDone());
    const int row
        = static_cast<int>(column(StatisticsModel::Event).indexOf(QStringLiteral("chat message")));
    QTableView &table = *m_view->table();
    const QModelIndex cell = table.model()->index(row, StatisticsModel::Event);
    const QString direction = cell.siblingAtColumn(StatisticsModel::Direction).data().toString();
    const qint64 count
        = cell.siblingAtColumn(StatisticsModel::Count).data(StatisticsModel::SortRole).toLongLong();
    table.scrollTo(cell);
    const QPoint place = table.visualRect(cell).center();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(
        m_filter->text(),
        QStringLiteral("nsp:/chat event:\"chat message\" dir:")
            + (direction.startsWith(u'↑') ? QStringLiteral("sent") : QStringLiteral("received")));
    QTRY_VERIFY(isDone());
    QCOMPARE(statistics().total.count, count);
    QCOMPARE(table.model()->rowCount(), 1);
}

void TestStatisticsView::brushesTheTime()
{
    open();
    QTRY_VERIFY(isDone());
    const Capture::Time from = *statistics().from;
    const Capture::Time to = *statistics().to;
    for (TimePlot *const plot : {m_view->traffic(), m_view->latency()}) {
        const auto span = to - from;
        const int left = qRound(plot->xOf(from + span / 4));
        const int right = qRound(plot->xOf(from + span / 2));
        QWidget *const area = plot->findChild<QWidget *>(QStringLiteral("plot"));
        QVERIFY(area);
        QTest::mousePress(area, Qt::LeftButton, {}, {left, area->height() / 2});
        QTest::mouseMove(area, {right, area->height() / 2});
        QVERIFY(!m_range->range()); // not before it is let go
        QTest::mouseRelease(area, Qt::LeftButton, {}, {right, area->height() / 2});
        QVERIFY(m_range->range());
        const auto pixel = span / (qRound(plot->xOf(to)) - qRound(plot->xOf(from)));
        QVERIFY(std::chrono::abs(m_range->range()->from - (from + span / 4)) <= pixel);
        QVERIFY(std::chrono::abs(m_range->range()->to - (from + span / 2)) <= pixel);
        QTRY_VERIFY(isDone());
        QVERIFY(statistics().total.count < statistics().looked);
        QCOMPARE(*statistics().from, m_range->range()->from);
        QTest::keyClick(plot, Qt::Key_Escape);
        QVERIFY(!m_range->range());
        QTRY_VERIFY(isDone());
        QCOMPARE(statistics().total.count, statistics().looked);
    }
}

void TestStatisticsView::saysWhatLayersCost()
{
    open();
    QTRY_VERIFY(isDone());
    const QAbstractItemModel &model = *m_view->layers()->model();
    const Query::LayerCosts &costs = statistics().of(Capture::Transport::WebSocket);
    QVERIFY(costs.payload > 49'152);
    QCOMPARE(model.index(LayerModel::SocketIo, LayerModel::OverWebSocket).data().toString(),
             QString::number(costs.socketIo));
    QCOMPARE(model.index(LayerModel::Payload, LayerModel::OverPolling).data().toString(),
             QStringLiteral("·"));
    double shares = 0;
    for (int row = 0; row < LayerModel::Saved; ++row)
        shares
            += model.index(row, LayerModel::OverWebSocket).data(LayerModel::ShareRole).toDouble();
    QVERIFY(std::abs(shares - 1) < 1e-9);
    QVERIFY(model.index(LayerModel::Price, LayerModel::OverWebSocket)
                .data()
                .toString()
                .startsWith(QStringLiteral("× 1.0")));
    m_view->layers()->setFocus();
    QTest::keyClick(m_view->layers(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().contains(
        QStringLiteral("\nPayload\t%1\t0\t").arg(costs.payload)));
}

void TestStatisticsView::isReadableInBothLooks()
{
    open();
    QTRY_VERIFY(isDone());
    QImage light;
    for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        m_theme.setMode(mode);
        const QImage look = m_view->grab().toImage();
        QVERIFY(look != light);
        light = look;
        QVERIFY(!m_view->traffic()->accessibleName().isEmpty());
        QVERIFY(m_view->latency()->accessibleDescription().contains(QStringLiteral("2 answers")));
    }
}

QTEST_MAIN(TestStatisticsView)
#include "tst_statisticsview.moc"
