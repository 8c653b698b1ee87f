// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/answers/mockdialog.h"
#include "widgets/common/errorlabel.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using Phase = MockDialog::Phase;
using Source = MockRequest::Source;

class TestMockDialog : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_dialog = std::make_unique<MockDialog>(m_theme);
        m_dialog->setRequest({.answers = R"({"sockscope-answers":1})"});
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    void cleanup() { m_dialog.reset(); }

    void startsAndStops();
    void asksForWhatIsWritten();
    void needsWhatItServes();
    void saysWhatFailed();

private:
    QPushButton *button(const char *text) const
    {
        const auto buttons = m_dialog->findChildren<QPushButton *>();
        for (QPushButton *const button : buttons) {
            if (button->text() == QLatin1String(text))
                return button;
        }
        return nullptr;
    }
    QLineEdit *edit(const char *name) const
    {
        const auto edits = m_dialog->findChildren<QLineEdit *>();
        for (QLineEdit *const edit : edits) {
            if (edit->accessibleName() == QLatin1String(name))
                return edit;
        }
        return nullptr;
    }
    QString status() const
    {
        const auto *const label = m_dialog->findChild<QLabel *>(QStringLiteral("mockStatus"));
        return label->isVisible() ? label->text() : QString();
    }
    QString error() const
    {
        return m_dialog->findChild<ErrorLabel *>(QStringLiteral("mockError"))->words();
    }

    Theme m_theme;
    std::unique_ptr<MockDialog> m_dialog;
};

void TestMockDialog::startsAndStops()
{
    QSignalSpy starts(m_dialog.get(), &MockDialog::startRequested);
    QSignalSpy stops(m_dialog.get(), &MockDialog::stopRequested);
    QTest::mouseClick(button("Start server"), Qt::LeftButton);
    QCOMPARE(starts.count(), 1);
    QCOMPARE(m_dialog->phase(), Phase::Asking);
    m_dialog->started(QStringLiteral("http://127.0.0.1:3000"), {});
    QCOMPARE(m_dialog->phase(), Phase::Running);
    QCOMPARE(status(), QStringLiteral("The server listens on http://127.0.0.1:3000."));
    QVERIFY(!button("Start server")->isVisible());
    QVERIFY(!edit("Address of the mock server")->isEnabled());
    m_dialog->started(QStringLiteral("http://127.0.0.1:3000"),
                      QStringLiteral("http://127.0.0.1:9000"));
    QVERIFY(status().contains(QStringLiteral("the tap, http://127.0.0.1:9000")));
    m_dialog->note(QStringLiteral("Nothing was recorded for it."));
    QCOMPARE(error(), QStringLiteral("Nothing was recorded for it."));
    QTest::mouseClick(button("Stop server"), Qt::LeftButton);
    QCOMPARE(stops.count(), 1);
    m_dialog->stopped();
    QCOMPARE(m_dialog->phase(), Phase::Asking);
    QCOMPARE(status(), QString());
    QVERIFY(button("Start server")->isVisible());
}

void TestMockDialog::asksForWhatIsWritten()
{
    MockRequest request;
    request.listen = QStringLiteral("127.0.0.1:4000");
    request.answers = "{ }";
    request.pace = Answers::Pace::ByTime;
    request.isTapped = false;
    request.tapListen = QStringLiteral("9100");
    m_dialog->setRequest(request);
    QCOMPARE(m_dialog->request(), request);
    QVERIFY(!edit("Address of the tap")->isEnabled());
    m_dialog->findChild<QCheckBox *>()->click();
    QVERIFY(edit("Address of the tap")->isEnabled());
    QVERIFY(m_dialog->request().isTapped);
}

void TestMockDialog::needsWhatItServes()
{
    QVERIFY(button("Start server")->isEnabled());
    m_dialog->setAnswers("{");
    QVERIFY(!button("Start server")->isEnabled());
    MockRequest request = m_dialog->request();
    request.source = Source::Session;
    m_dialog->setRequest(request);
    const auto *const session = m_dialog->findChild<QLabel *>(QStringLiteral("mockSession"));
    QVERIFY(session->text().startsWith(QStringLiteral("No session is selected")));
    QVERIFY(!button("Start server")->isEnabled());
    m_dialog->setSession(QStringLiteral("Ab3x (SIO 4)"));
    QCOMPARE(session->text(), QStringLiteral("Ab3x (SIO 4)"));
    QVERIFY(button("Start server")->isEnabled());
    // What is opened is shown.
    m_dialog->setAnswers(R"({"sockscope-answers":1})");
    QCOMPARE(m_dialog->request().source, Source::Answers);
    QVERIFY(button("Start server")->isEnabled());
}

void TestMockDialog::saysWhatFailed()
{
    m_dialog->failed(QStringLiteral("It could not listen."));
    QCOMPARE(error(), QStringLiteral("It could not listen."));
    QCOMPARE(m_dialog->phase(), Phase::Asking);
    QTest::mouseClick(button("Start server"), Qt::LeftButton);
    QCOMPARE(error(), QString());
}

QTEST_MAIN(TestMockDialog)
#include "tst_mockdialog.moc"
