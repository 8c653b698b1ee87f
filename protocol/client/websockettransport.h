// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/line.h"

#include <QObject>
#include <QWebSocket>

#include <algorithm>

namespace Client {

/// One WebSocket through the private tap: what QWebSocket hears, and what the tap knows beside it.
/// It is opened once.
class WebSocketTransport : public QObject
{
    Q_OBJECT

public:
    /// How it ended.
    struct End
    {
        /// None only if this side closed it. Of a refused handshake that of a plain WebSocket:
        /// whoever speaks another protocol makes its own of the answer.
        Failure failure;
        HttpAnswer answer; ///< to the handshake; status 0 if there was none
        bool wasOpen = false;
    };

    /// \a line outlives it.
    explicit WebSocketTransport(Line &line, QObject *parent = nullptr);
    /// Cuts what is open.
    ~WebSocketTransport() override;

    void open(const QByteArray &pathAndQuery, const QList<QByteArray> &subprotocols = {});
    /// \a text is UTF-8. Returns what it will take on the wire.
    qint64 sendText(const QByteArray &text);
    qint64 sendBinary(const QByteArray &bytes);
    void ping(const QByteArray &payload);
    /// ended() follows.
    void close(quint16 code = 1000, const QByteArray &reason = {});
    /// Cuts it; nothing more is told.
    void abort();

    bool isOpen() const { return m_isOpen; }
    /// Bytes on the wire of what was sent and did not go on to the server yet.
    qint64 pendingBytes() const { return std::max<qint64>(0, m_sentBytes - m_writtenBytes); }
    QByteArray subprotocol() const { return m_socket.subprotocol().toUtf8(); }
    /// That the server and the tap agreed on.
    const QByteArray &extensions() const { return m_extensions; }

signals:
    void opened();
    void textReceived(const QByteArray &text);
    void binaryReceived(const QByteArray &bytes);
    void ponged(const QByteArray &payload);
    /// pendingBytes() is less.
    void written();
    void ended(const Client::WebSocketTransport::End &end);

private:
    qint64 count(qsizetype payload);
    void takeOpened();
    void takeEnd();
    Failure failureOf(const Failure &told, const HttpAnswer &answer) const;

    Line &m_line;
    QWebSocket m_socket;
    quint32 m_ticket = 0;
    QByteArray m_pathAndQuery;
    HttpAnswer m_answer;
    QByteArray m_extensions;
    std::optional<Tap::PrivateTapObserver::Close> m_close;
    qint64 m_sentBytes = 0;
    qint64 m_writtenBytes = 0; // what it says by itself (pongs) is among them
    bool m_willTell = false;
    bool m_isOpen = false;
    bool m_wasOpen = false;
    bool m_isOver = true;
    bool m_closes = false; // this side began
};

} // namespace Client
