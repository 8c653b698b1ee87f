// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"
#include "widgets/details/noteblock.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using Capture::Annotation;

class TestNoteBlock : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(m_window.get());
        m_note = new NoteBlock(m_theme);
        m_other = new QLineEdit;
        layout->addWidget(m_note);
        layout->addWidget(m_other);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_written = std::make_unique<QSignalSpy>(m_note, &NoteBlock::written);
    }

    void cleanup() { m_window.reset(); }

    void isThereForANoteOnly()
    {
        m_note->setRemark(Annotation {.message = 7, .isBookmarked = true, .note = {}});
        QVERIFY(!m_note->isVisible());
        m_note->setRemark(Annotation {.message = 8, .note = "one\ntwo"});
        QVERIFY(m_note->isVisible());
        QCOMPARE(m_note->text(), QStringLiteral("one\ntwo"));
        m_note->setRemark(Annotation());
        QVERIFY(!m_note->isVisible());
        m_note->edit(); // there is no message
        QVERIFY(!m_note->isVisible());
        QCOMPARE(m_written->count(), 0);
    }

    void keepsWhatIsWritten()
    {
        QSignalSpy finished(m_note, &NoteBlock::finished);
        m_note->setRemark(Annotation {.message = 7, .isBookmarked = true, .note = {}});
        m_note->edit();
        QTest::keyClicks(text(), QStringLiteral("one"));
        QTest::keyClick(text(), Qt::Key_Return);
        QTest::keyClicks(text(), QStringLiteral("two "));
        QCOMPARE(m_written->count(), 0);
        // Whoever hears it moves the focus.
        connect(m_note, &NoteBlock::finished, m_other, [this] { m_other->setFocus(); });
        QTest::keyClick(text(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(written(), (Annotation {.message = 7, .isBookmarked = true, .note = "one\ntwo"}));
    }

    void keepsWhenTheUserGoesElsewhere()
    {
        m_note->setRemark(Annotation {.message = 7, .note = "old"});
        m_note->edit();
        QTest::keyClicks(text(), QStringLiteral(" new"));
        m_note->setRemark(Annotation {.message = 8, .note = {}}); // another is selected
        QCOMPARE(written(), (Annotation {.message = 7, .note = "old new"}));
        QVERIFY(!m_note->isVisible());
        m_note->edit();
        QTest::keyClicks(text(), QStringLiteral("x"));
        m_other->setFocus();
        QCOMPARE(written(), (Annotation {.message = 8, .note = "x"}));
    }

    void isOfASessionToo()
    {
        m_note->setRemark(Capture::SessionNote {.session = 7, .note = "why"});
        QCOMPARE(m_note->text(), QStringLiteral("why"));
        m_note->edit();
        QTest::keyClicks(text(), QStringLiteral(" not"));
        m_note->setRemark(Annotation {.message = 7, .note = {}}); // another, of the same number
        QCOMPARE(m_written->count(), 1);
        const auto remark = m_written->constLast().at(0).value<Capture::Remark>();
        QCOMPARE(std::get<Capture::SessionNote>(remark),
                 (Capture::SessionNote {.session = 7, .note = "why not"}));
        QVERIFY(m_note->text().isEmpty());
    }

    void escapeForgets()
    {
        m_note->setRemark(Annotation {.message = 7, .note = "old"});
        m_note->edit();
        QTest::keyClicks(text(), QStringLiteral(" new"));
        QTest::keyClick(text(), Qt::Key_Escape);
        m_other->setFocus();
        QCOMPARE(m_note->text(), QStringLiteral("old"));
        QCOMPARE(m_written->count(), 0);
    }

    void newsDoNotTakeWhatIsBeingWritten()
    {
        m_note->setRemark(Annotation {.message = 7, .note = "old"});
        m_note->edit();
        QTest::keyClicks(text(), QStringLiteral(" new"));
        m_note->setRemark(Annotation {.message = 7, .isBookmarked = true, .note = "old"});
        QCOMPARE(m_note->text(), QStringLiteral("old new"));
        m_other->setFocus();
        QCOMPARE(written(), (Annotation {.message = 7, .isBookmarked = true, .note = "old new"}));
    }

private:
    QPlainTextEdit *text() const { return m_note->findChild<QPlainTextEdit *>(); }
    Annotation written() const
    {
        return m_written->isEmpty()
            ? Annotation()
            : std::get<Annotation>(m_written->constLast().at(0).value<Capture::Remark>());
    }

    Theme m_theme;
    std::unique_ptr<QWidget> m_window;
    NoteBlock *m_note = nullptr;
    QLineEdit *m_other = nullptr;
    std::unique_ptr<QSignalSpy> m_written;
};

QTEST_MAIN(TestNoteBlock)
#include "tst_noteblock.moc"
