// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/report/reportwords.h"

#include "protocol/capture/annotationstore.h"
#include "protocol/query/compile.h"
#include "protocol/query/parser.h"
#include "tests/support/samplecapture.h"

#include <QRegularExpression>
#include <QTest>

using namespace Capture;

/// A page for a ticket: what was selected, sessions, the timeline, messages with their data, notes.
class TestReport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsWhatWasSelected();
    void tellsAllOfASmallCapture();
    void htmlIsOnePage();
    void tellsWhatTheUserSays();
    void textOfOthersIsOnlyText();
    void drawsTheTimeline();
    void markdownKeepsFencesShut();
    void longDataAreBounded();

private:
    static Report::Facts factsOf(StoreReader &reader, const QByteArray &filter = {})
    {
        StoreReader::Choice choice;
        const auto parsed = Query::parse(filter);
        choice.condition = Query::compile(std::get<Query::Expression>(parsed),
                                          StoreReader::Rows::Messages, reader);
        Report::Facts facts;
        facts.file = QStringLiteral("sample.sockscope");
        facts.filter = filter;
        [&] { QVERIFY(Report::readFacts(reader, choice, false, &facts)); }();
        return facts;
    }

    SampleCapture m_capture;
};

void TestReport::initTestCase()
{
    QString error;
    const Annotation note {SampleCapture::Pending, true, "<b>why</b> is it late?\n``` | x"};
    QVERIFY2(storeAnnotation(m_capture.path(), note, &error), qPrintable(error));
    QVERIFY(storeAnnotation(m_capture.path(), SessionNote {1, "the <i>first</i>"}, &error));
    QVERIFY(storeAnnotation(m_capture.path(), About {"Late | acks", "one\n<two>"}, &error));
}

