// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/alteration.h"
#include "protocol/capture/types.h"
#include "protocol/dialects/dialect.h"
#include "protocol/problem.h"

#include <QByteArray>
#include <QList>

#include <array>
#include <optional>
#include <variant>
#include <vector>

/// What a capture holds, one struct a table. docs/capture-format.md describes the tables.
namespace Capture {

enum class Transport : quint8 { None, WebSocket, Polling };

/// What a message is: one vocabulary for screen, filter and files (kindName()).
enum class Kind : quint8 {
    // Socket.IO
    Connect,
    Disconnect,
    Event,
    Ack,
    ConnectError,
    // Engine.IO
    EioOpen,
    EioClose,
    EioPing,
    EioPong,
    EioMessage,
    EioUpgrade,
    EioNoop,
    // WebSocket
    Text,
    Binary,
    Ping,
    Pong,
    Close,
    // HTTP
    Handshake,
    Http,
    // neither
    Raw
};

/// Pings and pongs of the protocols themselves; those of a dialect are told by Aside.
constexpr bool isHeartbeat(Kind kind)
{
    return kind == Kind::EioPing || kind == Kind::EioPong || kind == Kind::Ping
        || kind == Kind::Pong;
}

/// Messages of these kinds ask for an answer if they have an ack id; an answer of a dialect has
/// none.
constexpr bool canAsk(Kind kind)
{
    return kind == Kind::Event || kind == Kind::Text || kind == Kind::Binary;
}

/// Messages that are recorded and hidden from the list unless asked for.
enum class Aside : quint8 {
    None,
    Heartbeat, ///< it says that somebody is there, and nothing else
    Admin ///< our own talk with a server's admin namespace
};

/// Bytes as they crossed. Long ones are spilled: \a bytes holds the first part, and the rest stands
/// in pieces under the number \a spill.
struct Content
{
    QByteArray bytes;
    qint64 size = 0; ///< of the whole
    Id spill = 0;

    Content() = default;
    Content(QByteArray whole) // bytes are their own content
        : bytes(std::move(whole))
        , size(bytes.size())
    {
    }
    bool isWhole() const { return spill == 0 && size == bytes.size(); }
};

/// One further piece of a spilled Content; pieces count from 0 and follow Content::bytes.
struct SpillPiece
{
    Id spill = 0;
    qint32 number = 0;
    QByteArray bytes;
};

/// Bytes of both directions.
struct ByteCount
{
    qint64 sent = 0;
    qint64 received = 0;

    qint64 &of(Direction direction) { return direction == Direction::Sent ? sent : received; }
    qint64 of(Direction direction) const { return direction == Direction::Sent ? sent : received; }
    bool operator==(const ByteCount &other) const = default;
};

/// Where connections come from.
struct SourceRecord
{
    enum class Type : quint8 { Tap, Client, Import, Admin };

    quint32 id = 0;
    Type type = Type::Tap;
    QByteArray name; ///< "127.0.0.1:9000 -> http://127.0.0.1:3000"
    QByteArray listen; ///< "127.0.0.1:9000"
    QByteArray target; ///< "http://127.0.0.1:3000"
    Time time;
    /// What rides on its plain WebSockets, if the user said so; not kept in the file.
    std::optional<Dialects::Dialect> dialect;
};

/// One TCP conversation. Written again when it changes.
struct ConnectionRecord
{
    enum class End : quint8 { None, Fin, Reset };

