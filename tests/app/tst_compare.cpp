// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/comparecontroller.h"
#include "tests/support/windowhome.h"
#include "widgets/compare/comparewindow.h"
#include "widgets/compare/decisions.h"
#include "widgets/compare/findings.h"
#include "widgets/compare/reportview.h"

#include <QAction>
#include <QMenuBar>
#include <QPointer>
#include <QTest>

using namespace Compare;

/// The comparison as a user of the window asks for it, on the embedded server.
class CompareTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void opensFromTheMenu();
    void measuresTheEmbeddedServer();
    void measuresWhatIsKnownOfAnotherServer();
    void stopsWhenItIsTold();
    void stopsWhenItsWindowCloses();
    void endsWithTheMainWindow();

private:
    static constexpr int Patience = 60'000; // milliseconds

    static Plan tinyPlan();
    CompareWindow &open();

    std::unique_ptr<WindowHome> m_home;
    QPointer<MainWindow> m_window;
};

void CompareTest::init()
{
    m_home = std::make_unique<WindowHome>();
    m_window = m_home->showWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

void CompareTest::cleanup()
{
    if (m_window) {
        m_window->closeQuietly();
        QTRY_VERIFY(!m_window);
    }
}

Plan CompareTest::tinyPlan()
{
    Plan plan;
    plan.ways = {{Stack::WebSocket, false, false},
                 {Stack::SocketIoWebSocket, false, false},
                 {Stack::SocketIoPolling, false, false}};
    plan.sizes = {16, 4096};
    plan.messages = 10;
    plan.receivers = 2;
    plan.rounds = 2;
    return plan;
}

CompareWindow &CompareTest::open()
{
    m_window->findChild<QAction *>(QStringLiteral("compare"))->trigger();
    return *m_window->comparison().window();
}

void CompareTest::opensFromTheMenu()
{
    auto *const action = m_window->findChild<QAction *>(QStringLiteral("compare"));
    QVERIFY(action);
    QVERIFY(!action->shortcut().isEmpty());
    QVERIFY(m_window->menuBar()->actions().constFirst()->menu()->actions().contains(action));
    QVERIFY(!m_window->comparison().window());
    CompareWindow &window = open();
    QVERIFY(window.isVisible());
    QVERIFY(window.isWindow());
    QVERIFY(!window.isModal());
    QCOMPARE(&open(), &window);
}

void CompareTest::measuresTheEmbeddedServer()
{
    CompareWindow &window = open();
    window.setPlan(tinyPlan());
    window.start();
    QVERIFY(window.isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(window.stateText().startsWith(QLatin1String("Round 1 of 2: ")),
                             Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), Patience);
    QCOMPARE(window.stateText(), QStringLiteral("Done: 2 rounds."));
    const Report &report = window.view()->report();
    QCOMPARE(report.results.size(), std::size_t(3));
    const auto bytes = [&report](Stack stack) {
        const Transfer *transfer
            = report.result(0, {stack, false, false})->transfer(Work::Echo, 16);
        return figureOf(*transfer, Figure::Bytes).median;
    };
    // A frame to the server has a head of 6 bytes, one from it 2.
    QCOMPARE(bytes(Stack::WebSocket), 16 + 6 + 16 + 2);
    QVERIFY(bytes(Stack::SocketIoWebSocket) > bytes(Stack::WebSocket));
    QVERIFY(bytes(Stack::SocketIoPolling) > bytes(Stack::SocketIoWebSocket));
    const Blocked &blocked = report.result(0, {Stack::SocketIoPolling, false, false})->blocked;
    QVERIFY(blocked.works);
    QVERIFY(!report.result(0, {})->blocked.works);
    for (const Decision &decision : decisionsOf(report, 0))
        QVERIFY2(decision.isMeasured, qPrintable(questionTitle(decision.question)));
    QVERIFY(findingsOf(report).size() > 20);
}

void CompareTest::measuresWhatIsKnownOfAnotherServer()
{
    m_window->startDemo();
    QTRY_VERIFY(!m_window->demoUrl().isEmpty());
    CompareWindow &window = open();
    Plan plan = tinyPlan();
    plan.targets = {Target::at(m_window->demoUrl().toUtf8())};
    plan.rounds = 1;
    window.setPlan(plan);
    QCOMPARE(window.plan(), plan); // as the form has it
    window.start();
    QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), Patience);
    const Report &report = window.view()->report();
    // Nobody said where it has a plain WebSocket, or what its echo is called.
    QVERIFY(!report.result(0, {})->failure.isEmpty());
    const WayResult &socketIo = *report.result(0, {Stack::SocketIoWebSocket, false, false});
    QVERIFY(socketIo.startup.isKnown());
    QVERIFY(socketIo.transfer(Work::OneWay, 16)->isKnown());
    const Transfer *const echo = socketIo.transfer(Work::Echo, 16);
    QVERIFY(!echo || !echo->isKnown());
    for (const Decision &decision : decisionsOf(report, 0)) {
        if (decision.question == Decision::Question::Overhead)
            QVERIFY(!decision.isMeasured);
        if (decision.question == Decision::Question::SmallMessages)
            QVERIFY(decision.isMeasured);
    }
}

void CompareTest::stopsWhenItIsTold()
{
    CompareWindow &window = open();
    Plan plan = tinyPlan();
    plan.rounds = 100;
    window.setPlan(plan);
    window.start();
    QTRY_VERIFY_WITH_TIMEOUT(!window.view()->report().results.empty(), Patience);
    emit window.cancelRequested();
    QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), Patience);
    QVERIFY(window.view()->report().wasCancelled);
    QVERIFY(window.stateText().startsWith(QLatin1String("Stopped after ")));
}

void CompareTest::stopsWhenItsWindowCloses()
{
    CompareWindow &window = open();
    Plan plan = tinyPlan();
    plan.rounds = 100;
    window.setPlan(plan);
    window.start();
    window.close();
    QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), Patience);
    QVERIFY(m_window->isVisible());
}

void CompareTest::endsWithTheMainWindow()
{
    QPointer<CompareWindow> window = &open();
    window->setPlan(tinyPlan());
    window->start();
    m_window->closeQuietly();
    QTRY_VERIFY_WITH_TIMEOUT(!m_window, Patience);
    QVERIFY(!window);
}

QTEST_MAIN(CompareTest)
#include "tst_compare.moc"
