// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"
#include "widgets/tap/recipeview.h"
#include "widgets/tap/tapdialog.h"
#include "widgets/tap/tapform.h"
#include "widgets/tap/waitbar.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using Phase = TapDialog::Phase;

class TestTapDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dialog = std::make_unique<TapDialog>(m_theme);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    void cleanup() { m_dialog.reset(); }

    void goesFromQuestionToFirstByte()
    {
        QSignalSpy started(m_dialog.get(), &TapDialog::startRequested);
        QLineEdit *const target = edit("Address of the server");
        target->setFocus();
        QTest::keyClicks(target, QStringLiteral("localhost:3000"));
        QTest::keyClick(target, Qt::Key_Return);
        QCOMPARE(started.count(), 1);
        const auto request = started.front().front().value<TapRequest>();
        QCOMPARE(request.target, QStringLiteral("http://localhost:3000"));
        QVERIFY(request.toOptions());
        QCOMPARE(m_dialog->phase(), Phase::Starting);

        m_dialog->tapStarted(QStringLiteral("127.0.0.1:41233"));
        QCOMPARE(m_dialog->phase(), Phase::Waiting);
        QVERIFY(m_dialog->findChild<WaitBar *>()->isVisible());
        auto *const recipes = m_dialog->findChild<RecipeView *>();
        QCOMPARE(recipes->current()->after, QStringLiteral("io(\"http://127.0.0.1:41233\")"));
        QTest::mouseClick(button("Copy"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("io(\"http://127.0.0.1:41233\")"));
        auto *const cases = m_dialog->findChild<QListWidget *>();
        QTest::keyClick(cases, Qt::Key_Down);
        QVERIFY(recipes->current()->after.startsWith(QStringLiteral("new WebSocket")));
        QVERIFY(!m_dialog->grab().isNull());

        m_dialog->firstByteSeen(QStringLiteral("127.0.0.1:50000"));
        QCOMPARE(m_dialog->phase(), Phase::Flowing);
        QVERIFY(!m_dialog->findChild<WaitBar *>()->isVisible());
        QTest::mouseClick(button("Done"), Qt::LeftButton);
        QVERIFY(!m_dialog->isVisible());
    }

    void saysWhatIsWrongInPlace_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("listen");
        QTest::newRow("scheme") << QStringLiteral("ftp://h") << QStringLiteral("9000");
        QTest::newRow("query") << QStringLiteral("http://h/?a") << QStringLiteral("9000");
        QTest::newRow("port") << QStringLiteral("http://h") << QStringLiteral("90000");
        QTest::newRow("name") << QStringLiteral("http://h") << QStringLiteral("here:9000");
    }

    void saysWhatIsWrongInPlace()
    {
        QFETCH(QString, target);
        QFETCH(QString, listen);
        QSignalSpy started(m_dialog.get(), &TapDialog::startRequested);
        edit("Address of the server")->setText(target);
        edit("Address to listen on")->setText(listen);
        QTest::mouseClick(button("Start tap"), Qt::LeftButton);
        QCOMPARE(started.count(), 0);
        QVERIFY(!m_dialog->findChild<TapForm *>()->errorText().isEmpty());
        QTest::keyClicks(edit("Address of the server"), QStringLiteral("x"));
        QVERIFY(m_dialog->findChild<TapForm *>()->errorText().isEmpty());
    }

    void comesBackWhenTheTapFails()
    {
        QTest::mouseClick(button("Start tap"), Qt::LeftButton);
        m_dialog->tapFailed(QStringLiteral("Port 9000 is in use."));
        QCOMPARE(m_dialog->phase(), Phase::Asking);
        QCOMPARE(m_dialog->findChild<TapForm *>()->errorText(),
                 QStringLiteral("Port 9000 is in use."));
        QVERIFY(button("Start tap")->isEnabled());
    }

    void opensToOthersOnlyWhenTold()
    {
        QCheckBox *const outside = m_dialog->findChildren<QCheckBox *>().front();
        edit("Address to listen on")->setText(QStringLiteral("9001"));
        QVERIFY(!outside->isChecked());
        QTest::mouseClick(outside, Qt::LeftButton, {}, {8, outside->height() / 2});
        QCOMPARE(m_dialog->request().listen, QStringLiteral("0.0.0.0:9001"));
        QTest::mouseClick(outside, Qt::LeftButton, {}, {8, outside->height() / 2});
        QCOMPARE(m_dialog->request().listen, QStringLiteral("127.0.0.1:9001"));
    }

    void acceptsCertificatesOnlyWithTls()
    {
        TapRequest request;
        request.target = QStringLiteral("http://h");
        request.listen = QStringLiteral("127.0.0.1:0");
        request.hostRewrite = TapRequest::HostRewrite::Never;
        request.acceptCertificate = true;
        m_dialog->setRequest(request);
        QVERIFY(!m_dialog->request().acceptCertificate);
        request.target = QStringLiteral("https://h/base");
        m_dialog->setRequest(request);
        QCOMPARE(m_dialog->request(), request);
        const auto options = request.toOptions();
        QVERIFY(options);
        QCOMPARE(options->target.basePath, QByteArray("/base"));
        QVERIFY(options->tls.acceptsAny);
    }

    void showsWhatFailsWhileItWaits()
    {
        QTest::mouseClick(button("Start tap"), Qt::LeftButton);
        m_dialog->tapStarted(QStringLiteral("127.0.0.1:9000"));
        m_dialog->connectionFailed(QStringLiteral("The target refused the connection."));
        QCOMPARE(m_dialog->phase(), Phase::Waiting);
        QSignalSpy stopped(m_dialog.get(), &TapDialog::stopRequested);
        QTest::mouseClick(button("Stop tap"), Qt::LeftButton);
        QCOMPARE(stopped.count(), 1);
        m_dialog->tapStopped();
        QCOMPARE(m_dialog->phase(), Phase::Asking);
    }

private:
    QPushButton *button(const char *text) const
    {
        const auto buttons = m_dialog->findChildren<QPushButton *>();
        for (QPushButton *const candidate : buttons) {
            if (candidate->text() == QLatin1String(text))
                return candidate;
        }
        return nullptr;
    }
    QLineEdit *edit(const char *name) const
    {
        const auto edits = m_dialog->findChildren<QLineEdit *>();
        for (QLineEdit *const candidate : edits) {
            if (candidate->accessibleName() == QLatin1String(name))
                return candidate;
        }
        return nullptr;
    }

    const Theme m_theme;
    std::unique_ptr<TapDialog> m_dialog;
};

QTEST_MAIN(TestTapDialog)
#include "tst_tapdialog.moc"
