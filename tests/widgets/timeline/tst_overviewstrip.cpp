// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/overviewstrip.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

class TestOverviewStrip : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init()
    {
        m = std::make_unique<Parts>();
        m->strip.resize(1000, 64);
        m->strip.show();
        QVERIFY(QTest::qWaitForWindowActive(&m->strip));
        m->chat.addChat();
        m->chat.addTicks(500);
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
        QTRY_VERIFY(!m->strip.isReading());
    }

    void cleanup() { m.reset(); }

    void showsAllThatTheFeedHas()
    {
        QCOMPARE(total(), m->feed.totals().messages);
        QCOMPARE(m->strip.height(), 64);
        QVERIFY(m->strip.axis().start <= m->strip.buckets().firstTime());
        QVERIFY(m->strip.axis().end() > m->strip.buckets().lastTime());
    }

    void followsLiveTraffic()
    {
        const Capture::Time before = m->strip.axis().end();
        m->feed.apply(m->chat.addTicks(300));
        QTRY_COMPARE(total(), m->feed.totals().messages);
        QVERIFY(m->strip.axis().end() > before);
    }

    void dragSelectsARange()
    {
        const QSignalSpy changes(&m->range, &TimeRange::changed);
        const TimeAxis axis = m->strip.axis();
        drag(600, 200);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(m->range.range(), (TimeRange::Range {axis.timeAt(200), axis.timeAt(600)}));
        drag(100, 5000); // out of the widget
        QCOMPARE(m->range.range(), (TimeRange::Range {axis.timeAt(100), axis.end()}));
        QVERIFY(m->range.range()->contains(m->strip.buckets().lastTime()));
    }

    void clickChangesNothing()
    {
        QTest::mouseClick(&m->strip, Qt::LeftButton, {}, {300, 20});
        drag(300, 303);
        QVERIFY(!m->range.range());
        drag(200, 600);
        const auto range = m->range.range();
        QTest::mouseClick(&m->strip, Qt::LeftButton, {}, {300, 20});
        drag(400, 403);
        QCOMPARE(m->range.range(), range);
    }

    void doubleClickClears()
    {
        drag(200, 600);
        QTest::mouseDClick(&m->strip, Qt::LeftButton, {}, {300, 20});
        QVERIFY(!m->range.range());
    }

    void handlesCanBeDragged()
    {
        const TimeAxis axis = m->strip.axis();
        drag(200, 600);
        QTest::mouseMove(&m->strip, {201, 30});
        QCOMPARE(m->strip.cursor().shape(), Qt::SplitHCursor);
        drag(202, 300);
        QCOMPARE(m->range.range(), (TimeRange::Range {axis.timeAt(300), axis.timeAt(600)}));
        drag(598, 100); // over the other one
        QCOMPARE(m->range.range(), (TimeRange::Range {axis.timeAt(100), axis.timeAt(300)}));
        QTest::mouseMove(&m->strip, {200, 30});
        QCOMPARE(m->strip.cursor().shape(), Qt::ArrowCursor);
    }

    void escapeStopsADragOrClears()
    {
        drag(200, 600);
        const auto range = m->range.range();
        QTest::mousePress(&m->strip, Qt::LeftButton, {}, {300, 20});
        QTest::mouseMove(&m->strip, {700, 20});
        QTest::keyClick(&m->strip, Qt::Key_Escape);
        QTest::mouseRelease(&m->strip, Qt::LeftButton, {}, {700, 20});
        QCOMPARE(m->range.range(), range);
        QTest::keyClick(&m->strip, Qt::Key_Escape);
        QVERIFY(!m->range.range());
    }

    void keysMoveAndWiden()
    {
        const TimeAxis axis = m->strip.axis();
        const auto step = axis.span / 100;
        QTest::keyClick(&m->strip, Qt::Key_Right);
        QCOMPARE(m->range.range(), (TimeRange::Range {axis.start, axis.start + axis.span / 10}));
        QTest::keyClick(&m->strip, Qt::Key_Left); // at the edge already
        QCOMPARE(m->range.range()->from, axis.start);
        QTest::keyClick(&m->strip, Qt::Key_Right);
        QTest::keyClick(&m->strip, Qt::Key_Right);
        QCOMPARE(
            m->range.range(),
            (TimeRange::Range {axis.start + 2 * step, axis.start + axis.span / 10 + 2 * step}));
        QTest::keyClick(&m->strip, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&m->strip, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(m->range.range(),
                 (TimeRange::Range {axis.start + step, axis.start + axis.span / 10 + 3 * step}));
        m->range.clear();
        QTest::keyClick(&m->strip, Qt::Key_Left);
        QCOMPARE(m->range.range(), (TimeRange::Range {axis.end() - axis.span / 10, axis.end()}));
        QTest::keyClick(&m->strip, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m->range.range()->to, axis.end());
    }

    void leavesOutWhatIsHidden()
    {
        drag(200, 600);
        m->feed.clear();
        QVERIFY(!m->range.range());
        QVERIFY(m->strip.axis().isEmpty());
        QVERIFY(m->strip.wordsAt(300).isEmpty());
        drag(200, 600);
        QTest::keyClick(&m->strip, Qt::Key_Right);
        QVERIFY(!m->range.range());
        m->feed.apply(m->chat.addTicks(7));
        QTRY_COMPARE(total(), 7);
        drag(200, 600);
        m->feed.undoClear();
        QVERIFY(m->range.range());
        QTRY_COMPARE(total(), m->feed.totals().messages);
        m->feed.close();
        QVERIFY(!m->range.range());
        QVERIFY(m->strip.axis().isEmpty());
    }

    void saysWhatIsUnderTheCursor()
    {
        const QStringList last = m->strip.wordsAt(999).split(QLatin1Char('\n'));
        QCOMPARE(last.size(), 4);
        QVERIFY(last.at(0).contains(QStringLiteral(", for ")));
        QCOMPARE(last.at(1), QStringLiteral("↑ sent: 0, 0 B"));
        QVERIFY(last.at(2).startsWith(QStringLiteral("↓ received: ")));
        QVERIFY(last.at(3).contains(QStringLiteral("messages, on a square-root scale")));
        m->strip.setMeasure(OverviewStrip::Measure::Bytes);
        QVERIFY(m->strip.wordsAt(0).contains(QStringLiteral("bytes, on a square-root scale")));
        QVERIFY(allWords().contains(QStringLiteral("with problems: 1")));
        QVERIFY(allWords().contains(QStringLiteral("heartbeats among them: 1")));
    }

    void describesItself()
    {
        QVERIFY(!m->strip.accessibleName().isEmpty());
        const qint64 received = m->strip.buckets().total().received.messages;
        QVERIFY(m->strip.accessibleDescription().contains(
            QStringLiteral("Received: %1.").arg(received)));
        QVERIFY(!m->strip.accessibleDescription().contains(QStringLiteral("Selected")));
        drag(200, 600);
        QVERIFY(m->strip.accessibleDescription().contains(QStringLiteral("Selected: from")));
        m->feed.close();
        QCOMPARE(m->strip.accessibleDescription(), QStringLiteral("No messages"));
    }

    void menuChoosesTheMeasure()
    {
        QCOMPARE(m->strip.contextMenuPolicy(), Qt::ActionsContextMenu);
        const QList<QAction *> actions = m->strip.actions();
        QCOMPARE(actions.size(), 4);
        QVERIFY(actions.at(0)->isChecked());
        actions.at(1)->trigger();
        QCOMPARE(m->strip.measure(), OverviewStrip::Measure::Bytes);
        QVERIFY(actions.at(1)->isChecked() && !actions.at(0)->isChecked());
        m->strip.setMeasure(OverviewStrip::Measure::Messages);
        QVERIFY(actions.at(0)->isChecked() && !actions.at(1)->isChecked());
        QVERIFY(!actions.at(3)->isEnabled());
        drag(200, 600);
        QVERIFY(actions.at(3)->isEnabled());
        actions.at(3)->trigger();
        QVERIFY(!m->range.range());
    }

    void paints_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<int>("ratio");
        QTest::newRow("light") << false << 1;
        QTest::newRow("dark") << true << 1;
        QTest::newRow("light, two pixels for one") << false << 2;
        QTest::newRow("dark, two pixels for one") << true << 2;
    }

    void paints()
    {
        QFETCH(const bool, isDark);
        QFETCH(const int, ratio);
        m->theme.setMode(isDark ? Theme::Mode::Dark : Theme::Mode::Light);
        const Colors &colors = m->theme.colors();
        const QImage image = picture(ratio);
        const int middle = OverviewPicture::MiddleLine * ratio;
        QVERIFY(pixels(image, colors.sent, 0, middle) > 0);
        QCOMPARE(pixels(image, colors.sent, middle, image.height()), 0);
        QVERIFY(pixels(image, colors.received, middle, image.height()) > 0);
        QCOMPARE(pixels(image, colors.received, 0, middle), 0);
        QVERIFY(pixels(image, colors.error, 0, OverviewPicture::MarkLane * ratio) > 0);
        QCOMPARE(pixels(image, colors.error, OverviewPicture::MarkLane * ratio, image.height()), 0);
        // The longest bar is as long as a bar can be.
        const int longest = middle + ratio * (1 + OverviewPicture::LongestBar);
        QVERIFY(pixels(image, colors.received, longest - 1, longest) > 0);
        QCOMPARE(pixels(image, colors.received, longest, image.height()), 0);
        QCOMPARE(pixels(image, colors.selection, 0, image.height()), 0);
    }

    void paintsTheRange()
    {
        drag(200, 600);
        const Colors &colors = m->theme.colors();
        for (const int ratio : {1, 2}) {
            const QImage image = picture(ratio);
            for (int x = 0; x < image.width(); x += ratio) {
                const bool isSelected = x > 200 * ratio && x < 599 * ratio;
                QCOMPARE(image.pixelColor(x, 0) == colors.selection, isSelected);
            }
            QCOMPARE(image.pixelColor(200 * ratio, 0), colors.accent);
            QCOMPARE(image.pixelColor(599 * ratio, 0), colors.accent);
            // Dimmed outside.
            const QRect left(0, 0, 190 * ratio, image.height());
            QCOMPARE(pixels(image.copy(left), colors.received, 0, image.height()), 0);
            QVERIFY(pixels(image, colors.received, 0, image.height()) > 0);
        }
    }

    void paintsTheRangeBeingDrawn()
    {
        const QColor selection = m->theme.colors().selection;
        QTest::mousePress(&m->strip, Qt::LeftButton, {}, {700, 20});
        QTest::mouseMove(&m->strip, {698, 20});
        QVERIFY(picture(1).pixelColor(699, 0) != selection);
        QTest::mouseMove(&m->strip, {400, 20});
        QImage image = picture(1);
        QVERIFY(image.pixelColor(398, 0) != selection);
        QCOMPARE(image.pixelColor(402, 0), selection);
        QCOMPARE(image.pixelColor(698, 0), selection);
        QVERIFY(image.pixelColor(702, 0) != selection);
        QVERIFY(!m->range.range());
        // What it is drawn in is hidden.
        m->feed.clear();
        QTest::mouseRelease(&m->strip, Qt::LeftButton, {}, {400, 20});
        QVERIFY(!m->range.range());
    }

    void paintsTheFocusOfKeys()
    {
        QVERIFY(m->strip.hasFocus());
        const QColor accent = m->theme.colors().accent;
        QVERIFY(picture(1).pixelColor(500, 0) != accent);
        m->strip.clearFocus();
        m->strip.setFocus(Qt::TabFocusReason);
        QCOMPARE(picture(1).pixelColor(500, 0), accent);
        QTest::mouseClick(&m->strip, Qt::LeftButton, {}, {300, 20});
        m->strip.clearFocus();
        QVERIFY(picture(1).pixelColor(500, 0) != accent);
    }

    void emptyIsOneLineOfText()
    {
        m->feed.clear();
        QTRY_VERIFY(!m->strip.isReading());
        const Colors &colors = m->theme.colors();
        const QImage image = picture(1);
        QVERIFY(pixels(image, colors.dim, 0, 64) > 0);
        for (const QColor &color : {colors.sent, colors.received, colors.error})
            QCOMPARE(pixels(image, color, 0, 64), 0);
    }