    Id id = 0;
    quint32 source = 0;
    Id session = 0; ///< of the WebSocket it carries, if it does
    Time opened;
    std::optional<Time> closed;
    QByteArray client; ///< address and port
    QByteArray target;
    QByteArray peer; ///< the address that answered
    QByteArray tls; ///< protocol and cipher, empty without
    std::array<End, 2> ends {}; ///< how each direction's sending ended, by Direction
    ByteCount bytes; ///< on the target side, inside TLS
    QByteArray changes; ///< what the tap changed, a line each
    Problems problems;
    QByteArray error; ///< the system's words
};

/// One HTTP request and its response. Written again when it grows.
struct ExchangeRecord
{
    Id id = 0;
    Id connection = 0;
    Id session = 0;
    Id message = 0; ///< its line among the messages, for handshakes and plain HTTP
    Time requestStarted;
    std::optional<Time> requestEnded;
    std::optional<Time> responseStarted;
    std::optional<Time> responseEnded;
    QByteArray method;
    QByteArray target; ///< as in the request line
    int status = 0; ///< 0 while there is no response
    Content requestHead; ///< as it crossed
    Content responseHead; ///< the final one
    QByteArray interimHeads; ///< 1xx heads before it
    Content requestBody; ///< without chunk framing, content coding kept
    Content responseBody;
    ByteCount wireBytes; ///< heads, bodies and their framing
    QByteArray requestCoding; ///< Content-Encoding
    QByteArray responseCoding;
    bool isHandshake = false; ///< asked for a WebSocket
    bool isPolling = false; ///< carried Engine.IO
    bool isOurs = false; ///< the tap answered
    Problems problems;
    Aside aside = Aside::None; ///< as its source has it; not written
};

/// One WebSocket frame as it crossed.
struct FrameRecord
{
    Id id = 0;
    Time time; ///< of its last byte
    Id connection = 0;
    Id message = 0; ///< what it belongs to; 0 until that is known (MessageRecord::frames)
    Direction direction = Direction::Sent;
    quint8 firstByte = 0; ///< FIN, RSV1-3 and opcode
    bool isMasked = false;
    std::array<uchar, 4> key {};
    quint8 headerBytes = 2;
    qint64 payloadBytes = 0; ///< as announced: 2^63 and above come out negative
    qint64 storedBytes = 0; ///< as arrived
    qint64 plainBytes = 0; ///< what it inflated to; payloadBytes where it was not compressed
    Problems problems;
    Aside aside = Aside::None; ///< as its source has it; not written
};

/// One line of traffic: a WebSocket message, an Engine.IO packet, a Socket.IO packet with its
/// attachments, an HTTP exchange without packets.
struct MessageRecord
{
    Id id = 0;
    Time time; ///< of the last byte
    Id session = 0;
    Id connection = 0;
    Id exchange = 0; ///< that carried it, over polling
    Direction direction = Direction::Sent;
    Transport transport = Transport::None;
    Kind kind = Kind::Raw;
    qint8 engineIo = -1; ///< Engine.IO packet type 0-6
    qint8 socketIo = -1; ///< Socket.IO packet type 0-6
    bool isBinary = false; ///< crossed as bytes, not as text
    bool isMsgpack = false;
    QByteArray nsp; ///< namespace, "" where there is none; of a dialect: topic or channel
    QByteArray event;
    Dialects::Dialect dialect = Dialects::Dialect::None;
    QByteArray verb; ///< what the dialect calls this kind of message: "SUBSCRIBE", "phx_join"
    Aside aside = Aside::None; ///< as its decoder found; see effectiveAside()
    qint64 ackId = -1; ///< of a dialect: its own number, or else a running one
    Id ackOf = 0; ///< the message that asked
    qint64 ackLatencyUs = -1; ///< how long the answer took, on the answer
    qint64 dataOffset = 0; ///< where the packet's data begins in content
    // payload + socketIo + engineIo + transport - saved = wire
    qint64 payloadBytes = 0;
    qint64 socketIoBytes = 0;
    qint64 engineIoBytes = 0;
    qint64 transportBytes = 0; ///< frame headers; of an exchange all its bytes
    qint64 savedBytes = 0; ///< by compression
    QByteArray changed; ///< by which rule
    Problems problems;
    Content content; ///< as it crossed, attachments not repeated
    std::vector<Content> attachments;
    std::vector<Id> frames; ///< those written before its number was known

