// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/records.h"
#include "widgets/common/theme.h"
#include "widgets/details/answerblock.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

class TestAnswerBlock : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_row = {};
        m_row.record = Samples::eventMessage(41, "chat", "1");
        m_row.record.ackId = 6;
    }

    void showsTheAnswer()
    {
        m_row.answer = 51;
        m_row.answerLatencyUs = 812'000;
        AnswerBlock block(m_theme);
        block.setMessage(m_row, false);
        QCOMPARE(block.text(), QStringLiteral("#51 after 812 ms"));
        QSignalSpy jumps(&block, &AnswerBlock::jumpRequested);
        block.show();
        QTest::mouseClick(block.findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(jumps.count(), 1);
        QCOMPARE(jumps.front().front().value<Capture::Id>(), 51);
    }

    void showsWhatWasAsked()
    {
        m_row.record.kind = Capture::Kind::Ack;
        m_row.record.ackOf = 40;
        m_row.record.ackLatencyUs = 12'100;
        AnswerBlock block(m_theme);
        block.setMessage(m_row, false);
        QCOMPARE(block.text(), QStringLiteral("#40 after 12.1 ms"));
    }

    void waits()
    {
        AnswerBlock block(m_theme);
        block.setMessage(m_row, false);
        QCOMPARE(block.text(), QStringLiteral("not answered yet"));
        block.setMessage(m_row, true);
        QCOMPARE(block.text(), QStringLiteral("never answered"));
        m_row.record.ackId = -1;
        block.setMessage(m_row, true);
        QVERIFY(block.isHidden());
    }

private:
    const Theme m_theme;
    Capture::MessageRow m_row;
};

QTEST_MAIN(TestAnswerBlock)
#include "tst_answerblock.moc"
