// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

/// How \a before became \a after, line by line: "- " before what went, "+ " before what came, "  "
/// before what stayed. Of texts that differ in more than some thousand lines all of it went and
/// came.
QStringList compareLines(const QStringList &before, const QStringList &after);
