// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <chrono>
#include <variant>
#include <vector>

/// What a mock server says and does. Values first, then what serves them.
namespace Answers {

/// What an answer is for.
enum class When : quint8 {
    Message, ///< an event of Socket.IO, or a message on a plain WebSocket
    Connect, ///< a client asks for a namespace, or for a plain WebSocket
    Disconnect, ///< it is gone
    Timer ///< again and again, whoever is there
};

/// Who is told.
enum class To : quint8 { Sender, Others, All };

// What is done. JSON texts here are templates, see Template.

/// An event of Socket.IO.
struct Emit
{
    QByteArray event;
    QByteArray args = "[]"; ///< a template of an array
    To to = To::Sender;
    QByteArray room; ///< a template of a text: only those in it; empty: no room
    bool asks = false; ///< wants an ack, of which nothing follows
    bool operator==(const Emit &other) const = default;
};

/// The ack of an event that asks for one.
struct Ack
{
    QByteArray args = "[]"; ///< a template of an array
    bool operator==(const Ack &other) const = default;
};

/// A message on a plain WebSocket.
struct Send
{
    enum class Kind : quint8 {
        Text, ///< what a template of a text comes to
        Json, ///< what a template comes to, as it is spelled
        Binary ///< these bytes
    };
    Kind kind = Kind::Text;
    QByteArray content;
    To to = To::Sender;
    bool operator==(const Send &other) const = default;
};

/// The client does not get in: CONNECT_ERROR, or an HTTP status.
struct Reject
{
    QByteArray message = "not authorized";
    QByteArray data; ///< JSON; empty: none
    int status = 403;
    bool operator==(const Reject &other) const = default;
};

/// It is put out of its namespace, or its WebSocket is closed.
struct Disconnect
{
    bool closes = false; ///< the whole connection
    quint16 code = 1000; ///< of a plain WebSocket
    QByteArray reason;
    bool operator==(const Disconnect &other) const = default;
};

/// Answers behind this one are not asked.
struct Drop
{
    bool operator==(const Drop & /*other*/) const = default;
};

/// Answers behind this one come later.
struct Delay
{
    bool operator==(const Delay & /*other*/) const = default;
};

struct Join
{
    QByteArray room; ///< a template of a text
    bool operator==(const Join &other) const = default;
};

struct Leave
{
    QByteArray room; ///< a template of a text
    bool operator==(const Leave &other) const = default;
};

/// What no server should send.
struct Malformed
{
    enum class Kind : quint8 {
        Packet, ///< a packet of Engine.IO, or a text on a plain WebSocket, that says this
        Frame, ///< these bytes in the place of a WebSocket frame
        Attachments ///< a binary event whose attachments never come
    };
    Kind kind = Kind::Packet;
    QByteArray content; ///< of Packet and Frame
    QByteArray event; ///< of Attachments
    QByteArray args = "[]"; ///< likewise
    bool operator==(const Malformed &other) const = default;
};

using Action
    = std::variant<Emit, Ack, Send, Reject, Disconnect, Drop, Delay, Join, Leave, Malformed>;

struct Answer
{
    QByteArray name;
    bool isOn = true;
    When when = When::Message;
    QByteArray path; ///< of plain WebSockets; empty: of Socket.IO
    QByteArray nsp = "/"; ///< of Timer, with Socket.IO
    QByteArray filter; ///< a query of the filter language; empty: all
    std::chrono::microseconds every {0}; ///< of Timer
    std::chrono::microseconds time {0}; ///< so long after what it is for
    int times = 0; ///< it is used so often at most; 0: no end
    Action action = Drop {};

    bool operator==(const Answer &other) const = default;
};

/// Answers in the order in which they are asked.
struct AnswerList
{
    QByteArray path = "/socket.io/"; ///< of Socket.IO
    std::vector<Answer> answers;

    bool operator==(const AnswerList &other) const = default;
};

} // namespace Answers
