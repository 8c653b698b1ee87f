// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/httpchannel.h"
#include "protocol/client/lightwebsocket.h"
#include "protocol/client/packetqueue.h"
#include "protocol/engineio/handshake.h"

#include <QTimer>

namespace Client {

/// The client's end of one Engine.IO session, revision 4: polling, WebSocket, or the first and then
/// the other. LightSocketIo is what speaks Socket.IO over it; its limits are here too.
class EngineClient
{
public:
    enum class Transports : quint8 { Polling, WebSocket, PollingThenWebSocket };

    struct Options
    {
        Transports transports = Transports::PollingThenWebSocket;
        QByteArray path = QByteArrayLiteral("/socket.io/");
        bool offersDeflate = false; ///< on the WebSocket
        QList<Http::Field> fields; ///< more of them for every request
        bool answersPings = true; ///< false is for tests: the server will close
        std::chrono::milliseconds upgradeDelay {0}; ///< before the probe
    };

    EngineClient(Net::Poller &poller, Options options);
    ~EngineClient();
    Q_DISABLE_COPY_MOVE(EngineClient)

    void open(const QByteArray &url);
    void sendText(QByteArray data);
    void sendBinary(QByteArray bytes);
    /// onRead() follows when the server has read all that was sent: it answers a ping of the
    /// WebSocket, or the last POST. At once if it has.
    void askRead();
    void close();
    void cut();

    bool isOpen() const { return m_state == State::Open; }
    bool isOnWebSocket() const { return m_onWebSocket; }
    const EngineIo::Handshake &handshake() const { return m_handshake; }

    std::function<void()> onOpened;
    std::function<void()> onUpgraded;
    std::function<void()> onPing; ///< the server asked for a sign of life
    std::function<void(QByteArray data)> onText;
    std::function<void(QByteArray bytes)> onBinary;
    std::function<void()> onRead;
    std::function<void(const QByteArray &reason)> onClosed;

private:
    enum class State { Closed, Opening, Open, Closing };
    enum class Upgrade { None, Probing, Pausing };

    QByteArray target(QByteArrayView transport) const;
    void poll();
    void tookGet(const HttpChannel::Result &result);
    void post();
    void tookPost(const HttpChannel::Result &result);
    void tellRead();
    /// After a GET or a POST is answered: what is to be done next.
    void goOn();
    void openWebSocket(bool probes);
    void webSocketOpened();
    void webSocketClosed();
    void takeText(QByteArray text);
    void upgrade();
    void send(EngineIo::Packet packet);
    void write(const EngineIo::Packet &packet);
    void take(EngineIo::Packet &&packet);
    void takeOpen(QByteArrayView data);
    void end(const QByteArray &reason);

    Options m_options;
    QByteArray m_base; // http://host:port
    State m_state = State::Closed;
    Upgrade m_upgrade = Upgrade::None;
    bool m_onWebSocket = false;
    bool m_asksRead = false; // over polling
    EngineIo::Handshake m_handshake;
    HttpChannel m_get;
    HttpChannel m_post;
    LightWebSocket m_webSocket;
    PacketQueue m_queue; // waits for a POST, or for the upgrade
    QTimer m_pingTimeout;
    QTimer m_upgradeDelay;
    quint32 m_attempt = 0; // counts open() and cut(): what belongs to a former one is over
};

} // namespace Client
