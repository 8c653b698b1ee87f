// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/traffic/markactions.h"
#include "widgets/traffic/messagemodel.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

/// Bookmarks, notes and the measured message, by their keys.
class TestMarkActions : public QObject
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
        // As the document does, once it is written.
        connect(&m->view.marks(), &MarkActions::annotated, &m->feed, &CaptureFeed::annotate);
    }

    void cleanup() { m.reset(); }

    void bookmarksTheSelectedMessage()
    {
        const QAction *action = m->view.marks().bookmark();
        QVERIFY(!action->isEnabled());
        m->selection.selectMessage(5);
        press(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(m->feed.annotation(5) && m->feed.annotation(5)->isBookmarked);
        QVERIFY(action->isChecked());
        QCOMPARE(sign(5), std::optional(Icon::Bookmark));
        m->feed.annotate(Capture::Annotation {.message = 5, .isBookmarked = true, .note = "a <b>"});
        QCOMPARE(sign(5), std::optional(Icon::BookmarkNote));
        QVERIFY(rows()->toolTip(rows()->ids().rowOf(5), 0).contains(QStringLiteral("a &lt;b&gt;")));
        press(Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(sign(5), std::optional(Icon::Note));
        m->feed.annotate(Capture::Annotation {.message = 5, .note = {}});
        QVERIFY(!sign(5));
    }

    void goesFromOneToTheNext()
    {
        QVERIFY(!m->view.marks().nextBookmark()->isEnabled());
        m->feed.annotate(Capture::Annotation {.message = 4, .isBookmarked = true, .note = {}});
        m->feed.annotate(Capture::Annotation {.message = 8, .isBookmarked = false, .note = "odd"});
        QSignalSpy said(&m->view, &TrafficView::said);
        press(Qt::Key_F2);
        QCOMPARE(m->selection.message(), 4);
        press(Qt::Key_F2);
        QCOMPARE(m->selection.message(), 8);
        QCOMPARE(said.count(), 0);
        press(Qt::Key_F2);
        QCOMPARE(m->selection.message(), 4);
        QCOMPARE(said.count(), 1);
        press(Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(m->selection.message(), 8);
        press(Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(m->selection.message(), 4);
    }

    void listsBookmarksAsTheyAreMade()
    {
        m->chat.annotate({.message = 4, .isBookmarked = true, .note = {}});
        m->feed.annotate(Capture::Annotation {.message = 4, .isBookmarked = true, .note = {}});
        m->view.marks().onlyBookmarks()->trigger();
        QCOMPARE(m->filter.text(), QStringLiteral("is:bookmarked"));
        QTRY_COMPARE(m->view.rowCount(), 1);
        m->chat.annotate({.message = 8, .isBookmarked = true, .note = {}});
        m->feed.annotate(Capture::Annotation {.message = 8, .isBookmarked = true, .note = {}});
        QTRY_COMPARE(m->view.rowCount(), 2);
        m->chat.annotate({.message = 4, .note = {}});
        m->feed.annotate(Capture::Annotation {.message = 4, .note = {}});
        QTRY_COMPARE(m->view.rowCount(), 1);
        QCOMPARE(rows()->idAt(0), 8);
        m->view.marks().onlyBookmarks()->trigger();
        QCOMPARE(m->view.rowCount(), 15);
    }

    void measuresFromAMessage()
    {
        m->view.resize(700, 400);
        QVERIFY(m->view.table()->isColumnHidden(MessageModel::Delta));
        m->selection.selectMessage(5);
        press(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(!m->view.table()->isColumnHidden(MessageModel::Delta));
        QCOMPARE(rows()->headerData(MessageModel::Delta, Qt::Horizontal).toString(),
                 QStringLiteral("Δ #5"));
        QCOMPARE(delta(5).text, QStringLiteral("from here"));
        QCOMPARE(delta(5).sign, std::optional(Icon::Measure));
        QVERIFY(delta(4).text.startsWith(QChar(0x2212)));
        QVERIFY(delta(7).text.startsWith(QLatin1Char('+')));
        const QString measured = delta(8).text;
        m->selection.selectMessage(8);
        QCOMPARE(delta(8).text, measured);

        m->view.setLevel(TrafficView::Frames); // measured there too
        QCOMPARE(rows()->cell(rows()->rowOf({.message = 5}), 2).text, QStringLiteral("from here"));
        m->view.setLevel(TrafficView::Messages);
        press(Qt::Key_Escape);
        QCOMPARE(rows()->headerData(MessageModel::Delta, Qt::Horizontal).toString(),
                 QStringLiteral("Δ"));
        QVERIFY(m->view.table()->isColumnHidden(MessageModel::Delta));
        press(Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(delta(8).text, QStringLiteral("from here"));
        press(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(delta(8).text.startsWith(QLatin1Char('+')));
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

    RowModel *rows() const { return m->view.table()->rows(); }
    Cell at(Capture::Id id, int column) const
    {
        return rows()->cell(rows()->ids().rowOf(id), column);
    }
    Cell delta(Capture::Id id) const { return at(id, MessageModel::Delta); }
    std::optional<Icon> sign(Capture::Id id) const { return at(id, MessageModel::Number).sign; }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(m->view.table(), key, modifiers);
    }

    std::unique_ptr<Parts> m;
};

QTEST_MAIN(TestMarkActions)
#include "tst_markactions.moc"
