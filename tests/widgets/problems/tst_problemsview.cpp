// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/samplecapture.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/selection.h"
#include "widgets/common/theme.h"
#include "widgets/problems/problemmodel.h"
#include "widgets/problems/problemsview.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

class TestProblemsView : public QObject
{
    Q_OBJECT

private slots:
    void growsWithTheCapture()
    {
        CaptureFeed feed;
        ProblemModel model(feed, m_theme);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        feed.open(m_capture.open());
        QCOMPARE(model.rowCount(), 2);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        Capture::Advance advance;
        Capture::ProblemRecord problem;
        problem.id = 3;
        problem.time = Samples::at(20'000);
        problem.problem = Problem::WsRsv2;
        problem.frame = 4;
        advance.problems = {problem};
        feed.apply(advance);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(model.index(2, ProblemModel::What).data().toString(), QStringLiteral("RSV2 set"));
        QCOMPARE(model.index(2, ProblemModel::Where).data().toString(), QStringLiteral("frame #4"));
        feed.close();
        QCOMPARE(model.rowCount(), 0);
    }

    void selectsWhatAProblemIsAbout()
    {
        CaptureFeed feed;
        Selection selection;
        ProblemsView view(feed, selection, m_theme);
        QSignalSpy counts(&view, &ProblemsView::countChanged);
        view.resize(700, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(!view.grab().isNull());
        feed.open(m_capture.open());
        QCOMPARE(view.count(), 2);
        QCOMPARE(counts.count(), 1);

        QTableView *const table = view.table();
        const QModelIndex first = table->model()->index(0, 0);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(first).center());
        QCOMPARE(selection.message(), Capture::Id(SampleCapture::Pending));
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(selection.level(), Selection::Level::Connection);
        QCOMPARE(selection.connection(), 1);
        QVERIFY(!view.grab().isNull());
    }

private:
    const SampleCapture m_capture;
    const Theme m_theme;
};

QTEST_MAIN(TestProblemsView)
#include "tst_problemsview.moc"
