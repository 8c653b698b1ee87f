// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/records.h"
#include "widgets/details/framelistmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

class TestFrameListModel : public QObject
{
    Q_OBJECT

private slots:
    void showsFrames()
    {
        FrameListModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto compressed = Samples::frame(7, 1, 100);
        compressed.firstByte = 0xc1;
        compressed.plainBytes = 4000;
        auto cut = Samples::frame(8, 1, 100);
        cut.isMasked = false;
        cut.firstByte = 0x00;
        cut.storedBytes = 40;
        model.setFrames({compressed, cut});
        QCOMPARE(text(model, 0, FrameListModel::Number), QStringLiteral("#7"));
        QCOMPARE(text(model, 0, FrameListModel::Bits), QStringLiteral("FIN RSV1 MASK"));
        QCOMPARE(text(model, 0, FrameListModel::Payload), QStringLiteral("100"));
        QVERIFY(!text(model, 0, FrameListModel::Plain).isEmpty());
        QCOMPARE(text(model, 1, FrameListModel::Bits), QString());
        QCOMPARE(text(model, 1, FrameListModel::Payload), QStringLiteral("40 of 100"));
        QCOMPARE(model.rowOf(8), 1);
        QCOMPARE(model.rowOf(9), -1);
        model.setFrames({});
        QCOMPARE(model.rowCount(), 0);
    }

private:
    static QString text(const FrameListModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }
};

QTEST_MAIN(TestFrameListModel)
#include "tst_framelistmodel.moc"
