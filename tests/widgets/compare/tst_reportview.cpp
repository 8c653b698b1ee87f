// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/comparereport.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/compare/decisionpage.h"
#include "widgets/compare/figuremodel.h"
#include "widgets/compare/figurespage.h"
#include "widgets/compare/figuretable.h"
#include "widgets/compare/plotspage.h"
#include "widgets/compare/reportview.h"
#include "widgets/compare/summarypage.h"
#include "widgets/compare/tablespage.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>

using namespace Compare;
using namespace InventedReport;
using namespace Qt::StringLiterals;

/// All that a report says, in tabs.
class TestReportView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void nothingYetTeaches();
    void theSummarySaysWhatFollows();
    void everyDecisionLeadsToItsFigures();
    void serversAreShownOneAtATime();
    void emptyTablesSayWhy();
    void plotsSayWhatTheyShow();
    void plotsFollowTheChoice();
    void thePictureIsTwiceAsLarge();
    void partialReportsKeepThePlace();

private:
    static QString textOf(const QWidget &widget)
    {
        QStringList texts;
        const auto labels = widget.findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisibleTo(&widget))
                texts += label->text();
        }
        return texts.join(u'\n');
    }

    static QString textOf(const TextTable &table)
    {
        QString text;
        for (const QStringList &row : table.content().rows)
            text += row.join(u'\t') + u'\n';
        return text;
    }

    Theme m_theme;
};

void TestReportView::nothingYetTeaches()
{
    ReportView view(m_theme);
    view.resize(860, 700);
    view.show();
    QVERIFY(textOf(view).contains(u"WebSocket or Socket.IO?"_s));
    QVERIFY(textOf(view).contains(u"A B C A B C"_s));
    view.setReport(report());
    QVERIFY(!textOf(view).contains(u"A B C A B C"_s));
    QVERIFY(textOf(view).contains(u"The embedded server"_s));
    view.clear();
    QVERIFY(textOf(view).contains(u"A B C A B C"_s));
}

void TestReportView::theSummarySaysWhatFollows()
{
    ReportView view(m_theme);
    view.setReport(report());
    auto *const summary = view.findChild<SummaryPage *>();
    const QString text = summary->text()->toPlainText();
    QVERIFY(text.contains(u"Round trips"_s));
    QVERIFY(text.contains(u"Socket.IO over WebSocket 72 bytes, 32 bytes (80 %) more"_s));
    QCOMPARE(summary->glance()->rowCount(), 3);
}

void TestReportView::everyDecisionLeadsToItsFigures()
{
    ReportView view(m_theme);
    view.resize(900, 700);
    view.show();
    view.setReport(report());
    auto *const page = view.findChild<DecisionPage *>();
    const auto buttons = page->findChildren<QPushButton *>();
    QCOMPARE(buttons.size(), 7);
    auto *const figures = view.findChild<FiguresPage *>();
    int selected = 0;
    for (QPushButton *button : buttons) {
        QVERIFY(button->accessibleName().startsWith(u"Show the figures: "_s));
        view.showTab(ReportView::Decisions);
        button->click();
        QVERIFY(view.tabs()->currentIndex() != ReportView::Decisions);
        if (view.tabs()->currentWidget() == figures) {
            QVERIFY(figures->table()->currentIndex().isValid());
            ++selected;
            continue;
        }
        bool isSelected = false;
        const auto tables = view.tabs()->currentWidget()->findChildren<QTableView *>();
        for (const QTableView *table : tables)
            isSelected = isSelected || table->selectionModel()->hasSelection();
        QVERIFY(isSelected);
    }
    QCOMPARE(selected, 4);
    // The last of them: one way at the smallest size, the fastest.
    buttons.at(5)->click();
    QCOMPARE(figures->model()->figure(), Figure::PerSecond);
    QCOMPARE(figures->table()->currentIndex().data().toString(), u"12,000/s (11,900–12,100/s)"_s);
}

void TestReportView::serversAreShownOneAtATime()
{
    Plan two = plan();
    two.targets.append(Target::at("http://127.0.0.1:3000"));
    Report all = report(two);
    all.results.back().startup.requests = spread(77);
    ReportView view(m_theme);
    view.setReport(report());
    QVERIFY(view.servers()->isHidden());
    view.setReport(all);
    QVERIFY(!view.servers()->isHidden());
    auto *const glance = view.findChild<SummaryPage *>()->glance();
    QVERIFY(!textOf(*glance).contains(u"77 ·"_s));
    view.servers()->setCurrentIndex(1);
    QVERIFY(textOf(*glance).contains(u"77 ·"_s));
    ReportPlace place;
    place.table = ReportPlace::Table::Server;
    view.showPlace(place);
    QCOMPARE(view.servers()->currentIndex(), 0);
    QCOMPARE(view.tabs()->currentIndex(), int(ReportView::Server));
}

