// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "widgets/traffic/messagemodel.h"

/// The filter that wants the messages which have the same in \a column as \a row; empty where the
/// column says nothing that could be asked for.
QByteArray termForCell(const Capture::MessageRow &row, MessageModel::Column column);
