// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "tests/support/openfiles.h"
#include "tests/support/samplecapture.h"
#include "widgets/common/matcher.h"

#include <QSignalSpy>
#include <QTest>

class TestMatcher : public QObject
{
    Q_OBJECT

private slots:
    void findsByTerms_data()
    {
        using Ids = QList<Capture::Id>;
        QTest::addColumn<int>("rows");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Capture::Id>("session");
        QTest::addColumn<quint32>("source");
        QTest::addColumn<bool>("withHeartbeats");
        QTest::addColumn<Ids>("expected");
        const auto add
            = [](const char *name, Matcher::Rows rows, const char *text, Capture::Id session,
                 quint32 source, bool withHeartbeats, const Ids &expected) {
                  QTest::newRow(name) << static_cast<int>(rows) << QString::fromUtf8(text)
                                      << session << source << withHeartbeats << expected;
              };
        using Rows = Matcher::Rows;
        add("text", Rows::Messages, "lobby", 0, 0, false, {5, 6});
        add("text in either case", Rows::Messages, "LOBBY", 0, 0, true, {5, 6});
        add("namespace", Rows::Messages, "/trade", 0, 0, false, {14});
        add("text and session", Rows::Messages, "lobby", 2, 0, false, {6});
        add("session", Rows::Messages, "", 4, 0, false, {2, 8, 16});
        add("session without heartbeats", Rows::Messages, "", 1, 0, false,
            {1, 3, 4, 5, 7, 10, 11, 12});
        add("session with heartbeats", Rows::Messages, "", 1, 0, true,
            {1, 3, 4, 5, 7, 9, 10, 11, 12});
        add("source", Rows::Exchanges, "", 0, 1, false, {1, 2, 3, 4, 5});
        add("other source", Rows::Exchanges, "", 0, 2, false, {});
        add("frames of a session", Rows::Frames, "", 4, 0, false, {6, 14});
        add("frames of what has the text", Rows::Frames, "lobby", 0, 0, false, {3, 4});
        add("exchange by target", Rows::Exchanges, "/FEED", 0, 0, false, {4});
        add("exchange by body", Rows::Exchanges, "\"it's\\\"\"", 0, 0, false, {3});
        add("nothing", Rows::Messages, "no such words", 0, 0, false, {});
        add("query", Rows::Messages, "event:\"chat message\" or kind:close", 0, 0, false,
            {5, 6, 16});
        add("query in a session", Rows::Messages, "event:chat*", 2, 0, false, {6});
        add("query with heartbeats", Rows::Messages, "-event:*", 1, 0, true, {1, 3, 4, 7, 9, 12});
        add("data", Rows::Messages, "data.symbol=ACME", 0, 0, false, {8});
        add("frames of a query", Rows::Frames, "event:chat*", 0, 0, false, {3, 4});
        add("exchange that carried it", Rows::Exchanges, "kind:handshake session:4", 0, 0, false,
            {4});
    }

    void findsByTerms()
    {
        QFETCH(int, rows);
        QFETCH(QString, text);
        QFETCH(Capture::Id, session);
        QFETCH(quint32, source);
        QFETCH(bool, withHeartbeats);
        QFETCH(QList<Capture::Id>, expected);
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        feed.open(chat.reader(), [&chat] { return chat.reader(); });
        Matcher matcher(static_cast<Matcher::Rows>(rows), feed);
        const QList<Capture::Id> &found = collect(matcher);
        matcher.start(
            {.text = text, .session = session, .source = source, .withHeartbeats = withHeartbeats},
            0);
        QVERIFY(matcher.isRunning());
        QTRY_VERIFY(!matcher.isRunning());
        QCOMPARE(found, expected);
    }

