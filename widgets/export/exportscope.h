// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/messagefilter.h"

#include <vector>

class CaptureFeed;
class Selection;

/// A part of a capture that can be exported: what is asked of the capture, and in words.
struct ExportScope
{
    enum class What { Selected, Session, Shown, Everything };

    What what = What::Everything;
    QString title; ///< "The selected messages"
    QString detail; ///< "#41 to #60", "event:typing · session Ab3x · without heartbeats"
    /// None: the whole capture, with what stands beside messages.
    std::optional<MessageFilter::Terms> terms;
};

/// The first and the last of the messages that are selected, of those that are shown; 0 for none.
struct SelectedMessages
{
    Capture::Id first = 0;
    Capture::Id last = 0;
};

/// What can be exported of the capture that \a feed shows, the smallest part first.
std::vector<ExportScope> exportScopes(const CaptureFeed &feed, const MessageFilter &filter,
                                      const Selection &selection, const SelectedMessages &selected);
