// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/alterationblock.h"

#include "tests/support/records.h"
#include "widgets/common/alterationwords.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace Capture;
using What = Alteration::What;
using Version = AlterationBlock::Version;

class TestAlterationBlock : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatWasDone_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<qint64>("heldUs");
        QTest::addColumn<QString>("words");
        const auto row = [](What what, qint64 heldUs, const char *words) {
            QTest::newRow(words) << int(what) << heldUs << QString::fromUtf8(words);
        };
        row(What::Injected, 0, "injected by lose acks");
        row(What::Replaced, 0, "replaced by lose acks");
        row(What::Replaced, 2'100'000, "replaced by lose acks, held 2.10 s");
        row(What::Dropped, 0, "dropped by lose acks");
        row(What::Withheld, 0, "withheld by lose acks: who it answers never asked");
        row(What::Delayed, 300'000, "held 300 ms by lose acks");
        row(What::Delayed, 0, "delayed by lose acks");
        row(What::Duplicated, 0, "duplicated by lose acks");
        row(What::Reordered, 0, "overtaken by later ones because of lose acks");
        row(What::Answered, 0, "answered by lose acks in the place of who was asked");
    }

    void saysWhatWasDone()
    {
        QFETCH(int, what);
        QFETCH(qint64, heldUs);
        AlterationBlock block(m_theme);
        MessageRow row = message(1);
        block.setMessage(row);
        QCOMPARE(block.text(), QString());
        row.alterations = {altered(static_cast<What>(what), heldUs)};
        block.setMessage(row);
        QTEST(block.text(), "words");
        QCOMPARE(isStopped(row),
                 static_cast<What>(what) == What::Dropped
                     || static_cast<What>(what) == What::Withheld);
        block.clear();
        QVERIFY(block.isHidden());
    }

    void saysAllOfIt()
    {
        AlterationBlock block(m_theme);
        MessageRow row = message(1);
        row.alterations = {altered(What::Dropped), altered(What::Delayed, 1'000)};
        block.setMessage(row);
        QCOMPARE(block.text(), QStringLiteral("dropped by lose acks\nheld 1.0 ms by lose acks"));
        MessageRow exchange = message(2);
        exchange.record.changed = "slow";
        block.setMessage(exchange);
        QCOMPARE(block.text(), QStringLiteral("changed by slow"));
        exchange.record.changed = "host";
        block.setMessage(exchange);
        QVERIFY(block.isHidden());
    }

    void switchesVersions()
    {
        AlterationBlock block(m_theme);
        const QSignalSpy chosen(&block, &AlterationBlock::versionChosen);
        MessageRow row = message(1);
        row.alterations = {altered(What::Replaced)};
        block.setMessage(row);
        QVERIFY(!block.versions()->isHidden());
        QCOMPARE(block.version(), Version::Crossed);
        block.setVersion(Version::Compared);
        QCOMPARE(chosen.count(), 1);
        row.alterations.push_back(altered(What::Delayed, 5)); // more is known of the same
        block.setMessage(row);
        QCOMPARE(block.version(), Version::Compared);
        MessageRow other = message(2);
        other.alterations = {altered(What::Replaced)};
        block.setMessage(other);
        QCOMPARE(block.version(), Version::Crossed);
        block.setMessage(message(3));
        QVERIFY(block.versions()->isHidden());
        QCOMPARE(chosen.count(), 1);
    }

private:
    static MessageRow message(Id id)
    {
        MessageRow row;
        row.record = Samples::eventMessage(id, "chat", "1");
        return row;
    }

    static AlterationRecord altered(What what, qint64 heldUs = 0)
    {
        return {.message = 1,
                .alteration
                = {.what = what, .by = "lose acks", .heldUs = heldUs, .other = "42[\"was\"]"}};
    }

    Theme m_theme;
};

QTEST_MAIN(TestAlterationBlock)
#include "tst_alterationblock.moc"
