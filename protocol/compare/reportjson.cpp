// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/reportjson.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Compare {

namespace {

constexpr int Version = 1;
constexpr char Kind[] = "sockscope-comparison";

QString text(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

/// Goes over the members of a struct that is there, and makes an object of them. What is empty is
/// left out.
class Writer
{
public:
    QJsonObject object;

    void member(const char *key, const Spread &spread)
    {
        if (!spread.isKnown())
            return;
        put(key,
            QJsonObject {{QStringLiteral("median"), spread.median},
                         {QStringLiteral("low"), spread.low},
                         {QStringLiteral("high"), spread.high},
                         {QStringLiteral("count"), spread.count}});
    }
    void member(const char *key, const QByteArray &value)
    {
        if (!value.isEmpty())
            put(key, text(value));
    }
    void member(const char *key, bool value) { put(key, value); }
    void member(const char *key, int value) { put(key, value); }
    void member(const char *key, qint64 value) { put(key, value); }
    void member(const char *key, std::chrono::milliseconds value)
    {
        put(key, qint64(value.count()));
    }
    void member(const char *key, Capture::Time value)
    {
        const auto since = std::chrono::floor<std::chrono::milliseconds>(value.time_since_epoch());
        put(key,
            QDateTime::fromMSecsSinceEpoch(since.count(), Qt::UTC).toString(Qt::ISODateWithMs));
    }
    void member(const char *key, const std::optional<bool> &value)
    {
        if (value)
            put(key, *value);
    }
    void member(const char *key, const Way &way) { put(key, text(wayName(way))); }
    void member(const char *key, Work work) { put(key, text(workName(work))); }
    template<typename List>
    void list(const char *key, const List &values)
    {
        QJsonArray array;
        for (const auto &value : values) {
            Writer writer;
            writer.element(value);
            array.append(writer.m_element);
        }
        put(key, array);
    }
    template<typename Value>
    void part(const char *key, Value value)
    {
        Writer writer;
        describe(writer, value);
        if (!writer.object.isEmpty())
            put(key, writer.object);
    }

private:
    void put(const char *key, const QJsonValue &value) { object[QLatin1String(key)] = value; }
    void element(qint64 value) { m_element = value; }
    void element(const Way &way) { m_element = text(wayName(way)); }
    void element(Work work) { m_element = text(workName(work)); }
    template<typename Value>
    void element(Value value)
    {
        describe(*this, value);
        m_element = object;
    }

    QJsonValue m_element;
};

/// The same the other way round: what is not there, or of another type, stays as it is.
class Reader
{
public:
    explicit Reader(QJsonObject from)
        : m_object(std::move(from))
    {
    }

    void member(const char *key, Spread &spread) const
    {
        const QJsonObject value = at(key).toObject();
        spread = {value[QLatin1String("median")].toDouble(), value[QLatin1String("low")].toDouble(),
                  value[QLatin1String("high")].toDouble(), value[QLatin1String("count")].toInt()};
    }
    void member(const char *key, QByteArray &value) const { value = at(key).toString().toUtf8(); }
    void member(const char *key, bool &value) const { value = at(key).toBool(value); }
    void member(const char *key, int &value) const { value = at(key).toInt(value); }
    void member(const char *key, qint64 &value) const { value = at(key).toInteger(value); }
    void member(const char *key, std::chrono::milliseconds &value) const
    {
        value = std::chrono::milliseconds(at(key).toInteger(value.count()));
    }
    void member(const char *key, Capture::Time &value) const
    {
        const auto time = QDateTime::fromString(at(key).toString(), Qt::ISODateWithMs);
        if (time.isValid())
            value = Capture::Time(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
    }
    void member(const char *key, std::optional<bool> &value) const
    {
        if (at(key).isBool())
            value = at(key).toBool();
    }
    void member(const char *key, Way &way) const { element(at(key), way); }
    void member(const char *key, Work &work) const { element(at(key), work); }
    template<typename List>
    void list(const char *key, List &values) const
    {
        values.clear();
        const QJsonArray array = at(key).toArray();
        for (const auto &one : array) {
            typename List::value_type value {};
            element(QJsonValue(one), value);
            values.push_back(value);
        }
    }
    template<typename Value>
    void part(const char *key, Value &value) const
    {
        element(at(key), value);
    }

private:
    QJsonValue at(const char *key) const { return m_object.value(QLatin1String(key)); }
    static void element(const QJsonValue &from, qint64 &value) { value = from.toInteger(); }
    static void element(const QJsonValue &from, Way &way)
    {
        way = wayFromName(from.toString().toUtf8()).value_or(way);
    }
    static void element(const QJsonValue &from, Work &work)
    {
        work = workFromName(from.toString().toUtf8()).value_or(work);
    }
    template<typename Value>
    static void element(const QJsonValue &from, Value &value)
    {
        Reader reader(from.toObject());
        describe(reader, value);
    }

    QJsonObject m_object;
};

template<typename Archive>
void describe(Archive &archive, LayerSpreads &layers)
{
    archive.member("payload", layers.payload);
    archive.member("socketio", layers.socketIo);
    archive.member("engineio", layers.engineIo);
    archive.member("websocket", layers.webSocket);
    archive.member("http", layers.http);
    archive.member("saved", layers.saved);
    archive.member("wire", layers.wire);
}

template<typename Archive>
void describe(Archive &archive, Startup &startup)
{
    archive.member("requests", startup.requests);
    archive.member("connections", startup.connections);
    archive.part("sent", startup.sent);
    archive.part("received", startup.received);
    archive.member("milliseconds", startup.milliseconds);
}

template<typename Archive>
void describe(Archive &archive, Transfer &transfer)
{
    archive.member("work", transfer.work);
    archive.member("size", transfer.size);
    archive.member("messages", transfer.messages);
    archive.member("receivers", transfer.receivers);
    archive.part("sent", transfer.sent);
    archive.part("received", transfer.received);
    archive.member("requests", transfer.requests);
    archive.member("p50Us", transfer.p50);
    archive.member("p95Us", transfer.p95);
    archive.member("p99Us", transfer.p99);
    archive.member("perSecond", transfer.perSecond);
    archive.member("cpuUs", transfer.cpu);
    archive.member("serverCpuUs", transfer.serverCpu);
    archive.member("failure", transfer.failure);
    archive.member("note", transfer.note);
}

template<typename Archive>
void describe(Archive &archive, Interruption &interruption)
{
    archive.member("recovers", interruption.recovers);
    archive.member("milliseconds", interruption.milliseconds);
    archive.member("sent", interruption.sent);
    archive.member("missed", interruption.missed);
    archive.member("lost", interruption.lost);
    archive.member("recovered", interruption.recovered);
    archive.member("doubled", interruption.doubled);
    archive.member("failure", interruption.failure);
}

template<typename Archive>
void describe(Archive &archive, Blocked &blocked)
{
    archive.member("tried", blocked.wasTried);
    archive.member("works", blocked.works);
    archive.part("startup", blocked.startup);
    archive.part("echo", blocked.echo);
    archive.member("reason", blocked.reason);
}

template<typename Archive>
void describe(Archive &archive, ServerNeeds &needs)
{
    archive.member("connections", needs.connections);
    archive.member("stickiness", needs.needsStickiness);
    archive.member("session", needs.hasSession);
    archive.member("pingIntervalMs", needs.pingIntervalMs);
    archive.member("requestsPerMessage", needs.requestsPerMessage);
}

template<typename Archive>
void describe(Archive &archive, WayResult &result)
{
    archive.member("target", result.target);
    archive.member("way", result.way);
    archive.member("failure", result.failure);
    archive.member("note", result.note);
    archive.part("startup", result.startup);
    archive.list("transfers", result.transfers);
    archive.list("interruptions", result.interruptions);
    archive.part("blocked", result.blocked);
    archive.part("needs", result.needs);
}

template<typename Archive>
void describe(Archive &archive, Target &target)
{
    archive.member("url", target.url);
    archive.member("path", target.path);
    archive.member("namespace", target.nsp);
    archive.member("echoEvent", target.echoEvent);
    archive.member("oneWayEvent", target.oneWayEvent);
    archive.member("broadcastEvent", target.broadcastEvent);
    archive.member("websocketPath", target.webSocketPath);
    archive.member("chatPath", target.chatPath);
}

template<typename Archive>
void describe(Archive &archive, Plan &plan)
{
    archive.list("targets", plan.targets);
    archive.list("ways", plan.ways);
    archive.list("works", plan.works);
    archive.list("sizes", plan.sizes);
    archive.member("messages", plan.messages);
    archive.member("bytes", plan.bytes);
    archive.member("receivers", plan.receivers);
    archive.member("rounds", plan.rounds);
    archive.member("cuts", plan.cuts);
    archive.member("blocks", plan.blocks);
    archive.member("outageMs", plan.outage);
    archive.member("patienceMs", plan.patience);
}

template<typename Archive>
void describe(Archive &archive, TargetFacts &facts)
{
    archive.member("url", facts.url);
    archive.member("takesEngineIo3", facts.takesRevision3);
    archive.member("offersRecovery", facts.offersRecovery);
    archive.member("maxPayload", facts.maxPayload);
}

template<typename Archive>
void describe(Archive &archive, Report &report)
{
    archive.part("plan", report.plan);
    archive.member("started", report.started);
    archive.member("ended", report.ended);
    archive.member("roundsDone", report.roundsDone);
    archive.member("cancelled", report.wasCancelled);
    archive.member("failure", report.failure);
    archive.list("targets", report.targets);
    archive.list("results", report.results);
}

} // namespace

QByteArray toJson(const Report &report)
{
    Writer writer;
    writer.member("kind", QByteArray(Kind));
    writer.member("version", Version);
    Report copy = report; // one description is for reading and writing
    describe(writer, copy);
    return QJsonDocument(writer.object).toJson();
}

std::variant<Report, QByteArray> reportFromJson(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return "It is no JSON: " + error.errorString().toUtf8() + '.';
    if (object.value(QLatin1String("kind")) != QLatin1String(Kind))
        return QByteArrayLiteral("It is no comparison that was saved.");
    if (object.value(QLatin1String("version")).toInt() > Version)
        return QByteArrayLiteral("It was saved by a newer version of Sockscope.");
    Report report;
    Reader reader(object);
    describe(reader, report);
    return report;
}

} // namespace Compare
