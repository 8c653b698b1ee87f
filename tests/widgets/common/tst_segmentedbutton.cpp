// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QTest>

class TestSegmentedButton : public QObject
{
    Q_OBJECT

private slots:
    void oneIsOn()
    {
        Theme theme;
        SegmentedButton button(theme);
        button.addSegment(QStringLiteral("Messages"));
        button.addSegment(QStringLiteral("Frames"));
        button.addSegment(QStringLiteral("HTTP"));
        QCOMPARE(button.currentIndex(), 0);
        QSignalSpy changed(&button, &SegmentedButton::currentIndexChanged);
        button.setCurrentIndex(2);
        button.setCurrentIndex(7);
        QCOMPARE(button.currentIndex(), 2);
        QCOMPARE(changed.count(), 1);
    }

    void mouseAndKeys()
    {
        Theme theme;
        SegmentedButton button(theme);
        button.addSegment(QStringLiteral("Messages"));
        button.addSegment(QStringLiteral("Frames"));
        button.show();
        QVERIFY(QTest::qWaitForWindowActive(&button));
        const auto segments = button.findChildren<QAbstractButton *>();
        QCOMPARE(segments.at(1)->accessibleName(), QStringLiteral("Frames"));
        QTest::mouseClick(segments.at(1), Qt::LeftButton);
        QCOMPARE(button.currentIndex(), 1);
        QTest::keyClick(segments.at(1), Qt::Key_Left);
        QCOMPARE(button.currentIndex(), 0);
    }
};

QTEST_MAIN(TestSegmentedButton)
#include "tst_segmentedbutton.moc"
