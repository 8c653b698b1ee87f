// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/connectrequest.h"

#include "protocol/client/clienturl.h"
#include "protocol/client/ownfields.h"
#include "protocol/socketio/jsonreader.h"
#include "widgets/connect/pemfile.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <array>

namespace {

class ConnectRequestWords
{
    Q_DECLARE_TR_FUNCTIONS(ConnectRequestWords)

public:
    static QString problemOf(const Client::ClientOptions &options);
    static QString problemOfFields(const QList<Http::Field> &fields);
    static QString problemOfNamespaces(const QList<Client::NamespaceOptions> &namespaces);
};

QString ConnectRequestWords::problemOf(const Client::ClientOptions &options)
{
    const auto url = Client::ClientUrl::parse(options.url);
    if (!url.error.isEmpty()) {
        return tr("The address cannot be used: %1.").arg(QString::fromUtf8(url.error));
    }
    const Tap::TlsOptions &tls = options.tls;
    if (tls.certificatePem.isEmpty() != tls.keyPem.isEmpty())
        return tr("A client certificate needs its key, and the key its certificate: give both.");
    if (options.proxy.type != Tap::UpstreamProxy::Type::None
        && (options.proxy.host.isEmpty() || options.proxy.port == 0))
        return tr("The proxy needs a host and a port.");
    if (QString wrong = problemOfFields(options.fields); !wrong.isEmpty())
        return wrong;
    if (options.protocol == Client::Protocol::WebSocket)
        return {};
    if (!options.path.startsWith('/'))
        return tr("The path of Socket.IO must begin with a slash, like /socket.io/.");
    return problemOfNamespaces(options.namespaces);
}

QString ConnectRequestWords::problemOfFields(const QList<Http::Field> &fields)
{
    for (const Http::Field &field : fields) {
        const bool isName = !field.name.isEmpty()
            && std::all_of(field.name.begin(), field.name.end(), &Http::isTokenCharacter);
        if (!isName)
            return tr("\"%1\" is no name of a header.").arg(QString::fromUtf8(field.name));
        if (Client::isOwnField(field.name)) {
            return tr("Sockscope writes the header %1 itself; it is about the connection.")
                .arg(QString::fromUtf8(field.name));
        }
        if (field.value.contains('\n') || field.value.contains('\r') || field.value.contains('\0'))
            return tr("The header %1 must be one line.").arg(QString::fromUtf8(field.name));
    }
    return {};
}

QString ConnectRequestWords::problemOfNamespaces(const QList<Client::NamespaceOptions> &namespaces)
{
    if (namespaces.isEmpty())
        return tr("Socket.IO needs one namespace at least; the usual one is /.");
    QList<QByteArray> names;
    for (const Client::NamespaceOptions &nsp : namespaces) {
        const QString name = QString::fromUtf8(nsp.name);
        if (!nsp.name.startsWith('/') || nsp.name.contains(','))
            return tr("\"%1\" is no namespace: it must begin with a slash and have no comma.")
                .arg(name);
        if (names.contains(nsp.name))
            return tr("The namespace %1 is there twice.").arg(name);
        names.append(nsp.name);
        if (nsp.auth.isEmpty())
            continue;
        const SocketIo::JsonFacts facts = SocketIo::JsonReader().read(nsp.auth);
        if (!facts.valid)
            return tr("The auth payload of %1 is no valid JSON.").arg(name);
        if (facts.type != SocketIo::JsonType::Object)
            return tr("The auth payload of %1 must be a JSON object, like {\"token\":\"…\"}.")
                .arg(name);
    }
    return {};
}

/// Whether a header of that name may hold a key to something: all but a few do not say.
bool isSecretName(const QByteArray &name)
{
    constexpr std::array<const char *, 8> Harmless {
        "accept", "accept-encoding", "accept-language", "host",
        "origin", "referer",         "user-agent",      "cache-control"};
    const QByteArray lower = name.toLower();
    return std::none_of(Harmless.begin(), Harmless.end(),
                        [&lower](const char *harmless) { return lower == harmless; });
}

bool isSecretUrl(const QByteArray &url)
{
    const QUrl parts = QUrl::fromEncoded(url);
    return !parts.userInfo().isEmpty() || parts.hasQuery();
}

QByteArray bareUrl(const QByteArray &url)
{
    return QUrl::fromEncoded(url).adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery).toEncoded();
}

/// Calls \a visit with the name and the place of every text that may be secret.
template<typename Request, typename Visit>
void visitSecrets(Request &request, Visit visit)
{
    int number = 0;
    for (auto &field : request.options.fields) {
        ++number;
        if (isSecretName(field.name))
            visit(QStringLiteral("header %1 %2").arg(number).arg(QString::fromUtf8(field.name)),
                  field.value);
    }
    for (auto &nsp : request.options.namespaces) {
        visit(QStringLiteral("auth %1").arg(QString::fromUtf8(nsp.name)), nsp.auth);
        visit(QStringLiteral("query %1").arg(QString::fromUtf8(nsp.name)), nsp.query);
    }
    visit(QStringLiteral("key passphrase"), request.options.tls.keyPassphrase);
    visit(QStringLiteral("proxy password"), request.options.proxy.password);
}

constexpr QLatin1String UrlSecret("address");

} // namespace

std::optional<Client::ClientOptions> ConnectRequest::toOptions(QString *error) const
{
    QString words;
    Client::ClientOptions whole = options;
    const bool isRead = readPem(authoritiesFile, &whole.tls.authoritiesPem, &words)
        && readPem(certificateFile, &whole.tls.certificatePem, &words)
        && readPem(keyFile, &whole.tls.keyPem, &words);
    if (isRead)
        words = ConnectRequestWords::problemOf(whole);
    if (error)
        *error = words;
    if (!words.isEmpty())
        return std::nullopt;
    return whole;
}

QList<Secret> secretsOf(const ConnectRequest &request)
{
    QList<Secret> secrets;
    visitSecrets(request, [&secrets](const QString &name, const QByteArray &value) {
        if (!value.isEmpty())
            secrets.append({name, value});
    });
    if (isSecretUrl(request.options.url))
        secrets.append({UrlSecret, request.options.url});
    return secrets;
}

ConnectRequest withoutSecrets(ConnectRequest request)
{
    visitSecrets(request, [](const QString &, QByteArray &value) { value.clear(); });
    if (isSecretUrl(request.options.url))
        request.options.url = bareUrl(request.options.url);
    return request;
}

ConnectRequest withSecrets(ConnectRequest request, const QList<Secret> &secrets)
{
    visitSecrets(request, [&secrets](const QString &name, QByteArray &value) {
        for (const Secret &secret : secrets) {
            if (secret.name == name)
                value = secret.value;
        }
    });
    for (const Secret &secret : secrets) {
        if (secret.name == UrlSecret)
            request.options.url = secret.value;
    }
    return request;
}
