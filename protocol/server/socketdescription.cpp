// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/socketdescription.h"

#include "protocol/server/enginesession.h"
#include "protocol/server/namespace.h"

#include <QDateTime>
#include <QLocale>

namespace Server {

namespace {

using SocketIo::jsonString;

/// Fields of which Node.js takes the first only.
bool isSingle(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 7> Single {
        "authorization", "content-length", "content-type", "from", "host", "referer", "user-agent"};
    return std::find(Single.begin(), Single.end(), name) != Single.end();
}

/// As Node.js has them: lower-case names, each once, Latin-1.
QByteArray headersOf(const Http::Head &head)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    for (const Http::Field &field : head.fields) {
        const QByteArray name = field.name.toLower();
        const auto found = std::find_if(headers.begin(), headers.end(),
                                        [&](const auto &other) { return other.first == name; });
        if (found == headers.end())
            headers.append({name, field.value});
        else if (!isSingle(name))
            found->second += (name == "cookie" ? "; " : ", ") + field.value;
    }
    QByteArrayList members;
    for (const auto &[name, value] : std::as_const(headers)) {
        members.append(jsonString(QString::fromLatin1(name).toUtf8()) + ':'
                       + jsonString(QString::fromLatin1(value).toUtf8()));
    }
    return '{' + members.join(',') + '}';
}

/// A name that occurs more than once has an array.
QByteArray queryOf(const Http::Target &target)
{
    QList<std::pair<QByteArray, QByteArrayList>> query;
    for (const Http::Field &field : target.query) {
        const auto found = std::find_if(query.begin(), query.end(), [&](const auto &other) {
            return other.first == field.name;
        });
        QByteArrayList &values = found != query.end()
            ? found->second
            : query.emplaceBack(field.name, QByteArrayList()).second;
        values.append(jsonString(QString::fromUtf8(field.value).toUtf8()));
    }
    QByteArrayList members;
    for (const auto &[name, values] : std::as_const(query)) {
        const QByteArray all = values.join(',');
        members.append(jsonString(QString::fromUtf8(name).toUtf8()) + ':'
                       + (values.size() == 1 ? all : '[' + all + ']'));
    }
    return '{' + members.join(',') + '}';
}

/// A Date of JavaScript as text.
QByteArray dateText(qint64 time)
{
    return QLocale::c()
        .toString(QDateTime::fromMSecsSinceEpoch(time, Qt::UTC),
                  QStringLiteral("ddd MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal "
                                 "Time)'"))
        .toUtf8();
}

QByteArray addressOf(const Request &request)
{
    for (const char *name : {"cf-connecting-ip", "x-forwarded-for"}) {
        const QByteArray address = request.head.value(name).value_or(QByteArray());
        if (!address.isEmpty())
            return QString::fromLatin1(address).toUtf8();
    }
    return request.peer;
}

QByteArray handshakeOf(const Socket &socket)
{
    const Request &request = socket.session().opening();
    const bool crosses = !request.head.value("Origin").value_or(QByteArray()).isEmpty();
    return R"({"address":)" + jsonString(addressOf(request)) + R"(,"headers":)"
        + headersOf(request.head) + R"(,"query":)" + queryOf(request.target) + R"(,"issued":)"
        + QByteArray::number(socket.issued()) + R"(,"secure":false,"time":)"
        + jsonString(dateText(socket.issued())) + R"(,"url":)"
        + jsonString(QString::fromLatin1(request.head.target).toUtf8()) + R"(,"xdomain":)"
        + (crosses ? "true" : "false") + '}';
}

} // namespace

QByteArray describe(const Socket &socket)
{
    constexpr qsizetype ClientIdSize = 12; // the rest of the sid is a secret
    QByteArrayList rooms;
    for (const QByteArray &room : socket.rooms())
        rooms.append(jsonString(room));
    const EngineSession &session = socket.session();
    return R"({"id":)" + jsonString(socket.id()) + R"(,"clientId":)"
        + jsonString(session.sid().left(ClientIdSize)) + R"(,"transport":)"
        + jsonString(session.transportName()) + R"(,"nsp":)" + jsonString(socket.nsp().name())
        + R"(,"data":)" + socket.data() + R"(,"handshake":)" + handshakeOf(socket) + R"(,"rooms":[)"
        + rooms.join(',') + "]}";
}

} // namespace Server
