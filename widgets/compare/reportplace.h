// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compare/figure.h"

/// Where in a report something stands. A value.
struct ReportPlace
{
    enum class Table : quint8 { Transfers, Startup, Interruptions, Blocked, Server };

    Table table = Table::Transfers;
    int target = 0; ///< in Plan::targets
    Compare::Way way;
    // In Transfers:
    Compare::Work work = Compare::Work::Echo;
    qint64 size = 0;
    Figure figure = Figure::P50;

    bool operator==(const ReportPlace &other) const = default;
};
