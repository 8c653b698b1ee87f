// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/reportjson.h"
#include "protocol/server/demoserver.h"
#include "tests/support/comparisonrun.h"
#include "tests/support/countingrelay.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Compare;
using namespace std::chrono_literals;

namespace {

constexpr int PatienceMs = 120'000;

qsizetype entriesOf(const QString &folder)
{
    return QDir(folder).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::Hidden).size();
}

Plan smallPlan()
{
    Plan plan;
    plan.sizes = {16, 5000};
    plan.messages = 10;
    plan.receivers = 2;
    plan.rounds = 2;
    plan.outage = 100ms;
    return plan;
}

/// The layers of a median need not add up exactly; those of one round do.
void compareSums(const LayerSpreads &layers)
{
    const double sum = layers.payload.median + layers.socketIo.median + layers.engineIo.median
        + layers.webSocket.median + layers.http.median - layers.saved.median;
    QVERIFY2(qAbs(sum - layers.wire.median) < 0.001 || layers.wire.low != layers.wire.high,
             qPrintable(QStringLiteral("%1 %2").arg(sum).arg(layers.wire.median)));
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void measuresTheEmbeddedServer();
    void saysWhatIsBlocked();
    void measuresServersSideBySide();
    void saysWhatAServerCannotDo();
    void waitsOnceForWhatNobodyAnswers();
    void goesOnWhenTheServerDies();
    void stopsWhenItIsCancelled();
    void endsWithItsOwner();
    void saysWhatIsImpossible();
    void tellsHowFarItIs();
    void leavesNothingBehind();
};

void TestComparison::measuresTheEmbeddedServer()
{
    const Plan plan = smallPlan();
    const Report report = runComparison(plan);
    QCOMPARE(report.failure, QByteArray());
    QCOMPARE(report.roundsDone, 2);
    QVERIFY(!report.wasCancelled);
    QVERIFY(report.ended > report.started);
    QVERIFY(report.plan == plan);
    QCOMPARE(report.results.size(), allWays().size());
    for (const WayResult &result : report.results) {
        const QByteArray name = wayName(result.way);
        QVERIFY2(result.failure.isEmpty(), (name + ' ' + result.failure).constData());
        QCOMPARE(result.startup.requests.count, 2);
        QVERIFY(result.startup.milliseconds.median > 0);
        QCOMPARE(result.transfers.size(), plan.works.size() * std::size_t(plan.sizes.size()));
        for (const Transfer &transfer : result.transfers) {
            const QByteArray where = name + ' ' + workName(transfer.work) + ' '
                + QByteArray::number(transfer.size) + ' ' + transfer.failure;
            QVERIFY2(transfer.failure.isEmpty(), where.constData());
            QCOMPARE(transfer.messages, 10);
            compareSums(transfer.sent);
            compareSums(transfer.received);
            QVERIFY2(transfer.perSecond.low > 0, where.constData());
            QVERIFY2(transfer.cpu.low > 0 && transfer.serverCpu.low > 0, where.constData());
            QCOMPARE(transfer.sent.payload.median, double(transfer.size));
            const bool isEcho = transfer.work == Work::Echo || transfer.work == Work::BinaryEcho;
            QCOMPARE(transfer.p50.isKnown(), isEcho);
            QVERIFY(!isEcho || transfer.p50.median <= transfer.p99.median);
            const double back = transfer.work == Work::Broadcast ? 2.0 * double(transfer.size)
                : isEcho                                         ? double(transfer.size)
                                                                 : 0;
            QCOMPARE(transfer.received.payload.median, back);
        }
        const bool isFirst = !result.way.deflate && !result.way.msgpack;
        QCOMPARE(result.interruptions.size(),
                 std::size_t(!isFirst                      ? 0
                                 : result.way.isSocketIo() ? 2
                                                           : 1));
        for (const Interruption &cut : result.interruptions) {
            QVERIFY2(cut.failure.isEmpty(), cut.failure.constData());
            if (result.way.usesWebSocket()) { // else the server may not notice
                QCOMPARE(cut.lost.median > 0, !cut.recovers);
                QCOMPARE(cut.recovered.median > 0, cut.recovers);
            }
            QVERIFY(cut.recovers || cut.recovered.high == 0);
            QVERIFY(cut.lost.median + cut.recovered.median >= cut.missed.median);
        }
        QCOMPARE(result.blocked.wasTried, isFirst);
        QCOMPARE(result.needs.hasSession, result.way.isSocketIo());
    }
    const auto requests = [&](Stack stack) {
        return report.result(0, {stack, false, false})->startup.requests.median;
    };
    QCOMPARE(requests(Stack::WebSocket), 1.0);
    QCOMPARE(requests(Stack::SocketIoWebSocket), 1.0);
    QVERIFY(requests(Stack::SocketIoPolling) >= 3);
    QVERIFY(requests(Stack::SocketIoUpgrade) > requests(Stack::SocketIoPolling) - 1);
    QVERIFY(report.result(0, {Stack::SocketIoPolling, false, false})->needs.needsStickiness);
    QVERIFY(!report.result(0, {Stack::SocketIoWebSocket, false, false})->needs.needsStickiness);
    QCOMPARE(report.targets.constFirst().takesRevision3, std::optional(false));
    QVERIFY(report.targets.constFirst().url.startsWith("http://127.0.0.1:"));
    QVERIFY(std::get<Report>(reportFromJson(toJson(report))).results == report.results);
}