    qint64 wireBytes() const
    {
        return payloadBytes + socketIoBytes + engineIoBytes + transportBytes - savedBytes;
    }
    bool asksAnswer() const { return ackId >= 0 && canAsk(kind); }
    bool isAnswer() const { return kind == Kind::Ack || ackOf != 0; }
    Aside effectiveAside() const
    {
        return aside == Aside::None && isHeartbeat(kind) ? Aside::Heartbeat : aside;
    }
};

/// An answer came for a message that asked.
struct AnswerRecord
{
    Id asked = 0;
    Id answer = 0;
    qint64 latencyUs = 0;
};

/// What was done to a message; sets MessageRecord::changed too. Of a kind the last one holds.
struct AlterationRecord
{
    Id message = 0;
    Time time;
    Alteration alteration;
};

struct NamespaceState
{
    QByteArray name;
    QByteArray socketId;
    bool isConnected = false;
    bool operator==(const NamespaceState &other) const = default;
};

/// A step in how a session travels.
struct TransportStep
{
    enum class Stage : quint8 { Polling, Probing, WebSocket, Closed };

    Time time;
    Stage stage = Stage::Polling;
    Id connection = 0;
    bool operator==(const TransportStep &other) const = default;
};

/// What the app thinks of as one connection. Written again when it changes.
struct SessionRecord
{
    enum class Type : quint8 { WebSocket, EngineIo, SocketIo, Raw };
    enum class State : quint8 { Connecting, Open, Closed };

    Id id = 0;
    quint32 source = 0;
    Type type = Type::WebSocket;
    State state = State::Connecting;
    quint8 engineIo = 0; ///< revision 3 or 4
    quint8 socketIo = 0; ///< protocol 4 or 5
    bool isMsgpack = false;
    QByteArray sid; ///< a key to the live session: never shown whole unasked
    QByteArray path; ///< of the request target
    QByteArray subprotocol;
    Time opened;
    std::optional<Time> closed;
    QByteArray closeReason; ///< "1001 Going Away", "reset", "transport close", …
    Id follows = 0; ///< the session that this one takes up after a cut
    int pingIntervalMs = 0;
    int pingTimeoutMs = 0;
    qint64 maxPayload = 0;
    qint64 sentMessages = 0;
    qint64 receivedMessages = 0;
    ByteCount payloadBytes;
    ByteCount wireBytes;
    qint64 problems = 0;
    QList<NamespaceState> namespaces;
    QList<TransportStep> transports;
};

/// Something noted: on a message, an exchange, or a connection as a whole.
struct ProblemRecord
{
    Id id = 0;
    Time time;
    Problem problem = Problem::NotHttp;
    Id session = 0;
    Id connection = 0;
    Id exchange = 0;
    Id message = 0;
    Id frame = 0;
    QByteArray detail; ///< what exactly: an offset, a value, the system's words
};

/// Evidence that something was not recorded.
struct GapRecord
{
    /// Missing: whoever recorded what is imported had not all of it.
    enum class Cause : quint8 { SlowDisk, DiskFull, WriteError, Paused, AdminAway, Missing };

    Id id = 0;
    Time started;
    Time ended;
    Cause cause = Cause::SlowDisk;
    qint64 messages = 0;
    qint64 frames = 0;
    qint64 bytes = 0; ///< wire bytes
};

/// Sums over a whole capture. The layers of one direction add up:
/// payload + socketIo + engineIo + webSocket + http = wire + saved.
struct Totals
{
    qint64 connections = 0;
    qint64 sessions = 0;
    qint64 exchanges = 0;
    qint64 frames = 0;
    qint64 messages = 0;
    qint64 problems = 0;
    ByteCount payload;
    ByteCount socketIo;
    ByteCount engineIo;
    ByteCount webSocket;
    ByteCount saved;
    ByteCount wire;
    qint64 gaps = 0;
    qint64 gapMessages = 0;
    qint64 gapBytes = 0;
};

/// Somebody is in a room, from when until when, and how we know. Written again when it ends.
struct MembershipRecord
{
    enum class How : quint8 {
        Admin, ///< the server said so
        Observed, ///< a protocol on top of WebSocket said so
        Inferred ///< a rule or a pattern: a guess
    };

