// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/reach.h"

#include "app/commands/commandline.h"
#include "widgets/connect/pemfile.h"

#include <QUrl>

namespace Commands {

namespace {

std::optional<Tap::UpstreamProxy> proxyOf(const QString &text)
{
    using Type = Tap::UpstreamProxy::Type;
    constexpr int HttpPort = 8080;
    constexpr int SocksPort = 1080;
    const QUrl url(text, QUrl::StrictMode);
    Tap::UpstreamProxy proxy;
    if (url.scheme() == QLatin1String("http"))
        proxy.type = Type::Http;
    else if (url.scheme() == QLatin1String("socks5"))
        proxy.type = Type::Socks5;
    proxy.host = url.host(QUrl::FullyEncoded).toLatin1();
    proxy.port = static_cast<quint16>(url.port(proxy.type == Type::Socks5 ? SocksPort : HttpPort));
    proxy.user = url.userName(QUrl::FullyDecoded).toUtf8();
    proxy.password = url.password(QUrl::FullyDecoded).toUtf8();
    if (proxy.type == Type::None || proxy.host.isEmpty() || proxy.port == 0)
        return std::nullopt;
    return proxy;
}

} // namespace

void addReachOptions(QCommandLineParser &parser)
{
    const auto add
        = [&parser](const QStringList &names, const char *words, const char *value = "") {
              parser.addOption({names, QString::fromLatin1(words), QString::fromLatin1(value)});
          };
    add({QStringLiteral("ca")}, "Trust the certificates in FILE (PEM) as well.", "FILE");
    add({QStringLiteral("cert")}, "Show servers the certificate in FILE (PEM).", "FILE");
    add({QStringLiteral("key")}, "The key of that certificate (PEM).", "FILE");
    add({QStringLiteral("key-passphrase")}, "The passphrase of that key.", "TEXT");
    add({QStringLiteral("server-name")},
        "Ask for and verify this name in TLS instead of the host's.", "NAME");
    add({QStringLiteral("insecure"), QStringLiteral("accept-certificate")},
        "Accept whatever certificate a server shows.");
    add({QStringLiteral("accept-fingerprint")},
        "Accept the certificate with this SHA-256 though it is not trusted.", "HEX");
    add({QStringLiteral("proxy")},
        "Reach servers through http://[USER:PASSWORD@]HOST:PORT or socks5://...", "URL");
}

std::optional<int> readReach(const QCommandLineParser &parser, Reach *reach)
{
    const auto value
        = [&parser](const char *name) { return parser.value(QString::fromLatin1(name)); };
    for (const auto &[name, pem] :
         {std::pair("ca", &reach->tls.authoritiesPem),
          std::pair("cert", &reach->tls.certificatePem), std::pair("key", &reach->tls.keyPem)}) {
        QString error;
        if (!readPem(value(name), pem, &error)) {
            complain(error);
            return Failed;
        }
    }
    if (reach->tls.certificatePem.isEmpty() != reach->tls.keyPem.isEmpty()) {
        complain(QStringLiteral("--cert and --key go together"));
        return WrongUse;
    }
    reach->tls.keyPassphrase = value("key-passphrase").toUtf8();
    reach->tls.serverName = value("server-name").toUtf8();
    reach->tls.acceptsAny = parser.isSet(QStringLiteral("insecure"));
    constexpr qsizetype FingerprintBytes = 32;
    if (const QString hex = value("accept-fingerprint"); !hex.isEmpty()) {
        const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
        if (bytes.size() != FingerprintBytes) {
            complain(QStringLiteral("--accept-fingerprint takes a SHA-256: 64 hexadecimal digits"));
            return WrongUse;
        }
        reach->tls.acceptedFingerprint = bytes.toHex();
    }
    if (const QString url = value("proxy"); !url.isEmpty()) {
        const auto proxy = proxyOf(url);
        if (!proxy) {
            complain(QStringLiteral("--proxy takes http://host:port or socks5://host:port"));
            return WrongUse;
        }
        reach->proxy = *proxy;
    }
    return std::nullopt;
}

} // namespace Commands
