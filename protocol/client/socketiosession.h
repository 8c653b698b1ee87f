// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/deletelater.h"
#include "protocol/client/emissions.h"
#include "protocol/client/enginesocket.h"
#include "protocol/client/versionprobe.h"
#include "protocol/socketio/packetassembler.h"

namespace Client {

/// One Engine.IO session and the Socket.IO packets on it. A server that speaks another version than
/// was asked for is told by WrongVersion. It is opened once and ends once; what outlives it, the
/// namespaces and the emissions, is the client's.
class SocketIoSession : public QObject
{
    Q_OBJECT

public:
    /// \a line and \a book outlive it.
    SocketIoSession(Line &line, const ClientOptions &options, NamespaceBook &book,
                    QObject *parent = nullptr);
    ~SocketIoSession() override;

    void open();
    /// Leaves the namespaces and the session. ended() follows.
    void close();
    /// Cuts it; nothing more is told. Returns what ended() would have said.
    EngineSocket::Ended abort() { return m_engine.abort(); }

    /// Asks for a namespace as soon as it can be.
    void connectTo(NamespaceEntry &entry);
    /// False if \a message is no JSON.
    bool send(const SocketIo::Assembled &message);
    void send(QList<EngineIo::Packet> packets, quint64 tag)
    {
        m_engine.send(std::move(packets), tag);
    }

    /// Writes for this session.
    const PacketWriter &writer() const { return m_writer; }
    const EngineSocket &engine() const { return m_engine; }
    /// Auto as long as it is not known.
    Version version() const;
    bool mayBeVersion3() const;

signals:
    void opened();
    void changed(); ///< transport() of the engine, version()
    void packetReceived(const SocketIo::Assembled &message);
    void handedOver(quint64 tag);
    void settled(quint64 tag);
    void ended(const Client::EngineSocket::Ended &ended);

private:
    void takeOpened();
    void takeMessage(const EngineIo::Packet &packet);
    void decide();
    void begin();
    void takePackets();
    void fail(FailureKind kind, const QByteArray &text = {});
    void leaveForRevision3();

    ClientOptions m_options;
    NamespaceBook &m_book;
    EngineSocket m_engine;
    SocketIo::PacketAssembler m_assembler;
    PacketWriter m_writer;
    VersionProbe m_probe;
    QTimer m_patience; // with a server whose version is not known
    Failure m_parting; // why it leaves, if its owner did not ask for it
    bool m_hasBegun = false; // namespaces may be asked for
    bool m_isRootConnected = false; // protocol 4
};

} // namespace Client
