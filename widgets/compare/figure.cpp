// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/figure.h"

#include "widgets/compare/comparewords.h"
#include "widgets/compare/spreads.h"

#include <QCoreApplication>

using Compare::Spread;
using Compare::Transfer;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("CompareWords", text);
}

} // namespace

std::vector<Figure> allFigures()
{
    return {Figure::P50,   Figure::P95, Figure::P99,      Figure::PerSecond,
            Figure::Bytes, Figure::Cpu, Figure::ServerCpu};
}

QString figureTitle(Figure figure)
{
    switch (figure) {
    case Figure::P50:
        return words("Round trip p50");
    case Figure::P95:
        return words("Round trip p95");
    case Figure::P99:
        return words("Round trip p99");
    case Figure::PerSecond:
        return words("Messages/s");
    case Figure::Bytes:
        return words("Bytes a message");
    case Figure::Cpu:
        return words("CPU of the client");
    case Figure::ServerCpu:
        return words("CPU of the server");
    }
    return {};
}

QString figureHint(Figure figure)
{
    switch (figure) {
    case Figure::P50:
        return words("Half of the echoes came back within this time, seen on the wire.");
    case Figure::P95:
        return words("95 % of the echoes came back within this time, seen on the wire.");
    case Figure::P99:
        return words("99 % of the echoes came back within this time, seen on the wire.");
    case Figure::PerSecond:
        return words("Messages in a second; a broadcast counts once, however many receive it.");
    case Figure::Bytes:
        return words("What crossed in both directions, divided by the messages; of a broadcast to "
                     "all receivers together.");
    case Figure::Cpu:
        return words("How long the thread of our clients worked for a message.");
    case Figure::ServerCpu:
        return words("How long the embedded server's thread worked for a message.");
    }
    return {};
}

Spread figureOf(const Transfer &transfer, Figure figure)
{
    switch (figure) {
    case Figure::P50:
        return transfer.p50;
    case Figure::P95:
        return transfer.p95;
    case Figure::P99:
        return transfer.p99;
    case Figure::PerSecond:
        return transfer.perSecond;
    case Figure::Bytes:
        return sumOf(transfer.sent.wire, transfer.received.wire);
    case Figure::Cpu:
        return transfer.cpu;
    case Figure::ServerCpu:
        return transfer.serverCpu;
    }
    return {};
}

QString figureText(Figure figure, double value)
{
    switch (figure) {
    case Figure::PerSecond:
        return words("%1/s").arg(numberText(value));
    case Figure::Bytes:
        return words("%1 B").arg(numberText(value));
    default:
        return timeText(value);
    }
}

QString figureText(Figure figure, const Spread &spread)
{
    return spreadText(spread, [figure](double value) { return figureText(figure, value); });
}

bool isRate(Figure figure)
{
    return figure == Figure::PerSecond;
}
