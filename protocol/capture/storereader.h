// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/condition.h"
#include "protocol/capture/facts.h"
#include "protocol/capture/records.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <span>

namespace Capture {

class NameTable;

/// One line of the message list as it is painted: MessageRecord without its long parts.
struct MessageRow
{
    MessageRecord record; ///< content.bytes holds at most PreviewBytes; attachments only sizes
    Id answer = 0; ///< the message that answered this one
    qint64 answerLatencyUs = -1; ///< how long that took; -1: no answer yet, or none asked for
    /// What was done to it, one a kind; of Alteration::other as much as of the content.
    std::vector<AlterationRecord> alterations;
};

/// What an overview of the capture's time counts of one message.
struct MessageTick
{
    Time time;
    qint64 payloadBytes = 0; ///< never negative
    qint64 wireBytes = 0; ///< never negative
    Direction direction = Direction::Sent;
    bool isProblem = false; ///< something is wrong with it
    Aside aside = Aside::None;
};

/// One line of the HTTP list: ExchangeRecord with heads and bodies of at most PreviewBytes.
using ExchangeRow = ExchangeRecord;

/// Reads one capture through a read-only connection, also while another connection writes it.
///
/// An object belongs to the thread that made it; make one a thread. Every read statement is reset
/// before a function returns, so that a live write-ahead log can be checkpointed. A row that is
/// not there comes back as nothing, a file that breaks while being read as an empty answer and
/// an errorText().
class StoreReader
{
public:
    static constexpr qint64 PreviewBytes = 512;
    /// The most that message() and exchange() give of one content, head or body.
    static constexpr qint64 WholeBytes = qint64(1) << 20;

    /// Opens the file at \a path. On failure returns null and says why in \a error, in words for
    /// the user: no such file, not a capture, made by a newer version, damaged, unknown objects.
    static std::unique_ptr<StoreReader> open(const QString &path, QString *error);

    virtual ~StoreReader() = default;
    Q_DISABLE_COPY_MOVE(StoreReader)

    // Whole lists, short ones.
    virtual std::vector<SourceRecord> sources() = 0;
    virtual std::vector<ConnectionRecord> connections() = 0;
    virtual std::vector<SessionRecord> sessions() = 0;
    virtual std::vector<GapRecord> gaps() = 0;
    virtual std::vector<ProblemRecord> problems(Id after, qint64 limit) = 0;
    /// Those that say something, ascending by message.
    virtual std::vector<Annotation> annotations() = 0;
    /// Likewise, ascending by session.
    virtual std::vector<SessionNote> sessionNotes() = 0;
    virtual About about() = 0;
    virtual Totals totals() = 0;
    /// How many messages were altered.
    virtual qint64 alteredMessages() = 0;
    /// Numbers above \a after, \a limit of them at most.
    virtual std::vector<MembershipRecord> memberships(Id after, qint64 limit) = 0;
    virtual std::vector<ServerRecord> servers() = 0;
    virtual std::vector<SocketRecord> sockets() = 0;
    /// The socket of that id that \a source told of in the namespace \a nsp.
    virtual std::optional<SocketRecord> socket(quint32 source, const QByteArray &nsp,
                                               const QByteArray &socketId)
        = 0;

    // Row numbers for the views. Read from the compact lists; no scan.
    virtual std::vector<Id> messageIds(bool withHeartbeats) = 0;
    virtual std::vector<Id> exchangeIds() = 0;
    virtual Id lastFrame() = 0;
    // Of all rows, those that stand aside included.
    virtual Id lastMessage() = 0;
    virtual Id lastExchange() = 0;

    // Rows to paint: in the order of \a ids, those that are missing left out.
    virtual std::vector<MessageRow> messages(std::span<const Id> ids) = 0;
    virtual std::vector<FrameRecord> frames(std::span<const Id> ids) = 0;
    virtual std::vector<ExchangeRow> exchanges(std::span<const Id> ids) = 0;

    // One thing, with at most WholeBytes of each of its contents (of attachments only sizes).
    virtual std::optional<MessageRow> message(Id id) = 0;
    virtual std::optional<ExchangeRecord> exchange(Id id) = 0;
    virtual std::optional<ConnectionRecord> connection(Id id) = 0;
    virtual std::vector<FrameRecord> framesOfMessage(Id message) = 0;
    virtual std::vector<ProblemRecord> problemsOfMessage(Id message) = 0;
    /// What was done to it, one a kind, whole.
    virtual std::vector<AlterationRecord> alterations(Id message) = 0;
    /// The exchange that opened the WebSocket of \a connection, 0 if none did.
    virtual Id handshakeOf(Id connection) = 0;

    // Bytes of any length, a part at a time.
    virtual QByteArray messageBytes(Id message, qint64 offset, qint64 length) = 0;
    virtual int attachmentCount(Id message) = 0;
    virtual qint64 attachmentSize(Id message, int number) = 0;
    virtual QByteArray attachmentBytes(Id message, int number, qint64 offset, qint64 length) = 0;
    enum class Body { RequestHead, ResponseHead, RequestBody, ResponseBody };
    virtual QByteArray exchangeBytes(Id exchange, Body body, qint64 offset, qint64 length) = 0;

    enum class Rows { Messages, Frames, Exchanges };
    /// Which rows are wanted; as it is, all of them.
    struct Choice
    {
        Id session = 0; ///< those of this session
        quint32 source = 0; ///< those of this source's sessions, if no session is named
        bool withHeartbeats = true; ///< of messages
        // Our own talk with admin namespaces only where a session, a source or the condition asks.
        std::optional<Time> from; ///< from this moment on
        std::optional<Time> to; ///< before this one
        std::shared_ptr<const Condition> condition; ///< or null
    };
    /// Calls \a found with the numbers above \a after, up to \a last, of those \a rows that
    /// \a choice wants, ascending, in portions. A frame is of its connection's session, an exchange
    /// too if it has none of its own. Reads contents only for a condition that looks at them. Stops
    /// when \a cancelled becomes true. Returns the last number looked at.
    virtual Id choose(Rows rows, const Choice &choice, Id after, Id last,
                      const std::atomic_bool &cancelled,
                      const std::function<void(std::span<const Id>)> &found)
        = 0;

    /// Calls \a found with what an overview counts of the messages from \a after on, in the order
    /// of their numbers, in portions. Reads no contents. No statement is open during \a found.
    /// Stops when \a cancelled becomes true. Returns the last number looked at.
    virtual Id timeline(Id after, const std::atomic_bool &cancelled,
                        const std::function<void(std::span<const MessageTick>)> &found)
        = 0;

    /// The same with what can be counted and placed in time of messages; names are numbered in
    /// \a names, which lives as long as it is used for this.
    virtual Id messageFacts(Id after, NameTable &names, const std::atomic_bool &cancelled,
                            const std::function<void(std::span<const MessageFacts>)> &found)
        = 0;
    /// The same of exchanges, as far as they have come.
    virtual Id exchangeFacts(Id after, const std::atomic_bool &cancelled,
                             const std::function<void(std::span<const ExchangeFacts>)> &found)
        = 0;

    /// Calls \a visit with every message, but for those of admin namespaces, whole and in order
    /// (content.bytes complete unless longer than \a maxContent; of attachments only sizes), until
    /// it returns false. No statement is open during \a visit.
    virtual void forEachMessage(Id after, qint64 maxContent,
                                const std::function<bool(MessageRow &&)> &visit)
        = 0;

    virtual QString errorText() const = 0;

protected:
    StoreReader() = default;
};

} // namespace Capture
