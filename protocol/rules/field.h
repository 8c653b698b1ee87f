// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rule.h"

#include <QByteArrayList>

namespace Rules {

/// Where a fault can be: a member of a rule, or of its action.
enum class Field : quint8 {
    Seed,
    Name,
    On,
    Subject,
    Match, ///< Rule::filter
    Direction,
    Asked,
    Path,
    Do, ///< the action as such
    Percent,
    Times,
    After,
    For, ///< Rule::length
    // of actions
    Spread,
    Time,
    Most,
    Copies,
    By,
    Text, ///< Replace::find, by its kind
    Regex,
    Pointer,
    With,
    Code,
    Reason,
    Resets,
    InMessage,
    BytesPerSecond,
    Status,
    ContentType,
    Body
};

/// As rule files spell it: "bytesPerSecond".
QByteArray fieldName(Field field);
std::optional<Field> fieldNamed(const QByteArray &name);

// As rule files spell them, in the order of the enumerations.
const QByteArrayList &subjectNames(); ///< "message", …
const QByteArrayList &directionNames(); ///< "to-server", "to-app"
const QByteArrayList &askedNames(); ///< "any", "upgrade", …
const QByteArrayList &actionNames(); ///< "delay", "drop", …: by Action::index()
const QByteArrayList &spreadNames(); ///< "fixed", …

/// "250ms", "2s", "1500us": as Query::parseDuration() reads it, exactly.
QByteArray durationText(std::chrono::microseconds time);

} // namespace Rules
