// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/clientcontroller.h"
#include "protocol/capture/storereader.h"
#include "protocol/server/demoserver.h"
#include "tests/support/windowhome.h"
#include "widgets/compose/composepanel.h"
#include "widgets/connect/connectdialog.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

/// Being the client, as a user of the window does it, with a real server behind it.
class ClientsTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void connectsSendsAndSeesTheAnswer();
    void repeatsACapturedMessage();
    void keepsEverySessionOverAReconnect();
    void saysInTheDialogWhyItFailed();

private:
    QAction *action(const char *name) const
    {
        return m_window->findChild<QAction *>(QString::fromLatin1(name));
    }
    QLineEdit *address() const
    {
        const auto edits = m_window->clients().dialog()->findChildren<QLineEdit *>();
        for (QLineEdit *const edit : edits) {
            if (edit->accessibleName() == QLatin1String("Address of the server"))
                return edit;
        }
        return nullptr;
    }
    QWidget *named(const char *name) const
    {
        const auto children = m_window->compose().findChildren<QWidget *>();
        for (QWidget *const child : children) {
            if (child->accessibleName() == QLatin1String(name) && child->isVisible())
                return child;
        }
        return nullptr;
    }
    /// Types the address into the dialog and presses Return.
    void connectTo(const QString &url)
    {
        action("connect")->trigger();
        QTest::keyClick(address(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(address(), url);
        QTest::keyClick(address(), Qt::Key_Return);
    }
    int rowOf(const QString &text) const
    {
        const auto *model = m_window->traffic().table()->model();
        for (int row = model->rowCount() - 1; row >= 0; --row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                if (model->index(row, column).data().toString() == text)
                    return row;
            }
        }
        return -1;
    }
    bool hasRow(const QString &text) const { return rowOf(text) >= 0; }

    std::unique_ptr<Net::NetThread> m_net;
    std::unique_ptr<Server::DemoServer> m_server;
    QByteArray m_address;
    std::unique_ptr<WindowHome> m_home;
    QPointer<MainWindow> m_window;
};

void ClientsTest::init()
{
    m_home = std::make_unique<WindowHome>();
    m_net = std::make_unique<Net::NetThread>();
    m_server = std::make_unique<Server::DemoServer>(*m_net);
    const auto started = m_server->start("127.0.0.1", 0);
    QVERIFY(started.error.isEmpty());
    m_address = started.address;
    m_window = m_home->showWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

void ClientsTest::cleanup()
{
    if (m_window) {
        m_window->closeQuietly();
        QTRY_VERIFY(!m_window);
    }
    m_server.reset();
    m_net.reset();
}

void ClientsTest::connectsSendsAndSeesTheAnswer()
{
    connectTo(QStringLiteral("http://") + QString::fromLatin1(m_address));
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->clients().dialog()->isVisible(), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(hasRow(QStringLiteral("welcome")), 10'000);
    QTRY_VERIFY(m_window->compose().isVisible());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    auto *const event = qobject_cast<QComboBox *>(named("Event"));
    QVERIFY(event);
    event->lineEdit()->setFocus();
    QTRY_VERIFY(event->lineEdit()->hasFocus());
    QTest::keyClicks(event->lineEdit(), QStringLiteral("history"));
    QTest::keyClick(m_window->windowHandle(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(hasRow(QStringLiteral("history")), 10'000);
}

void ClientsTest::repeatsACapturedMessage()
{
    connectTo(QStringLiteral("http://") + QString::fromLatin1(m_address));
    QTRY_VERIFY_WITH_TIMEOUT(hasRow(QStringLiteral("welcome")), 10'000);
    ComposePanel &compose = m_window->compose();
    const auto draft = ComposeDraft::fromExported(
        "/", R"(["upload",{"z":1,"a":12345678901234567890.10,"file":{"$binary":"AQIDBA=="}}])",
        true);
    QVERIFY(draft);
    compose.repeat(*draft);
    compose.send();
    QTRY_VERIFY_WITH_TIMEOUT(hasRow(QStringLiteral("upload")), 10'000);
    TrafficTable *const table = m_window->traffic().table();
    compose.repeat(*ComposeDraft::fromExported("/", R"(["other"])", false));
    table->setCurrentIndex(table->model()->index(rowOf(QStringLiteral("upload")), 0));
    action("repeat")->trigger();
    QCOMPARE(compose.draft(), *draft);
}

void ClientsTest::keepsEverySessionOverAReconnect()
{
    connectTo(QStringLiteral("http://") + QString::fromLatin1(m_address));
    QTRY_VERIFY_WITH_TIMEOUT(hasRow(QStringLiteral("welcome")), 10'000);
    QTRY_VERIFY(!m_window->clients().dialog()->isVisible());
    m_server->stop();
    const quint16 port = m_address.mid(m_address.lastIndexOf(':') + 1).toUShort();
    QVERIFY(m_server->start("127.0.0.1", port).error.isEmpty());
    const auto sessions = [this] {
        return m_window->document().live()
            ? Capture::StoreReader::open(m_window->document().path(), nullptr)->sessions()
            : std::vector<Capture::SessionRecord>();
    };
    QTRY_VERIFY_WITH_TIMEOUT(sessions().size() >= 2, 30'000);
    const auto all = sessions();
    QCOMPARE(all.back().follows, all.front().id);
    QVERIFY(hasRow(QStringLiteral("welcome")));
}

void ClientsTest::saysInTheDialogWhyItFailed()
{
    m_server->stop();
    connectTo(QStringLiteral("ws://") + QString::fromLatin1(m_address) + QStringLiteral("/echo"));
    const ConnectDialog &dialog = *m_window->clients().dialog();
    QTRY_VERIFY_WITH_TIMEOUT(dialog.message().contains(QLatin1String("Nobody listens")), 10'000);
    QVERIFY(dialog.isVisible());
    QCOMPARE(dialog.phase(), ConnectDialog::Phase::Asking);
}

QTEST_MAIN(ClientsTest)
#include "tst_clients.moc"
