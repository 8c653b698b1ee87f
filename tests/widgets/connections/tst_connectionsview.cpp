// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/connections/connectionsview.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

class TestConnectionsView : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m = std::make_unique<Parts>();
        m->view.resize(260, 400);
        m->view.show();
        QVERIFY(QTest::qWaitForWindowActive(&m->view));
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
        m->view.setFocus();
    }

    void cleanup() { m.reset(); }

    void sourcesAreOpen()
    {
        QVERIFY(m->view.isExpanded(model()->index(0, 0)));
        QVERIFY(!m->view.isExpanded(model()->indexOfSession(1)));
    }

    void clickSelectsEverywhere()
    {
        click(model()->indexOfSession(2));
        QCOMPARE(m->selection.level(), Selection::Level::Session);
        QCOMPARE(m->selection.session(), 2);
        QVERIFY(m->view.isExpanded(model()->indexOfSession(2)));
        QTest::keyClick(&m->view, Qt::Key_Down);
        QTest::keyClick(&m->view, Qt::Key_Down);
        QCOMPARE(m->selection.session(), 3);
        QVERIFY(!m->view.isExpanded(model()->indexOfSession(2)));
        QCOMPARE(m->filter.session(), 0);
    }

    void selectionElsewhereIsShown()
    {
        m->selection.selectMessage(8, 4, 4);
        QCOMPARE(m->view.currentIndex(), QModelIndex(model()->indexOfSession(4)));
        QCOMPARE(m->selection.message(), 8); // and is not taken over
        m->selection.clear();
        QVERIFY(!m->view.selectionModel()->hasSelection());
    }

    void narrowsAndWidens()
    {
        click(model()->indexOfSession(2));
        QTest::keyClick(&m->view, Qt::Key_Return);
        QCOMPARE(m->filter.session(), 2);
        QTest::keyClick(&m->view, Qt::Key_Return);
        QCOMPARE(m->filter.session(), 0);
        const QModelIndex tap = model()->index(0, 0);
        QTest::mouseDClick(m->view.viewport(), Qt::LeftButton, {}, place(tap));
        QCOMPARE(m->filter.source(), 1U);
        m->view.showAllAction()->trigger();
        QCOMPARE(m->filter.source(), 0U);
        QVERIFY(m->view.isExpanded(tap));
    }

    void asksForANoteOnASession()
    {
        QSignalSpy asked(&m->view, &ConnectionsView::noteRequested);
        m->view.setCurrentIndex(model()->index(0, 0)); // a tap has none
        m->view.noteAction()->trigger();
        QCOMPARE(asked.count(), 0);
        m->view.setCurrentIndex(model()->indexOfSession(4));
        m->selection.selectMessage(1, 4, 4);
        m->view.noteAction()->trigger();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(m->selection.level(), Selection::Level::Session);
        QCOMPARE(m->selection.session(), 4);
        m->feed.annotate(Capture::SessionNote {.session = 4, .note = "odd"});
        const auto chips = model()->line(model()->indexOfSession(4)).chips;
        QVERIFY(std::ranges::any_of(chips, [](const ConnectionsModel::Chip &chip) {
            return chip.text == QStringLiteral("note");
        }));
        const QVariant tip = model()->indexOfSession(4).data(Qt::ToolTipRole);
        QVERIFY(tip.toString().contains(QStringLiteral("odd")));
    }

    void showsItself()
    {
        m->selection.selectSession(1);
        m->theme.setMode(Theme::Mode::Dark);
        QVERIFY(!m->view.grab().isNull());
        m->theme.setMode(Theme::Mode::Light);
        m->feed.close();
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
        ConnectionsView view {feed, selection, filter, theme};
    };

    ConnectionsModel *model() const { return m->view.findChild<ConnectionsModel *>(); }
    QPoint place(const QModelIndex &index) const { return m->view.visualRect(index).center(); }
    void click(const QModelIndex &index) const
    {
        QTest::mouseClick(m->view.viewport(), Qt::LeftButton, {}, place(index));
    }

    std::unique_ptr<Parts> m;
};

QTEST_MAIN(TestConnectionsView)
#include "tst_connectionsview.moc"
