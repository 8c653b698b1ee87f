// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QStringList>

/// The few sentences that somebody takes along: what Socket.IO adds to plain WebSocket in bytes and
/// time, what a cut loses, what a block leaves. Nothing is said that was not measured.
QStringList shortFindings(const Compare::Report &report, int target);
