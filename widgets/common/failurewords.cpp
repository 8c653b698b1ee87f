// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/failurewords.h"

#include "protocol/client/clienturl.h"
#include "protocol/socketio/data.h"

#include <QCoreApplication>

using Client::ClientOptions;
using Client::Failure;
using Client::FailureKind;

namespace {

constexpr qsizetype MaxQuoted = 200;

class FailureWords
{
    Q_DECLARE_TR_FUNCTIONS(FailureWords)

public:
    FailureWords(const Failure &failure, const ClientOptions &options)
        : m_failure(failure)
        , m_options(options)
    {
    }

    QString words() const;

private:
    QString server() const;
    QString text() const;
    QString withText(const QString &words) const;
    QString certificate() const;
    QString answered() const;
    QString wrongVersion() const;
    QString closed() const;
    QString refused() const;
    bool isSocketIo() const { return m_options.protocol == Client::Protocol::SocketIo; }

    const Failure &m_failure;
    const ClientOptions &m_options;
};

/// Scheme, host and port: nothing of a query, which may hold secrets.
QString FailureWords::server() const
{
    return QString::fromUtf8(Client::ClientUrl::parse(m_options.url).target.toText());
}

QString FailureWords::text() const
{
    QString text = QString::fromUtf8(m_failure.text).simplified();
    if (text.size() > MaxQuoted)
        text = text.first(MaxQuoted) + u'…';
    while (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

QString FailureWords::withText(const QString &words) const
{
    return m_failure.text.isEmpty() ? words + u'.' : QStringLiteral("%1: %2.").arg(words, text());
}

QString FailureWords::certificate() const
{
    QString words;
    switch (m_failure.kind) {
    case FailureKind::TlsWrongName:
        words = tr("The certificate of %1 is for another host. Check the address, or give the "
                   "server name that the certificate has")
                    .arg(server());
        break;
    case FailureKind::TlsExpired:
        words = tr("The certificate of %1 is not valid today: it has expired, or is not valid yet. "
                   "It must be renewed on the server")
                    .arg(server());
        break;
    case FailureKind::TlsSelfSigned:
        words = tr("The certificate of %1 is self-signed. Trust it by giving it, or its "
                   "authority, as a CA file")
                    .arg(server());
        break;
    default:
        words
            = tr("The certificate of %1 is not trusted (%2). Give its authority as a CA file")
                  .arg(server(), text().remove(QLatin1String("its certificate is not trusted. ")));
        break;
    }
    if (m_failure.fingerprint.isEmpty())
        return words + u'.';
    return words
        + tr(", or accept this certificate: SHA-256 %1.")
              .arg(fingerprintText(m_failure.fingerprint));
}

QString FailureWords::answered() const
{
    const int status = m_failure.status;
    if (status == 502 || status == 503 || status == 504) {
        return tr("%1 answered %2: a proxy or load balancer stands there, and the server behind it "
                  "does not answer. Look whether that server runs.")
            .arg(server())
            .arg(status);
    }
    if (status == 401 || status == 403) {
        return tr("%1 answered %2 and wants to know who asks. Add a header like Authorization or a "
                  "Cookie.")
            .arg(server())
            .arg(status);
    }
    if (isSocketIo()) {
        const QString path = QString::fromUtf8(m_options.path);
        if (status == 404 || m_failure.kind == FailureKind::NotSocketIo) {
            return tr("%1 answered %2 at %3, and that is no Socket.IO. Check the path and the "
                      "port; for a plain WebSocket server choose WebSocket.")
                .arg(server())
                .arg(status)
                .arg(path);
        }
        return withText(tr("%1 answered %2 at %3").arg(server()).arg(status).arg(path));
    }
    if (status == 404) {
        return tr("%1 answered 404: there is no WebSocket at this path. Check the path.")
            .arg(server());
    }
    if (m_failure.kind == FailureKind::NotWebSocket) {
        return tr("%1 answered %2 instead of opening a WebSocket: it is an HTTP server, or one for "
                  "Socket.IO. Check the path and the port, or choose Socket.IO.")
            .arg(server())
            .arg(status);
    }
    return withText(tr("%1 answered %2 instead of opening a WebSocket").arg(server()).arg(status));
}

QString FailureWords::wrongVersion() const
{
    if (m_failure.revision == 3) {
        return tr("The server speaks Engine.IO 3, which is Socket.IO 2: choose Socket.IO 2, or let "
                  "Sockscope find out.");
    }
    return tr("The server answered 400 code 5, unsupported protocol version: it speaks Engine.IO "
              "4, which is Socket.IO 3 or 4. Choose Socket.IO 4, or let Sockscope find out.");
}

QString FailureWords::closed() const
{
    if (m_failure.closeCode == 0 || m_failure.closeCode == 1005)
        return tr("The server closed the connection.");
    const QString code = QString::number(m_failure.closeCode);
    return m_failure.text.isEmpty()
        ? tr("The server closed the connection with code %1.").arg(code)
        : tr("The server closed the connection with code %1: %2.").arg(code, text());
}

QString FailureWords::refused() const
{
    QStringList names;
    for (const Client::NamespaceOptions &nsp : m_options.namespaces)
        names.append(QString::fromUtf8(nsp.name));
    const QByteArray message = SocketIo::errorMessage(m_failure.text).value_or(m_failure.text);
    return tr("The server refused the namespace %1: %2. Check its name and its auth payload.")
        .arg(names.join(QStringLiteral(", ")), QString::fromUtf8(message));
}

QString FailureWords::words() const
{
    switch (m_failure.kind) {
    case FailureKind::None:
        return {};
    case FailureKind::BadUrl:
        return tr("\"%1\" is no address to connect to: %2.")
            .arg(QString::fromUtf8(m_options.url), text());
    case FailureKind::HostNotFound:
        return tr("The host of %1 was not found. Check its name.").arg(server());
    case FailureKind::Refused:
        return tr("Nobody listens at %1: the connection was refused. Start the server, or check "
                  "the port.")
            .arg(server());
    case FailureKind::Unreachable:
        return withText(tr("%1 cannot be reached").arg(server()));
    case FailureKind::TimedOut:
        return tr("%1 did not answer within %2 s. Check the address, and whether a firewall is in "
                  "between.")
            .arg(server())
            .arg(static_cast<double>(m_options.openTimeout.count()) / 1000.0);
    case FailureKind::TlsUntrusted:
    case FailureKind::TlsWrongName:
    case FailureKind::TlsExpired:
    case FailureKind::TlsSelfSigned:
        return certificate();
    case FailureKind::TlsFailed:
        return withText(tr("TLS with %1 failed. If the server speaks no TLS, use http:// or ws://. "
                           "What the TLS library says")
                            .arg(server()));
    case FailureKind::ProxyFailed:
        return withText(
            tr("The proxy on the way to %1 did not let it through; check its address, user and "
               "password. What went wrong")
                .arg(server()));
    case FailureKind::Redirected:
        return tr("%1 redirects to %2. Connect there instead.")
            .arg(server(), QString::fromUtf8(m_failure.location));
    case FailureKind::HttpStatus:
    case FailureKind::NotWebSocket:
    case FailureKind::NotSocketIo:
        return answered();
    case FailureKind::WrongVersion:
        return wrongVersion();
    case FailureKind::TransportRefused:
        return tr("The server does not offer this transport (code 0, transport unknown). Choose "
                  "another one: %1.")
            .arg(m_options.transports == Client::Transports::WebSocket ? tr("polling")
                                                                       : tr("websocket only"));
    case FailureKind::SessionUnknown:
        return tr("The server does not know the session any more (code 1): it was started anew, or "
                  "a load balancer sent the request to another one. It needs sticky sessions.");
    case FailureKind::Forbidden:
        return withText(tr("The server refuses this client (code 4). Add the header or the cookie "
                           "that it asks for. It says"));
    case FailureKind::EngineError:
        return withText(tr("The server answered %1 with code %2")
                            .arg(m_failure.status)
                            .arg(m_failure.engineCode));
    case FailureKind::ClosedByServer:
        return closed();
    case FailureKind::DisconnectedByServer:
        return tr("The server disconnected this client. Socket.IO does not connect again by itself "
                  "then; connect again when you like.");
    case FailureKind::ConnectRefused:
        return refused();
    case FailureKind::Lost:
        return tr("The connection to %1 broke off. If it never worked, look what listens at this "
                  "port: it may be no HTTP server.")
            .arg(server());
    case FailureKind::PingTimeout:
        return tr("The server was silent for longer than its ping interval and timeout: ping "
                  "timeout.");
    case FailureKind::ParseError:
        return withText(tr("What the server sent cannot be read"));
    case FailureKind::NotConnected:
        return tr("The server opened the session, but answered for no namespace in time. Check "
                  "the namespace.");
    }
    return {};
}

} // namespace

QString failureWords(const Failure &failure, const ClientOptions &options)
{
    return FailureWords(failure, options).words();
}

bool canAcceptCertificate(const Failure &failure)
{
    switch (failure.kind) {
    case FailureKind::TlsUntrusted:
    case FailureKind::TlsWrongName:
    case FailureKind::TlsExpired:
    case FailureKind::TlsSelfSigned:
        return !failure.fingerprint.isEmpty();
    default:
        return false;
    }
}

QString fingerprintText(const QByteArray &fingerprint)
{
    return QString::fromLatin1(QByteArray::fromHex(fingerprint).toHex(':').toUpper());
}
