// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/socketiosession.h"

#include "protocol/socketio/compose.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Client {

using EngineIo::Revision;
using SocketIo::PacketType;

namespace {

EngineSocket::Options engineOptions(const ClientOptions &options, const ClientUrl &url)
{
    EngineSocket::Options made;
    made.revision = options.version == Version::V2 ? Revision::V3 : Revision::V4;
    made.passesOverPolling = options.version == Version::Auto;
    made.transports = options.transports;
    made.path = options.path.startsWith('/') ? options.path : '/' + options.path;
    made.query = url.query;
    // What `/` is asked with in protocol 4: it has no CONNECT of the client's.
    for (const NamespaceOptions &nsp : options.namespaces) {
        if (nsp.name == "/" && !nsp.query.isEmpty())
            made.query += (made.query.isEmpty() ? "" : "&") + nsp.query;
    }
    made.openTimeout = options.openTimeout;
    return made;
}

int protocolOf(Revision revision)
{
    return revision == Revision::V3 ? 4 : 5;
}

/// A client cannot go on after a packet with these: one that it cannot read, or bytes whose place
/// it does not know.
bool isFatal(const SocketIo::Packet &packet, int protocol)
{
    if (packet.type == PacketType::Unknown) {
        // The parser of version 2 makes an error of it, that nobody hears.
        return protocol != 4 || packet.problems.has(Problem::SioUnexpectedBinary);
    }
    constexpr std::array<Problem, 7> Fatal {
        Problem::SioBadAttachmentCount, Problem::SioBadJson,          Problem::SioBadPlaceholder,
        Problem::SioMissingAttachments, Problem::SioUnexpectedBinary, Problem::SioInterrupted,
        Problem::SioBadMsgpack,
    };
    return std::any_of(Fatal.begin(), Fatal.end(),
                       [&](Problem problem) { return packet.problems.has(problem); });
}

} // namespace

SocketIoSession::SocketIoSession(Line &line, const ClientOptions &options, NamespaceBook &book,
                                 QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_book(book)
    , m_engine(line, engineOptions(options, line.url()))
    , m_assembler(5)
    , m_writer(5, options.usesMsgpack)
{
    connect(&m_engine, &EngineSocket::opened, this, &SocketIoSession::takeOpened);
    connect(&m_engine, &EngineSocket::messageReceived, this, &SocketIoSession::takeMessage);
    connect(&m_engine, &EngineSocket::transportChanged, this, &SocketIoSession::changed);
    connect(&m_engine, &EngineSocket::handedOver, this, &SocketIoSession::handedOver);
    connect(&m_engine, &EngineSocket::settled, this, &SocketIoSession::settled);
    connect(&m_engine, &EngineSocket::ended, this, [this](EngineSocket::Ended over) {
        if (m_parting)
            over.failure = m_parting;
        emit ended(over);
    });
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout([this] {
        m_probe.waited();
        decide();
    });
}

SocketIoSession::~SocketIoSession() = default;

Version SocketIoSession::version() const
{
    if (m_engine.revision() == Revision::V3)
        return Version::V2;
    if (!m_hasBegun)
        return Version::Auto;
    return m_options.version == Version::V3 ? Version::V3 : Version::V4;
}

bool SocketIoSession::mayBeVersion3() const
{
    return m_options.version == Version::Auto && version() == Version::V4
        && !m_engine.handshake().maxPayload;
}

void SocketIoSession::open()
{
    m_engine.open();
}

void SocketIoSession::takeOpened()
{
    const bool isAsked = m_options.version == Version::Auto
        && m_engine.transport() == CurrentTransport::WebSocket
        && m_engine.revision() == Revision::V4;
    m_writer = PacketWriter(protocolOf(m_engine.revision()), m_options.usesMsgpack);
    m_assembler.setProtocol(m_writer.protocol());
    if (!isAsked || m_probe.opened(m_engine.handshake()) != VersionProbe::Verdict::Undecided) {
        begin();
        return;
    }
    m_patience.start(VersionProbe::Patience);
}

void SocketIoSession::decide()
{
    if (m_probe.verdict() == VersionProbe::Verdict::Revision3)
        leaveForRevision3();
    else
        begin();
}

void SocketIoSession::leaveForRevision3()
{
    m_patience.stop();
    m_parting.kind = FailureKind::WrongVersion;
    m_parting.revision = 3;
    m_engine.close();
}

void SocketIoSession::begin()
{
    m_patience.stop();
    m_hasBegun = true;
    emit opened();
    for (const auto &entry : m_book.entries()) {
        if (!m_engine.isOpen())
            return;
        if (entry->isWanted)
            connectTo(*entry);
    }
}

void SocketIoSession::connectTo(NamespaceEntry &entry)
{
    if (!m_hasBegun || !m_engine.isOpen() || entry.isAsked)
        return;
    const bool isV4 = m_writer.protocol() == 4;
    if (isV4 && !m_isRootConnected)
        return; // the server connects `/` by itself, and all others after that
    entry.isAsked = true;
    entry.status.state = NamespaceStatus::State::Asked;
    if (isV4 && entry.status.name == "/")
        return;
    SocketIo::Assembled message = SocketIo::plainMessage(PacketType::Connect, entry.status.name,
                                                         isV4 ? QByteArray() : connectData(entry));
    if (isV4)
        message.packet.query = entry.options.query;
    if (!send(message))
        fail(FailureKind::ParseError, "the auth of " + entry.status.name + " is no JSON");
}

bool SocketIoSession::send(const SocketIo::Assembled &message)
{
    auto packets = m_writer.write(message);
    if (packets)
        m_engine.send(std::move(*packets));
    return packets.has_value();
}

void SocketIoSession::takeMessage(const EngineIo::Packet &packet)
{
    if (!m_hasBegun) {
        const bool isOld
            = !packet.binary && m_probe.took(packet.data()) == VersionProbe::Verdict::Revision3;
        if (isOld)
            decide();
        else // it came too early to be an answer, and yet is none of version 2
            begin();
        if (!m_engine.isOpen())
            return;
    }
    if (m_writer.protocol() == 5 && !packet.binary && isBareConnect(packet.data())) {
        leaveForRevision3();
        return;
    }
    if (packet.binary)
        m_assembler.feedBinary(packet.data().toByteArray());
    else
        m_assembler.feedText(packet.data());
    takePackets();
}

void SocketIoSession::takePackets()
{
    while (m_engine.isOpen()) {
        const auto message = m_assembler.next();
        if (!message)
            return;
        const SocketIo::Packet &packet = message->packet;
        if (isFatal(packet, m_writer.protocol())) {
            fail(FailureKind::ParseError, packet.problems.toCodes());
            return;
        }
        if (packet.type == PacketType::Unknown)
            continue;
        const bool connectsRoot
            = m_writer.protocol() == 4 && packet.type == PacketType::Connect && packet.nsp == "/";
        emit packetReceived(*message);
        if (connectsRoot && !std::exchange(m_isRootConnected, true)) {
            for (const auto &entry : m_book.entries()) {
                if (entry->isWanted && entry->status.name != "/")
                    connectTo(*entry);
            }
        }
    }
}

void SocketIoSession::fail(FailureKind kind, const QByteArray &text)
{
    EngineSocket::Ended over = m_engine.abort();
    over.failure.kind = kind;
    over.failure.text = text;
    emit ended(over);
}

void SocketIoSession::close()
{
    for (const auto &entry : m_book.entries()) {
        if (entry->isConnected())
            send(SocketIo::plainMessage(PacketType::Disconnect, entry->status.name));
    }
    m_engine.close();
}

} // namespace Client
