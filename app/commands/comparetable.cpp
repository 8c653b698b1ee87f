// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/comparetable.h"

#include <algorithm>
#include <cmath>

namespace Commands {

using Compare::Interruption;
using Compare::Report;
using Compare::Spread;
using Compare::Transfer;
using Compare::WayResult;

namespace {

/// Three digits that count, no exponent: 0.0123, 1.23, 12.3, 123, 12345.
QByteArray number(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return QByteArray::number(qint64(value));
    const double size = std::abs(value);
    const int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return QByteArray::number(value, 'f', decimals);
}

QByteArray text(const Spread &spread)
{
    if (!spread.isKnown())
        return QByteArrayLiteral("-");
    const QByteArray low = number(spread.low);
    const QByteArray high = number(spread.high);
    return number(spread.median) + (low == high ? QByteArray() : " (" + low + '-' + high + ')');
}

/// Cells in columns: the first to the left, the others to the right.
class Grid
{
public:
    explicit Grid(QByteArrayList heads) { m_rows.append(std::move(heads)); }

    void add(QByteArrayList row) { m_rows.append(std::move(row)); }
    /// A row that says why there are no figures.
    void addSentence(const QByteArray &head, const QByteArray &sentence)
    {
        m_rows.append({head, sentence});
    }
    bool isEmpty() const { return m_rows.size() == 1; }

