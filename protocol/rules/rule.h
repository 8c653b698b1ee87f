// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

/// What a tap is told to do with the traffic. Values and decisions only: no I/O, no clock.
namespace Rules {

// What is done with a message.

/// It goes on later, and what is behind it in its direction too.
struct Delay
{
    enum class Spread : quint8 {
        Fixed, ///< always \a time
        Even, ///< anything from \a time to \a most
        Normal, ///< around the middle of both, between which 95 % are
        Exponential ///< \a time in the mean, but \a most at most
    };
    Spread spread = Spread::Fixed;
    std::chrono::microseconds time {0};
    std::chrono::microseconds most {0};
    bool operator==(const Delay &other) const = default;
};

/// It does not go on.
struct Drop
{
    bool operator==(const Drop & /*other*/) const = default;
};

/// It goes on more than once.
struct Duplicate
{
    int copies = 1; ///< beside the first
    bool operator==(const Duplicate &other) const = default;
};

/// Later ones overtake it.
struct Reorder
{
    int by = 1; ///< how many
    bool operator==(const Reorder &other) const = default;
};

/// Something else goes on.
struct Replace
{
    enum class Find : quint8 {
        Text, ///< each \a find in the body becomes \a with
        Regex, ///< likewise; \1 in \a with is what the first parenthesis found
        Pointer ///< the value at the JSON pointer \a find becomes the JSON value \a with
    };
    Find kind = Find::Text;
    QByteArray find;
    QByteArray with;
    bool operator==(const Replace &other) const = default;
};

/// It waits for the user, and what is behind it in its direction too: a breakpoint.
struct Hold
{
    bool operator==(const Hold & /*other*/) const = default;
};

/// The WebSocket is closed, to both sides. Over polling the session is closed by an Engine.IO
/// close.
struct Close
{
    quint16 code = 1001;
    QByteArray reason;
    bool operator==(const Close &other) const = default;
};

// What is done with a message or a connection.

/// The TCP connection ends, to both sides.
struct Cut
{
    bool resets = false; ///< else it ends by FIN
    bool inMessage = false; ///< after half of the message
    bool operator==(const Cut &other) const = default;
};

/// Nothing goes on in both directions, and both stay connected.
struct Stall
{
    std::chrono::microseconds time {0}; ///< 0: as long as the rule is active
    bool operator==(const Stall &other) const = default;
};

/// No more than so many bytes in a second, each direction for itself.
struct Throttle
{
    qint64 bytesPerSecond = 0;
    bool operator==(const Throttle &other) const = default;
};

// What is done with a new connection or with a request.

/// A new connection is reset at once.
struct Refuse
{
    bool operator==(const Refuse & /*other*/) const = default;
};

/// The tap answers the request itself, the target never hears of it.
struct Answer
{
    int status = 502;
    QByteArray contentType = QByteArrayLiteral("text/plain; charset=utf-8");
    QByteArray body;
    bool operator==(const Answer &other) const = default;
};

using Action = std::variant<Delay, Drop, Duplicate, Reorder, Replace, Hold, Close, Cut, Stall,
                            Throttle, Refuse, Answer>;

/// What a rule looks at.
enum class Subject : quint8 {
    Message, ///< Delay, Drop, Duplicate, Reorder, Replace, Hold, Close, Cut, Stall
    Request, ///< Answer, Delay
    Connection ///< Refuse, Cut, Stall, Throttle: each that is open while the rule is active
};

/// Which requests.
enum class Asked : quint8 {
    Any,
    Upgrade, ///< for a WebSocket
    Polling, ///< of an Engine.IO session
    Opening, ///< that open a session: Engine.IO's without sid, and plain WebSockets
    InSession ///< of an Engine.IO session that stands: polling and upgrades with a sid
};

struct Rule
{
    QByteArray name; ///< stands in the capture as who did it
    bool isOn = true;
    Subject subject = Subject::Message;
    // Message
    QByteArray filter; ///< a query of the filter language; empty: all
    std::optional<Capture::Direction> direction; ///< none: both
    // Request
    Asked asked = Asked::Any;
    QByteArray path; ///< where `*` is any run of characters; empty: all

    Action action = Drop {};
    double percent = 100; ///< of those that match
    int times = 0; ///< at most; 0: no end
    std::chrono::microseconds after {0}; ///< it becomes active so long after it was switched on
    std::chrono::microseconds length {0}; ///< and is it so long; 0: no end

    bool operator==(const Rule &other) const = default;
};

/// Rules in the order in which they are asked.
struct RuleList
{
    quint64 seed = 1; ///< of all that is random
    std::vector<Rule> rules;

    bool operator==(const RuleList &other) const = default;
};

} // namespace Rules
