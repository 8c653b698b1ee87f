// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/mockcontroller.h"
#include "protocol/capture/storereader.h"
#include "tests/support/mockbench.h"
#include "tests/support/windowhome.h"
#include "widgets/common/errorlabel.h"
#include "widgets/common/selection.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>

/// A mock server that is run from the window, with its traffic in it.
class MocksTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void answersAndRecords();
    void servesTheSelectedSession();
    void saysWhatFails();
    void filesComeAndGo();

private:
    static constexpr int Patience = 20'000; // milliseconds

    MockDialog &dialog()
    {
        m_window->findChild<QAction *>(QStringLiteral("mock"))->trigger();
        return *m_window->mocks().dialog();
    }
    void click(const char *text)
    {
        const auto buttons = m_window->mocks().dialog()->findChildren<QPushButton *>();
        for (QPushButton *const button : buttons) {
            if (button->text() == QString::fromUtf8(text))
                button->click();
        }
    }
    QString error() const
    {
        return m_window->mocks()
            .dialog()
            ->findChild<ErrorLabel *>(QStringLiteral("mockError"))
            ->words();
    }
    QByteArray tapAddress()
    {
        const QString status
            = m_window->mocks().dialog()->findChild<QLabel *>(QStringLiteral("mockStatus"))->text();
        const qsizetype at = status.lastIndexOf(QStringLiteral("http://"));
        return status.mid(at + 7).section(u',', 0, 0).toUtf8();
    }

    std::unique_ptr<WindowHome> m_home;
    QPointer<MainWindow> m_window;
};

void MocksTest::init()
{
    m_home = std::make_unique<WindowHome>();
    m_window = m_home->showWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

void MocksTest::cleanup()
{
    if (m_window) {
        m_window->closeQuietly();
        QTRY_VERIFY(!m_window);
    }
}

void MocksTest::answersAndRecords()
{
    MockRequest request = dialog().request();
    request.listen = QStringLiteral("0");
    request.tapListen = QStringLiteral("0");
    request.answers = R"({"sockscope-answers":1,"answers":[
        {"name":"a","match":"event:ask","do":"ack","args":["answer",{"$arg":0}]}]})";
    dialog().setRequest(request);
    click("Start server");
    QTRY_VERIFY(tapAddress().startsWith("127.0.0.1:"));
    QCOMPARE(dialog().phase(), MockDialog::Phase::Running);
    Net::Poller poller;
    {
        MockClient client(poller, tapAddress());
        QTRY_VERIFY(client.isIn());
        client.ask("ask", "7");
        QTRY_COMPARE(client.log.last(), R"(ack "answer",7)");
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 4, Patience);
    click("Stop server");
    QCOMPARE(dialog().phase(), MockDialog::Phase::Asking);
    QCOMPARE(m_window->mocks().address(), QString());

    // And what was recorded is served.
    const Capture::Id session = 1;
    auto *const table = m_window->traffic().table();
    table->setCurrentIndex({}); // one row may have it already
    table->setCurrentIndex(table->model()->index(1, 0));
    request.source = MockRequest::Source::Session;
    request.isTapped = false;
    dialog().setRequest(request);
    QTRY_VERIFY(dialog()
                    .findChild<QLabel *>(QStringLiteral("mockSession"))
                    ->text()
                    .contains(QStringLiteral("session %1").arg(session)));
    click("Start server");
    QVERIFY2(!m_window->mocks().address().isEmpty(), qPrintable(error()));
    MockClient client(poller, m_window->mocks().address().toUtf8());
    QTRY_VERIFY(client.isIn());
    client.ask("ask", "8");
    QTRY_COMPARE(client.log.last(), R"(ack "answer",7)");
    client.ask("dance", "8");
    QTRY_COMPARE(error(),
                 QStringLiteral("Nothing was recorded for one more event \"dance\" in /."));
}

void MocksTest::servesTheSelectedSession()
{
    MockRequest request = dialog().request();
    request.source = MockRequest::Source::Session;
    dialog().setRequest(request);
    QVERIFY(dialog()
                .findChild<QLabel *>(QStringLiteral("mockSession"))
                ->text()
                .startsWith(QStringLiteral("No session is selected")));
    m_window->mocks().start(request); // nothing is open
    QVERIFY(!error().isEmpty());
    QCOMPARE(m_window->mocks().address(), QString());
}

void MocksTest::saysWhatFails()
{
    MockRequest request = dialog().request();
    request.isTapped = false;
    request.listen = QStringLiteral("0.0.0.0:0");
    m_window->mocks().start(request);
    QVERIFY2(error().contains(QStringLiteral("loopback")), qPrintable(error()));
    request.listen = QStringLiteral("nonsense");
    m_window->mocks().start(request);
    QVERIFY(!error().isEmpty());
    request.listen = QStringLiteral("0");
    request.answers = "{";
    m_window->mocks().start(request);
    QVERIFY2(error().startsWith(QStringLiteral("Line 1: This is no JSON")), qPrintable(error()));
    request = dialog().request();
    request.listen = QStringLiteral("0");
    request.tapListen = QStringLiteral("nonsense");
    m_window->mocks().start(request);
    QVERIFY(!error().isEmpty());
    QCOMPARE(m_window->mocks().address(), QString()); // no server without its tap
}

void MocksTest::filesComeAndGo()
{
    const QString path = m_home->filePath(QStringLiteral("answers.json"));
    m_window->mocks().setQuestions({.fileToOpen = [path](QWidget *) { return path; },
                                    .fileToSave = [path](QWidget *) { return path; }});
    const QByteArray first = dialog().request().answers;
    QVERIFY(first.contains("sockscope-answers"));
    click("Sa&ve…");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), first);
    dialog().setAnswers("{}");
    click("&Open…");
    QCOMPARE(dialog().request().answers, first);
    // It is kept while the dialog is closed.
    dialog().setAnswers("{ }");
    dialog().close();
    QTRY_VERIFY(!m_window->mocks().dialog());
    QCOMPARE(dialog().request().answers, QByteArray("{ }"));
}

QTEST_MAIN(MocksTest)
#include "tst_mocks.moc"
