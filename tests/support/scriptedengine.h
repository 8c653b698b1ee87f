// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

#include "protocol/engineio/payload.h"
#include "protocol/engineio/payloaddecoder.h"

/// The least that an Engine.IO server does, on a ScriptedServer: a session at a time, whose packets
/// a test sends and looks at one by one. Nothing is answered that the test doesn't answer.
class ScriptedEngine
{
public:
    using Request = ScriptedServer::Request;

    explicit ScriptedEngine(EngineIo::Revision spoken = EngineIo::Revision::V4)
        : revision(spoken)
        , server([this](ScriptedConnection &connection, const Request &request) {
            handle(connection, request);
        })
    {
    }

    QByteArray url() const { return server.url(); }

    /// In the polling session, now or with the next GET; on the WebSocket if that is there.
    void send(const QByteArray &text)
    {
        if (webSocket != nullptr && isUpgraded) {
            webSocket->sendText(text);
            return;
        }
        m_waiting.append(packet(text));
        flush();
    }
    void sendBytes(const QByteArray &bytes)
    {
        if (webSocket != nullptr && isUpgraded) {
            webSocket->sendBinary(bytes);
            return;
        }
        m_waiting.append(EngineIo::Packet::bytes(bytes));
        flush();
    }
    /// As a process that dies.
    void cut()
    {
        get = nullptr;
        server.resetAll();
    }

    EngineIo::Revision revision;
    QByteArray handshake
        = R"({"sid":"S%","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000})";
    QByteArray openFields; ///< more of them in the answer that opens a session
    QByteArray withOpen; ///< a packet that comes with the open packet
    bool connects = true; ///< answers CONNECT
    bool answersPosts = true;
    bool answersProbes = true;
    bool acceptsWebSockets = true;
    /// Asked before anything else: true if it took the request.
    std::function<bool(ScriptedConnection &connection, const Request &request)> before;

    int sessions = 0;
    QByteArrayList received; ///< packets of the client, all sessions; bytes as "bytes:" and hex
    ScriptedConnection *get = nullptr; ///< its GET is open
    ScriptedConnection *webSocket = nullptr;
    bool isUpgraded = false;
    ScriptedServer server;

private:
    static EngineIo::Packet packet(const QByteArray &text)
    {
        return EngineIo::Packet::text(EngineIo::PacketType(text.at(0) - '0'), text.mid(1));
    }
    QByteArray openPacket()
    {
        ++sessions;
        return '0' + QByteArray(handshake).replace('%', QByteArray::number(sessions));
    }

    void handle(ScriptedConnection &connection, const Request &request)
    {
        if (before && before(connection, request))
            return;
        const bool isNew = !request.target.queryValue("sid");
        if (request.isWebSocket()) {
            if (acceptsWebSockets)
                openWebSocket(connection, request, isNew);
            else
                connection.answer(400, "Bad request");
        } else if (request.head.method == "POST") {
            EngineIo::PayloadDecoder decoder(revision);
            decoder.feed(request.body);
            decoder.finish();
            if (answersPosts)
                connection.answer(200, "ok");
            while (auto some = decoder.next())
                take(*some);
        } else if (isNew) {
            get = nullptr;
            webSocket = nullptr;
            isUpgraded = false;
            m_waiting.clear();
            QList<EngineIo::Packet> packets {packet(openPacket())};
            if (!withOpen.isEmpty())
                packets.append(packet(withOpen));
            connection.answer(200, EngineIo::encodePayload(revision, packets), openFields);
        } else {
            get = &connection;
            flush();
        }
    }
    void openWebSocket(ScriptedConnection &connection, const Request &request, bool isNew)
    {
        webSocket = &connection;
        isUpgraded = isNew;
        connection.acceptWebSocket(request);
        connection.onMessage = [this](const WebSocket::WholeMessage &message) {
            if (message.opCode == WebSocket::OpCode::Text && message.payload == "2probe") {
                if (answersProbes)
                    webSocket->sendText("3probe");
                release();
            } else if (message.opCode == WebSocket::OpCode::Text && message.payload == "5") {
                isUpgraded = true;
                for (const EngineIo::Packet &some : std::exchange(m_waiting, {}))
                    webSocket->sendText(EngineIo::encodePacket(revision, some.type, some.data()));
            } else if (message.opCode == WebSocket::OpCode::Text
                       || message.opCode == WebSocket::OpCode::Binary) {
                take(EngineIo::decodePacket(revision, message.payload,
                                            message.opCode == WebSocket::OpCode::Binary));
            } else if (message.opCode == WebSocket::OpCode::Close) {
                webSocket->finish();
            }
        };
        if (isNew) {
            connection.sendText(openPacket());
            if (!withOpen.isEmpty())
                connection.sendText(withOpen);
        }
    }
    /// As servers do while a client wants to upgrade.
    void release()
    {
        if (get != nullptr) {
            m_waiting.append(packet("6"));
            flush();
        }
    }
    void take(const EngineIo::Packet &some)
    {
        if (some.binary) {
            received.append("bytes:" + some.data().toByteArray().toHex());
            return;
        }
        const QByteArray text = EngineIo::encodePacket(revision, some.type, some.data());
        received.append(text);
        if (connects && text.startsWith("40")) {
            const QByteArray name = text.mid(2, text.indexOf(',') - 2);
            if (revision == EngineIo::Revision::V3)
                send("40" + name.left(name.indexOf('?')) + ',');
            else if (text.startsWith("40/"))
                send("40" + name + R"(,{"sid":"socket"})");
            else
                send(R"(40{"sid":"socket"})");
        }
    }
    void flush()
    {
        if (get == nullptr || m_waiting.isEmpty())
            return;
        ScriptedConnection *const answered = std::exchange(get, nullptr);
        const QList<EngineIo::Packet> packets = std::exchange(m_waiting, {});
        const bool isBinary = revision == EngineIo::Revision::V3 && EngineIo::hasBinary(packets);
        answered->answer(200,
                         EngineIo::encodePayload(revision, packets,
                                                 isBinary ? EngineIo::PayloadForm::Binary
                                                          : EngineIo::PayloadForm::Text),
                         isBinary ? "Content-Type: application/octet-stream\r\n"
                                  : "Content-Type: text/plain; charset=UTF-8\r\n");
    }

    QList<EngineIo::Packet> m_waiting; // for a GET
};