void TestComparison::saysWhatIsBlocked()
{
    Plan plan = smallPlan();
    plan.works.clear();
    plan.cuts = false;
    plan.rounds = 1;
    const Report report = runComparison(plan);
    const auto blocked = [&](Stack stack) {
        return report.result(0, {stack, false, false})->blocked;
    };
    QVERIFY(!blocked(Stack::WebSocket).works);
    QVERIFY2(blocked(Stack::WebSocket).reason.contains("403"),
             blocked(Stack::WebSocket).reason.constData());
    QVERIFY(!blocked(Stack::SocketIoWebSocket).works);
    QVERIFY(!blocked(Stack::SocketIoWebSocket).reason.isEmpty());
    for (const Stack stack : {Stack::SocketIoUpgrade, Stack::SocketIoPolling}) {
        QVERIFY2(blocked(stack).works, blocked(stack).reason.constData());
        QVERIFY(blocked(stack).startup.requests.median >= 3);
        QVERIFY(blocked(stack).echo.p50.isKnown());
        QVERIFY(blocked(stack).echo.sent.http.median > 50); // over polling
        QCOMPARE(blocked(stack).echo.sent.webSocket.median, 0.0);
    }
}

void TestComparison::measuresServersSideBySide()
{
    Net::NetThread thread;
    Server::DemoServer server(thread);
    server.setEcho({});
    Plan plan = smallPlan();
    plan.rounds = 1;
    plan.cuts = plan.blocks = false;
    plan.works = {Work::Echo};
    plan.ways = {{Stack::WebSocket}, {Stack::SocketIoPolling}};
    Target other;
    other.url = "http://" + server.start().address;
    plan.targets.append(other);
    const Report report = runComparison(plan);
    QCOMPARE(report.results.size(), std::size_t(4));
    QCOMPARE(report.targets.size(), 2);
    QCOMPARE(report.targets[1].url, other.url);
    QVERIFY(report.targets[0].url != report.targets[1].url);
    for (const int target : {0, 1}) {
        for (const Way &way : plan.ways) {
            const WayResult *result = report.result(target, way);
            QVERIFY(result != nullptr);
            QVERIFY2(result->failure.isEmpty(), result->failure.constData());
            QVERIFY(result->transfer(Work::Echo, 16)->isKnown());
            // Nobody knows how hard a server works that runs elsewhere.
            QCOMPARE(result->transfer(Work::Echo, 16)->serverCpu.isKnown(), target == 0);
        }
    }
    QCOMPARE(report.result(0, plan.ways[0])->transfer(Work::Echo, 16)->sent,
             report.result(1, plan.ways[0])->transfer(Work::Echo, 16)->sent);
}

