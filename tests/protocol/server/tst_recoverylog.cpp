// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/recoverylog.h"

#include <QTest>

using namespace std::chrono_literals;
using Server::RecoveryLog;

namespace {

Server::Encoded packet(const QByteArray &text)
{
    return {text, {}};
}

/// What the client "pid" missed behind \a offset, or "unknown".
QByteArrayList missed(RecoveryLog &log, const QByteArray &offset, std::chrono::milliseconds now)
{
    const auto restored = log.restore("pid", offset, now);
    if (!restored)
        return {"unknown"};
    QByteArrayList texts;
    for (const Server::Encoded &one : restored->missed)
        texts.append(one.text);
    return texts;
}

} // namespace

class TestRecoveryLog : public QObject
{
    Q_OBJECT

private slots:
    void offsets();
    void restores_data();
    void restores();
    void restoresOnce();
    void forgetsWhatIsOld();
    void keepsNoMoreThanItMay();
};

/// As socket.io writes them: `Q82aTDd`, `Q82aTDd.0`.
void TestRecoveryLog::offsets()
{
    RecoveryLog log(1s);
    QCOMPARE(log.nextOffset(0), "0");
    QCOMPARE(log.nextOffset(63), "_");
    QCOMPARE(log.nextOffset(64), "10");
    QCOMPARE(log.nextOffset(64), "10.0");
    QCOMPARE(log.nextOffset(64), "10.1");
    QCOMPARE(log.nextOffset(10), "10.2"); // the clock was set back
    QCOMPARE(log.nextOffset(65), "11");
}

void TestRecoveryLog::restores_data()
{
    QTest::addColumn<QByteArray>("offset");
    QTest::addColumn<QByteArrayList>("texts");
    QTest::newRow("all behind it") << QByteArray("a") << QByteArrayList {"to red", "to all"};
    QTest::newRow("from the middle") << QByteArray("b") << QByteArrayList {"to all"};
    QTest::newRow("nothing missed") << QByteArray("f") << QByteArrayList();
    QTest::newRow("no such offset") << QByteArray("g") << QByteArrayList {"unknown"};
}

void TestRecoveryLog::restores()
{
    QFETCH(QByteArray, offset);
    QFETCH(QByteArrayList, texts);
    RecoveryLog log(1s);
    log.addEvent("a", {}, packet("before"), 0ms);
    log.addEvent("b", {{"red", "blue"}, {}}, packet("to red"), 0ms);
    log.addEvent("c", {{"blue"}, {}}, packet("to blue"), 0ms);
    log.addEvent("d", {{}, {"sid"}}, packet("to others"), 0ms);
    log.addEvent("e", {}, packet("to all"), 0ms);
    log.addEvent("f", {{"another"}, {}}, packet("to another"), 0ms);
    log.addSession({"sid", "pid", {"sid", "red"}, "{}"}, 0ms);
    QCOMPARE(missed(log, offset, 1ms), texts);
}

void TestRecoveryLog::restoresOnce()
{
    RecoveryLog log(1s);
    log.addEvent("a", {}, packet("1"), 0ms);
    log.addSession({"sid", "pid", {"sid"}, R"({"x":1})"}, 0ms);
    QVERIFY(!log.restore("another", "a", 0ms));
    const auto restored = log.restore("pid", "a", 0ms);
    QVERIFY(restored);
    QCOMPARE(restored->session.sid, "sid");
    QCOMPARE(restored->session.data, R"({"x":1})");
    QVERIFY(!log.restore("pid", "a", 0ms));
}

void TestRecoveryLog::forgetsWhatIsOld()
{
    RecoveryLog log(1s);
    log.addEvent("a", {}, packet("1"), 0ms);
    log.addEvent("b", {}, packet("2"), 900ms);
    log.addSession({"sid", "pid", {"sid"}, "{}"}, 900ms);
    QCOMPARE(missed(log, "a", 1500ms), QByteArrayList {"unknown"}); // and is asked again
    QCOMPARE(missed(log, "b", 1500ms), QByteArrayList());
    log.addSession({"sid", "pid", {"sid"}, "{}"}, 900ms);
    log.addEvent("c", {}, packet("3"), 1901ms);
    QCOMPARE(missed(log, "c", 1901ms), QByteArrayList {"unknown"});
}

void TestRecoveryLog::keepsNoMoreThanItMay()
{
    RecoveryLog log(1h);
    log.addSession({"sid", "pid", {"sid"}, "{}"}, 0ms);
    log.addEvent("first", {}, packet("1"), 0ms);
    const QByteArray large(RecoveryLog::MostBytes / 4, 'x');
    for (int i = 0; i < 4; ++i)
        log.addEvent("large " + QByteArray::number(i), {}, packet(large), 0ms);
    QCOMPARE(missed(log, "first", 0ms), QByteArrayList {"unknown"});
    QCOMPARE(missed(log, "large 0", 0ms), (QByteArrayList {large, large, large}));
}

QTEST_GUILESS_MAIN(TestRecoveryLog)
#include "tst_recoverylog.moc"
