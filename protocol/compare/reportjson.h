// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <variant>

namespace Compare {

/// The report as JSON, indented, with a line end; docs/compare.md says what the keys are. Secrets
/// of the targets (auth, keys, the proxy's password) are left out.
QByteArray toJson(const Report &report);

/// A report that was written so, or a sentence that says why it is none. Keys that are not known
/// are passed over.
std::variant<Report, QByteArray> reportFromJson(const QByteArray &json);

} // namespace Compare
