// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/redaction/foundmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

/// A row a secret; what is unchecked stays.
class TestFoundModel : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatWasFound();
    void unchecks();
    void hintsAreShort();
};

namespace {

std::shared_ptr<Redaction::Plan> plan()
{
    auto plan = std::make_shared<Redaction::Plan>();
    plan->table.add(Redaction::Kind::Sid, "GVE42ACVDI27M4s9AAAi", Redaction::Place::Address);
    plan->table.add(Redaction::Kind::Sid, "GVE42ACVDI27M4s9AAAi", Redaction::Place::Payload);
    plan->table.add(Redaction::Kind::Cookie, "dark", Redaction::Place::Head);
    return plan;
}

} // namespace

void TestFoundModel::showsWhatWasFound()
{
    FoundModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setPlan(plan());
    QCOMPARE(model.rowCount(), 2);
    const auto text
        = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, FoundModel::What), QStringLiteral("Session id"));
    QCOMPARE(text(0, FoundModel::Hint), QStringLiteral("GVE4… (20 bytes)"));
    QCOMPARE(text(0, FoundModel::StandIn), QStringLiteral("1-sid-redactedxxxxxx"));
    QCOMPARE(text(0, FoundModel::Count), QStringLiteral("2"));
    QCOMPARE(text(0, FoundModel::Where), QStringLiteral("addresses, payloads"));
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().isEmpty());
    QVERIFY(!model.index(1, 0).data(Qt::ToolTipRole).toString().isEmpty());
}

void TestFoundModel::unchecks()
{
    FoundModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto found = plan();
    model.setPlan(found);
    QCOMPARE(model.checked(), 2);
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(model.checked(), 1);
    QVERIFY(found->table.secrets()[1].isKept);
    QVERIFY(!model.setData(model.index(1, 1), Qt::Unchecked, Qt::CheckStateRole));
}

void TestFoundModel::hintsAreShort()
{
    FoundModel model;
    model.setPlan(plan());
    QCOMPARE(model.index(1, FoundModel::Hint).data().toString(), QStringLiteral("d… (4 bytes)"));
}

QTEST_MAIN(TestFoundModel)
#include "tst_foundmodel.moc"
