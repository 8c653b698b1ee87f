// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storewriter.h"
#include "tests/support/handmadewire.h"

/// Captures of one plain WebSocket on which a server speaks.
namespace FeedCapture {

inline constexpr int PieceMessages = 100; // that come in one read

/// Makes one of \a messages, which are what \a textOf says of each number. False if it failed.
template<typename TextOf>
bool make(const QString &path, int messages, TextOf textOf)
{
    HandmadeWire::Wire wire;
    wire.decoder.addSource(
        {.id = 1, .type = Capture::SourceRecord::Type::Tap, .name = "a tap", .dialect = {}});
    const Capture::Id id = wire.webSocket("/feed");
    QString error;
    const auto writer = Capture::StoreWriter::create(path, &error);
    if (!writer)
        return false;
    for (int i = 0; i < messages; i += PieceMessages) {
        QByteArray piece;
        for (int n = i; n < i + PieceMessages; ++n)
            piece += HandmadeWire::unmasked(textOf(n));
        wire.received(id, piece);
        if (wire.decoder.weight() > 4 << 20
            && (!writer->write(wire.decoder.takeBatch()) || !writer->commit()))
            return false;
    }
    wire.close(id);
    return writer->write(wire.finish()) && writer->finish();
}

} // namespace FeedCapture
