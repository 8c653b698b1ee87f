// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/chooser.h"

namespace Dialects {

/// SockJS framing on a WebSocket: o, h, a[…] and c[…] of the server, […] of the client. What the
/// texts say in a dialect of their own gives the event, the topic, answers and rooms.
class SockJs : public Decoder
{
public:
    SockJs();

    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

private:
    std::optional<Note> readTexts(QByteArrayView array, bool isSent);

    Chooser m_chooser;
    std::unique_ptr<Decoder> m_inner;
};

} // namespace Dialects
