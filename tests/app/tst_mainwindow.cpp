// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/tapcontroller.h"
#include "protocol/capture/capturefile.h"
#include "protocol/capture/storereader.h"
#include "tests/support/blockingsocket.h"
#include "tests/support/chatcapture.h"
#include "tests/support/windowhome.h"
#include "widgets/rooms/roomsview.h"
#include "widgets/start/startpage.h"
#include "widgets/statistics/statisticsview.h"
#include "widgets/tap/tapdialog.h"
#include "widgets/timeline/overviewstrip.h"
#include "widgets/traffic/findbar.h"
#include "widgets/traffic/rowmodel.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

/// The window as a user drives it, with real sockets behind it.
class MainWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void demoFillsTheWindow();
    void theDemoHasRooms();
    void pausingLeavesAGap();
    void clearingCanBeUndone();
    void filterNarrowsTheRows();
    void findsAndFilters();
    void bookmarksAndNotesAreKept();
    void theOverviewNarrowsTheRows();
    void statisticsGoIntoAFile();
    void savesWhileRecordingAndOpensAgain();
    void aTapFromTheDialogSeesTheFirstByte();
    void aTapThatCannotListenSaysWhy();
    void aFileThatIsNoCaptureIsRefused();
    void saysHowManyWereChanged();
    void fitsALowScreen();
    void unsavedTrafficIsAskedAboutOnClose();
    void whatWasNotSavedIsOfferedAgain();