    QByteArray toText() const
    {
        const qsizetype columns = m_rows.constFirst().size();
        QList<qsizetype> widths(columns, 0);
        for (const QByteArrayList &row : m_rows) {
            const qsizetype cells = row.size() == columns ? columns : 1;
            for (qsizetype i = 0; i < cells; ++i)
                widths[i] = std::max(widths[i], row[i].size());
        }
        QByteArray text;
        for (const QByteArrayList &row : m_rows) {
            QByteArray line = "  " + row.constFirst().leftJustified(widths[0]);
            if (row.size() != columns) {
                line += "  " + row.last();
            } else {
                for (qsizetype i = 1; i < columns; ++i)
                    line += "  " + row[i].rightJustified(widths[i]);
            }
            text += line + '\n';
        }
        return text;
    }

private:
    QList<QByteArrayList> m_rows;
};

QByteArray head(const Report &report, const WayResult &result)
{
    QByteArray way = Compare::wayName(result.way);
    if (report.plan.targets.size() < 2)
        return way;
    const QByteArray url = report.plan.targets.value(result.target).url;
    return (url.isEmpty() ? QByteArray("embedded") : url) + ' ' + way;
}

QByteArray title(const QByteArray &words)
{
    return '\n' + words + '\n';
}

QByteArray servers(const Report &report)
{
    QByteArray text;
    for (const Compare::TargetFacts &facts : report.targets) {
        text += "  " + facts.url;
        if (facts.maxPayload > 0)
            text += ", takes messages up to " + QByteArray::number(facts.maxPayload) + " bytes";
        if (facts.takesRevision3)
            text += *facts.takesRevision3 ? ", lets clients of Socket.IO 2 in"
                                          : ", does not let clients of Socket.IO 2 in";
        if (facts.offersRecovery)
            text += ", offers connection state recovery";
        text += '\n';
    }
    return text;
}

QByteArray startups(const Report &report)
{
    Grid grid({"", "requests", "connections", "bytes sent", "received", "ms", "held open", "sticky",
               "ping every"});
    for (const WayResult &result : report.results) {
        const QByteArray way = head(report, result);
        if (!result.failure.isEmpty() && !result.startup.isKnown()) {
            grid.addSentence(way, result.failure);
            continue;
        }
        const Compare::Startup &startup = result.startup;
        const Compare::ServerNeeds &needs = result.needs;
        grid.add({way, text(startup.requests), text(startup.connections), text(startup.sent.wire),
                  text(startup.received.wire), text(startup.milliseconds), text(needs.connections),
                  needs.needsStickiness ? "yes" : "no",
                  needs.pingIntervalMs > 0 ? number(double(needs.pingIntervalMs) / 1000) + " s"
                                           : QByteArray("-")});
    }
    return title("Until the first message can go, and what one client holds at the server")
        + grid.toText();
}

QByteArray workTitle(const Report &report, Compare::Work work, qint64 size)
{
    QByteArray words = Compare::workName(work) + ", " + QByteArray::number(size) + " bytes, "
        + QByteArray::number(report.plan.messagesOf(size)) + " messages";
    if (work == Compare::Work::Broadcast)
        words += ", " + QByteArray::number(report.plan.receivers) + " receivers";
    return title(words);
}

/// One work and size; a row a way.
QByteArray transfers(const Report &report, Compare::Work work, qint64 size)
{
    const bool isEcho = work == Compare::Work::Echo || work == Compare::Work::BinaryEcho;
    QByteArrayList heads {"", "sent B", "received B", "requests"};
    if (isEcho)
        heads += {"p50 us", "p95 us", "p99 us"};
    heads += {"messages/s", "CPU us", "server CPU us"};
    Grid grid(heads);
    for (const WayResult &result : report.results) {
        const Transfer *transfer = result.transfer(work, size);
        if (transfer == nullptr)
            continue;
        if (!transfer->isKnown()) {
            grid.addSentence(head(report, result), transfer->failure);
            continue;
        }
        QByteArrayList row {head(report, result), text(transfer->sent.wire),
                            text(transfer->received.wire), text(transfer->requests)};
        if (isEcho)
            row += {text(transfer->p50), text(transfer->p95), text(transfer->p99)};
        row += {text(transfer->perSecond), text(transfer->cpu), text(transfer->serverCpu)};
        grid.add(row);
    }
    return grid.isEmpty() ? QByteArray() : workTitle(report, work, size) + grid.toText();
}

QByteArray both(const Transfer &transfer, Spread Compare::LayerSpreads::*layer)
{
    return number((transfer.sent.*layer).median + (transfer.received.*layer).median);
}

QByteArray layers(const Report &report)
{
    QByteArray all;
    for (const qint64 size : report.plan.sizes) {
        Grid grid({"", "payload", "socketio", "engineio", "websocket", "http", "saved", "wire"});
        for (const WayResult &result : report.results) {
            const Transfer *transfer = result.transfer(Compare::Work::Echo, size);
            if (transfer == nullptr || !transfer->isKnown())
                continue;
            using L = Compare::LayerSpreads;
            grid.add({head(report, result), both(*transfer, &L::payload),
                      both(*transfer, &L::socketIo), both(*transfer, &L::engineIo),
                      both(*transfer, &L::webSocket), both(*transfer, &L::http),
                      both(*transfer, &L::saved), both(*transfer, &L::wire)});
        }
        if (!grid.isEmpty())
            all += title("An echo of " + QByteArray::number(size)
                         + " bytes by layer, there and back")
                + grid.toText();
    }
    return all;
}

QByteArray interruptions(const Report &report)
{
    Grid grid({"", "recovery", "back after ms", "sent", "missed", "lost", "recovered", "doubled"});
    for (const WayResult &result : report.results) {
        for (const Interruption &cut : result.interruptions) {
            if (!cut.isKnown()) {
                grid.addSentence(head(report, result), cut.failure);
                continue;
            }
            grid.add({head(report, result), cut.recovers ? "on" : "off", text(cut.milliseconds),
                      text(cut.sent), text(cut.missed), text(cut.lost), text(cut.recovered),
                      text(cut.doubled)});
        }
    }
    if (grid.isEmpty())
        return {};
    return title("The connection is cut, and nothing gets through for "
                 + QByteArray::number(report.plan.outage.count()) + " ms")
        + grid.toText();
}

QByteArray blocked(const Report &report)
{
    Grid grid(
        {"", "works", "requests", "bytes until ready", "ms", "echo: requests", "bytes", "p50 us"});
    for (const WayResult &result : report.results) {
        const Compare::Blocked &block = result.blocked;
        if (!block.wasTried)
            continue;
        if (!block.works) {
            grid.addSentence(head(report, result), "no: " + block.reason);
            continue;
        }
        grid.add({head(report, result), "yes", text(block.startup.requests),
                  number(block.startup.sent.wire.median + block.startup.received.wire.median),
                  text(block.startup.milliseconds), text(block.echo.requests),
                  both(block.echo, &Compare::LayerSpreads::wire), text(block.echo.p50)});
    }
    return grid.isEmpty() ? QByteArray()
                          : title("Requests for a WebSocket are answered 403") + grid.toText();
}

/// What went wrong in a round, or is to be known besides, where there are figures too.
QByteArray notes(const Report &report)
{
    QByteArray all;
    for (const WayResult &result : report.results) {
        const auto note = [&](const QByteArray &about, const QByteArray &sentence) {
            if (!sentence.isEmpty())
                all += "  " + head(report, result) + about + ": " + sentence + '\n';
        };
        note({}, result.note);
        if (result.startup.isKnown())
            note({}, result.failure);
        for (const Transfer &transfer : result.transfers) {
            const QByteArray about = ", " + Compare::workName(transfer.work) + " of "
                + QByteArray::number(transfer.size) + " bytes";
            note(about, transfer.note);
            if (transfer.isKnown())
                note(about, transfer.failure);
        }
        for (const Interruption &cut : result.interruptions) {
            if (cut.isKnown())
                note(QByteArrayLiteral(", cut"), cut.failure);
        }
    }
    return all.isEmpty() ? all : title("To be known") + all;
}

} // namespace

QByteArray compareTable(const Report &report)
{
    QByteArray text = "Measured in " + QByteArray::number(report.roundsDone) + " of "
        + QByteArray::number(report.plan.rounds)
        + " rounds; bytes and CPU time are those of one message. Figures are medians, with the "
          "lowest and highest round in parentheses.\n"
        + servers(report);
    text += startups(report);
    for (const Compare::Work work : report.plan.works) {
        for (const qint64 size : report.plan.sizes)
            text += transfers(report, work, size);
    }
    return text + layers(report) + interruptions(report) + blocked(report) + notes(report);
}

} // namespace Commands
