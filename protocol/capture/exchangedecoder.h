// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/decodercontext.h"
#include "protocol/capture/messagenumbers.h"
#include "protocol/engineio/payloaddecoder.h"
#include "protocol/engineio/requestquery.h"
#include "protocol/http/contentdecoder.h"
#include "protocol/http/event.h"
#include "protocol/websocket/handshake.h"

#include <optional>

namespace Capture {

/// One HTTP request and its response as they come in: keeps heads and bodies for the capture, and
/// takes the Engine.IO packets out of polling bodies into their session.
///
/// An exchange that carried no packet becomes a message of its own when it is over.
class ExchangeDecoder
{
public:
    struct Origin
    {
        Id connection = 0;
        ClientTraits traits; ///< source and host; the rest is read from the request
        MessageNumbers *numbers = nullptr; ///< of the connection
    };

    ExchangeDecoder(DecoderContext &context, Origin origin, Time started);

    void takeHead(Direction direction, Http::Head &&head, Time time);
    void takeBody(Direction direction, QByteArray bytes, Time time);
    void takeEnd(Direction direction, const Http::End &end, Time time);
    /// What follows of that direction did not cross the target side: the tap answered this itself,
    /// or kept the request from the target.
    void markAsOurs(Direction direction);
    /// The tap changed something in it, because \a by wanted that: a rule's name counts more than
    /// "host".
    void markAsChanged(const QByteArray &by)
    {
        m_changedBy = by == "host" && isByRule() ? m_changedBy : by;
    }
    /// A note on the exchange.
    void addProblem(Problem problem, const QByteArray &detail, Time time);

    /// The connection is over or both messages are: gathers the exchange, and its message if it
    /// carried no packet.
    void finish(Time time);
    /// Gathers a first version of an exchange that waits for its response.
    void flushPending();

    bool isRequestDone() const { return m_record.requestEnded.has_value(); }
    bool isDone() const { return isRequestDone() && m_record.responseEnded.has_value(); }
    bool asksForUpgrade() const { return m_asksForUpgrade; }
    /// Bytes of the body of \a direction are missing: no packets are read from there on.
    void takeHole(Direction direction);
    /// Bytes before what it says in \a direction are missing, or that is not followed any more.
    void markAsIncomplete(Direction direction);
    bool hasResponse() const { return m_record.status != 0; }
    const ExchangeRecord &record() const { return m_record; }

    /// A 101 to a WebSocket handshake came.
    bool opensWebSocket() const;
    const WebSocket::HandshakeFields &requestFields() const { return m_requestFields; }
    const WebSocket::HandshakeFields &responseFields() const { return m_responseFields; }
    const EngineIo::RequestQuery &query() const { return m_query; }
    const ClientTraits &traits() const { return m_origin.traits; }
    void setSession(Id session) { m_record.session = session; }

private:
    struct Body
    {
        Body(DecoderContext &context, ContentBuilder::Store store)
            : content(context.collector, context.budget, store)
        {
        }
        ContentBuilder content;
        std::optional<Http::ContentDecoder> coding;
        std::optional<EngineIo::PayloadDecoder> payload;
        std::vector<EngineIo::Packet> packets;
        QByteArray contentType;
        qint64 plainBytes = 0;
        bool isOurs = false; // it does not cross
        bool isUndecided = false; // a handshake's response whose revision its content tells
        bool isHoled = false; // bytes of it are missing
    };

    Body &body(Direction direction)
    {
        return direction == Direction::Sent ? m_requestBody : m_responseBody;
    }
    void readRequest(const Http::Head &head);
    void beginPayload(Direction direction);
    void collectPackets(Body &body);
    void deliverPackets(Direction direction, qint64 bodyBytes, Time time);
    void deliverUncrossed(Direction direction, Time time); // once by whom is known
    void openSession(const EngineIo::Packet &packet, Time time);
    void readErrorAnswer(Time time);
    void addMessage(Time time);
    bool isByRule() const { return !m_changedBy.isEmpty() && m_changedBy != "host"; }

    DecoderContext &m_context;
    Origin m_origin;
    ExchangeRecord m_record;
    Body m_requestBody;
    Body m_responseBody;
    WebSocket::HandshakeFields m_requestFields;
    WebSocket::HandshakeFields m_responseFields;
    EngineIo::RequestQuery m_query;
    SessionTracker::Pointer m_session;
    QByteArray m_requestLine;
    QByteArray m_errorBody;
    QByteArray m_changedBy; // what wanted it
    bool m_asksForUpgrade = false;
    bool m_isPollOpen = false; // the session was told
    bool m_hasPackets = false;
    bool m_isGathered = false; // a first version was
    bool m_isFinished = false;
};

} // namespace Capture