private:
    QAction *action(const char *name) const
    {
        return m_window->findChild<QAction *>(QString::fromLatin1(name));
    }
    int rows() const { return m_window->traffic().rowCount(); }
    void waitForRows(int count) { QTRY_VERIFY_WITH_TIMEOUT(rows() >= count, 20'000); }

    std::unique_ptr<WindowHome> m_home;
    QPointer<MainWindow> m_window;
};

void MainWindowTest::init()
{
    m_home = std::make_unique<WindowHome>();
    m_window = m_home->showWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

void MainWindowTest::cleanup()
{
    if (m_window) {
        m_window->closeQuietly();
        QTRY_VERIFY(!m_window);
    }
}

void MainWindowTest::demoFillsTheWindow()
{
    action("demo")->trigger();
    waitForRows(20);
    const auto *model = m_window->traffic().table()->model();
    QStringList words;
    for (int row = 0; row < model->rowCount(); ++row) {
        for (int column = 0; column < model->columnCount(); ++column)
            words.append(model->index(row, column).data().toString());
    }
    QVERIFY(words.contains(QStringLiteral("CONNECT")));
    QVERIFY(words.contains(QStringLiteral("EVENT")));
    QVERIFY(words.contains(QStringLiteral("/chat")));
    action("stop")->trigger(); // the rows stay
    QVERIFY(rows() >= 20);
    QVERIFY(!m_window->document().live());
}

void MainWindowTest::theDemoHasRooms()
{
    action("demo")->trigger();
    action("view2")->trigger();
    const auto *model = m_window->findChild<RoomsView *>()->tree()->model();
    const auto has = [model](const char *room) {
        return !model
                    ->match(model->index(0, 0), Qt::DisplayRole, QLatin1String(room), 1,
                            Qt::MatchExactly | Qt::MatchRecursive)
                    .isEmpty();
    };
    for (const char *room : {"/chat", "lobby", "orders"})
        QTRY_VERIFY2_WITH_TIMEOUT(has(room), room, 20'000);
    action("stop")->trigger();
    const auto reader = Capture::StoreReader::open(m_window->document().path(), nullptr);
    QVERIFY(reader);
    std::vector<Capture::SourceRecord::Type> types;
    for (const Capture::SourceRecord &source : reader->sources())
        types.push_back(source.type);
    using Type = Capture::SourceRecord::Type;
    QCOMPARE(types, (std::vector {Type::Tap, Type::Admin}));
    QVERIFY(reader->gaps().empty()); // the admin leaves before its server
}

void MainWindowTest::pausingLeavesAGap()
{
    action("demo")->trigger();
    waitForRows(5);
    action("record")->trigger();
    const LiveCapture *live = m_window->document().live();
    QVERIFY(live->isPaused());
    const quint64 crossed = live->tapCounts(1).receivedBytes;
    QTRY_VERIFY_WITH_TIMEOUT(live->tapCounts(1).receivedBytes > crossed + 500, 20'000);
    action("record")->trigger();
    const int before = rows();
    waitForRows(before + 3);
    action("stop")->trigger();
    const auto reader = Capture::StoreReader::open(m_window->document().path(), nullptr);
    QVERIFY(reader);
    QCOMPARE(reader->gaps().size(), std::size_t(1));
    QCOMPARE(reader->gaps()[0].cause, Capture::GapRecord::Cause::Paused);
}

void MainWindowTest::clearingCanBeUndone()
{
    action("demo")->trigger();
    waitForRows(20);
    const int before = rows();
    QTest::keyClick(m_window, Qt::Key_L, Qt::ControlModifier);
    QVERIFY(rows() < before);
    action("undoClear")->trigger();
    QVERIFY(rows() >= before);
}

void MainWindowTest::filterNarrowsTheRows()
{
    action("demo")->trigger();
    waitForRows(20);
    auto *filter = m_window->findChild<QLineEdit *>(QStringLiteral("filter"));
    QTest::keyClick(m_window, Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("price"));
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_VERIFY(rows() > 0 && !m_window->traffic().isSearching());
    const auto *model = m_window->traffic().table()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        QString line;
        for (int column = 0; column < model->columnCount(); ++column)
            line += model->index(row, column).data().toString();
        QVERIFY2(line.contains(QStringLiteral("price"), Qt::CaseInsensitive), qPrintable(line));
    }
    filter->clear();
    waitForRows(20);
}

void MainWindowTest::findsAndFilters()
{
    action("demo")->trigger();
    waitForRows(20);
    action("stop")->trigger();
    m_window->traffic().table()->step(1); // the first row
    const auto *find = m_window->findChild<FindBar *>();
    auto *text = m_window->findChild<QLineEdit *>(QStringLiteral("find"));
    auto *filter = m_window->findChild<QLineEdit *>(QStringLiteral("filter"));
    action("view1")->trigger(); // it comes back to the list
    QTest::keyClick(m_window, Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(text->hasFocus());
    QTest::keyClicks(text, QStringLiteral("chat"));
    QTRY_VERIFY2(find->words().startsWith(QStringLiteral("1 of ")), qPrintable(find->words()));
    QTest::keyClick(text, Qt::Key_F3);
    QVERIFY2(find->words().startsWith(QStringLiteral("2 of ")), qPrintable(find->words()));
    QTest::keyClick(text, Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(filter->hasFocus());
}

void MainWindowTest::bookmarksAndNotesAreKept()
{
    action("demo")->trigger();
    waitForRows(10);
    auto *table = m_window->traffic().table();
    table->setFocus();
    table->step(5);
    const Capture::Id id = table->rows()->idAt(table->currentIndex().row());
    QTest::keyClick(table, Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(action("bookmark")->isChecked()); // through the writer
    action("stop")->trigger();
    table->setCurrentIndex(table->model()->index(1, 0)); // another, then this one again
    table->setCurrentIndex(table->model()->index(table->rows()->ids().rowOf(id), 0));
    QVERIFY(action("bookmark")->isChecked());
    table->setFocus();
    QTest::keyClick(table, Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    auto *note = m_window->findChild<QPlainTextEdit *>(QStringLiteral("note"));
    QTRY_VERIFY(note->hasFocus());
    QTest::keyClicks(note, QStringLiteral("odd"));
    QTest::keyClick(note, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(table->hasFocus());

    const std::vector expected {
        Capture::Annotation {.message = id, .isBookmarked = true, .note = "odd"}};
    const QString saved = m_home->filePath(QStringLiteral("saved.sockscope"));
    m_window->document().saveAs(saved);
    const auto reader = Capture::StoreReader::open(saved, nullptr);
    QVERIFY(reader);
    QCOMPARE(reader->annotations(), expected);

    // Another program records into it.
    const auto locked = Capture::CaptureFile::lock(saved, nullptr);
    QVERIFY(locked);
    QSignalSpy failed(&m_window->document(), &CaptureDocument::failed);
    QVERIFY(!m_window->document().annotate(Capture::Annotation {.message = id, .note = {}}));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(reader->annotations(), expected);
}

void MainWindowTest::theOverviewNarrowsTheRows()
{
    action("demo")->trigger();
    waitForRows(30);
    auto *overview = m_window->findChild<OverviewStrip *>();
    QTRY_VERIFY(overview->buckets().total().messages() >= 30);
    const int all = rows();
    // The first quarter, in which nothing new happens.
    QTest::mousePress(overview, Qt::LeftButton, {}, QPoint(0, 20));
    QTest::mouseMove(overview, QPoint(overview->width() / 8, 20));
    QTest::mouseMove(overview, QPoint(overview->width() / 4, 20));
    QTest::mouseRelease(overview, Qt::LeftButton, {}, QPoint(overview->width() / 4, 20));
    QTRY_VERIFY(!m_window->traffic().isSearching() && rows() > 0 && rows() < all);
    const int some = rows();
    QTest::mouseDClick(overview, Qt::LeftButton, {}, QPoint(5, 20));
    QTRY_VERIFY(rows() >= all);
    QVERIFY(some < rows());
}

void MainWindowTest::statisticsGoIntoAFile()
{
    action("demo")->trigger();
    waitForRows(20);
    action("stop")->trigger();
    const QList<QAction *> actions = m_window->actions();
    const auto shows = std::ranges::find(actions, QStringLiteral("Statistics"), &QAction::text);
    QVERIFY(shows != actions.end());
    (*shows)->trigger();
    auto *const view = m_window->findChild<StatisticsView *>();
    QVERIFY(view->isVisible());
    QTRY_VERIFY(!view->job().isReading());
    const auto reader = Capture::StoreReader::open(m_window->document().path(), nullptr);
    QVERIFY(reader);
    QCOMPARE(view->job().statistics()->total.count, reader->totals().messages);

    const QString path = m_home->filePath(QStringLiteral("kinds.csv"));
    MainWindow::Questions questions;
    questions.csvToSave = [&path](QWidget *) { return path; };
    m_window->setQuestions(questions);
    view->actions().exportCsv->trigger();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), view->csv());
}

void MainWindowTest::savesWhileRecordingAndOpensAgain()
{
    const QString path = m_home->filePath(QStringLiteral("saved.sockscope"));
    MainWindow::Questions questions;
    questions.fileToSave = [path](QWidget *, const QString &) { return path; };
    m_window->setQuestions(questions);
    action("demo")->trigger();
    waitForRows(10);
    QSignalSpy saved(&m_window->document(), &CaptureDocument::saved);
    action("save")->trigger();
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(!m_window->document().isUnsaved());
    const int before = rows();
    waitForRows(before + 5); // it goes on in the new file
    action("stop")->trigger();
    const int all = rows();
    QCOMPARE(m_home->settings().recentFiles(), QStringList {path});

    MainWindow other(m_home->theme(), m_home->settings());
    other.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(other.openFile(path));
    QCOMPARE(other.traffic().rowCount(), all);
    other.closeQuietly();
    QVERIFY(QDir(m_home->filePath(QStringLiteral("sockscope")))
                .entryList({QStringLiteral("*.sockscope")})
                .isEmpty());
}

void MainWindowTest::aTapFromTheDialogSeesTheFirstByte()
{
    const BlockingServer server;
    action("tap")->trigger();
    TapDialog *dialog = m_window->taps().dialog();
    TapRequest request;
    request.listen = QStringLiteral("127.0.0.1:0");
    request.target = QStringLiteral("http://127.0.0.1:%1").arg(server.port());
    QSignalSpy started(&m_window->taps(), &TapController::tapStarted);
    emit dialog->startRequested(request);
    QTRY_COMPARE(started.size(), 1);
    QCOMPARE(dialog->phase(), TapDialog::Phase::Waiting);
    const QString address = started.first().at(1).toString();
    auto client = BlockingSocket::connectTo(
        static_cast<quint16>(address.mid(address.lastIndexOf(u':') + 1).toUInt()));
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_COMPARE(dialog->phase(), TapDialog::Phase::Flowing);
    auto peer = server.accept();
    QVERIFY(peer.receive(20).startsWith("GET / HTTP/1.1"));
}

void MainWindowTest::aTapThatCannotListenSaysWhy()
{
    const BlockingServer taken;
    action("tap")->trigger();
    TapDialog *dialog = m_window->taps().dialog();
    TapRequest request;
    request.listen = QStringLiteral("127.0.0.1:%1").arg(taken.port());
    request.target = QStringLiteral("http://127.0.0.1:1");
    emit dialog->startRequested(request);
    QTRY_COMPARE(dialog->phase(), TapDialog::Phase::Asking);
}

void MainWindowTest::aFileThatIsNoCaptureIsRefused()
{
    const QString path = m_home->filePath(QStringLiteral("notes.sockscope"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a capture at all");
    file.close();
    QVERIFY(!m_window->openFile(path));
    QVERIFY(m_window->findChild<StartPage *>()->isVisible());
}

void MainWindowTest::saysHowManyWereChanged()
{
    auto *const changed = m_window->findChild<QToolButton *>(QStringLiteral("changed"));
    QVERIFY(changed && !changed->isVisible());

    using What = Capture::Alteration::What;
    ChatCapture altered;
    altered.addChat();
    altered.alter(5, {.what = What::Dropped, .by = "rule", .other = {}});
    altered.alter(5, {.what = What::Delayed, .by = "rule", .other = {}});
    altered.alter(7, {.what = What::Delayed, .by = "you", .other = {}});
    action("view2")->trigger();
    QVERIFY(m_window->openFile(altered.path()));
    QTRY_VERIFY(changed->isVisible());
    QCOMPARE(changed->text(), QStringLiteral("2 changed"));
    QTest::mouseClick(changed, Qt::LeftButton);
    QCOMPARE(m_window->findChild<QLineEdit *>(QStringLiteral("filter"))->text(),
             QStringLiteral("is:changed"));
    QTRY_COMPARE(rows(), 2);
    QVERIFY(m_window->traffic().isVisible());
}

/// Whatever is open: 1280x800 less a panel of the desktop and a title.
void MainWindowTest::fitsALowScreen()
{
    action("demo")->trigger();
    waitForRows(20);
    m_window->traffic().table()->setCurrentIndex(
        m_window->traffic().table()->model()->index(10, 0));
    for (const char *dock : {"rules", "compose"}) {
        QVERIFY2(action(dock), dock);
        action(dock)->trigger();
        QVERIFY2(m_window->minimumSizeHint().height() <= 720, dock);
    }
}

void MainWindowTest::unsavedTrafficIsAskedAboutOnClose()
{
    const BlockingServer server;
    int asked = 0;
    auto answer = MainWindow::Questions::Close::Cancel;
    MainWindow::Questions questions;
    questions.unsavedOnClose = [&](QWidget *) {
        ++asked;
        return answer;
    };
    m_window->setQuestions(questions);
    TapRequest request;
    request.listen = QStringLiteral("127.0.0.1:0");
    request.target = QStringLiteral("http://127.0.0.1:%1").arg(server.port());
    QSignalSpy started(&m_window->taps(), &TapController::tapStarted);
    m_window->taps().start(request);
    QTRY_COMPARE(started.size(), 1);
    const QString address = started.first().at(1).toString();
    auto client = BlockingSocket::connectTo(
        static_cast<quint16>(address.mid(address.lastIndexOf(u':') + 1).toUInt()));
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    auto peer = server.accept();
    peer.receive(20);
    peer.send("HTTP/1.1 204 No Content\r\n\r\n");
    waitForRows(1);

    m_window->close();
    QCOMPARE(asked, 1);
    QVERIFY(m_window->isVisible());
    answer = MainWindow::Questions::Close::Discard;
    m_window->close();
    QTRY_VERIFY(!m_window);
    QCOMPARE(asked, 2);
    QVERIFY(QDir(m_home->filePath(QStringLiteral("sockscope")))
                .entryList({QStringLiteral("*.sockscope")})
                .isEmpty());
}

void MainWindowTest::whatWasNotSavedIsOfferedAgain()
{
    TapRequest request;
    request.listen = QStringLiteral("127.0.0.1:0");
    request.target = QStringLiteral("http://127.0.0.1:1");
    QSignalSpy started(&m_window->taps(), &TapController::tapStarted);
    m_window->taps().start(request);
    QTRY_COMPARE(started.size(), 1);
    const QString address = started.first().at(1).toString();
    auto client = BlockingSocket::connectTo(
        static_cast<quint16>(address.mid(address.lastIndexOf(u':') + 1).toUInt()));
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(client.receive(12).startsWith("HTTP/1.1 502"));
    waitForRows(1);
    m_window->closeQuietly(); // as a signal does
    QTRY_VERIFY(!m_window);

    const auto kept = Capture::unsavedCaptures(LiveCapture::stateFolder());
    QCOMPARE(kept.size(), 1);
    m_window = m_home->showWindow();
    emit m_window->findChild<StartPage *>()->recoverRequested(kept.first().path);
    QCOMPARE(rows(), 1);
    QVERIFY(m_window->document().isUnsaved());
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
