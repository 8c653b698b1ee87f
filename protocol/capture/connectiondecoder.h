// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/exchangedecoder.h"
#include "protocol/capture/messagenumbers.h"
#include "protocol/capture/websocketchannel.h"
#include "protocol/capture/wire.h"
#include "protocol/http/messagedecoder.h"

#include <deque>
#include <memory>

namespace Capture {

/// Decodes one TCP conversation: HTTP exchanges, then a WebSocket if one of them opens it, or bytes
/// that are neither.
class ConnectionDecoder
{
public:
    ConnectionDecoder(DecoderContext &context, const WireOpened &opened);

    void connected(const WireConnected &event);
    void feed(WireBytes &&event);
    /// Bytes are missing. Where they are all of the payload of a frame, or of a body, decoding goes
    /// on behind them; otherwise this direction is not decoded until frames, requests or responses
    /// can be told apart again.
    void missing(const WireMissing &event);
    void changed(const WireChanged &event);
    void counted(const WireCounted &event);
    void marked(WireMarked &&event);
    void uncrossed(WireUncrossed &&event);
    void ended(const WireEnded &event);
    void closed(const WireClosed &event);

    /// Gathers what changed: the connection, its plain session, exchanges that wait.
    void flush();

private:
    struct Lane
    {
        explicit Lane(Http::MessageDecoder::Role role)
            : decoder(role)
        {
        }
        Http::MessageDecoder decoder;
        bool isEnded = false;
        qint64 lostBehind = 0; // so many missing bytes; 0: it is decoded
        qint64 undecoded = 0; // bytes behind them
        Time lostAt;
    };

    Lane &lane(Direction direction) { return m_lanes[static_cast<std::size_t>(direction)]; }
    bool skip(Direction direction, qint64 bytes, Time time);
    bool skipInBody(Direction direction, qint64 bytes, Time time);
    void lose(Direction direction, qint64 missing, Time time);
    bool findAgain(Direction direction, const QByteArray &bytes, Time time);
    bool findHttpAgain(Direction direction, QByteArrayView bytes, Time time);
    void finishFirst(Time time);
    QByteArray lossInWords(Direction direction) const;
    void drainRequests(Time time);
    void drainResponses(Time time);
    void takeRequest(Http::Event &&event, Time time);
    void takeResponse(Http::Event &&event, Time time);
    void settle(Time time);
    void openWebSocket(const ExchangeDecoder &exchange, Time time);
    void becomeRaw(Time time);
    MessageRecord rawMessage(Direction direction, const QByteArray &bytes, Time time) const;
    void addRaw(Direction direction, const QByteArray &bytes, Problems problems, Time time);
    Session &rawSession(Time time);
    void end(Direction direction, Time time);
    QByteArray endInWords() const;
    ClientTraits traits() const; ///< as far as the connection knows them
    SessionRecord newSession(Time time) const;

    DecoderContext &m_context;
    MessageNumbers m_numbers;
    ConnectionRecord m_record;
    std::array<Lane, 2> m_lanes {Lane(Http::MessageDecoder::Role::Request),
                                 Lane(Http::MessageDecoder::Role::Response)};
    std::deque<std::unique_ptr<ExchangeDecoder>> m_exchanges; // in the order of requests
    ExchangeDecoder *m_request = nullptr; // whose body is coming
    std::unique_ptr<WebSocketChannel> m_webSocket;
    std::unique_ptr<Session> m_raw;
    bool m_isRaw = false;
    bool m_isHeld = false; // requests wait for the answer to an upgrade
    bool m_isOurs = false; // the bytes being fed are the tap's own
    QByteArray m_changedBy; // of the next request: what wanted it
    qint64 m_bridged = 0; // missing bytes for which there are zeros
    bool m_isDirty = true;
};

} // namespace Capture
