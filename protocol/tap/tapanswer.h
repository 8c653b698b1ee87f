// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/field.h"

namespace Tap {

/// A whole response that a tap makes itself, marked as that: a plain sentence, then the end of the
/// connection.
QByteArray tapAnswer(int status, QByteArrayView sentence);

/// The response that asks a client for the tap's user and password; the connection stays.
QByteArray tapChallenge();

} // namespace Tap
