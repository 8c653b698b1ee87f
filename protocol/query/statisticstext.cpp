// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/statisticstext.h"

#include "protocol/capture/names.h"
#include "protocol/formats/csvfield.h"
#include "protocol/formats/jsontext.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>

using Capture::Transport;

namespace Query {

namespace {

struct Column
{
    const char *name; ///< in files
    qint64 StatisticsRow::*number; ///< -1: none
};

// The numbers of a row in files. Times are microseconds.
constexpr std::array<Column, 16> Columns {{
    {"count", &StatisticsRow::count},
    {"problems", &StatisticsRow::problems},
    {"payloadBytes", &StatisticsRow::payloadBytes},
    {"wireBytes", &StatisticsRow::wireBytes},
    {"sizeP50", &StatisticsRow::sizeP50},
    {"sizeP95", &StatisticsRow::sizeP95},
    {"sizeMax", &StatisticsRow::sizeMost},
    {"asked", &StatisticsRow::asked},
    {"answered", &StatisticsRow::answered},
    {"pending", &StatisticsRow::pending},
    {"unanswered", &StatisticsRow::unanswered},
    {"latencyP50Us", &StatisticsRow::latencyP50Us},
    {"latencyP95Us", &StatisticsRow::latencyP95Us},
    {"latencyP99Us", &StatisticsRow::latencyP99Us},
    {"gapP50Us", &StatisticsRow::gapP50Us},
    {"gapP95Us", &StatisticsRow::gapP95Us},
}};

QByteArray rateText(double rate)
{
    return rate < 0 ? QByteArray() : QByteArray::number(rate, 'f', 3);
}

/// The names of what tells rows apart.
QByteArrayList keyNames(const Grouping &grouping)
{
    QByteArrayList names;
    if (grouping.bySession)
        names << "session";
    if (grouping.byNamespace)
        names << "namespace";
    if (grouping.byEvent)
        names << "event";
    if (grouping.byDirection)
        names << "direction";
    return names;
}

/// What tells \a row from others, in the same order.
QByteArrayList keysOf(const StatisticsRow &row, const Grouping &grouping)
{
    QByteArrayList keys;
    if (grouping.bySession)
        keys << (row.session != 0 ? QByteArray::number(row.session) : QByteArray());
    if (grouping.byNamespace)
        keys << row.nsp;
    if (grouping.byEvent)
        keys << eventName(row).toByteArray();
    if (grouping.byDirection)
        keys << Capture::directionName(row.direction).toByteArray();
    if (row.isRest)
        std::ranges::fill(keys, QByteArray("(others)"));
    return keys;
}

struct Layer
{
    const char *key;
    const char *name;
    qint64 LayerCosts::*bytes;
};

constexpr std::array<Layer, 6> Layers {{
    {"payload", "payload", &LayerCosts::payload},
    {"socketio", "Socket.IO", &LayerCosts::socketIo},
    {"engineio", "Engine.IO", &LayerCosts::engineIo},
    {"websocket", "WebSocket", &LayerCosts::webSocket},
    {"http", "HTTP", &LayerCosts::http},
    {"saved", "saved", &LayerCosts::saved},
}};

QByteArray numberMember(const char *key, qint64 number)
{
    return '"' + QByteArray(key) + "\":" + QByteArray::number(number);
}

QByteArray layersJson(const LayerCosts &costs)
{
    QByteArrayList members;
    for (const Layer &layer : Layers)
        members << numberMember(layer.key, costs.*layer.bytes);
    members << numberMember("wire", costs.wire());
    return '{' + members.join(',') + '}';
}

void appendRow(QByteArray &json, const StatisticsRow &row, const Grouping &grouping)
{
    json += '{';
    const QByteArrayList names = keyNames(grouping);
    const QByteArrayList keys = keysOf(row, grouping);
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (keys.at(i).isEmpty())
            continue;
        json += '"' + names.at(i) + "\":";
        if (names.at(i) == "session" && !row.isRest)
            json += keys.at(i);
        else
            Formats::appendJsonString(json, keys.at(i));
        json += ',';
    }
    for (const Column &column : Columns) {
        if (row.*column.number >= 0)
            json += numberMember(column.name, row.*column.number) + ',';
    }
    if (row.rate >= 0)
        json += "\"rate\":" + rateText(row.rate) + ',';
    QByteArrayList octaves;
    for (const qint64 times : row.sizeOctaves)
        octaves << QByteArray::number(times);
    json += "\"sizeOctaves\":[" + octaves.join(',') + "]}";
}

/// Text cells in columns that fit them; the first \a left to the left.
QByteArray tableOf(const QList<QByteArrayList> &lines, qsizetype left)
{
    QList<qsizetype> widths;
    for (const QByteArrayList &cells : lines) {
        widths.resize(std::max(widths.size(), cells.size()));
        for (qsizetype i = 0; i < cells.size(); ++i)
            widths[i] = std::max(widths[i], QString::fromUtf8(cells.at(i)).size());
    }
    QByteArray table;
    for (const QByteArrayList &cells : lines) {
        QByteArray line;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const qsizetype room = widths.at(i) - QString::fromUtf8(cells.at(i)).size();
            line += i < left ? cells.at(i) + QByteArray(room + 2, ' ')
                             : QByteArray(room, ' ') + cells.at(i) + "  ";
        }
        while (line.endsWith(' '))
            line.chop(1);
        table += line + '\n';
    }
    return table;
}

/// A name in one line of a terminal.
QByteArray printable(const QByteArray &name)
{
    constexpr qsizetype Most = 40;
    QString text = QString::fromUtf8(name);
    for (QChar &c : text) {
        if (!c.isPrint())
            c = QChar::ReplacementCharacter;
    }
    if (text.size() > Most)
        text = text.left(Most - 1) + QChar(0x2026);
    return text.toUtf8();
}