    void goesOnWithWhatArrives()
    {
        ChatCapture chat;
        chat.addChat();
        CaptureFeed feed;
        feed.open(chat.reader(), [&chat] { return chat.reader(); });
        Matcher matcher(Matcher::Rows::Messages, feed);
        const QList<Capture::Id> &found = collect(matcher);
        matcher.start({.text = QStringLiteral("tick"), .withHeartbeats = true}, 8);
        QTRY_VERIFY(!matcher.isRunning());
        QVERIFY(found.isEmpty());
        chat.addTicks(2);
        matcher.goOn(18);
        QTRY_COMPARE(found, QList<Capture::Id>({17, 18}));
        chat.addTicks(1);
        matcher.goOn(19);
        matcher.goOn(19);
        QTRY_COMPARE(found, QList<Capture::Id>({17, 18, 19}));
    }

    void staleAnswersDie()
    {
        ChatCapture chat;
        chat.addChat();
        chat.addTicks(5000);
        CaptureFeed feed;
        feed.open(chat.reader(), [&chat] { return chat.reader(); });
        Matcher matcher(Matcher::Rows::Messages, feed);
        const QList<Capture::Id> &found = collect(matcher);
        matcher.start({.text = QStringLiteral("tick"), .withHeartbeats = true}, 0);
        matcher.start({.text = {}, .session = 1}, 0);
        matcher.start({.text = QStringLiteral("lobby")}, 0);
        QTRY_VERIFY(!matcher.isRunning());
        QCOMPARE(found, QList<Capture::Id>({5, 6}));
        matcher.start({.text = QStringLiteral("tick"), .withHeartbeats = true}, 0);
        matcher.stop();
        QVERIFY(!matcher.isRunning());
        matcher.goOn(100);
    }

    void followsTheCaptureToAnotherFile()
    {
        ChatCapture chat;
        ChatCapture copy;
        chat.addChat();
        copy.addChat();
        CaptureFeed feed;
        feed.open(chat.reader(), [&chat] { return chat.reader(); });
        Matcher matcher(Matcher::Rows::Messages, feed);
        const QList<Capture::Id> &found = collect(matcher);
        matcher.start({.text = QStringLiteral("data.number>16")}, 0);
        QTRY_VERIFY(!matcher.isRunning());
        QVERIFY(found.isEmpty());
        feed.moveTo(copy.reader(), [&copy] { return copy.reader(); });
        copy.addTicks(2);
        matcher.goOn(18);
        QTRY_COMPARE(found, QList<Capture::Id>({17, 18}));
    }

    void letsGoOfAFileThatIsClosed()
    {
        // One that nobody writes: SQLite keeps files open for as long as it has a lock on them.
        const SampleCapture sample;
        CaptureFeed feed;
        feed.open(sample.open(), [&sample] { return sample.open(); });
        Matcher matcher(Matcher::Rows::Messages, feed);
        matcher.start({.text = QStringLiteral("kind:event")}, 0);
        QTRY_VERIFY(!matcher.isRunning());
        QCOMPARE(timesOpened(sample.path()), 2);
        feed.close();
        QCOMPARE(timesOpened(sample.path()), 0);
    }

    void withoutReaderFindsNothing()
    {
        CaptureFeed feed;
        feed.open(nullptr, [] { return std::unique_ptr<Capture::StoreReader>(); });
        Matcher matcher(Matcher::Rows::Messages, feed);
        matcher.start({.text = QStringLiteral("x")}, 0);
        QTRY_VERIFY(!matcher.isRunning());
    }

private:
    /// What \a matcher finds, for as long as the test runs.
    const QList<Capture::Id> &collect(const Matcher &matcher)
    {
        m_found.clear();
        connect(&matcher, &Matcher::found, &matcher, [this](const std::vector<Capture::Id> &ids) {
            m_found.append(QList<Capture::Id>(ids.begin(), ids.end()));
        });
        return m_found;
    }

    QList<Capture::Id> m_found;
};

QTEST_GUILESS_MAIN(TestMatcher)
#include "tst_matcher.moc"
