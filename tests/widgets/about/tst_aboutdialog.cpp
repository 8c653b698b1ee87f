// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/about/aboutdialog.h"
#include "widgets/common/capturefeed.h"
#include "widgets/details/facts.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

class TestAboutDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_chat = std::make_unique<ChatCapture>();
        m_chat->addChat();
        m_feed = std::make_unique<CaptureFeed>();
        m_feed->open(m_chat->reader());
        m_feed->annotate(Capture::About {.title = "Old", .description = "one\ntwo"});
        m_dialog = std::make_unique<AboutDialog>(*m_feed, QStringLiteral("none.sockscope"));
        m_written = std::make_unique<QSignalSpy>(m_dialog.get(), &AboutDialog::written);
    }

    void showsWhatIsThere()
    {
        QCOMPARE(title()->text(), QStringLiteral("Old"));
        QCOMPARE(description()->toPlainText(), QStringLiteral("one\ntwo"));
        QCOMPARE(facts()->value(QStringLiteral("Messages")), QStringLiteral("16"));
        QCOMPARE(facts()->value(QStringLiteral("Sessions")), QStringLiteral("5"));
        QVERIFY(facts()->value(QStringLiteral("File")).endsWith(QStringLiteral("none.sockscope")));
    }

    void followsARecording()
    {
        m_feed->apply(m_chat->addTicks(4));
        QCOMPARE(facts()->value(QStringLiteral("Messages")), QStringLiteral("20"));
        m_feed->annotate(Capture::Annotation {.message = 2, .isBookmarked = true, .note = {}});
        m_feed->apply(m_chat->addTicks(1));
        QCOMPARE(facts()->value(QStringLiteral("Notes")), QStringLiteral("1"));
    }

    void keepsWhatIsWritten()
    {
        title()->setText(QStringLiteral("  New   title "));
        description()->setPlainText(QStringLiteral("three\n\nfour\n "));
        button(QDialogButtonBox::Save)->click();
        QCOMPARE(m_written->count(), 1);
        QCOMPARE(m_written->at(0).at(0).value<Capture::About>(),
                 (Capture::About {.title = "New title", .description = "three\n\nfour"}));
    }

    void saysNothingIfNothingChanged()
    {
        button(QDialogButtonBox::Save)->click();
        title()->setText(QStringLiteral("New"));
        button(QDialogButtonBox::Cancel)->click();
        QCOMPARE(m_written->count(), 0);
    }

private:
    QLineEdit *title() const { return m_dialog->findChild<QLineEdit *>(); }
    QPlainTextEdit *description() const { return m_dialog->findChild<QPlainTextEdit *>(); }
    Facts *facts() const { return m_dialog->findChild<Facts *>(); }
    QPushButton *button(QDialogButtonBox::StandardButton which) const
    {
        return m_dialog->findChild<QDialogButtonBox *>()->button(which);
    }

    std::unique_ptr<ChatCapture> m_chat;
    std::unique_ptr<CaptureFeed> m_feed;
    std::unique_ptr<AboutDialog> m_dialog;
    std::unique_ptr<QSignalSpy> m_written;
};

QTEST_MAIN(TestAboutDialog)
#include "tst_aboutdialog.moc"
