// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "widgets/common/selection.h"
#include "widgets/details/keymask.h"
#include "widgets/details/payload.h"

#include <memory>
#include <optional>
#include <vector>

class CaptureFeed;

/// What Details is about, read from the capture once for all tabs.
struct Subject
{
    Selection::Item item;
    std::optional<Capture::MessageRow> message;
    std::optional<Capture::ExchangeRecord> exchange; ///< only where an exchange is what is shown
    std::optional<Capture::ConnectionRecord> connection;
    std::optional<Capture::SessionRecord> session;
    Capture::Id handshake = 0; ///< the exchange for the Handshake tab
    /// The message and its attachments, or the request's and the response's body.
    std::vector<std::shared_ptr<Payload>> payloads;
    KeyMask mask;

    bool isEmpty() const { return !message && !exchange && !session && !connection; }
    bool isExchange() const { return exchange.has_value(); }
};

/// The subject of \a item. Payloads keep \a feed and are empty once another capture is open.
Subject readSubject(CaptureFeed &feed, const Selection::Item &item);
