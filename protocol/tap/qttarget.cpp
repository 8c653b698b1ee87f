// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/qttarget.h"

#include "protocol/net/address.h"

#include <QCryptographicHash>
#include <QNetworkProxy>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>
#include <array>
#include <utility>

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
    case QAbstractSocket::HostNotFoundError:
        return Problem::TapHostNotFound;
    case QAbstractSocket::SocketTimeoutError:
        return Problem::TapTimedOut;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
    case QAbstractSocket::RemoteHostClosedError: // in the middle of the handshake
        return Problem::TapTlsFailed;
    default:
        return Problem::TapUnreachable;
    }
}

TlsFacts::Fault faultOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::NoError:
        return TlsFacts::Fault::None;
    case QSslError::SelfSignedCertificate:
        return TlsFacts::Fault::SelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return TlsFacts::Fault::UnknownAuthority;
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return TlsFacts::Fault::Expired;
    case QSslError::HostNameMismatch:
        return TlsFacts::Fault::WrongName;
    default:
        return TlsFacts::Fault::Other;
    }
}

/// "CN=example.org, O=Example"
QByteArray subjectOf(const QSslCertificate &certificate)
{
    QByteArrayList parts;
    QList<QByteArray> attributes = certificate.subjectInfoAttributes();
    std::stable_partition(attributes.begin(), attributes.end(),
                          [](const QByteArray &name) { return name == "CN"; });
    for (const QByteArray &name : std::as_const(attributes)) {
        for (const QString &value : certificate.subjectInfo(name))
            parts.append(name + '=' + value.toUtf8());
    }
    return parts.join(", ");
}

/// The private key in \a pem, of whatever kind. Null if it cannot be read.
QSslKey keyFrom(const QByteArray &pem, const QByteArray &passphrase)
{
    constexpr std::array Algorithms {QSsl::Rsa, QSsl::Ec, QSsl::Dsa};
    for (const QSsl::KeyAlgorithm algorithm : Algorithms) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase);
        if (!key.isNull())
            return key;
    }
    return {};
}

} // namespace

QtTarget::QtTarget(TargetEndpoint::Owner &owner, Route route, QObject &lingering)
    : m_owner(owner)
    , m_lingering(lingering)
    , m_socket(new QSslSocket(this))
    , m_route(std::move(route))
{
    m_socket->setReadBufferSize(BufferBytes);
    useProxy();
    if (m_route.target.isTls())
        prepareTls();
    if (m_route.target.isTls())
        connect(m_socket, &QSslSocket::encrypted, this, &QtTarget::hearConnected);
    else
        connect(m_socket, &QSslSocket::connected, this, &QtTarget::hearConnected);
    connect(m_socket, &QSslSocket::sslErrors, this, &QtTarget::hearSslErrors);
    connect(m_socket, &QSslSocket::errorOccurred, this, &QtTarget::hearError);
    connect(m_socket, &QSslSocket::disconnected, this, &QtTarget::tellOwner);
    connect(m_socket, &QSslSocket::readyRead, this, &QtTarget::tellOwner);
    connect(m_socket, &QSslSocket::encryptedBytesWritten, this, &QtTarget::tellOwner);
    if (!m_route.target.isTls())
        connect(m_socket, &QSslSocket::bytesWritten, this, &QtTarget::tellOwner);
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(m_route.connectTimeout);
    connect(&m_timeout, &QTimer::timeout, this, &QtTarget::hearTimeout);
}

QtTarget::~QtTarget()
{
    if (m_socket != nullptr)
        m_socket->disconnect(this); // it goes after this object's part is gone
}

void QtTarget::useProxy()
{
    const UpstreamProxy &proxy = m_route.proxy;
    if (proxy.type == UpstreamProxy::Type::None) {
        m_socket->setProxy(QNetworkProxy::NoProxy);
        return;
    }
    m_socket->setProxy(
        QNetworkProxy(proxy.type == UpstreamProxy::Type::Http ? QNetworkProxy::HttpProxy
                                                              : QNetworkProxy::Socks5Proxy,
                      QString::fromUtf8(proxy.host), proxy.port, QString::fromUtf8(proxy.user),
                      QString::fromUtf8(proxy.password)));
}

void QtTarget::prepareTls()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    m_socket->setSslConfiguration(configuration);
    if (!m_route.tls.authoritiesPem.isEmpty()) {
        const auto authorities = QSslCertificate::fromData(m_route.tls.authoritiesPem);
        if (authorities.isEmpty())
            m_setupError = "no certificate could be read from the authorities to trust";
        configuration.addCaCertificates(authorities);
        m_socket->setSslConfiguration(configuration);
    }
    if (!m_route.tls.certificatePem.isEmpty() || !m_route.tls.keyPem.isEmpty())
        useCertificate();
}

void QtTarget::useCertificate()
{
    const TlsOptions &options = m_route.tls;
    const auto chain = QSslCertificate::fromData(options.certificatePem);
    const QSslKey key = keyFrom(options.keyPem, options.keyPassphrase);
    if (chain.isEmpty())
        m_setupError = "the client certificate could not be read: it is no PEM certificate";
    else if (options.keyPem.isEmpty())
        m_setupError = "the client certificate has no private key beside it";
    else if (key.isNull() && options.keyPem.contains("ENCRYPTED"))
        m_setupError = "the private key could not be read: the passphrase is wrong or missing";
    else if (key.isNull())
        m_setupError = "the private key could not be read: it is no PEM key of RSA, EC or DSA";
    if (!m_setupError.isEmpty())
        return;
    QSslConfiguration configuration = m_socket->sslConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    m_socket->setSslConfiguration(configuration);
}

