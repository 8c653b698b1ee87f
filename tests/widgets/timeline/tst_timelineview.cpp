// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/selection.h"
#include "widgets/common/theme.h"
#include "widgets/common/timerange.h"
#include "widgets/timeline/timelinecanvas.h"
#include "widgets/timeline/timelinepicture.h"
#include "widgets/timeline/timelineview.h"

#include <QAction>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;
using namespace Capture;
using Type = TimelineRow::Type;

/// The timeline as a user has it, over a real capture: keys, mouse, what it shows.
class TestTimelineView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init()
    {
        m = std::make_unique<Parts>();
        m->view.resize(1000, 600);
        m->view.show();
        QVERIFY(QTest::qWaitForWindowActive(&m->view));
        m->chat.addChat();
        m->chat.addTicks(50);
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
        QTRY_VERIFY(isRead());
        m->view.setFocus();
    }

    void cleanup() { m.reset(); }

    void hasALineForEachSession()
    {
        std::vector<Id> sessions;
        for (const TimelineRow &row : rows()) {
            if (row.type == Type::Session)
                sessions.push_back(row.session);
        }
        QCOMPARE(sessions, (std::vector<Id> {1, 2, 3, 4, 5}));
        QCOMPARE(m->view.job().data().messageCount(), m->feed.totals().messages);
    }

    void unfoldsTheFirstOnes()
    {
        QCOMPARE(labels(1), "Ab3x  SIO 4, transport, Engine.IO, /chat, /, /files, heartbeat");
        QCOMPARE(labels(4), "/feed  WS");
        click(row(4, Type::Session), 20);
        QCOMPARE(labels(4), "/feed  WS, transport, messages");
        click(row(1, Type::Session), 20);
        QCOMPARE(labels(1), "Ab3x  SIO 4");
    }

    void groupsByEvent()
    {
        m->view.groupingSwitch()->setCurrentIndex(1);
        QCOMPARE(labels(1),
                 "Ab3x  SIO 4, transport, no event, chat message, typing, upload, tick, heartbeat");
    }

    /// Whatever is under the mouse is the message that the capture has at that time.
    void everyMarkIsItsMessage()
    {
        int found = 0;
        for (const TimelineRow &line : rows()) {
            if (line.type == Type::Transport)
                continue;
            const QRect area = canvas().areaOf(line);
            for (int x = TimelinePicture::LabelWidth; x < area.right(); ++x) {
                const auto hit = canvas().hitAt({x, area.center().y()});
                if (!hit)
                    continue;
                const auto message = m->feed.reader()->message(hit->message);
                QVERIFY(message);
                QCOMPARE(message->record.session, line.session);
                QCOMPARE(message->record.time, hit->time);
                const double at = TimelinePicture::LabelWidth + canvas().scale().xOf(hit->time);
                QVERIFY(std::abs(at - x) <= TimelineHits::Reach);
                ++found;
            }
        }
        QVERIFY(found > 50);
    }

    void clickSelects()
    {
        const TimelineRow line = row(1, Type::Lane, "/files");
        const auto &marks = m->view.job().data().track(1)->lanes()[line.lane].marks.marks();
        QCOMPARE(marks.size(), std::size_t(2));
        click(line, xOf(marks[0].time));
        QCOMPARE(m->selection.message(), marks[0].id);
        QCOMPARE(m->selection.session(), 1);
        // The next one of the same line, and back.
        QTest::keyClick(&canvas(), Qt::Key_J);
        QCOMPARE(m->selection.message(), marks[1].id);
        QTest::keyClick(&canvas(), Qt::Key_J);
        QCOMPARE(m->selection.message(), marks[1].id);
        QTest::keyClick(&canvas(), Qt::Key_K);
        QCOMPARE(m->selection.message(), marks[0].id);
    }

    void clickSelectsExchangesAndSessions()
    {
        const TimelineRow line = row(3, Type::Transport);
        canvas().setFocus();
        const auto &post = m->view.job().data().track(3)->posts().spans().front();
        m->range.set(post.start - 1ms, post.end + 1ms);
        action("zoomRange")->trigger();
        click(line, xOf(post.start + (post.end - post.start) / 2));
        QCOMPARE(m->selection.level(), Selection::Level::Exchange);
        QCOMPARE(m->selection.exchange(), 3);
        click(line, xOf(post.end) + 40);
        QCOMPARE(m->selection.level(), Selection::Level::Session);
        QCOMPARE(m->selection.session(), 3);
    }

    void showsWhatIsSelectedElsewhere()
    {
        const TimelineScale before = canvas().scale();
        const Time last = m->view.job().data().lastTime();
        m->range.set(last - 1ms, last);
        action("zoomRange")->trigger();
        QVERIFY(canvas().scale().span() < before.span() / 10);
        m->selection.selectMessage(1, 1);
        const Time time = m->feed.reader()->message(1)->record.time;
        QVERIFY(canvas().scale().start() <= time && canvas().scale().end() > time);
    }

    void wheelZoomsToTheMouse()
    {
        const QPoint position(600, 200);
        const Time under = canvas().scale().timeAt(position.x() - TimelinePicture::LabelWidth);
        const auto span = canvas().scale().span();
        for (int i = 0; i < 10; ++i)
            wheel(position, {0, 120}, Qt::NoModifier);
        QVERIFY(canvas().scale().span() < span / 5);
        QVERIFY(std::abs(xOf(under) - position.x()) <= 1);
        const Time start = canvas().scale().start();
        wheel(position, {0, -120}, Qt::ShiftModifier);
        QVERIFY(canvas().scale().start() > start);
        QCOMPARE(canvas().following(), TimelineCanvas::Following::Nothing);
        QTest::keyClick(&canvas(), Qt::Key_0);
        QCOMPARE(canvas().scale().span(), span);
    }

    void wheelScrollsTheLines()
    {
        action("unfoldAll")->trigger();
        m->view.resize(1000, 200);
        const TimelineScale before = canvas().scale();
        wheel({50, 100}, {0, -120}, Qt::NoModifier);
        QVERIFY(canvas().verticalScrollBar()->value() > 0);
        QCOMPARE(canvas().scale(), before);
        action("foldAll")->trigger();
        QCOMPARE(rows().size(), std::size_t(5));
        QCOMPARE(canvas().verticalScrollBar()->value(), 0);
    }

    void dragSelectsTheSharedRange()
    {
        const TimelineScale scale = canvas().scale();
        drag({400, 100}, {700, 110}, Qt::LeftButton, Qt::NoModifier);
        QCOMPARE(m->range.range(),
                 (TimeRange::Range {scale.timeAt(400 - TimelinePicture::LabelWidth),
                                    scale.timeAt(700 - TimelinePicture::LabelWidth)}));
        QCOMPARE(canvas().scale(), scale);
        QTest::keyClick(&canvas(), Qt::Key_Escape);
        QVERIFY(!m->range.range());
    }

    void dragMovesTheTime()
    {
        const Time under = canvas().scale().timeAt(400 - TimelinePicture::LabelWidth);
        drag({400, 100}, {500, 100}, Qt::MiddleButton, Qt::NoModifier);
        QVERIFY(std::abs(xOf(under) - 500) <= 1);
        drag({500, 100}, {450, 100}, Qt::LeftButton, Qt::ShiftModifier);
        QVERIFY(std::abs(xOf(under) - 450) <= 1);
        QVERIFY(!m->range.range());
    }

    void showsAllAsItGrows()
    {
        m->feed.apply(m->chat.addTicks(100));
        const Time last = m->feed.reader()->message(m->chat.lastMessage())->record.time;
        QTRY_COMPARE(m->view.job().data().lastTime(), last);
        QTRY_VERIFY(canvas().scale().end() > last);
        QVERIFY(canvas().scale().start() < m->view.job().data().firstTime());
    }

    void followsTheTail()
    {
        QTest::keyClick(&canvas(), Qt::Key_Plus);
        QTest::keyClick(&canvas(), Qt::Key_End);
        QCOMPARE(canvas().following(), TimelineCanvas::Following::Tail);
        const auto span = canvas().scale().span();
        m->feed.apply(m->chat.addTicks(100));
        const Time last = m->feed.reader()->message(m->chat.lastMessage())->record.time;
        QTRY_VERIFY(canvas().scale().end() > last);
        QCOMPARE(canvas().scale().span(), span);
    }

    void staysWhereTheUserLooks()
    {
        QTest::keyClick(&canvas(), Qt::Key_Plus);
        QTest::keyClick(&canvas(), Qt::Key_Home);
        const TimelineScale before = canvas().scale();
        m->feed.apply(m->chat.addTicks(100));
        QTRY_COMPARE(m->view.job().data().messageCount(), m->feed.totals().messages);
        QCOMPARE(canvas().following(), TimelineCanvas::Following::Nothing);
        QCOMPARE(canvas().scale(), before);
    }

    void showsWhatTheFilterLetsThrough()
    {
        m->filter.setText(QStringLiteral("event:upload or event:tick"));
        QTRY_VERIFY(isRead());
        QTRY_COMPARE(m->view.job().data().track(1)->messages().marks().size(), std::size_t(51));
        // Heartbeats and answers' ways do not depend on it.
        QVERIFY(!m->view.job().data().track(1)->heartbeats().isEmpty());
        QCOMPARE(row(1, Type::Lane, "/files").session, 1);
        m->filter.setText({});
        QTRY_COMPARE(m->view.job().data().messageCount(), m->feed.totals().messages);
        m->filter.setSession(3);
        QCOMPARE(rows().front().session, 3);
        QVERIFY(std::all_of(rows().begin(), rows().end(),
                            [](const TimelineRow &line) { return line.session == 3; }));
    }

    void beginsAnewWithAnotherCapture()
    {
        const QSignalSpy filled(&canvas(), &TimelineCanvas::filledChanged);
        m->feed.close();
        QVERIFY(m->view.job().data().isEmpty());
        QCOMPARE(filled.count(), 1);
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
        QTRY_VERIFY(isRead());
        QCOMPARE(m->view.job().data().messageCount(), m->feed.totals().messages);
        m->feed.clear();
        QTRY_VERIFY(!m->view.job().isReading());
        QVERIFY(m->view.job().data().isEmpty());
        m->feed.apply(m->chat.addTicks(3));
        QTRY_COMPARE(m->view.job().data().messageCount(), 3);
    }

    void paintsInBothLooks()
    {
        for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m->theme.setMode(mode);
            const QImage picture = m->view.grab().toImage();
            const Colors &colors = m->theme.colors();
            const TimelineRow line = row(1, Type::Lane, "/chat");
            const QRect area = canvas().areaOf(line);
            bool hasReceived = false;
            for (int x = TimelinePicture::LabelWidth + 1; x < area.right(); ++x) {
                for (int y = area.center().y() + 1; y < area.bottom(); ++y)
                    hasReceived = hasReceived || picture.pixelColor(x, y) == colors.received;
            }
            QVERIFY(hasReceived);
            QCOMPARE(picture.pixelColor(4, area.center().y()), colors.pane);
        }
    }

    void nothingIsReadBeforeItIsShown()
    {
        TimelineView hidden(m->feed, m->selection, m->filter, m->range, m->theme);
        QVERIFY(!hidden.job().isReading());
        QVERIFY(hidden.job().data().isEmpty());
        // What was selected meanwhile does not keep all of it from being shown.
        m->selection.selectMessage(3, 1);
        hidden.show();
        QTRY_VERIFY(!hidden.job().isReading());
        QCOMPARE(hidden.canvas()->following(), TimelineCanvas::Following::All);
        QTRY_VERIFY(hidden.canvas()->scale().end() > hidden.job().data().lastTime());
        QVERIFY(hidden.canvas()->scale().start() < hidden.job().data().firstTime());
    }

