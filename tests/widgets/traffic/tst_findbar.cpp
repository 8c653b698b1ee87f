// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/traffic/findbar.h"
#include "widgets/traffic/rowmodel.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

/// Finding as a user does it: in the view, on a real capture.
class TestFindBar : public QObject
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

    void stepsThroughWhatItFinds()
    {
        m->selection.selectMessage(7);
        find(QStringLiteral("LOBBY"));
        QTRY_COMPARE(words(), QStringLiteral("1 of 2 · from the top"));
        QCOMPARE(m->selection.message(), 5);
        QVERIFY(edit()->hasFocus());
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m->selection.message(), 6);
        QCOMPARE(words(), QStringLiteral("2 of 2"));
        QTest::keyClick(edit(), Qt::Key_F3);
        QCOMPARE(m->selection.message(), 5);
        QCOMPARE(words(), QStringLiteral("1 of 2 · from the top"));
        QTest::keyClick(edit(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(m->selection.message(), 6);
        QCOMPARE(words(), QStringLiteral("2 of 2 · from the end"));
        QTest::keyClick(edit(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(words(), QStringLiteral("1 of 2"));
        m->selection.selectMessage(1);
        QCOMPARE(words(), QStringLiteral("2 found"));

        QTest::keyClick(edit(), Qt::Key_Escape);
        QVERIFY(!bar()->isVisible());
        QVERIFY(m->view.table()->hasFocus());
        QVERIFY(bar()->wanted().isEmpty());
        QTest::keyClick(m->view.table(), Qt::Key_F3); // brings it back
        QTRY_COMPARE(words(), QStringLiteral("1 of 2"));
    }

    void tellsWhatThereIsNot()
    {
        find(QStringLiteral("nowhere"));
        QTRY_COMPARE(words(), QStringLiteral("none"));
        QCOMPARE(m->selection.message(), 0);
        find(QStringLiteral("(hi"));
        button("find-regex")->click();
        QVERIFY2(words().startsWith(QStringLiteral("No regular expression: ")),
                 qPrintable(words()));
        find(QStringLiteral("\"(hi|id)\""));
        QTRY_COMPARE(words(), QStringLiteral("1 of 3"));
    }

    void matchesLettersAsWritten()
    {
        find(QStringLiteral("acme"));
        QTRY_COMPARE(words(), QStringLiteral("1 of 1"));
        button("find-case")->click();
        QTRY_COMPARE(words(), QStringLiteral("none"));
        find(QStringLiteral("ACME"));
        QTRY_COMPARE(words(), QStringLiteral("1 of 1"));
    }

    void findsInWhatTheFilterShows()
    {
        m->filter.setText(QStringLiteral("dir:sent"));
        QTRY_VERIFY(!m->view.isSearching());
        find(QStringLiteral("lobby"));
        QTRY_COMPARE(words(), QStringLiteral("1 of 1"));
        m->filter.setText({});
        QTRY_COMPARE(words(), QStringLiteral("1 of 2"));
    }

    void followsWhatArrives()
    {
        find(QStringLiteral("tick"));
        QTRY_COMPARE(words(), QStringLiteral("1 of 1"));
        m->feed.apply(m->chat.addTicks(3));
        QTRY_COMPARE(words(), QStringLiteral("1 of 4"));
        QCOMPARE(m->selection.message(), 8);
    }

    void findsOnOtherLevels()
    {
        find(QStringLiteral("it's"));
        QTRY_COMPARE(words(), QStringLiteral("none"));
        m->view.setLevel(TrafficView::Exchanges);
        QTRY_COMPARE(words(), QStringLiteral("1 of 5")); // in their heads
        find(QStringLiteral("42[\"it's"));
        QTRY_COMPARE(words(), QStringLiteral("1 of 1"));
        QCOMPARE(m->selection.exchange(), 3);
        m->view.setLevel(TrafficView::Frames);
        find(QStringLiteral("lobby"));
        QTRY_COMPARE(words(), QStringLiteral("1 of 2"));
        QCOMPARE(m->selection.level(), Selection::Level::Frame);
        QCOMPARE(m->selection.message(), 5);
    }

    void marksWhereItStands()
    {
        QSignalSpy changed(&m->view, &TrafficView::findChanged);
        const QColor hit = m->theme.colors().hit;
        QVERIFY(!shows(hit));
        find(QStringLiteral("symbol"));
        QTRY_COMPARE(words(), QStringLiteral("1 of 1"));
        QVERIFY(changed.count() > 0);
        QVERIFY(shows(hit));
        QTest::keyClick(edit(), Qt::Key_Escape);
        QVERIFY(!shows(hit));
    }

private:
    struct Parts
    {
        Parts()
        {
            theme.setMode(Theme::Mode::Light);
            chat.addChat();
        }

        Theme theme;
        ChatCapture chat;
        CaptureFeed feed;
        Selection selection;
        MessageFilter filter;
        TrafficView view {feed, selection, filter, theme};
    };

    FindBar *bar() const { return m->view.findChild<FindBar *>(); }
    QLineEdit *edit() const { return m->view.findChild<QLineEdit *>(QStringLiteral("find")); }
    QToolButton *button(const char *name) const
    {
        return m->view.findChild<QToolButton *>(QString::fromLatin1(name));
    }
    QString words() const { return bar()->words(); }
    void find(const QString &text) const
    {
        m->view.find();
        edit()->setText(text);
    }
    bool shows(const QColor &color) const
    {
        const QImage picture = m->view.table()->viewport()->grab().toImage();
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                if (picture.pixelColor(x, y) == color)
                    return true;
            }
        }
        return false;
    }

    std::unique_ptr<Parts> m;
};

QTEST_MAIN(TestFindBar)
#include "tst_findbar.moc"
