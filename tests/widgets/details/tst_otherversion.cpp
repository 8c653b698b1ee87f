// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/otherversion.h"

#include "tests/support/records.h"

#include <QTest>

using namespace Capture;

class TestOtherVersion : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_row = {};
        m_row.record = Samples::eventMessage(1, "chat", R"({"n":1,"text":"now"})");
        m_replaced = {.what = Alteration::What::Replaced,
                      .by = "you",
                      .other = R"(42/other,7["chat",{"n":1,"text":"was"}])"};
    }

    void findsTheReplacement()
    {
        QVERIFY(!replacementOf(m_row));
        m_row.alterations
            = {{.message = 1,
                .alteration = {.what = Alteration::What::Delayed, .by = "slow", .other = {}}},
               {.message = 1, .alteration = m_replaced}};
        QVERIFY(replacementOf(m_row));
        QCOMPARE(*replacementOf(m_row), m_replaced);
    }

    void findsItsData()
    {
        const MessageData other = otherData(m_row.record, m_replaced);
        QVERIFY(other.isJson);
        QCOMPARE(other.bytes, QByteArray(R"(["chat",{"n":1,"text":"was"}])"));
    }

    void comparesInTheOrderOfTheWay_data()
    {
        QTest::addColumn<bool>("isSent");
        QTest::newRow("sent") << true;
        QTest::newRow("received") << false;
    }

    void comparesInTheOrderOfTheWay()
    {
        QFETCH(bool, isSent);
        m_row.record.direction = isSent ? Direction::Sent : Direction::Received;
        const MessageData crossed = messageData(m_row.record, m_row.record.content.bytes);
        const QString text
            = comparedVersions(m_row.record, crossed, otherData(m_row.record, m_replaced));
        // The app said "was" and the server heard "now", or the other way round.
        const QString went = isSent ? QStringLiteral("was") : QStringLiteral("now");
        const QString came = isSent ? QStringLiteral("now") : QStringLiteral("was");
        QCOMPARE(text,
                 QStringLiteral("  [\n    \"chat\",\n    {\n      \"n\": 1,\n"
                                "-     \"text\": \"%1\"\n+     \"text\": \"%2\"\n    }\n  ]")
                     .arg(went, came));
    }

    void comparesTextAndBytes()
    {
        m_row.record = {};
        m_row.record.kind = Kind::Text;
        m_row.record.content = QByteArray("one\ntwo");
        m_replaced.other = "one\n2";
        const MessageData crossed = messageData(m_row.record, m_row.record.content.bytes);
        QCOMPARE(comparedVersions(m_row.record, crossed, otherData(m_row.record, m_replaced)),
                 QStringLiteral("  one\n- 2\n+ two"));
        m_replaced.other = QByteArray("\xff\x00", 2);
        m_replaced.otherIsBinary = true;
        const QString text
            = comparedVersions(m_row.record, crossed, otherData(m_row.record, m_replaced));
        QVERIFY2(text.contains(QStringLiteral("ff 00")), qPrintable(text));
    }

private:
    MessageRow m_row;
    Alteration m_replaced;
};

QTEST_GUILESS_MAIN(TestOtherVersion)
#include "tst_otherversion.moc"
