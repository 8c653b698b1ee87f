// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/export/exportscope.h"

#include "tests/support/chatcapture.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/selection.h"

#include <QTest>

using What = ExportScope::What;

/// What can be exported, by what is selected and shown.
class TestExportScope : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void withoutASelection();
    void oneMessage();
    void severalMessages();
    void saysWhatIsShown();

private:
    std::vector<ExportScope> scopes(const SelectedMessages &selected = {}) const
    {
        return exportScopes(m_feed, m_filter, m_selection, selected);
    }
    static std::vector<What> kinds(const std::vector<ExportScope> &scopes)
    {
        std::vector<What> kinds;
        for (const ExportScope &scope : scopes)
            kinds.push_back(scope.what);
        return kinds;
    }

    ChatCapture m_capture;
    CaptureFeed m_feed;
    MessageFilter m_filter;
    Selection m_selection;
};

void TestExportScope::initTestCase()
{
    QVERIFY(m_capture.isGood());
    m_capture.addChat();
    m_feed.open(m_capture.reader());
}

void TestExportScope::withoutASelection()
{
    const auto all = scopes();
    QCOMPARE(kinds(all), (std::vector {What::Shown, What::Everything}));
    QCOMPARE(all[0].detail, QStringLiteral("without heartbeats"));
    QVERIFY(all[0].terms.has_value());
    QVERIFY(!all[1].terms.has_value());
}

void TestExportScope::oneMessage()
{
    m_filter.setText(QStringLiteral("event:typing"));
    m_selection.selectMessage(5, 1, 1);
    const auto all = scopes({5, 5});
    QCOMPARE(kinds(all),
             (std::vector {What::Selected, What::Session, What::Shown, What::Everything}));
    // That one, whether the filter shows it or not.
    QCOMPARE(all[0].detail, QStringLiteral("#5"));
    QCOMPARE(all[0].terms->text, QStringLiteral("after:#4 before:#6"));
    QCOMPARE(all[0].terms->session, Capture::Id(1));
    QVERIFY(all[0].terms->withHeartbeats);
    QCOMPARE(all[1].terms->session, Capture::Id(1));
    QCOMPARE(all[1].terms->text, QString());
    QVERIFY(all[1].terms->withHeartbeats);
    QCOMPARE(all[2].terms, m_filter.terms());
}

void TestExportScope::severalMessages()
{
    m_filter.setText(QStringLiteral("dir:sent or kind:ack"));
    m_selection.selectMessage(9, 1, 1);
    const auto all = scopes({5, 9});
    QCOMPARE(all[0].detail, QStringLiteral("#5 to #9, as far as they are shown"));
    // Of those that are shown, and no others that lie between.
    QCOMPARE(all[0].terms->text, QStringLiteral("(dir:sent or kind:ack) after:#4 before:#10"));
    QVERIFY(!all[0].terms->withHeartbeats);
}

void TestExportScope::saysWhatIsShown()
{
    m_filter.setText(QStringLiteral("nsp:/chat"));
    m_filter.setSession(2);
    m_filter.setWithHeartbeats(true);
    const TimeRange::Range range {ChatCapture::at(0), ChatCapture::at(2'000'000)};
    m_filter.setRange(range);
    const QString times
        = QStringLiteral("%1 to %2").arg(formatTime(range.from), formatTime(range.to));
    const auto shown = [this] { return scopes().end()[-2]; };
    const QStringList words = shown().detail.split(QStringLiteral(" · "));
    QCOMPARE(words.size(), 3);
    QCOMPARE(words[0], QStringLiteral("nsp:/chat"));
    QVERIFY2(words[1].startsWith(QStringLiteral("session ")), qPrintable(words[1]));
    QCOMPARE(words[2], times);
    QCOMPARE(shown().terms, m_filter.terms());

    m_filter.setSource(1);
    QVERIFY(shown().detail.contains(QStringLiteral("127.0.0.1:9000 -> http://localhost:3000")));
    m_filter.reset();
    m_filter.setRange({});
    m_filter.setWithHeartbeats(true);
    QCOMPARE(shown().detail, QStringLiteral("no filter"));
    // What was cleared is not shown.
    m_feed.clear();
    QCOMPARE(shown().detail, QStringLiteral("without what was cleared"));
    QCOMPARE(shown().terms->text, QStringLiteral("after:#%1").arg(m_capture.lastMessage()));
    m_feed.undoClear();
}

QTEST_MAIN(TestExportScope)
#include "tst_exportscope.moc"
