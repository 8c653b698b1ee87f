// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"
#include "widgets/details/hexview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QTest>

class TestHexView : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_view = std::make_unique<HexView>(m_theme);
        m_view->resize(700, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void readsOnlyWhatItPaints()
    {
        constexpr qint64 Size = qint64(1) << 32;
        qint64 most = 0;
        qint64 last = 0;
        m_view->setSource(Size, [&](qint64 offset, qint64 length) {
            most = std::max(most, length);
            last = std::max(last, offset + length);
            return QByteArray(length, 'x');
        });
        m_view->grab();
        QVERIFY(most > 0 && most < 4096);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        m_view->grab();
        QCOMPARE(last, Size);
        QVERIFY(most < 4096);
    }

    void selectsByKeys()
    {
        setBytes(QByteArray("0123456789abcdef0123456789"));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_view->selectionStart(), 1);
        QCOMPARE(m_view->selectionSize(), 3);
        m_view->copyHex();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("313233"));
        m_view->copyText();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("123"));
        QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(m_view->selectionStart(), 25);
        QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectionSize(), 26);
    }

    void selectsByMouse()
    {
        setBytes(QByteArray(64, 'a'));
        QWidget *const viewport = m_view->viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, {90, 5});
        QTest::mouseMove(viewport, {200, 5});
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, {200, 5});
        QVERIFY(m_view->selectionSize() > 0);
        const qint64 start = m_view->selectionStart();
        QTest::mouseClick(viewport, Qt::LeftButton, Qt::ShiftModifier, {200, 25});
        QCOMPARE(m_view->selectionStart(), start);
        QVERIFY(m_view->selectionSize() >= m_view->bytesPerLine());
    }

    void takesNothing()
    {
        m_view->clear();
        m_view->grab();
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {100, 20});
        QCOMPARE(m_view->selectionSize(), 0);
    }

    void fitsItsWidth()
    {
        setBytes(QByteArray(64, 'a'));
        m_view->resize(330, 200);
        QCOMPARE(m_view->bytesPerLine(), 8);
        m_view->resize(1500, 200);
        QCOMPARE(m_view->bytesPerLine(), 32);
    }

private:
    void setBytes(const QByteArray &bytes)
    {
        m_view->setSource(bytes.size(), [bytes](qint64 offset, qint64 length) {
            return bytes.mid(offset, length);
        });
    }

    const Theme m_theme;
    std::unique_ptr<HexView> m_view;
};

QTEST_MAIN(TestHexView)
#include "tst_hexview.moc"
