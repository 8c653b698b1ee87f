// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/comparecsv.h"

#include "protocol/formats/csvfield.h"
#include "widgets/compare/decisions.h"
#include "widgets/compare/faults.h"
#include "widgets/compare/layers.h"

#include <QByteArrayList>

using namespace Compare;

namespace {

/// What stands at the left of each line.
struct Head
{
    QByteArray server;
    QByteArray way;
    QByteArray subject;
    QByteArray work;
    QByteArray size;
    QByteArray messages;
};

class Writer
{
public:
    Writer()
    {
        write({"server", "way", "subject", "work", "size", "messages", "figure", "unit", "median",
               "low", "high", "rounds", "text"});
    }

    void figure(const Head &head, const QByteArray &name, const QByteArray &unit,
                const Spread &spread)
    {
        if (!spread.isKnown())
            return;
        const auto number = [](double value) { return QByteArray::number(value, 'g', 10); };
        write({head.server,
               head.way,
               head.subject,
               head.work,
               head.size,
               head.messages,
               name,
               unit,
               number(spread.median),
               number(spread.low),
               number(spread.high),
               QByteArray::number(spread.count),
               {}});
    }

    void text(const Head &head, const QByteArray &name, const QByteArray &text)
    {
        if (text.isEmpty())
            return;
        write({head.server,
               head.way,
               head.subject,
               head.work,
               head.size,
               head.messages,
               name,
               {},
               {},
               {},
               {},
               {},
               text});
    }

    void layers(const Head &head, const QByteArray &direction, const LayerSpreads &spreads)
    {
        for (const Layer &layer : allLayers())
            figure(head, direction + '-' + layer.name, "bytes", spreads.*layer.spread);
        figure(head, direction + "-saved", "bytes", spreads.saved);
        figure(head, direction + "-wire", "bytes", spreads.wire);
    }

    QByteArray take() { return std::move(m_csv); }

private:
    void write(QByteArrayList fields)
    {
        for (QByteArray &field : fields)
            field = Formats::csvField(field);
        m_csv += fields.join(',') + "\r\n";
    }

    QByteArray m_csv;
};

QByteArray yesNo(bool is)
{
    return is ? QByteArrayLiteral("yes") : QByteArrayLiteral("no");
}

QByteArray questionName(Decision::Question question)
{
    using Question = Decision::Question;
    switch (question) {
    case Question::Overhead:
        return QByteArrayLiteral("overhead");
    case Question::Unreliable:
        return QByteArrayLiteral("unreliable-network");
    case Question::Firewall:
        return QByteArrayLiteral("firewall");
    case Question::Broadcast:
        return QByteArrayLiteral("broadcast");
    case Question::Binary:
        return QByteArrayLiteral("binary");
    case Question::SmallMessages:
        return QByteArrayLiteral("small-messages");
    case Question::OldClients:
        return QByteArrayLiteral("old-clients");
    }
    return {};
}

void writeStartup(Writer &writer, const Head &head, const Startup &startup)
{
    writer.figure(head, "requests", "requests", startup.requests);
    writer.figure(head, "connections", "connections", startup.connections);
    writer.figure(head, "time", "ms", startup.milliseconds);
    writer.layers(head, "sent", startup.sent);
    writer.layers(head, "received", startup.received);
}

void writeTransfer(Writer &writer, Head head, const Transfer &transfer)
{
    head.work = workName(transfer.work);
    head.size = QByteArray::number(transfer.size);
    head.messages = QByteArray::number(transfer.messages);
    writer.figure(head, "round-trip-p50", "us", transfer.p50);
    writer.figure(head, "round-trip-p95", "us", transfer.p95);
    writer.figure(head, "round-trip-p99", "us", transfer.p99);
    writer.figure(head, "messages", "1/s", transfer.perSecond);
    writer.figure(head, "client-cpu", "us", transfer.cpu);
    writer.figure(head, "server-cpu", "us", transfer.serverCpu);
    writer.figure(head, "requests", "requests", transfer.requests);
    writer.layers(head, "sent", transfer.sent);
    writer.layers(head, "received", transfer.received);
    writer.text(head, "failure", transfer.failure);
    writer.text(head, "note", transfer.note);
}

void writeInterruption(Writer &writer, Head head, const Interruption &cut)
{
    head.subject = cut.recovers ? "cut-with-recovery" : "cut";
    writer.figure(head, "back", "ms", cut.milliseconds);
    writer.figure(head, "sent", "messages", cut.sent);
    writer.figure(head, "missed", "messages", cut.missed);
    writer.figure(head, "lost", "messages", cut.lost);
    writer.figure(head, "recovered", "messages", cut.recovered);
    writer.figure(head, "doubled", "messages", cut.doubled);
    writer.text(head, "failure", cut.failure);
}

void writeResult(Writer &writer, const QByteArray &server, const WayResult &result)
{
    const auto about = [&](const QByteArray &subject) {
        return Head {server, wayName(result.way), subject, {}, {}, {}};
    };
    writer.text(about("way"), "failure", result.failure);
    writer.text(about("way"), "note", result.note);
    writeStartup(writer, about("startup"), result.startup);
    for (const Transfer &transfer : result.transfers)
        writeTransfer(writer, about("transfer"), transfer);
    for (const Interruption &cut : result.interruptions)
        writeInterruption(writer, about("cut"), cut);
    if (result.blocked.wasTried) {
        writer.text(about("blocked"), "works", yesNo(result.blocked.works));
        writer.text(about("blocked"), "failure", result.blocked.reason);
        writeStartup(writer, about("blocked-startup"), result.blocked.startup);
        if (result.blocked.works)
            writeTransfer(writer, about("blocked-transfer"), result.blocked.echo);
    }
    const ServerNeeds &needs = result.needs;
    if (!needs.connections.isKnown())
        return;
    writer.figure(about("server"), "connections", "connections", needs.connections);
    writer.figure(about("server"), "requests-a-message", "requests", needs.requestsPerMessage);
    writer.text(about("server"), "session", yesNo(needs.hasSession));
    writer.text(about("server"), "sticky", yesNo(needs.needsStickiness));
    writer.text(about("server"), "ping-interval-ms", QByteArray::number(needs.pingIntervalMs));
}

} // namespace

QByteArray compareCsv(const Report &report)
{
    Writer writer;
    for (const QString &fault : runFaults(report))
        writer.text({.server = {}, .way = {}, .subject = "run"}, "remark", fault.toUtf8());
    for (int target = 0; target < report.plan.targets.size(); ++target) {
        const Target &asked = report.plan.targets.at(target);
        const QByteArray server = asked.isEmbedded() ? QByteArrayLiteral("embedded") : asked.url;
        if (target < report.targets.size()) {
            const Head head {.server = server, .way = {}, .subject = "server"};
            const TargetFacts &facts = report.targets.at(target);
            if (facts.takesRevision3)
                writer.text(head, "takes-engine-io-3", yesNo(*facts.takesRevision3));
            writer.text(head, "offers-recovery", yesNo(facts.offersRecovery));
            if (facts.maxPayload > 0)
                writer.text(head, "max-payload", QByteArray::number(facts.maxPayload));
        }
        for (const WayResult &result : report.results) {
            if (result.target == target)
                writeResult(writer, server, result);
        }
        for (const Decision &decision : decisionsOf(report, target)) {
            const QString words
                = (QStringList {decision.verdict} + decision.figures).join(QStringLiteral("; "));
            writer.text({.server = server, .way = {}, .subject = "decision"},
                        questionName(decision.question), words.toUtf8());
        }
    }
    return writer.take();
}
