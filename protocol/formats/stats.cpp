// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/stats.h"

#include <algorithm>

namespace Formats {

using Capture::ByteCount;
using Capture::Totals;

namespace {

/// What is left for HTTP: heads, bodies' framing and what no WebSocket carried.
ByteCount httpOf(const Totals &totals)
{
    const auto rest = [&totals](qint64 ByteCount::*side) {
        return totals.wire.*side + totals.saved.*side - totals.payload.*side - totals.socketIo.*side
            - totals.engineIo.*side - totals.webSocket.*side;
    };
    return {rest(&ByteCount::sent), rest(&ByteCount::received)};
}

QByteArray member(const char *key, qint64 value)
{
    return '"' + QByteArray(key) + "\":" + QByteArray::number(value);
}

QByteArray member(const char *key, const ByteCount &count)
{
    return '"' + QByteArray(key) + "\":{" + member("sent", count.sent) + ','
        + member("received", count.received) + '}';
}

/// "1234567" -> "1 234 567"
QByteArray grouped(qint64 value)
{
    QByteArray digits = QByteArray::number(value);
    const qsizetype first = value < 0 ? 1 : 0;
    for (qsizetype at = digits.size() - 3; at > first; at -= 3)
        digits.insert(at, ' ');
    return digits;
}

} // namespace

QByteArray statsJson(const Totals &totals)
{
    const auto both = [](const ByteCount &count) { return count.sent + count.received; };
    QByteArray json = "{" + member("connections", totals.connections) + ','
        + member("sessions", totals.sessions) + ',' + member("exchanges", totals.exchanges) + ','
        + member("frames", totals.frames) + ',' + member("messages", totals.messages);
    json += ",\"gaps\":{" + member("count", totals.gaps) + ','
        + member("messages", totals.gapMessages) + ',' + member("bytes", totals.gapBytes) + "},";
    json += member("payloadBytes", totals.payload) + ',' + member("wireBytes", totals.wire);
    json += ",\"layers\":{" + member("payload", both(totals.payload)) + ','
        + member("socketio", both(totals.socketIo)) + ','
        + member("engineio", both(totals.engineIo)) + ','
        + member("websocket", both(totals.webSocket)) + ',' + member("http", both(httpOf(totals)))
        + ',' + member("saved", both(totals.saved)) + "}}\n";
    return json;
}

QByteArray statsTable(const Totals &totals)
{
    constexpr qsizetype NameWidth = 14;
    constexpr qsizetype NumberWidth = 18;
    QByteArray table;
    const auto line = [&table](const char *name, std::initializer_list<QByteArray> cells) {
        table += QByteArray(name).leftJustified(NameWidth);
        for (const QByteArray &cell : cells)
            table += cell.rightJustified(NumberWidth);
        table += '\n';
    };
    line("connections", {grouped(totals.connections)});
    line("sessions", {grouped(totals.sessions)});
    line("exchanges", {grouped(totals.exchanges)});
    line("frames", {grouped(totals.frames)});
    line("messages", {grouped(totals.messages)});
    line("problems", {grouped(totals.problems)});
    if (totals.gaps > 0) {
        line("gaps", {grouped(totals.gaps)});
        line("  messages", {grouped(totals.gapMessages)});
        line("  bytes", {grouped(totals.gapBytes)});
    }
    table += '\n';
    line("bytes", {"sent", "received"});
    const auto bytes = [&line](const char *name, const ByteCount &count) {
        line(name, {grouped(count.sent), grouped(count.received)});
    };
    bytes("payload", totals.payload);
    bytes("Socket.IO", totals.socketIo);
    bytes("Engine.IO", totals.engineIo);
    bytes("WebSocket", totals.webSocket);
    bytes("HTTP", httpOf(totals));
    bytes("saved", {-totals.saved.sent, -totals.saved.received});
    bytes("wire", totals.wire);
    return table;
}

} // namespace Formats
