// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/handshake.h"

#include <QCryptographicHash>

namespace WebSocket {

namespace {

constexpr qsizetype KeyBytes = 16;

QByteArrayList commaSeparated(const QByteArray &field)
{
    QByteArrayList elements;
    for (const QByteArray &element : field.split(',')) {
        if (const QByteArray trimmed = element.trimmed(); !trimmed.isEmpty())
            elements.append(trimmed);
    }
    return elements;
}

bool hasToken(const QByteArray &field, QByteArrayView token)
{
    const QByteArrayList elements = commaSeparated(field);
    return std::any_of(elements.begin(), elements.end(), [token](const QByteArray &element) {
        return element.compare(token, Qt::CaseInsensitive) == 0;
    });
}

struct NamedField
{
    QByteArrayView name;
    QByteArray HandshakeFields::*member;
};

constexpr std::array<NamedField, 8> Fields {{
    {"Upgrade", &HandshakeFields::upgrade},
    {"Connection", &HandshakeFields::connection},
    {"Sec-WebSocket-Key", &HandshakeFields::key},
    {"Sec-WebSocket-Accept", &HandshakeFields::accept},
    {"Sec-WebSocket-Version", &HandshakeFields::version},
    {"Sec-WebSocket-Protocol", &HandshakeFields::protocol},
    {"Sec-WebSocket-Extensions", &HandshakeFields::extensions},
    {"Origin", &HandshakeFields::origin},
}};

} // namespace

void HandshakeFields::add(QByteArrayView name, QByteArrayView value)
{
    for (const NamedField &field : Fields) {
        if (name.compare(field.name, Qt::CaseInsensitive) != 0)
            continue;
        QByteArray &target = this->*field.member;
        if (!target.isEmpty())
            target += ", ";
        target += value.trimmed();
        return;
    }
}

bool HandshakeFields::isUpgrade() const
{
    return hasToken(upgrade, "websocket") && hasToken(connection, "upgrade");
}

QByteArrayList offeredProtocols(const HandshakeFields &request)
{
    return commaSeparated(request.protocol);
}

Problems requestProblems(const HandshakeFields &request)
{
    Problems problems;
    const auto key
        = QByteArray::fromBase64Encoding(request.key, QByteArray::AbortOnBase64DecodingErrors);
    problems.addIf(!key || key.decoded.size() != KeyBytes, Problem::WsBadKey);
    problems.addIf(request.version != "13", Problem::WsBadVersion);
    return problems;
}

Handshake readHandshake(const HandshakeFields &request, const HandshakeFields &response)
{
    const AgreedExtensions agreed = agreedExtensions(request.extensions, response.extensions);
    Handshake handshake;
    handshake.protocol = response.protocol;
    handshake.deflate = agreed.deflate;
    handshake.unknownExtensions = agreed.unknown;
    handshake.problems = agreed.problems;
    handshake.problems.addIf(response.accept != acceptFor(request.key), Problem::WsBadAccept);
    handshake.problems.addIf(!response.protocol.isEmpty()
                                 && !offeredProtocols(request).contains(response.protocol),
                             Problem::WsUnofferedProtocol);
    return handshake;
}

QByteArray acceptFor(QByteArrayView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(key);
    hash.addData(QByteArrayView("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
    return hash.result().toBase64();
}

QByteArray responseHead(QByteArrayView key, QByteArrayView protocol, QByteArrayView extensions)
{
    QByteArray head = "HTTP/1.1 101 Switching Protocols\r\n"
                      "Upgrade: websocket\r\n"
                      "Connection: Upgrade\r\n"
                      "Sec-WebSocket-Accept: "
        + acceptFor(key) + "\r\n";
    if (!protocol.isEmpty())
        head.append("Sec-WebSocket-Protocol: ").append(protocol).append("\r\n");
    if (!extensions.isEmpty())
        head.append("Sec-WebSocket-Extensions: ").append(extensions).append("\r\n");
    return head + "\r\n";
}

} // namespace WebSocket
