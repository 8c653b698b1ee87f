// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/keys.h"

#include "protocol/capture/names.h"

#include <algorithm>
#include <array>

namespace Query {

namespace {

constexpr std::array Keys {
    KeyInfo {Key::Event, "event", ValueType::Pattern, "the event's name"},
    KeyInfo {Key::Namespace, "nsp", ValueType::Pattern, "the namespace"},
    KeyInfo {Key::Room, "room", ValueType::Pattern, "a room that its session was in"},
    KeyInfo {Key::Direction, "dir", ValueType::Word, "the direction"},
    KeyInfo {Key::Kind, "kind", ValueType::Word, "what the message is"},
    KeyInfo {Key::Session, "session", ValueType::Pattern, "the session: its number or sid"},
    KeyInfo {Key::Connection, "tcp", ValueType::Number, "the TCP connection's number"},
    KeyInfo {Key::Transport, "transport", ValueType::Word, "how it travelled"},
    KeyInfo {Key::Size, "size", ValueType::Number, "bytes of payload"},
    KeyInfo {Key::Wire, "wire", ValueType::Number, "bytes on the wire"},
    KeyInfo {Key::Ack, "ack", ValueType::Duration, "how long the answer took"},
    KeyInfo {Key::Time, "time", ValueType::Moment, "when, in local time"},
    KeyInfo {Key::After, "after", ValueType::Row, "what came after a message"},
    KeyInfo {Key::Before, "before", ValueType::Row, "what came before a message"},
    KeyInfo {Key::OpCode, "opcode", ValueType::Word, "a frame's opcode"},
    KeyInfo {Key::Fin, "fin", ValueType::Word, "a frame's FIN bit"},
    KeyInfo {Key::Rsv1, "rsv1", ValueType::Word, "a frame's RSV1 bit: compressed"},
    KeyInfo {Key::CloseCode, "close", ValueType::Number, "a close frame's code"},
    KeyInfo {Key::Status, "status", ValueType::Number, "the HTTP status"},
    KeyInfo {Key::Path, "path", ValueType::Pattern, "the path of the request"},
    KeyInfo {Key::Source, "source", ValueType::Pattern, "the tap or client: number or address"},
    KeyInfo {Key::Problem, "problem", ValueType::Pattern, "the code of a problem"},
    KeyInfo {Key::Data, "data", ValueType::Path, "a value in the data"},
    KeyInfo {Key::Dialect, "dialect", ValueType::Pattern, "what rides on the WebSocket"},
    KeyInfo {Key::Verb, "verb", ValueType::Pattern, "the dialect's word for it"},
    KeyInfo {Key::Note, "note", ValueType::Pattern, "the note you wrote"},
    KeyInfo {Key::Changed, "changed", ValueType::Pattern, "the rule that changed it, or you"},
    KeyInfo {Key::Is, "is", ValueType::Word, "a property"},
};

} // namespace

std::span<const KeyInfo> keys()
{
    return Keys;
}

const KeyInfo *findKey(QByteArrayView name)
{
    const auto found = std::find_if(Keys.begin(), Keys.end(),
                                    [&](const KeyInfo &info) { return name == info.name; });
    return found == Keys.end() ? nullptr : &*found;
}

QByteArrayList wordsOf(Key key)
{
    switch (key) {
    case Key::Direction:
        return {"sent", "received"};
    case Key::Transport:
        return {"websocket", "polling"};
    case Key::OpCode:
        return {"continuation", "text", "binary", "close", "ping", "pong"};
    case Key::Fin:
    case Key::Rsv1:
        return {"0", "1"};
    case Key::Is:
        return {"heartbeat", "pending", "unanswered", "problem", "changed", "bookmarked", "admin"};
    case Key::Dialect: {
        QByteArrayList names;
        for (int i = 1; i <= static_cast<int>(Dialects::Dialect::JsonRpc); ++i)
            names.append(Dialects::dialectName(static_cast<Dialects::Dialect>(i)).toByteArray());
        return names;
    }
    case Key::Kind: {
        QByteArrayList names;
        for (int kind = 0; kind <= static_cast<int>(Capture::Kind::Raw); ++kind)
            names.append(Capture::kindName(static_cast<Capture::Kind>(kind)).toByteArray());
        return names;
    }
    default:
        return {};
    }
}

} // namespace Query