void TestComparison::saysWhatAServerCannotDo()
{
    Net::NetThread thread;
    Server::DemoServer server(thread);
    Server::EchoSite::Options options;
    options.engine.polling = false;
    server.setEcho(options);
    Plan plan = smallPlan();
    plan.rounds = 1;
    plan.patience = 500ms;
    plan.targets = {Target::at("http://" + server.start().address)};
    const Report report = runComparison(plan);
    QCOMPARE(report.failure, QByteArray());
    const WayResult *webSocket = report.result(0, {Stack::WebSocket});
    QVERIFY(webSocket->failure.contains("No path of a plain WebSocket"));
    const WayResult *polling = report.result(0, {Stack::SocketIoPolling});
    QVERIFY2(polling->failure.contains("answered 400"), polling->failure.constData());
    QVERIFY(!polling->startup.isKnown());
    const WayResult *deflate = report.result(0, {Stack::SocketIoWebSocket, true});
    QVERIFY2(deflate->failure.contains("permessage-deflate"), deflate->failure.constData());
    const WayResult *msgpack = report.result(0, {Stack::SocketIoWebSocket, false, true});
    QVERIFY2(msgpack->failure.contains("msgpack"), msgpack->failure.constData());
    const WayResult *good = report.result(0, {Stack::SocketIoWebSocket});
    QVERIFY2(good->failure.isEmpty(), good->failure.constData());
    QVERIFY(good->transfer(Work::OneWay, 16)->isKnown());
    QVERIFY(good->transfer(Work::Echo, 16)->failure.contains("No event was named"));
    QVERIFY(good->transfer(Work::Broadcast, 16)->failure.contains("No event was named"));
    QVERIFY(good->interruptions.front().failure.contains("No event was named"));

    // One that is not there at all.
    plan.targets = {Target::at("http://127.0.0.1:1")};
    const Report none = runComparison(plan);
    for (const WayResult &result : none.results)
        QVERIFY2(result.failure.contains("could not be reached")
                     || result.failure.contains("No path of a plain WebSocket"),
                 result.failure.constData());
    QVERIFY(!none.targets.constFirst().takesRevision3);
}

void TestComparison::waitsOnceForWhatNobodyAnswers()
{
    Net::NetThread thread;
    Server::DemoServer server(thread);
    server.setEcho({});
    Plan plan = smallPlan();
    plan.works = {Work::Echo};
    plan.cuts = plan.blocks = false;
    plan.patience = 2s;
    Target target = Target::at("http://" + server.start().address);
    target.echoEvent = "never"; // is read, and gets no ack
    plan.targets = {target};
    QElapsedTimer clock;
    clock.start();
    const Report report = runComparison(plan);
    int tried = 0;
    for (const WayResult &result : report.results) {
        if (!result.way.isSocketIo() || !result.failure.isEmpty())
            continue;
        for (const qint64 size : plan.sizes) {
            ++tried;
            QCOMPARE(result.transfer(Work::Echo, size)->failure,
                     QByteArray("Nothing came for 2 s."));
        }
    }
    QVERIFY(tried >= 6);
    // Waiting each time, in both rounds, would take far more than this.
    QVERIFY(clock.elapsed() < tried * 2000);
}