private:
    struct Parts
    {
        ChatCapture chat;
        Theme theme;
        CaptureFeed feed;
        TimeRange range;
        OverviewStrip strip {feed, range, theme};
    };

    qint64 total() const { return m->strip.buckets().total().messages(); }

    void drag(int from, int to)
    {
        QTest::mousePress(&m->strip, Qt::LeftButton, {}, {from, 20});
        QTest::mouseMove(&m->strip, {(from + to) / 2, 20});
        QTest::mouseMove(&m->strip, {to, 20});
        QTest::mouseRelease(&m->strip, Qt::LeftButton, {}, {to, 20});
    }

    QString allWords() const
    {
        QString words;
        for (int x = 0; x < m->strip.width(); ++x)
            words += m->strip.wordsAt(x);
        return words;
    }

    QImage picture(int ratio) const
    {
        QImage image(m->strip.size() * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        m->strip.render(&image);
        return image;
    }

    /// How many pixels of the rows from \a top to before \a bottom have \a color.
    static qsizetype pixels(const QImage &image, const QColor &color, int top, int bottom)
    {
        qsizetype count = 0;
        for (int y = top; y < bottom; ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) == color.rgb() ? 1 : 0;
        }
        return count;
    }

    std::unique_ptr<Parts> m;
};

QTEST_MAIN(TestOverviewStrip)
#include "tst_overviewstrip.moc"
