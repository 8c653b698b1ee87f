// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/websocketclient.h"

#include "protocol/client/deletelater.h"
#include "protocol/client/lifecycle.h"
#include "protocol/client/websockettransport.h"
#include "protocol/websocket/closecode.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace Client {

using std::chrono::steady_clock;

namespace {

/// Messages that take at least that much have their progress told.
constexpr qint64 LargeMessage = qint64(64) << 10;
constexpr qsizetype MostControlBytes = 125;
constexpr qsizetype MostReasonBytes = MostControlBytes - 2;

struct Waiting
{
    quint64 number = 0;
    PlainMessage message;
};

/// Given to the socket, and perhaps not written yet.
struct Writing
{
    quint64 number = 0;
    qint64 payload = 0;
    qint64 wire = 0;
    qint64 told = 0; ///< of the payload
};

struct Ping
{
    QByteArray payload;
    steady_clock::time_point sent;
};

} // namespace

class WebSocketClient::Private
{
public:
    Private(WebSocketClient &client, Tap::RelayContext &context, quint32 source,
            ClientOptions options);
    ~Private() { dropTransport(); }
    Q_DISABLE_COPY_MOVE(Private)

    void send(quint64 number, const PlainMessage &message);
    void closeWith(quint16 code, const QByteArray &reason);

    Lifecycle life;

private:
    void start();
    void leave(quint16 code, const QByteArray &reason);
    void dropTransport();
    void takeOpened();
    void takeEnd(const WebSocketTransport::End &end);
    void takeStatus(const ClientStatus &status);
    void write(const Waiting &waiting);
    void takeWritten();
    void takePong(const QByteArray &payload);
    void keepAlive();
    void ping(const QByteArray &payload);
    void dropAll();
    void tell(quint64 number, Outcome::Kind kind, const QByteArray &text = {});
    void update();

    WebSocketClient &m_client;
    ClientOptions m_options;
    Line m_line;
    std::unique_ptr<WebSocketTransport, DeleteLater> m_transport;
    std::deque<Waiting> m_waiting;
    std::deque<Writing> m_writing;
    std::deque<Ping> m_pings;
    QTimer m_keepAlive;
    quint64 m_keepAlivePings = 0;
    bool m_awaitsPong = false;
    quint16 m_closeCode = 1000;
    QByteArray m_closeReason;
};

WebSocketClient::Private::Private(WebSocketClient &client, Tap::RelayContext &context,
                                  quint32 source, ClientOptions options)
    : life(options,
           {.start = [this] { start(); },
            .leave = [this] { leave(m_closeCode, m_closeReason); },
            .cut =
                [this] {
                    dropTransport();
                    dropAll();
                },
            .tell = [this](const ClientStatus &status) { takeStatus(status); }})
    , m_client(client)
    , m_options(std::move(options))
    , m_line(context, source, m_options)
{
    // Not from within the tap, which must not go then.
    m_line.onTls = [this] {
        QMetaObject::invokeMethod(
            &m_client, [this] { update(); }, Qt::QueuedConnection);
    };
    m_keepAlive.setInterval(m_options.keepAlive);
    m_keepAlive.callOnTimeout([this] { keepAlive(); });
}

void WebSocketClient::Private::start()
{
    if (const Failure failure = m_line.start()) {
        const bool isFinal = failure.kind == FailureKind::BadUrl;
        life.ended(failure, isFinal ? Lifecycle::Again::Never : Lifecycle::Again::IfWanted);
        return;
    }
    m_transport.reset(new WebSocketTransport(m_line));
    WebSocketTransport *const transport = m_transport.get();
    QObject::connect(transport, &WebSocketTransport::opened, transport, [this] { takeOpened(); });
    QObject::connect(transport, &WebSocketTransport::ended, transport,
                     [this](const WebSocketTransport::End &end) { takeEnd(end); });
    QObject::connect(transport, &WebSocketTransport::written, transport, [this] { takeWritten(); });
    QObject::connect(transport, &WebSocketTransport::ponged, transport,
                     [this](const QByteArray &payload) { takePong(payload); });
    QObject::connect(transport, &WebSocketTransport::textReceived, transport,
                     [this](const QByteArray &text) { emit m_client.messageReceived(text, true); });
    QObject::connect(
        transport, &WebSocketTransport::binaryReceived, transport,
        [this](const QByteArray &bytes) { emit m_client.messageReceived(bytes, false); });
    const ClientUrl &url = m_line.url();
    transport->open(url.query.isEmpty() ? url.path : url.path + '?' + url.query,
                    m_options.subprotocols);
}

void WebSocketClient::Private::leave(quint16 code, const QByteArray &reason)
{
    m_keepAlive.stop();
    m_transport->close(code, reason);
}

void WebSocketClient::Private::dropTransport()
{
    m_keepAlive.stop();
    if (!m_transport)
        return;
    m_transport->disconnect();
    m_transport->abort();
    m_transport.reset();
}

void WebSocketClient::Private::takeOpened()
{
    ClientStatus &status = life.status();
    status.transport = CurrentTransport::WebSocket;
    status.subprotocol = m_transport->subprotocol();
    status.extensions = m_transport->extensions();
    life.opened();
    m_awaitsPong = false;
    if (m_options.keepAlive.count() > 0)
        m_keepAlive.start();
    while (m_transport && m_transport->isOpen() && !m_waiting.empty()) {
        const Waiting waiting = std::move(m_waiting.front());
        m_waiting.pop_front();
        write(waiting);
    }
}

void WebSocketClient::Private::takeEnd(const WebSocketTransport::End &end)
{
    const Failure failure = end.failure;
    dropTransport();
    dropAll();
    life.ended(failure);
}

