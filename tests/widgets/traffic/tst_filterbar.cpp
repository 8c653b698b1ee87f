// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/common/theme.h"
#include "widgets/traffic/cellterms.h"
#include "widgets/traffic/filterbar.h"
#include "widgets/traffic/trafficview.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

class TestFilterBar : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void filtersAsItIsWritten();
    void saysWhatIsWrong();
    void completes();
    void showsThatHeartbeatsAreHidden();
    void remembers();
    void narrows();
    void asksForCells();

private:
    void write(const QString &text)
    {
        m_edit->setFocus();
        m_edit->selectAll();
        QTest::keyClicks(m_edit, text);
    }
    void finish()
    {
        if (QWidget *popup = QApplication::activePopupWidget())
            popup->hide();
        QTest::keyClick(m_edit, Qt::Key_Return);
    }
    QString words() const
    {
        const auto *label = m_window->findChild<QLabel *>(QStringLiteral("filter-words"));
        return label->isHidden() ? QString() : label->text();
    }

    std::unique_ptr<ChatCapture> m_chat;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<CaptureFeed> m_feed;
    Selection m_selection;
    std::unique_ptr<MessageFilter> m_filter;
    std::unique_ptr<QWidget> m_window;
    TrafficView *m_view = nullptr;
    FilterBar *m_bar = nullptr;
    QLineEdit *m_edit = nullptr;
};

