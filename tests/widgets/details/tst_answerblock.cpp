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

    void saysHowItStands_data()
    {
        QTest::addColumn<qint64>("others");
        QTest::addColumn<qint64>("faster");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 others, qint64 faster, const char *text) {
            QTest::addRow("%lld of %lld", static_cast<long long>(faster),
                          static_cast<long long>(others))
                << others << faster << QString::fromUtf8(text);
        };
        row(0, 0, "the only answer of its kind");
        row(3, 0, "none of 3 others of its kind was faster");
        row(4, 3, "slower than 3 of 4 others of its kind");
        row(1204, 1150, "slower than 95 % of 1.2 k others of its kind");
        row(10000, 9999, "slower than 99.9 % of 10 k others of its kind");
        row(10000, 10000, "slower than 100 % of 10 k others of its kind");
    }

    void saysHowItStands()
    {
        QFETCH(qint64, others);
        QFETCH(qint64, faster);
        m_row.answer = 51;
        m_row.answerLatencyUs = 812'000;
        AnswerBlock block(m_theme);
        block.setMessage(m_row, false);
        QCOMPARE(block.answeredQuestion(), 41);
        QCOMPARE(block.rankText(), QString());
        block.setRank({others, faster});
        QTEST(block.rankText(), "text");
        block.setMessage(m_row, true); // the session ended
        QTEST(block.rankText(), "text");
        m_row.record.id = 42;
        block.setMessage(m_row, true);
        QCOMPARE(block.rankText(), QString());
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
