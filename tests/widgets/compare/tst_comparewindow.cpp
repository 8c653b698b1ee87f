// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/reportjson.h"
#include "tests/support/comparereport.h"
#include "widgets/common/theme.h"
#include "widgets/compare/comparewindow.h"
#include "widgets/compare/planform.h"
#include "widgets/compare/progresswords.h"
#include "widgets/compare/reportview.h"

#include <QAction>
#include <QFile>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Compare;
using namespace InventedReport;
using namespace Qt::StringLiterals;

/// The window, without anything that measures behind it.
class TestCompareWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void startAsksForTheRun();
    void anImpossiblePlanIsSaidInPlace();
    void progressIsSaidInWords();
    void theEndIsSaid();
    void aRunThatFailedKeepsWhatIsShown();
    void closingStopsTheRun();
    void everythingIsExported();
    void savedReportsAreShownAgain();
    void whatIsNoReportIsSaid();
    void whatCannotBeSavedIsSaid();
    void keysGoToTabs();

private:
    static QPushButton *start(CompareWindow &window)
    {
        return window.findChild<QPushButton *>(u"compareStart"_s);
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QAction *action(CompareWindow &window, const QString &name)
    {
        return window.findChild<QAction *>(name);
    }

    Theme m_theme;
};

void TestCompareWindow::startAsksForTheRun()
{
    CompareWindow window(m_theme);
    window.show();
    const QSignalSpy started(&window, &CompareWindow::startRequested);
    QTest::mouseClick(start(window), Qt::LeftButton);
    QCOMPARE(started.size(), 1);
    QCOMPARE(started.constFirst().constFirst().value<Plan>(), Plan());
    QVERIFY(window.isRunning());
    QVERIFY(!window.form()->isEnabled());
    QVERIFY(!start(window)->isVisible());
    window.start();
    QCOMPARE(started.size(), 1);
}

void TestCompareWindow::anImpossiblePlanIsSaidInPlace()
{
    CompareWindow window(m_theme);
    Plan none;
    none.ways.clear();
    window.setPlan(none);
    const QSignalSpy started(&window, &CompareWindow::startRequested);
    start(window)->click();
    QCOMPARE(started.size(), 0);
    QVERIFY(!window.isRunning());
    QCOMPARE(window.form()->errorText(), QString::fromUtf8(none.fault()));
}

void TestCompareWindow::progressIsSaidInWords()
{
    CompareWindow window(m_theme);
    window.show();
    window.start();
    Progress progress;
    progress.way = {Stack::SocketIoPolling, false, false};
    progress.doing = Progress::Doing::Transferring;
    progress.work = Work::Echo;
    progress.size = 65536;
    progress.round = 2;
    progress.rounds = 3;
    progress.done = 10;
    progress.total = 40;
    window.setProgress(progress);
    QCOMPARE(window.stateText(), u"Round 2 of 3: Socket.IO over polling, echo of 64 KB"_s);
    auto *const bar = window.findChild<QProgressBar *>();
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->maximum(), 40);
    QCOMPARE(bar->value(), 10);
    progress.doing = Progress::Doing::Cutting;
    Plan two;
    two.targets.append(Target::at("http://127.0.0.1:3000"));
    progress.target = 1;
    QCOMPARE(progressWords(progress, two),
             u"Round 2 of 3: Socket.IO over polling, the connection is cut on "
             "http://127.0.0.1:3000"_s);
}

void TestCompareWindow::theEndIsSaid()
{
    CompareWindow window(m_theme);
    window.show();
    window.start();
    window.setReport(report());
    QVERIFY(window.isRunning());
    window.finish(report());
    QVERIFY(!window.isRunning());
    QCOMPARE(window.stateText(), u"Done: 3 rounds."_s);
    QCOMPARE(window.view()->report(), report());
    QVERIFY(window.form()->isEnabled());
    Report stopped = report();
    stopped.wasCancelled = true;
    stopped.roundsDone = 1;
    window.start();
    window.finish(stopped);
    QCOMPARE(window.stateText(), u"Stopped after 1 of 3 rounds."_s);
}