void TestReport::tellsWhatWasSelected()
{
    const auto reader = m_capture.open();
    const Report::Facts facts = factsOf(*reader, "event:\"chat message\"");
    QCOMPARE(facts.chosen, 1);
    QCOMPARE(facts.messages.size(), std::size_t(1));
    QCOMPARE(facts.messages[0].data,
             QByteArray("[\"chat message\",{\"z\":1,\"a\":"
                        "12345678901234567890.10,\"a\":2}]"));
    QCOMPARE(facts.messages[0].row.answerLatencyUs, 812'000);
    QCOMPARE(facts.sessionCount, 1);
    QCOMPARE(facts.problemCount, 0);
    const QByteArray html = reportHtml(facts);
    QVERIFY(html.contains("messages that match event:&quot;chat message&quot;"));
    QVERIFY(html.contains("answered after 812"));
    QVERIFY(!html.contains("&quot;order&quot;"));
}

void TestReport::tellsAllOfASmallCapture()
{
    const auto reader = m_capture.open();
    const Report::Facts facts = factsOf(*reader);
    QCOMPARE(facts.chosen, SampleCapture::Msgpack);
    QCOMPARE(facts.messages.size(), std::size_t(SampleCapture::Msgpack));
    QCOMPARE(facts.problemCount, 2);
    QCOMPARE(facts.problems.size(), std::size_t(2));
    qint64 drawn = 0;
    for (const Report::Facts::Bucket &bucket : facts.buckets)
        drawn += bucket.sent + bucket.received;
    QCOMPARE(drawn, facts.chosen);
    QCOMPARE(*facts.first, Samples::at(SampleCapture::Handshake * 1000));
    QCOMPARE(*facts.last, Samples::at(SampleCapture::Msgpack * 1000));
    // An attachment stands in its place, and bytes that are no text in hexadecimal.
    QVERIFY(facts.messages[SampleCapture::Upload - 1].data.contains("\"$binary\""));
    QVERIFY(facts.messages[SampleCapture::BadText - 1].isHex);
    QVERIFY(facts.messages[SampleCapture::BadText - 1].data.startsWith("63 61 66 e9"));
    QVERIFY(facts.messages[SampleCapture::Pending - 1].annotation.isBookmarked);
}

void TestReport::htmlIsOnePage()
{
    const auto reader = m_capture.open();
    const QByteArray html = reportHtml(factsOf(*reader));
    QVERIFY(html.startsWith("<!DOCTYPE html>"));
    QVERIFY(html.endsWith("</html>\n"));
    QVERIFY(html.contains("prefers-color-scheme: dark"));
    for (const char *const foreign :
         {"<script", "<link", "<img", "src=", "href=", "url(", "@import"})
        QVERIFY2(!html.contains(foreign), foreign);
    QCOMPARE(html.count("<section"), qsizetype(SampleCapture::Msgpack));
    QCOMPARE(html.count("<section"), html.count("</section>"));
    QVERIFY(html.contains("as they crossed"));
    QVERIFY(!html.contains(SampleCapture::sid() + "</td>")); // of a live session, not unasked
}

void TestReport::tellsWhatTheUserSays()
{
    const auto reader = m_capture.open();
    const Report::Facts facts = factsOf(*reader);
    const QByteArray html = reportHtml(facts);
    QVERIFY(html.contains("<h1>Late | acks</h1>\n<p>one</p>\n<p>&lt;two&gt;</p>"));
    QVERIFY(html.contains("<dt>Capture</dt><dd>sample.sockscope</dd>"));
    QVERIFY(html.contains("the &lt;i&gt;first&lt;/i&gt;"));
    const QByteArray markdown = reportMarkdown(facts);
    QVERIFY(markdown.startsWith("# Late \\| acks\n\none\n\n\\<two>\n\n"));
    QVERIFY(markdown.contains("the \\<i>first\\</i>"));
}

void TestReport::textOfOthersIsOnlyText()
{
    const auto reader = m_capture.open();
    Report::Facts facts = factsOf(*reader);
    QVERIFY(reportHtml(facts).contains("&lt;b&gt;why&lt;/b&gt; is it late?"));
    facts.file = QStringLiteral("</title><script>alert(1)</script>\"'");
    facts.messages[3].row.record.event = "<img src=x onerror=y>";
    facts.messages[3].data = "</pre><script>\x01";
    facts.sessions[0].closeReason = "<svg onload=z>";
    facts.problems[0].detail = "<iframe>";
    const QByteArray html = reportHtml(facts);
    for (const char *const mark : {"<script", "<img", "<iframe", "<svg onload", "\x01"})
        QVERIFY2(!html.contains(mark), mark);
    QCOMPARE(html.count("<pre>"), html.count("</pre>"));
    const QByteArray page = reportMarkdown(facts);
    QVERIFY(page.contains("\\<img src=x onerror=y>"));
    QVERIFY(page.contains("\\<svg onload=z>"));
}

void TestReport::drawsTheTimeline()
{
    const auto reader = m_capture.open();
    const QByteArray html = reportHtml(factsOf(*reader));
    QCOMPARE(html.count("<svg"), 1);
    QCOMPARE(html.count("class=\"sent\"") + html.count("class=\"got\""),
             qsizetype(SampleCapture::Msgpack)); // a millisecond apart: a column each
    QCOMPARE(html.count("class=\"bad\""), 1);
    const QByteArray none = reportHtml(Report::Facts());
    QVERIFY(none.contains("No messages."));
    QVERIFY(!none.contains("<rect"));
}

void TestReport::markdownKeepsFencesShut()
{
    const auto reader = m_capture.open();
    Report::Facts facts = factsOf(*reader);
    facts.messages[0].data = "a\n```\n# not a heading";
    const QByteArray page = reportMarkdown(facts);
    QVERIFY(page.startsWith("# Late \\| acks\n"));
    QVERIFY(page.contains("\n````\na\n```\n# not a heading\n````\n"));
    QVERIFY(page.contains("* Note: \\<b>why\\</b> is it late? \\`\\`\\` \\| x\n"));
    QVERIFY(page.contains("## Problems"));
}

void TestReport::longDataAreBounded()
{
    const auto reader = m_capture.open();
    const Report::Facts facts = factsOf(*reader);
    const Report::Facts::Message &message = facts.messages[SampleCapture::Long - 1];
    QVERIFY(message.data.size() <= Report::Facts::MostDataBytes);
    QVERIFY(message.dataBytes > message.data.size());
    QVERIFY(reportHtml(facts).contains("the first "));
    QVERIFY(reportHtml(facts).size() < 100'000);
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