void QtTarget::connectToTarget()
{
    if (!m_setupError.isEmpty()) {
        fail(Problem::TapTlsFailed, m_setupError);
        return;
    }
    m_timeout.start();
    const QString host = QString::fromUtf8(m_route.target.host);
    if (!m_route.target.isTls()) {
        m_socket->connectToHost(host, m_route.target.port);
        return;
    }
    const QByteArray &name = m_route.tls.serverName;
    m_socket->connectToHostEncrypted(host, m_route.target.port,
                                     name.isEmpty() ? host : QString::fromUtf8(name));
}

void QtTarget::hearTimeout()
{
    if (m_connected)
        m_socket->disconnectFromHost();
    else
        fail(Problem::TapTimedOut, "the target did not answer in time");
}

void QtTarget::readCertificate()
{
    const QSslCertificate certificate = m_socket->peerCertificate();
    if (certificate.isNull())
        return;
    m_facts.fingerprint = certificate.digest(QCryptographicHash::Sha256).toHex();
    m_facts.subject = subjectOf(certificate);
}

bool QtTarget::isExcepted() const
{
    return m_route.tls.acceptsAny
        || (!m_facts.fingerprint.isEmpty()
            && m_route.tls.acceptedFingerprint == m_facts.fingerprint);
}

void QtTarget::hearSslErrors(const QList<QSslError> &errors)
{
    readCertificate();
    for (const QSslError &error : errors) {
        const TlsFacts::Fault fault = faultOf(error.error());
        if (m_facts.fault == TlsFacts::Fault::None || fault < m_facts.fault)
            m_facts.fault = fault;
        if (!m_certificateText.isEmpty())
            m_certificateText += ' ';
        m_certificateText += error.errorString().toUtf8();
        if (!m_certificateText.endsWith('.'))
            m_certificateText += '.';
    }
    if (isExcepted())
        m_socket->ignoreSslErrors();
}

void QtTarget::hearConnected()
{
    m_timeout.stop();
    m_timeout.setInterval(SilenceAfterFinish);
    m_connected = true;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (m_route.target.isTls()) {
        readCertificate();
        m_facts.isTrusted = m_facts.fault == TlsFacts::Fault::None;
        m_facts.protocol = protocolName(m_socket->sessionProtocol()) + ' '
            + m_socket->sessionCipher().name().toUtf8();
    }
    m_owner.targetConnected(peerText(), m_facts);
}

/// The address that answered. Behind a proxy it may be known by its name alone.
QByteArray QtTarget::peerText() const
{
    const QHostAddress peer = m_socket->peerAddress();
    if (peer.isNull())
        return m_route.target.hostAndPort();
    const auto address = Net::Address::fromLiteral(peer.toString().toLatin1(), m_route.target.port);
    return address ? address->toText() : peer.toString().toUtf8();
}

void QtTarget::hearError()
{
    const QAbstractSocket::SocketError error = m_socket->error();
    if (m_connected) {
        if (error != QAbstractSocket::RemoteHostClosedError) {
            m_failed = true;
            // With TLS 1.3 the target looks at the client's certificate after the handshake.
            if (problemOf(error) == Problem::TapTlsFailed)
                m_failureProblem = Problem::TapTlsFailed;
            m_failure = m_socket->errorString().toUtf8();
        }
        tellOwner();
        return;
    }
    const QByteArray proxy = proxyText();
    if (!proxy.isEmpty())
        fail(Problem::TapProxyFailed, proxy);
    else if (!m_certificateText.isEmpty() && !isExcepted())
        fail(Problem::TapTlsFailed, "its certificate is not trusted. " + m_certificateText);
    else if (error == QAbstractSocket::RemoteHostClosedError)
        fail(Problem::TapTlsFailed, "it closed the connection during the handshake");
    else
        fail(problemOf(error), m_socket->errorString().toUtf8());
}

/// What the proxy did wrong, empty if it is not the proxy's fault.
QByteArray QtTarget::proxyText() const
{
    if (m_route.proxy.type == UpstreamProxy::Type::None)
        return {};
    const QByteArray name
        = "the proxy " + m_route.proxy.host + ':' + QByteArray::number(m_route.proxy.port);
    const QByteArray words = m_socket->errorString().toUtf8();
    switch (m_socket->error()) {
    case QAbstractSocket::ProxyConnectionRefusedError:
        return name + " is not there: nothing listens";
    case QAbstractSocket::ProxyNotFoundError:
        return name + " was not found";
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return name + " did not answer in time";
    case QAbstractSocket::ProxyConnectionClosedError:
        return name + " closed the connection";
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return name + " refused: it wants "
            + (m_route.proxy.user.isEmpty() ? "a user and a password" : "another user or password");
    case QAbstractSocket::ProxyProtocolError:
        return name + " refused: " + words;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::RemoteHostClosedError:
        return {};
    default:
        // The proxy says it of the target.
        return m_socket->state() == QAbstractSocket::ConnectedState ? QByteArray()
                                                                    : name + " refused: " + words;
    }
}

void QtTarget::fail(Problem problem, const QByteArray &text)
{
    m_timeout.stop();
    m_socket->disconnect(this);
    m_owner.targetFailed(problem, text, m_facts);
}

void QtTarget::tellOwner()
{
    if (!m_connected)
        return;
    if (m_finished && m_timeout.isActive())
        m_timeout.start();
    m_owner.endpointReady();
}

Endpoint::Transfer QtTarget::read(char *buffer, qsizetype size)
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

Endpoint::Transfer QtTarget::write(const char *bytes, qsizetype size)
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

void QtTarget::finish()
{
    m_finished = true;
    m_timeout.start();
}

void QtTarget::reset()
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

void QtTarget::close()
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

void QtTarget::rearm()
{
    QMetaObject::invokeMethod(this, &QtTarget::tellOwner, Qt::QueuedConnection);
}

} // namespace Tap
