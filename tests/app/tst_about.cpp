// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"
#include "tests/support/windowhome.h"
#include "widgets/about/aboutdialog.h"
#include "widgets/connections/connectionsview.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

/// Words on a capture and on its sessions, from the window into its file and back.
class AboutTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_home = std::make_unique<WindowHome>();
        m_window = m_home->showWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window));
        action("demo")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->traffic().rowCount() >= 10, Patience);
        const auto *const model = connections()->model();
        QTRY_VERIFY_WITH_TIMEOUT(model->rowCount(model->index(0, 0)) > 0, Patience);
    }

    void cleanup()
    {
        if (m_window) {
            m_window->closeQuietly();
            QTRY_VERIFY(!m_window);
        }
    }

    void titleAndDescriptionAreKept()
    {
        describe(QStringLiteral("Late acks"), QStringLiteral("one\ntwo")); // while it is recorded
        QTRY_VERIFY(m_window->windowTitle().startsWith(QStringLiteral("Late acks – ")));
        action("stop")->trigger();
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("Late acks – ")));
        describe(QStringLiteral("Late acks, again"), QStringLiteral("one\ntwo"));
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("Late acks, again – ")));
        const QString saved = m_home->filePath(QStringLiteral("saved.sockscope"));
        m_window->document().saveAs(saved);
        const auto reader = Capture::StoreReader::open(saved, nullptr);
        QVERIFY(reader);
        QCOMPARE(reader->about(),
                 (Capture::About {.title = "Late acks, again", .description = "one\ntwo"}));
    }

    void aSessionHasANote()
    {
        auto *const tree = connections();
        const QModelIndex session
            = tree->model()->index(0, 0, tree->model()->index(0, 0)); // of the first source
        QVERIFY(session.isValid());
        tree->setFocus();
        tree->setCurrentIndex(session);
        QTest::keyClick(tree, Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        auto *const note = m_window->findChild<QPlainTextEdit *>(QStringLiteral("note"));
        QTRY_VERIFY(note->hasFocus());
        QTest::keyClicks(note, QStringLiteral("the slow one"));
        QTest::keyClick(note, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(tree->hasFocus());
        QTRY_VERIFY(session.data(Qt::ToolTipRole)
                        .toString()
                        .contains(QStringLiteral("the slow one"))); // through the writer
        action("stop")->trigger();
        const auto reader = Capture::StoreReader::open(m_window->document().path(), nullptr);
        QVERIFY(reader);
        const auto notes = reader->sessionNotes();
        QCOMPARE(notes.size(), std::size_t(1));
        QCOMPARE(notes.front().note, QByteArray("the slow one"));
    }

private:
    static constexpr int Patience = 20'000; // milliseconds

    QAction *action(const char *name) const
    {
        return m_window->findChild<QAction *>(QString::fromUtf8(name));
    }
    ConnectionsView *connections() const { return m_window->findChild<ConnectionsView *>(); }

    void describe(const QString &title, const QString &description) const
    {
        action("about-capture")->trigger();
        auto *const dialog = m_window->findChild<AboutDialog *>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>()->setText(title);
        dialog->findChild<QPlainTextEdit *>()->setPlainText(description);
        dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        QTRY_VERIFY(m_window->findChild<AboutDialog *>() == nullptr);
    }

    std::unique_ptr<WindowHome> m_home;
    QPointer<MainWindow> m_window;
};

QTEST_MAIN(AboutTest)
#include "tst_about.moc"
