// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tlstarget.h"

#include "protocol/net/address.h"

#include <QNetworkProxy>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>

#include <sys/socket.h>

namespace Tap {

namespace {

/// What may wait on either side of the encryption.
constexpr qint64 BufferBytes = qint64(256) << 10;
constexpr std::chrono::seconds SilenceAfterFinish {1};

QByteArray protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_3:
        return "TLSv1.3";
    case QSsl::TlsV1_2:
        return "TLSv1.2";
    default:
        return "TLS";
    }
}

Problem problemOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return Problem::TapRefused;
    case QAbstractSocket::SocketTimeoutError:
        return Problem::TapTimedOut;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::RemoteHostClosedError: // in the middle of the handshake
        return Problem::TapTlsFailed;
    default:
        return Problem::TapUnreachable;
    }
}

} // namespace

TlsTarget::TlsTarget(TargetEndpoint::Owner &owner, const TapOptions &options, QObject &lingering)
    : m_owner(owner)
    , m_lingering(lingering)
    , m_socket(new QSslSocket(this))
    , m_host(options.target.host)
    , m_port(options.target.port)
    , m_acceptsCertificate(options.acceptTargetCertificate)
{
    prepare(options);
    connect(m_socket, &QSslSocket::encrypted, this, &TlsTarget::hearEncrypted);
    connect(m_socket, &QSslSocket::sslErrors, this, &TlsTarget::hearSslErrors);
    connect(m_socket, &QSslSocket::errorOccurred, this, &TlsTarget::hearError);
    connect(m_socket, &QSslSocket::disconnected, this, &TlsTarget::tellOwner);
    connect(m_socket, &QSslSocket::readyRead, this, &TlsTarget::tellOwner);
    connect(m_socket, &QSslSocket::encryptedBytesWritten, this, &TlsTarget::tellOwner);
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(options.connectTimeout);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        if (m_connected)
            m_socket->disconnectFromHost();
        else
            fail(Problem::TapTimedOut, "the target did not answer in time");
    });
}

TlsTarget::~TlsTarget()
{
    if (m_socket != nullptr)
        m_socket->disconnect(this); // it goes after this object's part is gone
}

void TlsTarget::prepare(const TapOptions &options)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    if (!options.authoritiesPem.isEmpty())
        configuration.addCaCertificates(QSslCertificate::fromData(options.authoritiesPem));
    m_socket->setSslConfiguration(configuration);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(BufferBytes);
}

void TlsTarget::connectToTarget()
{
    m_timeout.start();
    m_socket->connectToHostEncrypted(QString::fromUtf8(m_host), m_port);
}

void TlsTarget::hearSslErrors(const QList<QSslError> &errors)
{
    if (m_acceptsCertificate) {
        m_socket->ignoreSslErrors();
        return;
    }
    for (const QSslError &error : errors) {
        if (!m_certificateText.isEmpty())
            m_certificateText += ' ';
        m_certificateText += error.errorString().toUtf8();
        if (!m_certificateText.endsWith('.'))
            m_certificateText += '.';
    }
}

void TlsTarget::hearEncrypted()
{
    m_timeout.stop();
    m_timeout.setInterval(SilenceAfterFinish);
    m_connected = true;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const QHostAddress peer = m_socket->peerAddress();
    const auto address = Net::Address::fromLiteral(peer.toString().toLatin1(), m_port);
    m_owner.targetConnected(address ? address->toText() : peer.toString().toUtf8(),
                            protocolName(m_socket->sessionProtocol()) + ' '
                                + m_socket->sessionCipher().name().toUtf8());
}

void TlsTarget::hearError()
{
    const QAbstractSocket::SocketError error = m_socket->error();
    if (m_connected) {
        if (error != QAbstractSocket::RemoteHostClosedError) {
            m_failed = true;
            m_failure = m_socket->errorString().toUtf8();
        }
        tellOwner();
        return;
    }
    if (!m_certificateText.isEmpty())
        fail(Problem::TapTlsFailed, "its certificate is not trusted. " + m_certificateText);
    else if (error == QAbstractSocket::RemoteHostClosedError)
        fail(Problem::TapTlsFailed, "it closed the connection during the handshake");
    else
        fail(problemOf(error), m_socket->errorString().toUtf8());
}

void TlsTarget::fail(Problem problem, const QByteArray &text)
{
    m_timeout.stop();
    m_socket->disconnect(this);
    m_owner.targetFailed(problem, text);
}

void TlsTarget::tellOwner()
{
    if (!m_connected)
        return;
    if (m_finished && m_timeout.isActive())
        m_timeout.start();
    m_owner.endpointReady();
}

Endpoint::Transfer TlsTarget::read(char *buffer, qsizetype size)
{
    if (m_socket == nullptr)
        return {};
    const qint64 got = m_socket->read(buffer, size);
    if (got > 0)
        return {Outcome::Done, got};
    if (m_failed)
        return {Outcome::Reset, 0};
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        return {Outcome::Ended, 0};
    return {};
}

Endpoint::Transfer TlsTarget::write(const char *bytes, qsizetype size)
{
    if (m_socket == nullptr || m_socket->state() != QAbstractSocket::ConnectedState)
        return {Outcome::Reset, 0};
    Transfer transfer {Outcome::Later, 0};
    while (transfer.bytes < size) {
        // What flush() sends while a signal of the socket is being heard is told by no other
        // signal, so only a buffer that stays full is a reason to wait.
        const qint64 room
            = BufferBytes - m_socket->bytesToWrite() - m_socket->encryptedBytesToWrite();
        if (room <= 0)
            break;
        const qint64 taken = m_socket->write(bytes + transfer.bytes,
                                             std::min<qint64>(room, size - transfer.bytes));
        if (taken < 0)
            return {Outcome::Reset, transfer.bytes};
        transfer = {Outcome::Done, transfer.bytes + taken};
        m_socket->flush();
    }
    return transfer;
}

void TlsTarget::finish()
{
    m_finished = true;
    m_timeout.start();
}

void TlsTarget::reset()
{
    if (m_socket == nullptr)
        return;
    m_timeout.stop();
    m_socket->disconnect(this);
    constexpr linger AtOnce {1, 0};
    if (m_socket->socketDescriptor() >= 0) {
        setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &AtOnce,
                   sizeof(AtOnce));
    }
    m_socket->abort();
}

void TlsTarget::close()
{
    if (m_socket == nullptr)
        return;
    m_timeout.stop();
    m_socket->disconnect(this);
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        return;
    // It lives on until what it still has to say is said.
    QSslSocket *const socket = std::exchange(m_socket, nullptr);
    socket->setParent(&m_lingering);
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    socket->disconnectFromHost();
}

void TlsTarget::rearm()
{
    QMetaObject::invokeMethod(this, &TlsTarget::tellOwner, Qt::QueuedConnection);
}

} // namespace Tap