void TestComparison::goesOnWhenTheServerDies()
{
    Net::NetThread thread;
    Server::DemoServer server(thread);
    server.setEcho({});
    const QByteArray address = server.start().address;
    CountingRelay relay(address.mid(address.lastIndexOf(':') + 1).toUShort());
    Plan plan = smallPlan();
    plan.rounds = 1;
    plan.cuts = plan.blocks = false;
    plan.messages = 100'000;
    plan.works = {Work::Echo};
    plan.ways = {{Stack::WebSocket}, {Stack::SocketIoWebSocket}};
    Target target;
    target.url = "http://127.0.0.1:" + QByteArray::number(relay.port());
    plan.targets = {target};
    Comparison comparison;
    QSignalSpy finished(&comparison, &Comparison::finished);
    comparison.start(plan);
    QTRY_VERIFY_WITH_TIMEOUT(relay.received() > 20'000, PatienceMs);
    relay.die();
    QVERIFY(!finished.isEmpty() || finished.wait(PatienceMs));
    const auto report = finished.first().first().value<Report>();
    const WayResult &first = report.results.front();
    QVERIFY(first.failure.isEmpty());
    QVERIFY(first.startup.isKnown());
    QCOMPARE(first.transfers.size(), std::size_t(2));
    for (const Transfer &transfer : first.transfers) {
        QVERIFY(!transfer.isKnown());
        QVERIFY(!transfer.failure.isEmpty());
    }
    QVERIFY(!report.results.back().failure.isEmpty());
}

void TestComparison::stopsWhenItIsCancelled()
{
    Plan plan = smallPlan();
    plan.rounds = 100;
    Comparison comparison;
    QSignalSpy finished(&comparison, &Comparison::finished);
    QSignalSpy advanced(&comparison, &Comparison::advanced);
    comparison.start(plan);
    QVERIFY(comparison.isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(advanced.size() >= 2, PatienceMs);
    comparison.cancel();
    QVERIFY(!finished.isEmpty() || finished.wait(PatienceMs));
    QVERIFY(!comparison.isRunning());
    const auto report = finished.first().first().value<Report>();
    QVERIFY(report.wasCancelled);
    QCOMPARE(report.roundsDone, 0);
    QVERIFY(report.results.front().transfer(Work::Echo, 16)->isKnown());
    for (const WayResult &result : report.results)
        QVERIFY2(result.failure.isEmpty(), result.failure.constData());

    // And another one with the same object, which is cancelled before anything was done.
    comparison.start(plan);
    comparison.cancel();
    QVERIFY(finished.size() == 2 || finished.wait(PatienceMs));
    QVERIFY(finished.last().first().value<Report>().wasCancelled);
}

void TestComparison::endsWithItsOwner()
{
    Comparison comparison;
    comparison.start(smallPlan());
    QTest::qWait(50);
}

void TestComparison::saysWhatIsImpossible()
{
    Plan plan;
    plan.rounds = 0;
    const Report report = runComparison(plan);
    QVERIFY(report.failure.contains("number of rounds"));
    QVERIFY(report.results.empty());
}

void TestComparison::tellsHowFarItIs()
{
    Plan plan = smallPlan();
    plan.rounds = 2;
    plan.ways = {{Stack::WebSocket}, {Stack::WebSocket, true}};
    Comparison comparison;
    QSignalSpy finished(&comparison, &Comparison::finished);
    std::vector<Progress> all;
    connect(&comparison, &Comparison::progressed, this,
            [&](const Progress &progress) { all.push_back(progress); });
    comparison.start(plan);
    QVERIFY(finished.wait(PatienceMs));
    const int steps = 2 * ((1 + 8 + 2) + (1 + 8));
    QCOMPARE(all.size(), std::size_t(steps));
    for (int i = 0; i < steps; ++i) {
        QCOMPARE(all[std::size_t(i)].done, i);
        QCOMPARE(all[std::size_t(i)].total, steps);
    }
    // In turn: A B A B.
    QCOMPARE(all[0].way, plan.ways[0]);
    QCOMPARE(all[11].way, plan.ways[1]);
    QCOMPARE(all[20].way, plan.ways[0]);
    QCOMPARE(all[20].round, 2);
    QCOMPARE(all.back().way, plan.ways[1]);
    QCOMPARE(all[9].doing, Progress::Doing::Cutting);
    QCOMPARE(all[10].doing, Progress::Doing::Blocking);
}

void TestComparison::leavesNothingBehind()
{
    const QTemporaryDir folder;
    qputenv("TMPDIR", folder.path().toLocal8Bit());
    Plan plan = smallPlan();
    plan.rounds = 1;
    runComparison(plan); // what is opened once and kept
    const qsizetype before = entriesOf(QStringLiteral("/proc/self/fd"));
    const qsizetype threads = entriesOf(QStringLiteral("/proc/self/task"));
    for (int i = 0; i < 3; ++i)
        runComparison(plan);
    // Some of the first run may still have been ending when they were counted: three runs that
    // leave anything leave more than that.
    QTRY_VERIFY(entriesOf(QStringLiteral("/proc/self/fd")) <= before);
    QTRY_VERIFY(entriesOf(QStringLiteral("/proc/self/task")) <= threads);
    QCOMPARE(entriesOf(folder.path()), 0);
}

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
