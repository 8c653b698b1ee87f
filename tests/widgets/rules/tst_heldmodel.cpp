// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/heldmessages.h"
#include "widgets/common/theme.h"
#include "widgets/rules/heldmodel.h"

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using HeldMessages::Since;

class TestHeldModel : public QObject
{
    Q_OBJECT

private slots:
    void showsARowAMessage()
    {
        model.add(HeldMessages::question(1));
        model.add(HeldMessages::plain(2, "tick"));
        QCOMPARE(texts(0),
                 (QStringList {QString(), QStringLiteral("Ab3x"), QStringLiteral("EVENT"),
                               QStringLiteral("/chat"), QStringLiteral("chat message"),
                               QStringLiteral("0 s"), QStringLiteral("hold chat"),
                               QStringLiteral("{\"text\":\"hi\"}")}));
        QCOMPARE(texts(1),
                 (QStringList {QString(), QStringLiteral("#7"), QStringLiteral("TEXT"), QString(),
                               QString(), QStringLiteral("0 s"), QStringLiteral("hold the feed"),
                               QStringLiteral("tick")}));
        QCOMPARE(spoken(0, HeldModel::Direction), QStringLiteral("sent"));
        QCOMPARE(spoken(1, HeldModel::Direction), QStringLiteral("received"));
        QVERIFY(icon(0, HeldModel::Direction).cacheKey() != 0);
        for (int column = 0; column < HeldModel::ColumnCount; ++column) {
            const QVariant title = model.headerData(
                column, Qt::Horizontal, column == 0 ? Qt::AccessibleTextRole : Qt::DisplayRole);
            QVERIFY(!title.toString().isEmpty());
        }
    }

    void countsTime()
    {
        model.add(HeldMessages::question(1));
        auto later = HeldMessages::question(2);
        later.since = Since + 5s;
        model.add(later);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setNow(Since + 70s);
        QCOMPARE(changes.count(), 1); // however many there are
        QCOMPARE(texts(0).at(HeldModel::Waits), QStringLiteral("1 min 10 s"));
        QCOMPARE(texts(1).at(HeldModel::Waits), QStringLiteral("1 min 5 s"));
    }

    void findsAndRemoves()
    {
        for (quint64 id = 1; id <= 3; ++id)
            model.add(HeldMessages::question(id));
        auto other = HeldMessages::question(2);
        other.source = 2;
        model.add(other);
        QCOMPARE(model.find(1, 2), 1);
        QCOMPARE(model.find(2, 2), 3);
        QCOMPARE(model.find(2, 1), -1);
        model.removeRow(1);
        QCOMPARE(model.find(1, 2), -1);
        QCOMPARE(model.find(1, 3), 1);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void keepsWhatTheUserDid()
    {
        model.add(HeldMessages::question(1));
        QVERIFY(icon(0, HeldModel::Event).isNull());
        model.setDraft(0, QByteArray("[1]"));
        QCOMPARE(*model.row(0).draft, QByteArray("[1]"));
        QVERIFY(!icon(0, HeldModel::Event).isNull());
        QCOMPARE(spoken(0, HeldModel::Event), QStringLiteral("chat message (edited)"));
        model.setDecided(0);
        QVERIFY(model.row(0).isDecided);
        model.setError(0, QStringLiteral("No."));
        QVERIFY(!model.row(0).isDecided);
        QCOMPARE(spoken(0, HeldModel::Event),
                 QStringLiteral("chat message (not carried out: No.)"));
        model.setDecided(0);
        QVERIFY(model.row(0).error.isEmpty());
        model.setDraft(0, {});
        QCOMPARE(spoken(0, HeldModel::Event), QStringLiteral("chat message"));
    }

    void cleanup() { model.clear(); }

private:
    QStringList texts(int row) const
    {
        QStringList all;
        for (int column = 0; column < HeldModel::ColumnCount; ++column)
            all += model.index(row, column).data().toString();
        return all;
    }
    QString spoken(int row, int column) const
    {
        return model.index(row, column).data(Qt::AccessibleTextRole).toString();
    }
    QIcon icon(int row, int column) const
    {
        return model.index(row, column).data(Qt::DecorationRole).value<QIcon>();
    }

    Theme theme;
    HeldModel model {theme};
    QAbstractItemModelTester tester {&model};
};

QTEST_MAIN(TestHeldModel)
#include "tst_heldmodel.moc"
