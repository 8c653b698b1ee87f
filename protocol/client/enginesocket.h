// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientstatus.h"
#include "protocol/client/enginetarget.h"
#include "protocol/client/heartbeat.h"
#include "protocol/client/openingquestion.h"
#include "protocol/client/packetqueue.h"
#include "protocol/client/pollingtransport.h"
#include "protocol/client/websockettransport.h"

namespace Client {

/// The client's end of one Engine.IO session of either revision: over polling, a WebSocket, or the
/// first and then the other. It is opened once, and ends once.
///
/// Messages come and go in order, whatever the transport does. What it is given before opened() is
/// not taken.
class EngineSocket : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        EngineIo::Revision revision = EngineIo::Revision::V4; ///< to ask for
        bool passesOverPolling = false; ///< goes on with a WebSocket where polling is turned off
        Transports transports = Transports::Upgrade;
        QByteArray path; ///< "/socket.io/"
        QByteArray query; ///< more of it, percent-encoded, or empty
        std::chrono::milliseconds openTimeout {20'000};
    };
    /// How it ended.
    struct Ended
    {
        Failure failure; ///< none if this side closed it
        Unsettled messages;
    };

    /// \a line outlives it.
    EngineSocket(Line &line, Options options, QObject *parent = nullptr);
    /// Cuts what is open.
    ~EngineSocket() override;

    void open();
    /// \a packets are one message of the sender, by whose \a tag handedOver() and Ended speak of
    /// it; 0 for none.
    void send(QList<EngineIo::Packet> packets, quint64 tag = 0);
    /// Sends what waits, and leaves. ended() follows.
    void close();
    /// Cuts what is open; nothing more is told. Returns what ended() would have said.
    Ended abort();

    bool isOpen() const { return m_state == State::Open; }
    /// A message would leave at once.
    bool isWritable() const;
    EngineIo::Revision revision() const { return m_target.revision; }
    CurrentTransport transport() const;
    const EngineIo::Handshake &handshake() const { return m_handshake; }
    /// Of the WebSocket, once it is the transport.
    QByteArray extensions() const;

signals:
    void opened();
    void transportChanged();
    void messageReceived(const EngineIo::Packet &packet);
    /// The last packet of the message left.
    void handedOver(quint64 tag);
    /// And is not lost with a request any more.
    void settled(quint64 tag);
    void ended(const Client::EngineSocket::Ended &ended);

private:
    enum class State : quint8 { Idle, Opening, Open, Closing, Closed };
    enum class Upgrade : quint8 { None, Probing, Pausing };

    QByteArray nextPoll();
    // Polling
    PollingTransport &polling();
    void poll();
    void takeGot(const PollingTransport::Result &result);
    bool takeOpening(const HttpAnswer &answer);
    void leaveOther(EngineIo::Revision spoken, const HttpAnswer &answer);
    void takePayload(const HttpAnswer &answer);
    void post();
    void takePosted(const PollingTransport::Result &result);
    /// After a GET or a POST is answered: what is to be done next.
    void goOn();
    // WebSocket
    void openWebSocket(bool probes);
    void takeWebSocketOpened();
    void takeText(QByteArray text);
    void takeBinary(QByteArray bytes);
    void takeWebSocketEnd(const WebSocketTransport::End &end);
    void dropWebSocket();
    void upgrade();
    void flush();
    void write(const PacketQueue::Entry &entry);
    // Either
    void take(EngineIo::Packet &&packet);
    void takeOpen(QByteArrayView data);
    void sendControl(EngineIo::PacketType type) { send({EngineIo::Packet::text(type)}); }
    void failOpening(const Failure &failure);
    void askWhy(const Failure &failure);
    void end(const Failure &failure);

    Line &m_line;
    Options m_options;
    EngineTarget m_target;
    State m_state = State::Idle;
    Upgrade m_upgrade = Upgrade::None;
    bool m_onWebSocket = false;
    bool m_mayFallBack = false;
    EngineIo::Handshake m_handshake;
    std::unique_ptr<PollingTransport> m_polling;
    std::unique_ptr<OpeningQuestion> m_question;
    WebSocketTransport *m_webSocket = nullptr; // a child
    PacketQueue m_queue; // waits for a POST, or for the upgrade
    std::vector<PacketQueue::Entry> m_posted; // without their bytes
    Failure m_parting; // why it leaves, if its owner did not ask for it
    Heartbeat m_heartbeat;
    QTimer m_patience; // with a WebSocket that doesn't open
    quint32 m_requests = 0;
};

} // namespace Client