void TestReportView::emptyTablesSayWhy()
{
    Plan narrow = plan();
    narrow.cuts = false;
    narrow.blocks = false;
    ReportView view(m_theme);
    view.setReport(report(narrow));
    view.showTab(ReportView::Interruptions);
    const QString text = textOf(*view.tabs()->currentWidget());
    QVERIFY(text.contains(u"No connection was cut: "_s));
    QVERIFY(text.contains(u"WebSocket was not blocked: "_s));
}

void TestReportView::plotsSayWhatTheyShow()
{
    PlotsPage page(m_theme);
    page.setReport(report(), 0);
    QStringList said;
    const auto widgets = page.findChildren<QWidget *>();
    for (const QWidget *widget : widgets)
        said += widget->accessibleDescription();
    const QString text = said.join(u'\n');
    QVERIFY2(text.contains(u"Socket.IO over polling: 444 B (Payload 32, Socket.IO 30, "
                           "Engine.IO 2, WebSocket frames 0, HTTP 380)"_s),
             qPrintable(text));
    QVERIFY(text.contains(u"Plain WebSocket at 64 KB: 0.20 ms (0.19–0.21 ms)"_s));
    QVERIFY(text.contains(u"Plain WebSocket at 16 B: 12,000/s (11,900–12,100/s)"_s));
}

void TestReportView::plotsFollowTheChoice()
{
    Report all = report();
    LayerSpreads &sent = transferOf(resultOf(all, Stack::WebSocket), Work::Broadcast, 65536).sent;
    sent.saved = spread(30'000);
    sent.wire = spread(65'542 - 30'000);
    PlotsPage page(m_theme);
    page.setReport(all, 0);
    QCOMPARE(page.works()->count(), 4);
    page.works()->setCurrentIndex(3);
    page.sizes()->setCurrentIndex(1);
    const auto said = [&page] {
        QString text;
        const auto widgets = page.findChildren<QWidget *>();
        for (const QWidget *widget : widgets)
            text += widget->accessibleName() + u": "_s + widget->accessibleDescription() + u'\n';
        return text;
    };
    QVERIFY(said().contains(u"Bytes a message by layer, broadcast of 64 KB"_s));
    QVERIFY2(said().contains(u"101,080 B, 23 % of the bar saved"_s), qPrintable(said()));
    QVERIFY(said().contains(u"CPU of the client by size, broadcast"_s));
    page.setReport(all, 0); // of a run that goes on
    QCOMPARE(page.works()->currentIndex(), 3);
    QCOMPARE(page.sizes()->currentIndex(), 1);
    page.setReport({}, 0);
    QCOMPARE(page.works()->count(), 0);
    QVERIFY(said().contains(u"Nothing measured"_s));
}

void TestReportView::thePictureIsTwiceAsLarge()
{
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        m_theme.setMode(mode);
        ReportView view(m_theme);
        view.resize(1000, 800);
        view.show();
        view.setReport(report());
        view.showTab(ReportView::Plots);
        const QImage picture = view.plots().toImage();
        QVERIFY(picture.width() > 1900);
        QVERIFY(picture.height() > 1200);
        // The ground, and bars in the colours of layers.
        QCOMPARE(picture.pixelColor(2, 2), m_theme.colors().pane);
        int bars = 0;
        for (int y = 0; y < picture.height(); y += 4) {
            for (int x = 0; x < picture.width(); x += 4)
                bars += picture.pixelColor(x, y) == m_theme.colors().heartbeat ? 1 : 0;
        }
        QVERIFY(bars > 100);
    }
}

void TestReportView::partialReportsKeepThePlace()
{
    ReportView view(m_theme);
    view.resize(900, 700);
    view.show();
    view.setReport(report());
    ReportPlace place;
    place.work = Work::Echo;
    place.size = 16;
    view.showPlace(place);
    auto *const table = view.findChild<FiguresPage *>()->table();
    const QModelIndex before = table->currentIndex();
    QVERIFY(before.isValid());
    view.setReport(report());
    QCOMPARE(view.tabs()->currentIndex(), int(ReportView::Figures));
    QCOMPARE(table->currentIndex(), before);
}

QTEST_MAIN(TestReportView)
#include "tst_reportview.moc"