private:
    struct Parts
    {
        ChatCapture chat;
        CaptureFeed feed;
        Selection selection;
        MessageFilter filter;
        TimeRange range;
        Theme theme;
        TimelineView view {feed, selection, filter, range, theme};
    };

    TimelineCanvas &canvas() { return *m->view.canvas(); }
    const std::vector<TimelineRow> &rows() { return canvas().rows().rows(); }
    bool isRead() { return !m->view.job().isReading() && !rows().empty(); }
    QAction *action(const char *name)
    {
        return m->view.findChild<QAction *>(QString::fromLatin1(name));
    }
    int xOf(Time time)
    {
        return TimelinePicture::LabelWidth + int(std::lround(canvas().scale().xOf(time)));
    }

    QByteArray labels(Id session)
    {
        QStringList labels;
        for (const TimelineRow &line : rows()) {
            if (line.session == session)
                labels << line.label;
        }
        return labels.join(QStringLiteral(", ")).toUtf8();
    }

    TimelineRow row(Id session, Type type, const QByteArray &label = {})
    {
        const auto found = std::find_if(rows().begin(), rows().end(), [&](const TimelineRow &line) {
            return line.session == session && line.type == type
                && (label.isEmpty() || line.label.toUtf8() == label);
        });
        return found == rows().end() ? TimelineRow() : *found;
    }

    void click(const TimelineRow &line, int x)
    {
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {},
                          {x, canvas().areaOf(line).center().y()});
    }

    void drag(const QPoint &from, const QPoint &to, Qt::MouseButton button,
              Qt::KeyboardModifiers modifiers)
    {
        QTest::mousePress(canvas().viewport(), button, modifiers, from);
        QTest::mouseMove(canvas().viewport(), (from + to) / 2);
        QTest::mouseMove(canvas().viewport(), to);
        QTest::mouseRelease(canvas().viewport(), button, modifiers, to);
    }

    void wheel(const QPoint &position, const QPoint &angle, Qt::KeyboardModifiers modifiers)
    {
        QWheelEvent event(position, canvas().viewport()->mapToGlobal(position), {}, angle,
                          Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas().viewport(), &event);
    }

    std::unique_ptr<Parts> m;
};

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
