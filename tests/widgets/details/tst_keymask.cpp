// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/keymask.h"

#include <QTest>

class TestKeyMask : public QObject
{
    Q_OBJECT

private slots:
    void showsFourCharacters()
    {
        KeyMask mask;
        mask.add("GVE42ACVDI27M4s9AAAi");
        const QString text = QStringLiteral("?sid=GVE42ACVDI27M4s9AAAi&t=1");
        QCOMPARE(mask.apply(text), QStringLiteral("?sid=GVE4…&t=1"));
        mask.setRevealed(true);
        QCOMPARE(mask.apply(text), text);
    }

    void knowsWhatIsNoKey()
    {
        KeyMask mask;
        mask.add("short");
        mask.add("");
        QVERIFY(mask.isEmpty());
        QCOMPARE(mask.apply(QStringLiteral("short")), QStringLiteral("short"));
    }
};

QTEST_GUILESS_MAIN(TestKeyMask)
#include "tst_keymask.moc"