void TestFilterBar::init()
{
    m_chat = std::make_unique<ChatCapture>();
    m_chat->addChat();
    m_theme = std::make_unique<Theme>();
    m_feed = std::make_unique<CaptureFeed>();
    m_filter = std::make_unique<MessageFilter>();
    m_window = std::make_unique<QWidget>();
    m_view = new TrafficView(*m_feed, m_selection, *m_filter, *m_theme, m_window.get());
    m_bar = new FilterBar(*m_feed, *m_filter, *m_view, *m_theme, {}, m_window.get());
    m_bar->resize(800, 40);
    m_view->setGeometry(0, 40, 800, 400);
    m_edit = m_bar->findChild<QLineEdit *>(QStringLiteral("filter"));
    m_feed->open(m_chat->reader(), [this] { return m_chat->reader(); });
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestFilterBar::cleanup()
{
    m_window.reset();
    m_filter.reset();
    m_feed.reset();
}

void TestFilterBar::filtersAsItIsWritten()
{
    write(QStringLiteral("event:chat* dir:sent"));
    QTRY_COMPARE(m_filter->text(), QStringLiteral("event:chat* dir:sent"));
    QTRY_COMPARE(m_view->rowCount(), 1);
    QCOMPARE(words(), QString());
    m_filter->setText(QStringLiteral("lobby"));
    QCOMPARE(m_edit->text(), QStringLiteral("lobby"));
    QTRY_COMPARE(m_view->rowCount(), 2);
    m_edit->clear();
    QCOMPARE(m_filter->text(), QString());
}

void TestFilterBar::saysWhatIsWrong()
{
    write(QStringLiteral("lobby"));
    finish();
    QCOMPARE(m_filter->text(), QStringLiteral("lobby"));
    write(QStringLiteral("lobby size>x"));
    QCOMPARE(words(), QString()); // it is still being written
    QTRY_VERIFY(words().contains(QStringLiteral("character 12: x")));
    QCOMPARE(m_filter->text(), QStringLiteral("lobby"));
    write(QStringLiteral("(lobby"));
    finish();
    QVERIFY(words().contains(QStringLiteral("not closed")));
    write(QStringLiteral("(lobby)"));
    finish();
    QCOMPARE(words(), QString());
    QCOMPARE(m_filter->text(), QStringLiteral("(lobby)"));
}

void TestFilterBar::completes()
{
    write(QStringLiteral("x eve"));
    auto *completer = m_edit->findChild<QCompleter *>();
    QTRY_VERIFY(completer->popup()->isVisible());
    emit completer->activated(QStringLiteral("event:"));
    QCOMPARE(m_edit->text(), QStringLiteral("x event:"));
    QStringList offered;
    for (int i = 0; i < completer->completionModel()->rowCount(); ++i)
        offered.append(completer->completionModel()->index(i, 0).data().toString());
    QVERIFY(offered.contains(QStringLiteral("event:\"chat message\"")));
    QVERIFY(offered.contains(QStringLiteral("event:typing")));
    emit completer->activated(QStringLiteral("event:typing"));
    QCOMPARE(m_edit->text(), QStringLiteral("x event:typing"));
    completer->popup()->hide();
}

void TestFilterBar::showsThatHeartbeatsAreHidden()
{
    auto *button = m_bar->findChild<QToolButton *>(QStringLiteral("heartbeats-hidden"));
    QVERIFY(button->isVisible());
    button->click();
    QVERIFY(m_filter->withHeartbeats());
    QVERIFY(!button->isVisible());
    m_filter->setWithHeartbeats(false);
    QVERIFY(button->isVisible());
}

void TestFilterBar::remembers()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("filters.json"));
    FilterHistory one;
    FilterHistory other;
    QCOMPARE(one.load(path) + other.load(path), QString());
    for (int i = 0; i < 30; ++i)
        QCOMPARE(one.remember(QStringLiteral("f%1").arg(i)), QString());
    QCOMPARE(one.remember(QStringLiteral("f20")), QString());
    QCOMPARE(one.recent().size(), FilterHistory::MostRecent);
    QCOMPARE(one.recent().first(), QStringLiteral("f20"));
    QCOMPARE(other.keep(QStringLiteral("is:problem")), QString());
    QCOMPARE(other.recent(), one.recent()); // what another window wrote stays
    QCOMPARE(one.keep(QStringLiteral("dir:sent")), QString());
    QCOMPARE(one.kept(), (QStringList {QStringLiteral("dir:sent"), QStringLiteral("is:problem")}));
    QCOMPARE(one.drop(QStringLiteral("is:problem")) + one.forgetRecent(), QString());
    FilterHistory again;
    QCOMPARE(again.load(path), QString());
    QCOMPARE(again.kept(), QStringList {QStringLiteral("dir:sent")});
    QVERIFY(again.recent().isEmpty());

    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    QVERIFY(again.remember(QStringLiteral("x")).contains(QStringLiteral("no JSON")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{"));
}

void TestFilterBar::narrows()
{
    m_filter->setText(QStringLiteral("lobby or typing"));
    m_filter->narrow("dir:sent");
    QCOMPARE(m_filter->text(), QStringLiteral("(lobby or typing) dir:sent"));
    m_filter->narrow("-event:typing");
    QTRY_COMPARE(m_view->rowCount(), 1);
}

void TestFilterBar::asksForCells()
{
    const auto reader = m_chat->reader();
    const auto event = reader->message(5);
    const auto closing = reader->message(16);
    QCOMPARE(termForCell(*event, MessageModel::Event), "event:\"chat message\"");
    QCOMPARE(termForCell(*event, MessageModel::Namespace), "nsp:/chat");
    QCOMPARE(termForCell(*event, MessageModel::Direction), "dir:sent");
    QCOMPARE(termForCell(*event, MessageModel::Kind), "kind:event");
    QCOMPARE(termForCell(*event, MessageModel::Session), "session:1");
    QCOMPARE(termForCell(*event, MessageModel::Ack), "ack>=12100us");
    QCOMPARE(termForCell(*event, MessageModel::Data), QByteArray());
    QCOMPARE(termForCell(*closing, MessageModel::Event), "event:\"\"");
    QCOMPARE(termForCell(*closing, MessageModel::Ack), QByteArray());
    for (const auto column : {MessageModel::Time, MessageModel::Event, MessageModel::Payload,
                              MessageModel::Wire, MessageModel::Kind, MessageModel::Namespace}) {
        m_filter->setText(QString::fromUtf8(termForCell(*event, column)));
        QTRY_VERIFY(!m_view->isSearching());
        QVERIFY2(m_view->rowCount() >= 1, qPrintable(m_filter->text()));
    }
}

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
