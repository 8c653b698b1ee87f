// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storewriter.h"
#include "protocol/http/contentencoder.h"
#include "protocol/msgpack/value.h"
#include "protocol/websocket/frameencoder.h"
#include "tests/support/handmadewire.h"

#include <QHash>
#include <QTemporaryDir>

/// A capture salted with secrets in every place and spelling that the protocols allow, decoded from
/// bytes as a tap reports them: in heads, addresses, connect data, and of all of these again in
/// fragments, compressed messages, base64 in polling, compressed bodies, MessagePack, the log-in of
/// an admin, names of rooms and events, close reasons, notes on messages and sessions, what a rule
/// changed, and what the user says about the capture.
class SaltedCapture
{
public:
    static constexpr int SecretsASession = 10;

    /// With ten secrets a session.
    explicit SaltedCapture(int sessions)
    {
        for (int i = 0; i < sessions; ++i)
            addSession();
        write();
    }

    QString path() const { return m_folder.filePath(QStringLiteral("salted.sockscope")); }
    QString pathOf(const QString &name) const { return m_folder.filePath(name); }
    const QByteArrayList &secrets() const { return m_secrets; }
    /// Passwords that are numbers, one a session, in JSON and in MessagePack.
    const QList<quint64> &numbers() const { return m_numbers; }
    /// What was said besides them.
    static QByteArray harmless() { return "nothing to hide here"; }

private:
    /// Letters and digits that stand nowhere else.
    QByteArray next()
    {
        const QByteArray number = QByteArray::number(m_secrets.size()).rightJustified(4, '0');
        m_secrets.append("Zq" + number + "xK" + QByteArray::number(m_secrets.size() * 7919 % 9973)
                         + "wVbn");
        return m_secrets.back();
    }
    /// With characters that most spellings escape.
    QByteArray nextHard()
    {
        static const QByteArrayList hard {"+/=", "\xc3\xbc\xe2\x82\xac", "\"\\ ", "%2F&"};
        QByteArray secret = next();
        secret.insert(6, hard.at(m_secrets.size() % hard.size()));
        m_secrets.back() = secret;
        return secret;
    }

    static QByteArray json(QByteArrayView text)
    {
        QByteArray quoted;
        for (const char c : text) {
            if (c == '"' || c == '\\')
                quoted += '\\';
            quoted += c;
        }
        return quoted;
    }
    static QByteArray escaped(QByteArrayView text)
    {
        QByteArray all;
        for (const QChar c : QString::fromUtf8(text))
            all += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
        return all;
    }
    static QByteArray msgpackEvent(const QByteArrayList &texts, quint64 number)
    {
        using namespace MsgPack;
        QByteArray data = QByteArray("\x93", 1) + encodeString("said") + encodeMapHeader(1)
            + encodeString("password") + encodeInteger(number) + encodeMapHeader(1)
            + encodeString("all") + char(0x90 + texts.size());
        for (const QByteArray &text : texts)
            data += encodeMapHeader(1) + encodeString(text) + encodeString("<" + text + ">");
        return encodeMapHeader(3) + encodeString("type") + encodeInteger(2) + encodeString("data")
            + data + encodeString("nsp") + encodeString("/");
    }
    static QByteArray head(const QByteArray &name, const QByteArray &value)
    {
        return name + ": " + value + "\r\n";
    }

    void addSession();
    void addWebSocket(const QByteArray &sid, const QByteArrayList &secrets);
    void addAdmin(const QByteArray &password);
    void write();

    QTemporaryDir m_folder;
    HandmadeWire::Wire m_wire;
    QByteArrayList m_secrets;
    QList<quint64> m_numbers;
    QList<QByteArrayList> m_sessions;
};