void WebSocketClient::Private::takeStatus(const ClientStatus &status)
{
    emit m_client.statusChanged(status);
    if (status.state != State::Idle && status.state != State::Failed)
        return;
    for (const Waiting &waiting : std::exchange(m_waiting, {}))
        tell(waiting.number, Outcome::Kind::Dropped, "there is no connection");
}

/// What the connection that is over had to do.
void WebSocketClient::Private::dropAll()
{
    m_pings.clear();
    for (const Writing &writing : std::exchange(m_writing, {})) {
        tell(writing.number, Outcome::Kind::Dropped,
             "the connection was lost while it was being sent");
    }
    m_closeCode = 1000;
    m_closeReason.clear();
}

void WebSocketClient::Private::update()
{
    life.status().tls = m_line.tls();
    life.status().fingerprint = m_line.fingerprint();
    life.changed();
}

void WebSocketClient::Private::tell(quint64 number, Outcome::Kind kind, const QByteArray &text)
{
    Outcome outcome;
    outcome.number = number;
    outcome.kind = kind;
    outcome.text = text;
    emit m_client.outcome(outcome);
}

void WebSocketClient::Private::send(quint64 number, const PlainMessage &message)
{
    const bool isPing = message.kind == PlainMessage::Kind::Ping;
    const bool isText = message.kind == PlainMessage::Kind::Text;
    if (isPing && message.bytes.size() > MostControlBytes) {
        tell(number, Outcome::Kind::Dropped, "a ping takes 125 bytes at most");
    } else if (isText && !message.bytes.isValidUtf8()) {
        tell(number, Outcome::Kind::Dropped, "the text is not UTF-8");
    } else if (m_transport && m_transport->isOpen() && !life.isLeaving()) {
        write({number, message});
    } else if (isPing || life.isLeaving() || life.status().state == State::Idle
               || life.status().state == State::Failed) {
        tell(number, Outcome::Kind::Dropped, "there is no connection");
    } else {
        m_waiting.push_back({number, message});
        tell(number, Outcome::Kind::Queued);
    }
}

void WebSocketClient::Private::write(const Waiting &waiting)
{
    const QByteArray &bytes = waiting.message.bytes;
    Writing writing {.number = waiting.number, .payload = bytes.size()};
    switch (waiting.message.kind) {
    case PlainMessage::Kind::Text:
        writing.wire = m_transport->sendText(bytes);
        break;
    case PlainMessage::Kind::Binary:
        writing.wire = m_transport->sendBinary(bytes);
        break;
    case PlainMessage::Kind::Ping:
        ping(bytes);
        tell(waiting.number, Outcome::Kind::Sent);
        return;
    }
    m_writing.push_back(writing);
    takeWritten();
}

void WebSocketClient::Private::takeWritten()
{
    if (!m_transport)
        return;
    // Counted from the end.
    qint64 behind = 0;
    for (const Writing &writing : m_writing)
        behind += writing.wire;
    const qint64 pending = m_transport->pendingBytes();
    while (!m_writing.empty()) {
        Writing &first = m_writing.front();
        behind -= first.wire;
        const qint64 left = std::clamp<qint64>(pending - behind, 0, first.wire);
        const qint64 done = std::max<qint64>(0, first.payload - left);
        const Writing now = first;
        first.told = done;
        if (left == 0) {
            m_writing.pop_front();
        }
        if (now.payload >= LargeMessage && done > now.told)
            emit m_client.progress(now.number, done, now.payload);
        if (left > 0)
            return;
        tell(now.number, Outcome::Kind::Sent);
    }
}

void WebSocketClient::Private::ping(const QByteArray &payload)
{
    m_pings.push_back({payload, steady_clock::now()});
    m_transport->ping(payload);
}

void WebSocketClient::Private::keepAlive()
{
    if (m_awaitsPong) {
        Failure failure;
        failure.kind = FailureKind::PingTimeout;
        dropTransport();
        dropAll();
        life.ended(failure);
        return;
    }
    m_awaitsPong = true;
    ping("keep-alive " + QByteArray::number(++m_keepAlivePings));
}

void WebSocketClient::Private::takePong(const QByteArray &payload)
{
    m_awaitsPong = false;
    const auto asked = std::find_if(m_pings.begin(), m_pings.end(),
                                    [&](const Ping &ping) { return ping.payload == payload; });
    std::chrono::microseconds latency {0};
    if (asked != m_pings.end()) {
        latency = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now()
                                                                        - asked->sent);
        // A pong answers the pings before it as well (RFC 6455 5.5.3).
        m_pings.erase(m_pings.begin(), asked + 1);
    }
    emit m_client.pongReceived(payload, latency);
}

void WebSocketClient::Private::closeWith(quint16 code, const QByteArray &reason)
{
    if (!WebSocket::isCloseCodeOnWire(code))
        return;
    if (life.status().state == State::Open) {
        m_closeCode = code;
        m_closeReason = reason.left(MostReasonBytes);
    }
    life.close();
}

WebSocketClient::WebSocketClient(Tap::RelayContext &context, quint32 source, ClientOptions options,
                                 QObject *parent)
    : AbstractClient(parent)
    , m_d(std::make_unique<Private>(*this, context, source, std::move(options)))
{
}

WebSocketClient::~WebSocketClient() = default;

void WebSocketClient::open()
{
    m_d->life.open();
}

void WebSocketClient::close()
{
    m_d->life.close();
}

void WebSocketClient::send(quint64 number, const PlainMessage &message)
{
    m_d->send(number, message);
}

void WebSocketClient::closeWith(quint16 code, const QByteArray &reason)
{
    m_d->closeWith(code, reason);
}

} // namespace Client
