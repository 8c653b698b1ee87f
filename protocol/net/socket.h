// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/address.h"

#include <QtGlobal>

namespace Net {

/// One non-blocking TCP socket: owns the descriptor and closes it. It doesn't wait for anything;
/// that is what a Poller is for. Errors are values of errno, in words by errorText().
class Socket
{
public:
    struct Opened;

    /// What one read or write did. A read of `bytes == 0` with `error == 0` is the peer's FIN.
    struct Transfer
    {
        qsizetype bytes = 0;
        int error = 0;

        /// Nothing now: wait for the Poller.
        bool wouldBlock() const;
    };

    Socket() = default;
    explicit Socket(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    ~Socket() { close(); }
    Socket(Socket &&other) noexcept
        : m_descriptor(other.release())
    {
    }
    Socket &operator=(Socket &&other) noexcept;
    Q_DISABLE_COPY(Socket)

    /// Listens on \a address (port 0 picks one), with SO_REUSEADDR; an IPv6 socket takes no IPv4.
    static Opened listen(const Address &address);
    /// Begins to connect. When the Poller says writable, takeError() says how it went.
    static Opened connect(const Address &address);
    /// The next connection that waits at this listening socket, with TCP_NODELAY.
    Opened accept() const;

    bool isOpen() const { return m_descriptor >= 0; }
    int descriptor() const { return m_descriptor; }
    int release();

    Transfer read(char *buffer, qsizetype size) const;
    /// Writes without SIGPIPE.
    Transfer write(const char *bytes, qsizetype size) const;

    /// Sends FIN; reading goes on.
    void finish() const;
    /// Closes so that the peer sees a reset; what it was not sent yet is lost.
    void reset();
    void close();

    /// The pending error of the socket (SO_ERROR), 0 for none. Reading clears it.
    int takeError() const;
    Address localAddress() const;
    Address peerAddress() const;

private:
    int m_descriptor = -1;
};

/// A socket, or why there is none.
struct Socket::Opened
{
    Socket socket;
    int error = 0;
};

/// Plain English for a value of errno: "connection refused".
QByteArray errorText(int error);

} // namespace Net