    Id id = 0;
    quint32 source = 0;
    How how = How::Admin;
    QByteArray nsp; ///< namespace; of a plain WebSocket the path of its URL
    QByteArray room;
    QByteArray member; ///< a socket id; of a plain WebSocket "#12", its session
    Id session = 0; ///< if it is known here; that of a socket id is found by session_namespace
    Time began;
    bool wasPresent = false; ///< was in when we came: it began earlier
    std::optional<Time> ended;
    bool wasLost = false; ///< it ended unseen, while nobody told us
    Id joinedBy = 0; ///< the message that said so
    Id leftBy = 0;
    QByteArray evidence; ///< of a guess: why, in words

    bool operator==(const MembershipRecord &other) const = default;
};

/// A Socket.IO server that an admin namespace tells of. Written again when it changes.
struct ServerRecord
{
    Id id = 0;
    quint32 source = 0;
    QByteArray name; ///< its own: serverId
    QByteArray host;
    qint64 pid = 0;
    qint64 uptimeMs = 0;
    qint64 clients = 0;
    qint64 pollingClients = 0;
    Time time; ///< when it said so
};

/// A Socket.IO socket that an admin namespace tells of. Written again when it changes.
struct SocketRecord
{
    Id id = 0;
    quint32 source = 0;
    QByteArray nsp;
    QByteArray socketId;
    QByteArray clientId; ///< the first 12 characters of the Engine.IO sid
    QByteArray transport;
    QByteArray address;
    QByteArray handshake; ///< JSON as it came
    QByteArray data; ///< JSON as it came
    std::optional<Time> connected;
    std::optional<Time> disconnected;
    QByteArray reason; ///< of the end
};

/// What the user noted about a message.
struct Annotation
{
    Id message = 0;
    bool isBookmarked = false;
    QByteArray note; ///< UTF-8, lines end in \n; empty if there is none

    bool isEmpty() const { return !isBookmarked && note.isEmpty(); }
    bool operator==(const Annotation &other) const = default;
};

/// What the user noted about a session.
struct SessionNote
{
    Id session = 0;
    QByteArray note; ///< UTF-8, lines end in \n; empty if there is none

    bool isEmpty() const { return note.isEmpty(); }
    bool operator==(const SessionNote &other) const = default;
};

/// What the user says about the whole capture. UTF-8.
struct About
{
    QByteArray title; ///< one line
    QByteArray description; ///< lines end in \n

    bool isEmpty() const { return title.isEmpty() && description.isEmpty(); }
    bool operator==(const About &other) const = default;
};

/// What a user writes into a capture: of a message, of a session, or of all of it. It takes the
/// place of what was written there before.
using Remark = std::variant<Annotation, SessionNote, About>;

/// What the decoders found since the last batch; the writer's unit of work.
struct RecordBatch
{
    std::vector<SourceRecord> sources;
    std::vector<ConnectionRecord> connections;
    std::vector<SessionRecord> sessions;
    std::vector<ExchangeRecord> exchanges;
    std::vector<FrameRecord> frames;
    std::vector<MessageRecord> messages;
    std::vector<AnswerRecord> answers;
    std::vector<AlterationRecord> alterations; ///< of messages of this batch or before
    std::vector<SpillPiece> pieces;
    std::vector<ProblemRecord> problems;
    std::vector<GapRecord> gaps;
    std::vector<Annotation> annotations; ///< as they are now; an empty one takes away what was
    std::vector<SessionNote> sessionNotes; ///< likewise
    std::optional<About> about;
    std::vector<MembershipRecord> memberships;
    /// All guesses that are kept, with numbers below 0: those that were are taken away.
    std::optional<std::vector<MembershipRecord>> guesses;
    std::vector<ServerRecord> servers;
    std::vector<SocketRecord> sockets;
    std::optional<Totals> totals; ///< as of the end of this batch
    qint64 weight = 0; ///< bytes of memory, about

    bool isEmpty() const { return weight == 0; }
};

} // namespace Capture
