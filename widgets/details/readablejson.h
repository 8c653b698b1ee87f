// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// \a json with a line for each value, indented; every spelling, key order and repeated key as it
/// is. Only white space between values changes, so what is no JSON does no harm. Deeper levels
/// than 32 are indented no further.
QByteArray readableJson(QByteArrayView json);