inline void SaltedCapture::addSession()
{
    using namespace HandmadeWire;
    const QByteArray sid = next();
    const QByteArray cookie = next();
    const QByteArray bearer = next();
    const QByteArray password = next();
    const QByteArray token = nextHard();
    const QByteArray pid = next();
    const QByteArray auth = nextHard();
    const QByteArray key = next();
    const QByteArray given = next();
    const QByteArray subprotocol = next();
    const QByteArrayList all {sid, cookie, bearer, password, token,
                              pid, auth,   key,    given,    subprotocol};
    const QByteArray heads = head("Cookie", "theme=dark; session=" + cookie)
        + head("Authorization", "Bearer " + bearer)
        + head("Proxy-Authorization", "Basic " + ("someone:" + password).toBase64())
        + head("X-Api-Key", key)
        + head("Referer", "http://a/page?token=" + token.toPercentEncoding());
    m_wire.exchange("GET /socket.io/?EIO=4&transport=polling&access_token="
                        + token.toPercentEncoding() + " HTTP/1.1\r\nHost: a\r\n" + heads + "\r\n",
                    "HTTP/1.1 200 OK\r\n" + head("Set-Cookie", "id=" + given + "; HttpOnly")
                        + "Content-Length: " + QByteArray::number(openPacket(sid).size())
                        + "\r\n\r\n" + openPacket(sid));
    m_wire.exchange(post(sid, "40{\"token\":\"" + json(auth) + "\"}"), ok("ok"));
    // All of them in base64, and in a body that is compressed.
    QByteArray binary("\x00\xff\x80", 3);
    for (const QByteArray &secret : all)
        binary += secret + '\x01';
    const QByteArray body = "40{\"sid\":\"" + sid + "-socket\",\"pid\":\"" + pid + "\"}\x1e"
        + "451-[\"file\",{\"_placeholder\":true,\"num\":0},\"" + json(token) + "\"]\x1e" + "b"
        + binary.toBase64() + "\x1e" + "42[\"note\",\"" + escaped(auth) + " "
        + auth.toPercentEncoding() + " " + ("at " + auth).toBase64() + " " + auth.toHex() + "\"]";
    const QByteArray coding = m_sessions.size() % 3 == 0 ? "gzip"
        : m_sessions.size() % 3 == 1                     ? "br"
                                                         : "zstd";
    const QByteArray coded = *Http::encodeContent({coding}, body);
    m_wire.exchange(get(sid),
                    "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: "
                        + QByteArray::number(coded.size()) + "\r\n\r\n" + coded);
    m_wire.exchange("POST /login/" + key
                        + "/x HTTP/1.1\r\nHost: a\r\nContent-Type: "
                          "application/x-www-form-urlencoded\r\nContent-Length: "
                        + QByteArray::number(9 + token.toPercentEncoding().size())
                        + "\r\n\r\npassword=" + token.toPercentEncoding(),
                    ok("{\"refresh_token\":\"" + json(auth) + "\"}"));
    m_sessions.append(all);
    m_numbers.append(7'190'000'000'000 + static_cast<quint64>(m_sessions.size()) * 7919);
    addWebSocket(sid, all);
    addAdmin(given);
}

