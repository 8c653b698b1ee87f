// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QCommandLineParser>
#include <QStringList>

#include <chrono>
#include <optional>

/// What the commands have in common: `sockscope COMMAND …`, none of which needs a display.
namespace Commands {

/// Exit statuses: done, could not do it, wrong use.
enum Status : int { Done = 0, Failed = 1, WrongUse = 2 };

/// Says "sockscope: message" on standard error, in one line, at once.
void complain(const QString &message);
/// A line on standard error, at once.
void say(const QByteArray &line);

/// Parses the arguments of \a command (its name is the first). Returns the status to exit with if
/// that is all: after --help, or after a complaint.
std::optional<int> parse(QCommandLineParser &parser, const QStringList &arguments);

/// "30s", "500ms", "2m", "1h", or a bare number of seconds.
std::optional<std::chrono::milliseconds> parseDuration(const QString &text);

int record(const QStringList &arguments);
int exportCapture(const QStringList &arguments);
int importFile(const QStringList &arguments);
int query(const QStringList &arguments);
int redact(const QStringList &arguments);
int report(const QStringList &arguments);
int stats(const QStringList &arguments);
int demo(const QStringList &arguments);
int compare(const QStringList &arguments);

} // namespace Commands
