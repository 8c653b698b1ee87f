// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/boundedmap.h"
#include "protocol/dialects/decoder.h"
#include "protocol/dialects/subscriptions.h"

namespace Dialects {

/// STOMP 1.0, 1.1 and 1.2. Its verbs are the commands; a room is a destination, joined by the
/// RECEIPT where the SUBSCRIBE asks for one, else by the SUBSCRIBE.
class Stomp : public Decoder
{
public:
    std::optional<Note> read(const Unit &unit) override;

    static Likeness likeness(const Unit &unit);

private:
    struct Frame;

    static std::optional<Frame> takeFrame(QByteArrayView &rest);
    Note noteOf(const Frame &frame, bool isSent);
    void takeServer(const Frame &frame, Note *note);
    QByteArray header(const Frame &frame, QByteArrayView name) const;

    struct Asked
    {
        QByteArray id;
        QByteArray room;
    };
    Subscriptions m_subscriptions;
    BoundedMap<Asked> m_asked; // by receipt
    bool m_isOld = false; // 1.0: headers have no escapes
};

} // namespace Dialects