QByteArray millisecondsText(qint64 us)
{
    return us < 0 ? QByteArray("-") : QByteArray::number(static_cast<double>(us) / 1000, 'f', 1);
}

QByteArray orDash(qint64 number)
{
    return number < 0 ? QByteArray("-") : QByteArray::number(number);
}

QByteArrayList cellsOf(const StatisticsRow &row)
{
    return {QByteArray::number(row.count),
            row.rate < 0 ? QByteArray("-") : QByteArray::number(row.rate, 'f', 2),
            QByteArray::number(row.payloadBytes),
            QByteArray::number(row.wireBytes),
            orDash(row.sizeP50),
            orDash(row.sizeP95),
            orDash(row.sizeMost),
            QByteArray::number(row.asked),
            QByteArray::number(row.pending),
            QByteArray::number(row.unanswered),
            millisecondsText(row.latencyP50Us),
            millisecondsText(row.latencyP95Us),
            millisecondsText(row.latencyP99Us),
            millisecondsText(row.gapP50Us),
            millisecondsText(row.gapP95Us)};
}

} // namespace

std::optional<Grouping> groupingFromText(QByteArrayView text)
{
    Grouping grouping;
    const QByteArrayList words = text.toByteArray().split(',');
    for (const QByteArray &word : words) {
        if (word == "session")
            grouping.bySession = true;
        else if (word == "namespace")
            grouping.byNamespace = true;
        else if (word == "event")
            grouping.byEvent = true;
        else if (word == "direction")
            grouping.byDirection = true;
        else
            return std::nullopt;
    }
    return grouping;
}

QByteArray statisticsCsv(const Statistics &all, std::span<const StatisticsRow> rows)
{
    QByteArrayList names = keyNames(all.grouping);
    for (const Column &column : Columns)
        names << column.name;
    names << "ratePerSecond";
    QByteArray csv = names.join(',') + "\r\n";
    for (const StatisticsRow &row : rows) {
        QByteArrayList fields;
        const QByteArrayList keys = keysOf(row, all.grouping);
        for (const QByteArray &key : keys)
            fields << Formats::csvField(key);
        for (const Column &column : Columns) {
            const qint64 number = row.*column.number;
            fields << (number < 0 ? QByteArray() : QByteArray::number(number));
        }
        fields << rateText(row.rate);
        csv += fields.join(',') + "\r\n";
    }
    return csv;
}

QByteArray statisticsJson(const Statistics &all)
{
    QByteArray json = '{' + numberMember("looked", all.looked) + ','
        + numberMember("messages", all.total.count) + ',';
    if (all.from && all.to) {
        json += R"("from":")" + Formats::isoTime(*all.from) + R"(","to":")"
            + Formats::isoTime(*all.to) + R"(",)";
    }
    json += "\"rows\":[";
    for (const StatisticsRow &row : all.rows) {
        if (!json.endsWith('['))
            json += ',';
        appendRow(json, row, all.grouping);
    }
    json += "],\"total\":";
    appendRow(json, all.total, {});
    json += R"(,"layers":{"websocket":)" + layersJson(all.of(Transport::WebSocket))
        + ",\"polling\":" + layersJson(all.of(Transport::Polling))
        + ",\"other\":" + layersJson(all.of(Transport::None));
    if (all.rest)
        json += ",\"rest\":" + layersJson(*all.rest);
    return json + ",\"total\":" + layersJson(all.layerTotal()) + "}}\n";
}

QByteArray statisticsTable(const Statistics &all)
{
    const QByteArrayList names = keyNames(all.grouping);
    QList<QByteArrayList> lines {
        names
        + QByteArrayList {"count", "rate/s", "payload", "wire", "size p50", "p95", "max", "asked",
                          "pending", "never", "ack p50 ms", "p95", "p99", "gap p50 ms", "p95"}};
    std::vector<const StatisticsRow *> rows;
    for (const StatisticsRow &row : all.rows)
        rows.push_back(&row);
    std::ranges::stable_sort(rows, std::ranges::greater(),
                             [](const StatisticsRow *row) { return row->count; });
    for (const StatisticsRow *row : rows) {
        QByteArrayList keys = keysOf(*row, all.grouping);
        std::ranges::transform(keys, keys.begin(), printable);
        lines << keys + cellsOf(*row);
    }
    if (!names.isEmpty()) {
        QByteArrayList keys(names.size());
        keys.first() = "all";
        lines << keys + cellsOf(all.total);
    }
    QByteArray table = QByteArray::number(all.total.count) + " of " + QByteArray::number(all.looked)
        + " messages\n\n" + tableOf(lines, names.size()) + '\n';

    QList<QByteArrayList> costs {{"bytes", "websocket", "polling", "other"}};
    QList<LayerCosts> columns {all.of(Transport::WebSocket), all.of(Transport::Polling),
                               all.of(Transport::None)};
    if (all.rest) {
        costs.first() << "rest";
        columns << *all.rest;
    }
    costs.first() << "total";
    columns << all.layerTotal();
    for (const Layer &layer : Layers) {
        QByteArrayList cells {layer.name};
        const int sign = layer.bytes == &LayerCosts::saved ? -1 : 1;
        for (const LayerCosts &column : columns)
            cells << QByteArray::number(sign * (column.*layer.bytes));
        costs << cells;
    }
    QByteArrayList wire {"wire"};
    for (const LayerCosts &column : columns)
        wire << QByteArray::number(column.wire());
    costs << wire;
    return table + tableOf(costs, 1);
}

} // namespace Query