inline void SaltedCapture::addWebSocket(const QByteArray &sid, const QByteArrayList &secrets)
{
    using namespace WebSocket;
    const Capture::Id id = m_wire.open();
    m_wire.sent(
        id,
        "GET /socket.io/?EIO=4&transport=websocket&sid=" + sid
            + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
              "Sec-WebSocket-Protocol: bearer, "
            + secrets.back() + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    m_wire.received(id,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                    "Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
                    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    FrameEncoder client(Sender::Client, DeflateParameters(), [] { return MaskingKey {}; });
    FrameEncoder server(Sender::Server, DeflateParameters());
    m_wire.sent(id, client.message(OpCode::Text, "2probe"));
    m_wire.received(id, server.message(OpCode::Text, "3probe"));
    m_wire.sent(id, client.message(OpCode::Text, "5"));
    m_wire.sent(id, client.message(OpCode::Text, "42[\"said\",\"" + harmless() + "\"]"));
    for (const QByteArray &secret : secrets) {
        // In fragments that cut it, plain and compressed, as a room, a name, escaped, in JSON in
        // JSON, in base64 at each place.
        const QByteArray text = "42[\"join\",{\"room\":\"" + json(secret) + "\"},\""
            + escaped(secret) + "\",\"" + json("{\"inner\":\"" + json(secret) + "\"}") + "\",\""
            + ("a" + secret).toBase64() + " " + ("ab" + secret).toBase64() + " "
            + ("abc" + secret + "\xff").toBase64()
            + "\",\"http://x/?a=" + secret.toPercentEncoding() + "\"]";
        m_wire.sent(id,
                    client.message(OpCode::Text, text, {.compress = false, .fragmentBytes = 5}));
        m_wire.received(id,
                        server.message(OpCode::Text, "42[\"" + json(secret) + "\",1]",
                                       {.compress = true, .fragmentBytes = 7}));
    }
    m_wire.received(
        id, server.message(OpCode::Text, "451-[\"file\",{\"_placeholder\":true,\"num\":0}]"));
    m_wire.received(id,
                    server.message(OpCode::Binary, secrets.join('\0'),
                                   {.compress = true, .fragmentBytes = 11}));
    m_wire.received(id, server.close(4001, "bye " + secrets.front()));
    m_wire.close(id);
    // The same of a session that speaks MessagePack, and of a plain WebSocket.
    const Capture::Id plain
        = m_wire.webSocket("/feed/" + secrets.at(7) + "?token=" + secrets.at(2));
    m_wire.sent(plain,
                client.message(OpCode::Binary, msgpackEvent(secrets, m_numbers.back()),
                               {.compress = false}));
    m_wire.sent(plain,
                client.message(OpCode::Text,
                               "[{\"password\":" + QByteArray::number(m_numbers.back()) + "}]",
                               {.compress = false, .fragmentBytes = 4}));
    m_wire.sent(plain,
                client.message(OpCode::Text, "{\"password\":\"" + json(secrets.at(6)) + "\"}",
                               {.compress = false, .fragmentBytes = 3}));
    m_wire.close(plain);
}

/// Somebody's admin page, through the tap.
inline void SaltedCapture::addAdmin(const QByteArray &password)
{
    using namespace WebSocket;
    FrameEncoder client(Sender::Client, {}, [] { return MaskingKey {}; });
    FrameEncoder server(Sender::Server, {});
    const Capture::Id id = m_wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    m_wire.counted(id);
    m_wire.received(id, server.message(OpCode::Text, HandmadeWire::openPacket("A" + password)));
    m_wire.sent(
        id,
        client.message(OpCode::Text,
                       "40/admin,{\"username\":\"someone\",\"password\":\"" + password + "\"}"));
    m_wire.received(id, server.message(OpCode::Text, "40/admin,{\"sid\":\"" + password + "-a\"}"));
    m_wire.received(
        id, server.message(OpCode::Text, "42/admin,[\"session\",\"" + password.toHex() + "\"]"));
    Capture::Alteration alteration;
    alteration.what = Capture::Alteration::What::Replaced;
    alteration.by = "the rule about " + password;
    alteration.other = "42/admin,[\"session\",\"" + password + "\"]";
    m_wire.marked(id, Capture::Direction::Received, 2, alteration);
    m_wire.close(id);
}

inline void SaltedCapture::write()
{
    Capture::RecordBatch batch = m_wire.finish();
    Capture::SourceRecord source;
    source.id = 1;
    source.name = "127.0.0.1:9000 -> http://127.0.0.1:3000";
    source.target = "http://user:" + m_secrets.at(3) + "@127.0.0.1:3000";
    batch.sources.push_back(source);
    Capture::Annotation note;
    note.message = batch.messages.back().id;
    note.note = "is it " + m_secrets.at(4) + "?";
    batch.annotations.push_back(note);
    batch.sessionNotes.push_back(
        {batch.sessions.front().id, "who has " + m_secrets.at(7) + " here"});
    batch.about = {"About " + m_secrets.at(2), "Seen with\n" + m_secrets.at(4) + "\nin it"};
    batch.weight += 1;
    Capture::MembershipRecord membership;
    membership.id = 1;
    membership.source = 1;
    membership.nsp = "/";
    membership.room = m_secrets.at(6);
    membership.member = m_secrets.at(0);
    membership.evidence = m_secrets.at(1);
    batch.memberships.push_back(membership);
    auto writer = Capture::StoreWriter::create(path(), nullptr);
    if (writer && writer->write(batch) && writer->commit())
        writer->finish();
}
