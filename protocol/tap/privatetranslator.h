// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/framegateway.h"
#include "protocol/tap/privatetap.h"
#include "protocol/tap/privatetapobserver.h"
#include "protocol/tap/requestrewriter.h"
#include "protocol/tap/translator.h"
#include "protocol/websocket/handshake.h"

#include <optional>

namespace Tap {

/// What a private tap makes of one connection of its client: requests to a proxy become requests to
/// the target, a WebSocket becomes one that QWebSocket understands, and the observer is told what
/// the client cannot see. Does no I/O.
///
/// A request whose connection dies before a byte of the answer came is answered 502, since
/// QNetworkAccessManager would repeat it. One that comes after the target said goodbye was not sent
/// yet: then the connection ends without a word, and the client makes another one.
class PrivateTranslator final : public Translator
{
public:
    /// \a observer outlives it.
    PrivateTranslator(const PrivateTap::Options &options, PrivateTapObserver &observer);

    bool passes(Capture::Direction /*direction*/) const override { return false; }
    void observe(Capture::Direction /*direction*/, const QByteArray & /*bytes*/) override { }
    void feed(Capture::Direction direction, QByteArray bytes) override;
    QByteArray take(Capture::Direction direction) override;
    void finish(Capture::Direction direction, const std::optional<Failure> &failure) override;
    bool isWaiting(Capture::Direction direction) const override;
    std::optional<QByteArray> takeLastWord() override;
    bool endsWithClient() const override { return true; }
    bool outlivesClient() const override { return m_gateway && m_gateway->clientHasClosed(); }
    bool holdsEnd() const override { return !m_gateway->serverHasClosed(); }
    void hearConnected(const TlsFacts &tls) override;
    void hearFailed(Problem problem, const QByteArray &text, const TlsFacts &tls) override;

private:
    void changeHead(const Http::Head &head, Http::HeadRewriter &rewriter);
    void feedRequests(QByteArray bytes);
    void feedResponses(const QByteArray &bytes);
    void seeResponse(Http::Event &event);
    void openWebSocket();
    void tellAnswer();
    void loseTarget(const std::optional<Failure> &failure);
    void tellClose();
    void end(QByteArray lastWord);

    TargetUrl m_target;
    QByteArray m_host; // for the Host field
    bool m_offersDeflate;
    PrivateTapObserver &m_observer;
    TlsFacts m_tls;
    RequestRewriter m_requests;
    QList<quint32> m_tickets; // of the requests that are not answered
    QByteArray m_toTarget;
    QByteArray m_toClient;
    std::optional<QByteArray> m_lastWord;
    bool m_isOver = false; // nothing more is passed on
    bool m_targetEnded = false;

    // A handshake, and the answer to it while that comes
    std::optional<WebSocket::HandshakeFields> m_handshake;
    quint32 m_handshakeTicket = 0;
    std::optional<PrivateTapObserver::Answer> m_answer;
    QList<Http::Field> m_answerFields;
    bool m_isAnswerTold = false;
    bool m_isRefused = false; // and the whole answer has come
    QByteArray m_heldAnswer; // as it crossed; the observer hears of it first
    std::optional<FrameGateway> m_gateway;
};

} // namespace Tap
