// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "widgets/compose/composedraft.h"

#include <optional>

/// A captured message, whole, as a draft that says the same again. Nothing if it is none that a
/// user could send, or longer than CopyAs::MaxBytes.
std::optional<ComposeDraft> draftOfMessage(Capture::StoreReader &reader, Capture::Id message);
