// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/bytequeue.h"
#include "protocol/http/chunkeddecoder.h"
#include "protocol/http/event.h"
#include "protocol/http/headdecoder.h"

#include <optional>

namespace Http {

/// Cuts one direction of an HTTP/1.x connection into messages (RFC 9112).
///
///     decoder.feed(std::move(bytes));
///     while (auto event = decoder.next())
///         std::visit(show, *event);
///
/// A message is a Head, any number of BodyParts and an End. Bodies pass through: memory is bounded
/// by the head's limit and by what was fed and not yet taken. Broken messages come out with their
/// problems, and decoding goes on where that is possible; after bytes that are no HTTP, or a chunk
/// that cannot be read, the rest of the direction comes out as Foreign.
///
/// next() never looks past the End it returns: after a request that asks for an upgrade leave off
/// calling it until the response is known, then go on or call switchToForeign(). A decoder of
/// responses stops by itself after a 101 and after a 2xx to CONNECT.
///
/// It does no I/O, keeps no clock and does not decode content codings (ContentDecoder does).
class MessageDecoder
{
public:
    using Role = HeadDecoder::Role;

    static constexpr qsizetype DefaultMaxHeadBytes = qsizetype(256) << 10;

    /// Of a head, and of a trailer section, \a maxHeadBytes are kept.
    explicit MessageDecoder(Role role, qsizetype maxHeadBytes = DefaultMaxHeadBytes);

    /// Appends \a bytes to what is still undecoded.
    void feed(QByteArray bytes);

    /// Role::Response: a request with \a method was sent. Call it for each request, in their order,
    /// before its response is decoded: HEAD and CONNECT change how a response is framed. A response
    /// that nobody asked for gets HttpUnexpectedResponse.
    void expect(const QByteArray &method);

    /// \a bytes are missing here; next() must have returned nothing before. False if they are not
    /// all of a body of known length, or of one that ends with the connection: nobody can tell then
    /// where the next message begins. Zeros stand in their place.
    bool skip(qint64 bytes);

    /// The stream has ended: ends a body that is read to the end of the connection; whatever else
    /// is unfinished comes out of next() with HttpCutOff. A request or response of which not even
    /// the kind can be told comes out as Foreign.
    void finish();

    /// The next event, or nothing until more bytes arrive.
    std::optional<Event> next();

    /// From here on the bytes are another protocol's: next() gives nothing more, takeRest() gives
    /// the bytes.
    void switchToForeign();

    /// True after switchToForeign(), a 101, or a 2xx to CONNECT.
    bool isSwitched() const { return m_state == State::Switched; }

    /// Bytes fed and not yet decoded, an unfinished head included. The decoder forgets them.
    QByteArray takeRest();

    /// How many bytes of the stream belong to what next() has given. An unfinished head begins
    /// here, so a relay that changes heads may forward what is before.
    qint64 streamOffset() const;

    /// True between messages: a connection that ends elsewhere was cut off.
    bool atMessageBoundary() const;

    /// Responses that are still expected.
    qsizetype expected() const { return m_expected.size(); }

private:
    enum class State { InHead, NoBody, FixedBody, ChunkedBody, BodyToEnd, Foreign, Switched };

    std::optional<Event> nextFromHead();
    std::optional<Event> nextFromBody();
    void countBody(qint64 bytes);
    std::optional<Event> nextFromChunks();
    std::optional<Event> nextForeign();
    Head takeHead();
    State stateAfter(Head &head);
    State bodyOf(Head &head);
    End takeEnd();
    End takeBrokenEnd(Problem problem);

    Role m_role;
    qsizetype m_maxHeadBytes;
    ByteQueue m_queue;
    State m_state = State::InHead;
    State m_stateAfterEnd = State::InHead;
    bool m_finished = false;
    HeadDecoder m_head;
    std::optional<ChunkedDecoder> m_chunks;
    BodyFraming m_framing;
    qint64 m_missing = 0; // bytes that come next are missing
    qint64 m_remaining = 0; // of a body with a known length
    qint64 m_offset = 0; // bytes of the stream that left m_queue
    End m_end; // of the message being decoded
    QList<QByteArray> m_expected; // methods of requests that have no final response yet
};

} // namespace Http