void TestCompareWindow::aRunThatFailedKeepsWhatIsShown()
{
    CompareWindow window(m_theme);
    window.finish(report());
    window.start();
    Report failed;
    failed.failure = "There is no server to measure.";
    window.finish(failed);
    QCOMPARE(window.stateText(), u"There is no server to measure."_s);
    QCOMPARE(window.view()->report(), report());
}

void TestCompareWindow::closingStopsTheRun()
{
    CompareWindow window(m_theme);
    window.show();
    const QSignalSpy cancelled(&window, &CompareWindow::cancelRequested);
    window.start();
    window.close();
    QCOMPARE(cancelled.size(), 1);
    window.finish(report());
    window.show();
    window.close();
    QCOMPARE(cancelled.size(), 1);
}

void TestCompareWindow::everythingIsExported()
{
    const QTemporaryDir folder;
    CompareWindow window(m_theme);
    window.show();
    QVERIFY(!window.findChild<QToolButton *>()->isEnabled());
    window.finish(report());
    window.view()->showTab(ReportView::Plots);
    QString asked;
    window.setQuestions({{}, [&](QWidget *, const QString &suggested, const QString &filter) {
                             asked = filter;
                             return folder.filePath(suggested.section(u'.', 0, 0));
                         }});
    action(window, u"exportMarkdown"_s)->trigger();
    QVERIFY(asked.contains(u"*.md"_s));
    QVERIFY(contentOf(folder.filePath(u"comparison.md"_s)).startsWith("# WebSocket or"));
    QCOMPARE(window.stateText(), u"Saved as "_s + folder.filePath(u"comparison.md"_s));
    action(window, u"exportCompareCsv"_s)->trigger();
    QVERIFY(contentOf(folder.filePath(u"comparison.csv"_s)).startsWith("server,way,"));
    action(window, u"exportPng"_s)->trigger();
    const QImage picture(folder.filePath(u"comparison.png"_s));
    QVERIFY(picture.width() > 1000);
    action(window, u"exportJson"_s)->trigger();
    const auto read = reportFromJson(contentOf(folder.filePath(u"comparison.json"_s)));
    QVERIFY(std::holds_alternative<Report>(read));
}

void TestCompareWindow::savedReportsAreShownAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"run.json"_s);
    Plan narrow = plan();
    narrow.rounds = 2;
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(toJson(report(narrow)));
    }
    CompareWindow window(m_theme);
    window.setQuestions({[&path](QWidget *) { return path; }, {}});
    window.show();
    const auto buttons = window.findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == u"&Open…"_s)
            button->click();
    }
    QCOMPARE(window.view()->report().results, report(narrow).results);
    QCOMPARE(window.plan(), narrow);
    QCOMPARE(window.stateText(), u"Opened "_s + path);
}

void TestCompareWindow::whatIsNoReportIsSaid()
{
    const QTemporaryDir folder;
    CompareWindow window(m_theme);
    QVERIFY(!window.openReport(folder.filePath(u"none.json"_s)));
    QVERIFY(window.stateText().contains(u"none.json: "_s));
    QFile file(folder.filePath(u"other.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"hello\":1}");
    file.close();
    QVERIFY(!window.openReport(file.fileName()));
    QVERIFY(window.stateText().startsWith(file.fileName() + u": "_s));
}

void TestCompareWindow::whatCannotBeSavedIsSaid()
{
    CompareWindow window(m_theme);
    window.finish(report());
    window.setQuestions(
        {{}, [](QWidget *, const QString &, const QString &) { return u"/nowhere/at/all.md"_s; }});
    action(window, u"exportMarkdown"_s)->trigger();
    QVERIFY(window.stateText().startsWith(u"/nowhere/at/all.md: "_s));
}

void TestCompareWindow::keysGoToTabs()
{
    CompareWindow window(m_theme);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.finish(report());
    QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(window.view()->tabs()->currentIndex(), int(ReportView::Decisions));
    QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(window.view()->tabs()->currentIndex(), int(ReportView::Summary));
    const QSignalSpy started(&window, &CompareWindow::startRequested);
    QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(started.size(), 1);
}

QTEST_MAIN(TestCompareWindow)
#include "tst_comparewindow.moc"
