// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QStringList>

/// What keeps a report from saying more, in sentences.

/// Of the whole run: that there was none, that it was stopped, how many rounds there were. Never
/// empty.
QStringList runFaults(const Compare::Report &report);
/// Of one server: the ways and the work that were not measured, and why.
QStringList targetFaults(const Compare::Report &report, int target);
