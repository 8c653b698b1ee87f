// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/reportjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Compare;

namespace {

double next = 1;

Spread some()
{
    next += 1;
    return {next, next - 0.5, next + 0.25, 3};
}

LayerSpreads layers()
{
    return {some(), some(), some(), some(), some(), some(), some()};
}

Transfer transfer(Work work)
{
    Transfer made;
    made.work = work;
    made.size = 65536;
    made.messages = 61;
    made.receivers = 4;
    made.sent = layers();
    made.received = layers();
    made.requests = some();
    made.p50 = some();
    made.p95 = some();
    made.p99 = some();
    made.perSecond = some();
    made.cpu = some();
    made.serverCpu = some();
    made.failure = "It failed \"once\".";
    made.note = "Grüße.";
    return made;
}

Report everything()
{
    Report report;
    report.plan.targets = {Target(), Target::at("https://example.org/base")};
    report.plan.targets[1].nsp = "/chat";
    report.plan.targets[1].echoEvent = "echo";
    report.plan.works = {Work::OneWay, Work::Broadcast};
    report.plan.ways = {{Stack::SocketIoWebSocket, false, true}};
    report.plan.sizes = {16, 1'000'000};
    report.plan.messages = 7;
    report.plan.bytes = 8;
    report.plan.receivers = 9;
    report.plan.rounds = 10;
    report.plan.cuts = false;
    report.plan.outage = std::chrono::milliseconds(300);
    report.started = Capture::Time(std::chrono::milliseconds(1'700'000'000'123));
    report.ended = report.started + std::chrono::milliseconds(60'001);
    report.roundsDone = 2;
    report.wasCancelled = true;
    report.failure = "Why.";
    report.targets
        = {{"http://127.0.0.1:1", false, true, 64}, {"https://example.org", {}, false, 0}};
    WayResult result;
    result.target = 1;
    result.way = {Stack::SocketIoPolling, false, true};
    result.failure = "a";
    result.note = "b";
    result.startup = {some(), some(), layers(), layers(), some()};
    result.transfers = {transfer(Work::Broadcast), transfer(Work::BinaryEcho)};
    result.interruptions = {{true, some(), some(), some(), some(), some(), some(), "c"}};
    result.blocked = {true, true, result.startup, transfer(Work::Echo), "d"};
    result.needs = {some(), true, true, 25000, some()};
    report.results = {result, {}};
    return report;
}

} // namespace

class TestReportJson : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWas();
    void emptyComesBackAsItWas();
    void hasNamesForWhatItSays();
    void leavesSecretsOut();
    void saysWhatIsNoReport();
};

void TestReportJson::comesBackAsItWas()
{
    const Report report = everything();
    const auto read = reportFromJson(toJson(report));
    const Report *back = std::get_if<Report>(&read);
    QVERIFY(back != nullptr);
    QCOMPARE(back->plan, report.plan);
    QCOMPARE(back->targets, report.targets);
    QCOMPARE(back->results.front().transfers, report.results.front().transfers);
    QCOMPARE(back->results, report.results);
    QVERIFY(*back == report);
}

void TestReportJson::emptyComesBackAsItWas()
{
    const auto read = reportFromJson(toJson(Report()));
    QVERIFY(std::holds_alternative<Report>(read));
    QVERIFY(std::get<Report>(read) == Report());
}

void TestReportJson::hasNamesForWhatItSays()
{
    const QJsonObject object = QJsonDocument::fromJson(toJson(everything())).object();
    QCOMPARE(object[QLatin1String("kind")].toString(), QStringLiteral("sockscope-comparison"));
    QCOMPARE(object[QLatin1String("started")].toString(),
             QStringLiteral("2023-11-14T22:13:20.123Z"));
    const QJsonObject result = object[QLatin1String("results")][0].toObject();
    QCOMPARE(result[QLatin1String("way")].toString(), QStringLiteral("socketio-polling+msgpack"));
    const QJsonObject transfer = result[QLatin1String("transfers")][0].toObject();
    QCOMPARE(transfer[QLatin1String("work")].toString(), QStringLiteral("broadcast"));
    QVERIFY(
        transfer[QLatin1String("sent")][QLatin1String("http")][QLatin1String("median")].isDouble());
    const QJsonObject empty = object[QLatin1String("results")][1].toObject();
    QVERIFY(!empty.contains(QLatin1String("startup")));
    QVERIFY(!empty.contains(QLatin1String("failure")));
}

void TestReportJson::leavesSecretsOut()
{
    Report report;
    Target target = Target::at("https://example.org");
    target.auth = R"({"token":"very secret"})";
    target.tls.keyPem = "very secret";
    target.proxy.password = "very secret";
    report.plan.targets = {target};
    QVERIFY(!toJson(report).contains("very secret"));
}

void TestReportJson::saysWhatIsNoReport()
{
    const auto error = [](const QByteArray &json) {
        const auto read = reportFromJson(json);
        const QByteArray *words = std::get_if<QByteArray>(&read);
        return words == nullptr ? QByteArray() : *words;
    };
    QVERIFY(error("{").contains("no JSON"));
    QVERIFY(error("[]").contains("no comparison"));
    QVERIFY(error(R"({"kind":"rules"})").contains("no comparison"));
    QVERIFY(error(R"({"kind":"sockscope-comparison","version":2})").contains("newer"));
    const QByteArray odd
        = R"({"kind":"sockscope-comparison","version":1,"results":[7],"plan":{"rounds":"x"}})";
    QCOMPARE(error(odd), QByteArray());
}

QTEST_APPLESS_MAIN(TestReportJson)
#include "tst_reportjson.moc"
