// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/capturedocument.h"
#include "tests/support/windowhome.h"
#include "widgets/start/startpage.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QDir>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>
#include <QUrl>

namespace {

QString harNamed(const char *name)
{
    return QStringLiteral(SOCKSCOPE_TEST_DATA "/har/%1.har").arg(QLatin1String(name));
}

} // namespace

/// Files of other programs in the window.
class ImportTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void opensAHar();
    void opensWhatIsDropped();
    void saysWhatCannotBeRead();
    void canBeStopped();
    void whatWasReadIsOfferedAgain();
    void whatIsGoneLeavesTheList();

private:
    /// What the start page lists.
    QPushButton *recent(const QString &name) const
    {
        for (QPushButton *const button : m_window->findChildren<QPushButton *>()) {
            if (button->accessibleName() == name && button->isVisible())
                return button;
        }
        return nullptr;
    }
    void anotherWindow()
    {
        m_window->closeQuietly();
        QTRY_VERIFY(!m_window);
        m_window = m_home->showWindow();
        QVERIFY(QTest::qWaitForWindowExposed(m_window));
    }
    QStringList stored() const
    {
        return QDir(LiveCapture::stateFolder())
            .entryList({QStringLiteral("*.sockscope")}, QDir::Files);
    }

    std::unique_ptr<WindowHome> m_home;
    QPointer<MainWindow> m_window;
};

void ImportTest::init()
{
    m_home = std::make_unique<WindowHome>();
    m_window = m_home->showWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

void ImportTest::cleanup()
{
    if (m_window) {
        m_window->closeQuietly();
        QTRY_VERIFY(!m_window);
    }
}

void ImportTest::opensAHar()
{
    QVERIFY(m_window->openFile(harNamed("chrome")));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 6, 20'000);
    QVERIFY(m_window->document().isUnsaved());
    QVERIFY(m_window->findChild<QWidget *>(QStringLiteral("import")) == nullptr);
    // It can be saved like a recording.
    const QString path = m_home->filePath(QStringLiteral("saved.sockscope"));
    QSignalSpy saved(&m_window->document(), &CaptureDocument::saved);
    m_window->document().saveAs(path);
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(!m_window->document().isUnsaved());
    QVERIFY(m_window->traffic().rowCount() >= 6);
}

void ImportTest::opensWhatIsDropped()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(harNamed("firefox"))});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window, &drop);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 6, 20'000);
}

void ImportTest::saysWhatCannotBeRead()
{
    const QString path = m_home->filePath(QStringLiteral("bad.har"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"log\":[") > 0);
    file.close();
    QVERIFY(m_window->openFile(path));
    QTRY_VERIFY(m_window->statusBar()->currentMessage().contains(QStringLiteral("no HAR")));
    QVERIFY(m_window->document().isEmpty());
    QCOMPARE(stored(), QStringList());
}

void ImportTest::canBeStopped()
{
    const QString path = m_home->filePath(QStringLiteral("long.har"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z",)"
               R"("request":{"url":"ws://a/b"},"_webSocketMessages":[)");
    for (int i = 0; i < 200'000; ++i)
        file.write(R"({"type":"send","data":"some words","time":1772366401},)");
    file.write("]}]}}");
    file.close();
    QVERIFY(m_window->openFile(path));
    auto *const stop = m_window->findChild<QToolButton *>(QStringLiteral("stopImport"));
    QVERIFY(stop != nullptr);
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->statusBar()->currentMessage(),
                              QStringLiteral("Stopped; nothing was kept."), 20'000);
    QVERIFY(m_window->document().isEmpty());
    QCOMPARE(stored(), QStringList());
}

void ImportTest::whatWasReadIsOfferedAgain()
{
    const QString pcap = QStringLiteral(SOCKSCOPE_TEST_DATA "/pcap/loopback.pcap");
    const QStringList paths {harNamed("chrome"), pcap};
    for (const QString &path : paths) {
        QVERIFY(m_window->openFile(path));
        QVERIFY(!m_home->settings().recentFiles().contains(path)); // nobody knows yet
        QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 6, 20'000);
        QCOMPARE(m_home->settings().recentFiles().constFirst(), path);
        anotherWindow();
    }
    QCOMPARE(m_home->settings().recentFiles(), (QStringList {pcap, harNamed("chrome")}));
    QPushButton *const offered = recent(QStringLiteral("chrome.har"));
    QVERIFY(offered != nullptr);
    QTest::mouseClick(offered, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 6, 20'000);
    QCOMPARE(m_home->settings().recentFiles().constFirst(), harNamed("chrome"));

    // The menu has them too.
    anotherWindow();
    for (QMenu *const menu : m_window->findChildren<QMenu *>()) {
        if (menu->title() != QLatin1String("Open &recent"))
            continue;
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 2);
        QCOMPARE(menu->actions().constLast()->text(), pcap);
        menu->actions().constLast()->trigger();
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 6, 20'000);
}

void ImportTest::whatIsGoneLeavesTheList()
{
    const QString path = m_home->filePath(QStringLiteral("short-lived.har"));
    QVERIFY(QFile::copy(harNamed("firefox"), path));
    QVERIFY(m_window->openFile(path));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 6, 20'000);
    anotherWindow();
    QPushButton *const offered = recent(QStringLiteral("short-lived.har"));
    QVERIFY(offered != nullptr);
    QVERIFY(QFile::remove(path));
    QTest::mouseClick(offered, Qt::LeftButton);
    QCOMPARE(m_window->statusBar()->currentMessage(), path + QStringLiteral(" does not exist."));
    QTRY_VERIFY(recent(QStringLiteral("short-lived.har")) == nullptr);
    QVERIFY(m_home->settings().recentFiles().isEmpty());
    QVERIFY(m_window->document().isEmpty());
}

QTEST_MAIN(ImportTest)
#include "tst_import.moc"
