// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/contentbuilder.h"

#include <QTest>

using namespace Capture;

class ContentBuilderTest : public QObject
{
    Q_OBJECT
private slots:
    void shortContentStaysWhole();
    void longContentIsSpilledInOrder();
    void aUsedUpBudgetSpillsEarlier();
    void isEmptyAgainAfterTake();
};

namespace {

QByteArray numbered(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 7 + (i >> 10));
    return bytes;
}

QByteArray joined(const Content &content, const RecordBatch &batch)
{
    QByteArray all = content.bytes;
    qint32 number = 0;
    for (const SpillPiece &piece : batch.pieces) {
        if (piece.spill != content.spill)
            continue;
        if (piece.number != number++)
            return "out of order";
        all += piece.bytes;
    }
    return all;
}

} // namespace

void ContentBuilderTest::shortContentStaysWhole()
{
    Collector collector;
    AssemblyBudget budget;
    ContentBuilder builder(collector, budget);
    builder.append("ab");
    builder.append("cd");
    const Content content = builder.take();
    QVERIFY(content.isWhole());
    QCOMPARE(content.bytes, QByteArray("abcd"));
    QCOMPARE(budget.used, qint64(0));
}

void ContentBuilderTest::longContentIsSpilledInOrder()
{
    Collector collector;
    AssemblyBudget budget;
    const QByteArray bytes = numbered(ContentBuilder::MaxWholeBytes + 3'000'001);
    ContentBuilder builder(collector, budget);
    for (qsizetype i = 0; i < bytes.size(); i += 65'536)
        builder.append(bytes.mid(i, 65'536));
    QVERIFY(budget.used <= Collector::HeadBytes);
    const Content content = builder.take();
    QVERIFY(!content.isWhole());
    QCOMPARE(content.size, qint64(bytes.size()));
    QCOMPARE(content.bytes.size(), Collector::HeadBytes);
    QVERIFY(joined(content, collector.take()) == bytes);
}

void ContentBuilderTest::aUsedUpBudgetSpillsEarlier()
{
    Collector collector;
    AssemblyBudget budget {.limit = 100};
    const QByteArray bytes = numbered(Collector::InlineBytes + 10);
    ContentBuilder builder(collector, budget);
    builder.append(bytes);
    const Content content = builder.take();
    QVERIFY(content.spill != 0);
    QVERIFY(joined(content, collector.take()) == bytes);
}

void ContentBuilderTest::isEmptyAgainAfterTake()
{
    Collector collector;
    AssemblyBudget budget;
    ContentBuilder builder(collector, budget);
    builder.append(numbered(ContentBuilder::MaxWholeBytes + 10));
    const Content first = builder.take();
    builder.append("next");
    const Content second = builder.take();
    QVERIFY(first.spill != 0);
    QCOMPARE(second.spill, Id(0));
    QCOMPARE(second.bytes, QByteArray("next"));
}

QTEST_GUILESS_MAIN(ContentBuilderTest)
#include "tst_contentbuilder.moc"
