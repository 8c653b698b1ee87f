// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"
#include "widgets/start/startpage.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

class TestStartPage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_page = std::make_unique<StartPage>(m_theme);
        m_page->resize(900, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() { m_page.reset(); }

    void offersFourWays()
    {
        QSignalSpy tap(m_page.get(), &StartPage::tapRequested);
        QSignalSpy connecting(m_page.get(), &StartPage::connectRequested);
        QSignalSpy opening(m_page.get(), &StartPage::openRequested);
        QSignalSpy demo(m_page.get(), &StartPage::demoRequested);
        QTest::mouseClick(button("Put a tap in front of a server"), Qt::LeftButton);
        QCOMPARE(tap.count(), 1);
        QTest::mouseClick(button("Connect to a server"), Qt::LeftButton);
        QCOMPARE(connecting.count(), 1);
        button("Open a capture")->setFocus();
        QTest::keyClick(button("Open a capture"), Qt::Key_Space);
        QCOMPARE(opening.count(), 1);
        QTest::mouseClick(button("Try the demo"), Qt::LeftButton);
        QCOMPARE(demo.count(), 1);
    }

    void listsCaptures()
    {
        QSignalSpy chosen(m_page.get(), &StartPage::captureChosen);
        m_page->setRecent(
            {{QStringLiteral("/a/one.sockscope"), QStringLiteral("one.sockscope"),
              QStringLiteral("12 messages"), QDateTime::currentDateTime()},
             {QStringLiteral("/a/two.sockscope"), QStringLiteral("two.sockscope"), {}, {}}});
        QTest::mouseClick(button("two.sockscope"), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.front().front().toString(), QStringLiteral("/a/two.sockscope"));
        m_page->setRecent({});
        QTRY_VERIFY(button("two.sockscope") == nullptr);
    }

    void offersWhatWasNotSaved()
    {
        QSignalSpy recovered(m_page.get(), &StartPage::recoverRequested);
        QSignalSpy discarded(m_page.get(), &StartPage::discardRequested);
        m_page->setRecovered({{QStringLiteral("/s/x.sockscope"),
                               QStringLiteral("lost"),
                               QStringLiteral("98,210 messages"),
                               {}}});
        QTest::mouseClick(button("lost"), Qt::LeftButton);
        QCOMPARE(recovered.count(), 1);
        QTest::mouseClick(m_page->findChild<QToolButton *>(), Qt::LeftButton);
        QCOMPARE(discarded.front().front().toString(), QStringLiteral("/s/x.sockscope"));
        QVERIFY(!m_page->grab().isNull());
    }

private:
    QPushButton *button(const char *name) const
    {
        const auto buttons = m_page->findChildren<QPushButton *>();
        for (QPushButton *const candidate : buttons) {
            if (candidate->accessibleName() == QLatin1String(name))
                return candidate;
        }
        return nullptr;
    }

    const Theme m_theme;
    std::unique_ptr<StartPage> m_page;
};

QTEST_MAIN(TestStartPage)
#include "tst_startpage.moc"
