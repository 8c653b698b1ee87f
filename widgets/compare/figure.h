// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QString>

/// What a transfer can be compared by.
enum class Figure : quint8 { P50, P95, P99, PerSecond, Bytes, Cpu, ServerCpu };

std::vector<Figure> allFigures();
/// "Round trip p50", "Messages/s", …
QString figureTitle(Figure figure);
/// One line about what it is and how it was measured.
QString figureHint(Figure figure);
/// Of one transfer. Bytes are those of both directions together.
Compare::Spread figureOf(const Compare::Transfer &transfer, Figure figure);
/// With its unit: "0.31 ms", "12,400/s", "85 B", "14 µs".
QString figureText(Figure figure, double value);
/// "0.31 ms (0.29–0.35)"; "–" for none. Of one round, or where all rounds agree, without brackets.
QString figureText(Figure figure, const Compare::Spread &spread);
/// More of it is better.
bool isRate(Figure figure);
