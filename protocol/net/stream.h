// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/poller.h"

#include <QByteArray>

namespace Net {

/// One end of a TCP connection, in a Poller: hands on what comes, keeps what can't be sent yet.
///
/// What is written while bytes are being handed on goes out in one piece afterwards. Lives in the
/// poller's thread. It may be closed, but not deleted, from what it calls (see Retired).
class Stream final : private Poller::Handler
{
public:
    static constexpr qsizetype HighWater = qsizetype(4) << 20;

    /// Whether it reads while more than HighWater bytes wait to be sent.
    enum class Reading : quint8 {
        Always, ///< for a client: two sides that both wait to be read would wait for ever
        WhileRead ///< for a server: a peer that asks and doesn't listen costs bounded memory
    };

    class Owner
    {
    public:
        /// Of a stream that connects: it did.
        virtual void streamConnected() { }
        virtual void streamReceived(QByteArray bytes) = 0;
        /// The peer ended its direction: the other one is still open.
        virtual void streamFinished() = 0;
        /// The connection is gone: by an errno, or by 0 after leave(). Nothing is called after it.
        virtual void streamClosed(int error) = 0;

    protected:
        ~Owner() = default;
    };

    /// \a poller and \a owner outlive the stream.
    Stream(Poller &poller, Owner &owner, Reading reading = Reading::Always);
    ~Stream();
    Q_DISABLE_COPY_MOVE(Stream)

    /// Takes an open socket over. Returns an errno, 0 for none.
    int start(Socket socket);
    /// Begins to connect. Returns an errno, 0 for none: then streamConnected() or streamClosed()
    /// follows.
    int connectTo(const Address &address);

    /// Sends \a bytes, now or when it can. Dropped if the stream is closed or finished.
    void write(const QByteArray &bytes);
    /// Sends FIN behind what was written; reading goes on.
    void finish();
    /// Sends FIN likewise, passes over what comes, and closes when the peer has ended too, or when
    /// that takes too many bytes. streamClosed() is all that is called.
    void leave();
    /// Closes at once. Nothing is called any more.
    void close();
    /// Closes so that the peer sees a reset.
    void reset();

    bool isOpen() const { return m_socket.isOpen(); }
    /// Bytes that wait to be sent.
    qsizetype pendingBytes() const { return m_output.size() - m_sent; }
    /// True after leave() until it is closed.
    bool isLeaving() const { return m_leaving; }

private:
    void onReady(Poller::Ready ready) override;
    int watch();
    bool takeConnected();
    bool mayRead() const { return m_reading == Reading::Always || pendingBytes() <= HighWater; }
    void read();
    void takeFin();
    void flush();
    void sendFinIfDue();
    void keep(QByteArrayView bytes);
    void end(int error);
    void dropSocket();

    Poller &m_poller;
    Owner &m_owner;
    Reading m_reading;
    Socket m_socket;
    QByteArray m_output; // from m_sent on not yet sent
    qsizetype m_sent = 0;
    qint64 m_passedOver = 0; // bytes that came after leave()
    bool m_watched = false;
    bool m_connecting = false;
    bool m_readable = false;
    bool m_writable = false;
    bool m_corked = false; // onReady() will flush
    bool m_finishWanted = false;
    bool m_finishSent = false;
    bool m_peerFinished = false;
    bool m_leaving = false;
};

} // namespace Net
