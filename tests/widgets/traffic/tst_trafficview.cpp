// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/traffic/copyactions.h"
#include "widgets/traffic/newrowspill.h"
#include "widgets/traffic/rowmodel.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

class TestTrafficView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init()
    {
        m = std::make_unique<Parts>();
        m->view.resize(1000, 400);
        m->view.show();
        QVERIFY(QTest::qWaitForWindowActive(&m->view));
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
        m->view.table()->setFocus();
    }

    void cleanup() { m.reset(); }

    void followsTheTailUntilARowIsChosen()
    {
        QVERIFY(m->view.isFollowing());
        m->feed.apply(m->chat.addTicks(200));
        QVERIFY(isAtEnd());
        m->feed.apply(m->chat.addTicks(200));
        QVERIFY(isAtEnd());

        click(m->view.rowCount() - 2);
        QVERIFY(!m->view.isFollowing());
        QCOMPARE(m->selection.message(), 415);
        const int before = bar()->value();
        m->feed.apply(m->chat.addTicks(12));
        QCOMPARE(bar()->value(), before);
        QVERIFY(pill()->isVisible());
        QCOMPARE(pill()->text(), QStringLiteral("12 new"));

        QTest::mouseClick(pill(), Qt::LeftButton);
        QVERIFY(m->view.isFollowing());
        QVERIFY(!pill()->isVisible());
        QVERIFY(isAtEnd());
        QVERIFY(m->view.actions().follow->isChecked());
    }

    void scrollingStopsAndStartsToFollow()
    {
        m->feed.apply(m->chat.addTicks(200));
        bar()->setValue(10);
        QVERIFY(!m->view.isFollowing());
        m->feed.apply(m->chat.addTicks(5));
        QCOMPARE(bar()->value(), 10);
        bar()->setValue(bar()->maximum());
        QVERIFY(m->view.isFollowing());
        QVERIFY(!pill()->isVisible());
        QTest::keyClick(m->view.table(), Qt::Key_Space);
        QVERIFY(!m->view.isFollowing());
        QTest::keyClick(m->view.table(), Qt::Key_Space);
        QVERIFY(m->view.isFollowing());
    }

    void keysMoveAndJump()
    {
        QTest::keyClick(m->view.table(), Qt::Key_J);
        QCOMPARE(m->selection.message(), 1);
        QTest::keyClick(m->view.table(), Qt::Key_J);
        QTest::keyClick(m->view.table(), Qt::Key_J);
        QTest::keyClick(m->view.table(), Qt::Key_K);
        QCOMPARE(m->selection.message(), 2);
        QTest::keyClick(m->view.table(), Qt::Key_Down);
        QCOMPARE(m->selection.message(), 3);
        QVERIFY(!m->view.actions().jumpToAnswer->isEnabled());

        m->selection.selectMessage(5);
        QVERIFY(m->view.actions().jumpToAnswer->isEnabled());
        QTest::keyClick(m->view.table(), Qt::Key_A);
        QCOMPARE(m->selection.message(), 7);
        QCOMPARE(m->view.table()->currentIndex().row(), 6);
        QTest::keyClick(m->view.table(), Qt::Key_A);
        QCOMPARE(m->selection.message(), 5);
    }

    void goesToARow()
    {
        m->feed.apply(m->chat.addTicks(2000));
        QTest::keyClick(m->view.table(), Qt::Key_G, Qt::ControlModifier);
        auto *number = m->view.findChild<QLineEdit *>(QStringLiteral("go-to-number"));
        QTRY_VERIFY(number->hasFocus());
        QTest::keyClicks(number, QStringLiteral("1,234"));
        QTest::keyClick(number, Qt::Key_Return);
        QCOMPARE(m->selection.message(), 1234);
        QVERIFY(!number->isVisible());
        QVERIFY(m->view.table()->hasFocus());

        // A heartbeat is not shown: the next row is.
        QTest::keyClick(m->view.table(), Qt::Key_G, Qt::ControlModifier);
        QTest::keyClicks(number, QStringLiteral("9"));
        QTest::keyClick(number, Qt::Key_Return);
        QCOMPARE(m->selection.message(), 10);

        // 12:00 UTC and some; a time between two rows leads to the later one.
        const auto *rows = m->view.table()->rows();
        const Capture::Time time = *rows->timeAt(700) - std::chrono::microseconds(1);
        QTest::keyClick(m->view.table(), Qt::Key_G, Qt::ControlModifier);
        QTest::keyClicks(number, localTime(time));
        QTest::keyClick(number, Qt::Key_Return);
        QCOMPARE(m->selection.message(), rows->idAt(700));
        QTest::keyClick(m->view.table(), Qt::Key_G, Qt::ControlModifier);
        QTest::keyClicks(number, QStringLiteral("+2s"));
        QTest::keyClick(number, Qt::Key_Return);
        const int row = rows->ids().rowOf(m->selection.message());
        QVERIFY(*rows->timeAt(row) >= *rows->timeAt(700) + std::chrono::seconds(2));
        QVERIFY(*rows->timeAt(row - 1) < *rows->timeAt(700) + std::chrono::seconds(2));

        const auto *words = m->view.findChild<QLabel *>(QStringLiteral("go-to-words"));
        QTest::keyClick(m->view.table(), Qt::Key_G, Qt::ControlModifier);
        for (const char *const place : {"soon", "99999", "+900s"}) {
            number->selectAll();
            QTest::keyClicks(number, QString::fromLatin1(place));
            QVERIFY(!words->isVisible());
            QTest::keyClick(number, Qt::Key_Return);
            QVERIFY(words->isVisible() && number->isVisible());
        }
        QVERIFY(words->text().contains(QStringLiteral("the last row is #2,016 at ")));
        QTest::keyClick(number, Qt::Key_Escape);
        m->selection.selectMessage(10);
        QTest::keyClick(m->view.table(), Qt::Key_G, Qt::ControlModifier);
        QTest::keyClick(number, Qt::Key_Escape);
        QVERIFY(!number->isVisible());
        QCOMPARE(m->selection.message(), 10);
    }

    void levelsKeepTheSelection()
    {
        m->selection.selectMessage(5, 1, 1);
        const auto segments = m->view.levelSwitch()->findChildren<QAbstractButton *>();
        QTest::mouseClick(segments.at(1), Qt::LeftButton);
        QCOMPARE(m->view.level(), TrafficView::Frames);
        QCOMPARE(m->view.rowCount(), 14);
        QCOMPARE(m->view.table()->currentIndex().row(), 2);
        click(4);
        QCOMPARE(m->selection.level(), Selection::Level::Frame);
        QCOMPARE(m->selection.message(), 7);
        QTest::mouseClick(segments.at(2), Qt::LeftButton);
        QCOMPARE(m->view.rowCount(), 5);
        click(2);
        QCOMPARE(m->selection.exchange(), 3);
        m->view.setLevel(TrafficView::Messages);
        QCOMPARE(m->view.rowCount(), 15);
    }

    void narrowsToASession()
    {
        m->selection.selectMessage(8, 4, 4);
        QTest::keyClick(m->view.table(), Qt::Key_O);
        QCOMPARE(m->filter.session(), 4);
        QTRY_COMPARE(m->view.rowCount(), 3);
        auto *all = m->view.findChild<QToolButton *>(QStringLiteral("show-all"));
        QVERIFY(all->isVisible());
        QTest::mouseClick(all, Qt::LeftButton);
        QCOMPARE(m->view.rowCount(), 15);
        QVERIFY(!all->isVisible());
        QCOMPARE(m->view.table()->currentIndex().row(), 7);
        m->view.actions().heartbeats->trigger();
        QCOMPARE(m->view.rowCount(), 16);
    }

    void searchStopsFollowing()
    {
        m->filter.setText(QStringLiteral("lobby"));
        QVERIFY(!m->view.isFollowing());
        QTRY_VERIFY(!m->view.isSearching());
        QCOMPARE(m->view.rowCount(), 2);
        QVERIFY(!pill()->isVisible());
    }

    void copies()
    {
        QSignalSpy said(&m->view, &TrafficView::said);
        m->selection.selectMessage(5, 1, 1);
        QTest::keyClick(m->view.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral(R"(42/chat,0["chat message",{"room":"lobby","text":"hi"}])"));
        QCOMPARE(said.count(), 1);
        QVERIFY(!m->view.copies().actions().at(5)->isEnabled());
        m->selection.selectMessage(1, 1, 1);
        m->view.copies().actions().at(5)->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("curl ")));
        QVERIFY(QGuiApplication::clipboard()->text().contains(
            QStringLiteral("http://localhost:3000/socket.io/")));
    }

    void columnsGiveWay()
    {
        const auto isHidden
            = [this](int column) { return m->view.table()->isColumnHidden(column); };
        m->view.resize(1400, 400);
        QVERIFY(!isHidden(2) && !isHidden(6) && !isHidden(11));
        int before = 0;
        for (int width = 1400; width >= 660; width -= 20) {
            m->view.resize(width, 400);
            const int hidden = isHidden(2) + isHidden(11) + isHidden(6);
            QVERIFY(hidden >= before);
            QVERIFY(!isHidden(11) || isHidden(2)); // Δ before Wire
            QVERIFY(!isHidden(6) || isHidden(11)); // Wire before Nsp
            before = hidden;
        }
        QCOMPARE(before, 3);
        for (const int kept : {0, 1, 3, 4, 5, 7, 8, 9, 10})
            QVERIFY(!isHidden(kept));
    }

    void showsItself()
    {
        m->theme.setMode(Theme::Mode::Dark);
        QVERIFY(!m->view.grab().isNull());
        m->theme.setMode(Theme::Mode::Light);
        m->feed.close();
        QCOMPARE(m->view.rowCount(), 0);
        QVERIFY(!m->view.grab().isNull());
    }

private:
    struct Parts
    {
        Parts() { chat.addChat(); }

        Theme theme;
        ChatCapture chat;
        CaptureFeed feed;
        Selection selection;
        MessageFilter filter;
        TrafficView view {feed, selection, filter, theme};
    };

    static QString localTime(Capture::Time time)
    {
        const qint64 us = time.time_since_epoch().count();
        return QDateTime::fromMSecsSinceEpoch(us / 1000).toString(QStringLiteral("HH:mm:ss.zzz"))
            + QStringLiteral("%1").arg(us % 1000, 3, 10, QLatin1Char('0'));
    }

    QScrollBar *bar() const { return m->view.table()->verticalScrollBar(); }
    bool isAtEnd() const { return bar()->value() == bar()->maximum(); }
    NewRowsPill *pill() const { return m->view.findChild<NewRowsPill *>(); }
    void click(int row) const
    {
        TrafficTable *table = m->view.table();
        const QPoint place = table->visualRect(table->model()->index(row, 0)).center();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
    }

    std::unique_ptr<Parts> m;
};

QTEST_MAIN(TestTrafficView)
#include "tst_trafficview.moc"
