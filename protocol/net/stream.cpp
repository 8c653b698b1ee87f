// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/stream.h"

#include <array>
#include <cerrno>

namespace Net {

namespace {

constexpr std::size_t ReadBytes = std::size_t(64) << 10;
/// Read in one turn before others have theirs.
constexpr qsizetype BytesPerTurn = qsizetype(1) << 20;
/// What a peer may send that has been told that it is over.
constexpr qint64 MaxPassedOver = qint64(64) << 20;
/// An output buffer larger than this is not kept when it is empty.
constexpr qsizetype MaxKeptCapacity = qsizetype(256) << 10;

} // namespace

Stream::Stream(Poller &poller, Owner &owner, Reading reading)
    : m_poller(poller)
    , m_owner(owner)
    , m_reading(reading)
{
}

Stream::~Stream()
{
    close();
}

int Stream::start(Socket socket)
{
    m_socket = std::move(socket);
    m_writable = true;
    return watch();
}

int Stream::connectTo(const Address &address)
{
    Socket::Opened opened = Socket::connect(address);
    if (opened.error != 0)
        return opened.error;
    m_socket = std::move(opened.socket);
    m_connecting = true;
    return watch();
}

int Stream::watch()
{
    const int error = m_poller.add(m_socket.descriptor(), *this);
    m_watched = error == 0;
    if (error != 0)
        m_socket.close();
    return error;
}

void Stream::onReady(Poller::Ready ready)
{
    m_readable |= ready.readable;
    m_writable |= ready.writable;
    if (ready.failed && m_peerFinished) {
        const int error = m_socket.takeError();
        end(error != 0 ? error : ECONNRESET);
        return;
    }
    if (m_connecting && !takeConnected())
        return;
    m_corked = true;
    flush();
    read();
    flush();
    m_corked = false;
}

bool Stream::takeConnected()
{
    if (!m_writable)
        return false;
    if (const int error = m_socket.takeError(); error != 0) {
        end(error);
        return false;
    }
    m_connecting = false;
    m_owner.streamConnected();
    return isOpen();
}

void Stream::read()
{
    std::array<char, ReadBytes> buffer; // NOLINT(*-member-init): filled by the system
    qsizetype inTurn = 0;
    while (m_readable && isOpen() && !m_peerFinished) {
        if (!mayRead()) {
            flush();
            if (!mayRead())
                return; // until it can be written again
        }
        if (inTurn >= BytesPerTurn) {
            m_poller.rearm(m_socket.descriptor());
            return;
        }
        const Socket::Transfer got = m_socket.read(buffer.data(), qsizetype(buffer.size()));
        if (got.wouldBlock()) {
            m_readable = false;
        } else if (got.error != 0) {
            end(got.error);
        } else if (got.bytes == 0) {
            takeFin();
        } else {
            inTurn += got.bytes;
            if (!m_leaving)
                m_owner.streamReceived(QByteArray(buffer.data(), got.bytes));
            else if ((m_passedOver += got.bytes) > MaxPassedOver)
                end(0);
        }
    }
}

void Stream::takeFin()
{
    m_peerFinished = true;
    m_writable = true; // a write that failed fails again, and is told
    if (m_leaving)
        sendFinIfDue();
    else
        m_owner.streamFinished();
}

void Stream::write(const QByteArray &bytes)
{
    if (!isOpen() || m_finishWanted)
        return;
    qsizetype sent = 0;
    if (!m_corked && m_writable && !m_connecting && pendingBytes() == 0) {
        const Socket::Transfer transfer = m_socket.write(bytes.constData(), bytes.size());
        // An error is met again, and told, by the read that it makes ready; behind a FIN by the
        // next flush.
        m_writable = transfer.bytes == bytes.size();
        sent = transfer.bytes;
        if (m_peerFinished && transfer.error != 0 && !transfer.wouldBlock()) {
            m_writable = true;
            m_poller.rearm(m_socket.descriptor());
        }
    }
    keep(QByteArrayView(bytes).sliced(sent));
}

void Stream::keep(QByteArrayView bytes)
{
    // What was sent makes room when it is most of the buffer, so that no byte moves twice.
    if (m_sent > m_output.size() / 2) {
        m_output.remove(0, m_sent);
        m_sent = 0;
    }
    m_output.append(bytes);
}

void Stream::flush()
{
    while (isOpen() && m_writable && !m_connecting && pendingBytes() > 0) {
        const Socket::Transfer transfer
            = m_socket.write(m_output.constData() + m_sent, pendingBytes());
        m_sent += transfer.bytes;
        if (transfer.error == 0)
            continue;
        m_writable = false;
        const bool isRead = !m_peerFinished && mayRead();
        if (!isRead && !transfer.wouldBlock()) { // nothing is read that would tell it
            end(transfer.error);
            return;
        }
    }
    if (pendingBytes() == 0 && m_sent > 0) {
        m_sent = 0;
        if (m_output.capacity() > MaxKeptCapacity)
            m_output.clear();
        else
            m_output.resize(0);
    }
    sendFinIfDue();
}

void Stream::sendFinIfDue()
{
    if (!isOpen() || m_connecting)
        return;
    if (m_finishWanted && !m_finishSent && pendingBytes() == 0) {
        m_socket.finish();
        m_finishSent = true;
    }
    if (m_leaving && m_finishSent && m_peerFinished)
        end(0);
}

void Stream::finish()
{
    m_finishWanted = true;
    if (!m_corked)
        sendFinIfDue();
}

void Stream::leave()
{
    if (!isOpen())
        return;
    m_leaving = true;
    finish();
    // What came and was not read, because too much was to be sent, is passed over now.
    if (m_readable && !m_corked && isOpen())
        m_poller.rearm(m_socket.descriptor());
}

void Stream::close()
{
    dropSocket();
    m_socket.close();
}

void Stream::reset()
{
    dropSocket();
    m_socket.reset();
}

void Stream::end(int error)
{
    close();
    m_owner.streamClosed(error);
}

void Stream::dropSocket()
{
    if (m_watched)
        m_poller.remove(m_socket.descriptor());
    m_watched = false;
    m_output.clear();
    m_sent = 0;
}

} // namespace Net
