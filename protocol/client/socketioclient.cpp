// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/socketioclient.h"

#include "protocol/client/lifecycle.h"
#include "protocol/client/socketiosession.h"
#include "protocol/socketio/compose.h"

#include <algorithm>
#include <utility>

namespace Client {

using SocketIo::PacketType;

class SocketIoClient::Private
{
public:
    Private(SocketIoClient &client, Tap::RelayContext &context, quint32 source,
            ClientOptions options);
    ~Private() { dropSession(); }
    Q_DISABLE_COPY_MOVE(Private)

    void emitEvent(quint64 number, const Emission &emission);
    void acknowledge(const QByteArray &nsp, quint64 ackId, const SocketIo::Arguments &arguments);
    void connectTo(const NamespaceOptions &options);
    void disconnectFrom(const QByteArray &nsp);
    void setAuth(const QByteArray &nsp, const QByteArray &auth);
    void open();

    Lifecycle life;
    QList<AutoAnswer> rules;

private:
    void start();
    void leave();
    EngineSocket::Ended dropSession();
    void cut();
    void endSession(const EngineSocket::Ended &ended);

    void takeOpened();
    void take(const SocketIo::Assembled &message);
    void takeConnect(NamespaceEntry &entry, const SocketIo::Packet &packet);
    void takeRefusal(const SocketIo::Packet &packet);
    void refuse(NamespaceEntry &entry, const QByteArray &error);
    void takeDisconnect(NamespaceEntry &entry);
    void takeEvent(const SocketIo::Assembled &message);
    void tellEarly(NamespaceEntry &entry);
    void tellEvent(ReceivedEvent event);
    void update();
    bool isSessionOpen() const { return m_session && m_session->engine().isOpen(); }

    SocketIoClient &m_client;
    ClientOptions m_options;
    Line m_line;
    NamespaceBook m_book;
    Emissions m_emissions;
    std::unique_ptr<SocketIoSession, DeleteLater> m_session;
    bool m_speaksV2 = false; // the server does, as far as Auto found out
    bool m_hasSwitched = false; // to that or from it, in this attempt
    QTimer m_answerLimit; // for the first namespace
};

SocketIoClient::Private::Private(SocketIoClient &client, Tap::RelayContext &context, quint32 source,
                                 ClientOptions options)
    : life(options,
           {.start = [this] { start(); },
            .leave = [this] { leave(); },
            .cut = [this] { cut(); },
            .tell = [this](const ClientStatus &status) { emit m_client.statusChanged(status); }})
    , m_client(client)
    , m_options(std::move(options))
    , m_line(context, source, m_options)
    , m_book(m_options.namespaces)
    , m_emissions(m_book,
                  {.send = [this](QList<EngineIo::Packet> packets,
                                  quint64 tag) { m_session->send(std::move(packets), tag); },
                   .tell = [this](const Outcome &outcome) { emit m_client.outcome(outcome); }})
{
    // Not from within the tap, which must not go then.
    m_line.onTls = [this] {
        QMetaObject::invokeMethod(
            &m_client, [this] { update(); }, Qt::QueuedConnection);
    };
    m_answerLimit.setSingleShot(true);
    m_answerLimit.callOnTimeout([this] {
        Failure failure;
        failure.kind = FailureKind::NotConnected;
        EngineSocket::Ended over = dropSession();
        over.failure = failure;
        endSession(over);
    });
    life.status().namespaces = m_book.statuses();
}

void SocketIoClient::Private::start()
{
    if (const Failure failure = m_line.start()) {
        const bool isFinal = failure.kind == FailureKind::BadUrl;
        life.ended(failure, isFinal ? Lifecycle::Again::Never : Lifecycle::Again::IfWanted);
        return;
    }
    m_book.startSession();
    ClientOptions options = m_options;
    if (m_speaksV2)
        options.version = Version::V2;
    m_session.reset(new SocketIoSession(m_line, options, m_book));
    SocketIoSession *const session = m_session.get();
    QObject::connect(session, &SocketIoSession::opened, session, [this] { takeOpened(); });
    QObject::connect(session, &SocketIoSession::changed, session, [this] { update(); });
    QObject::connect(session, &SocketIoSession::packetReceived, session,
                     [this](const SocketIo::Assembled &message) { take(message); });
    QObject::connect(session, &SocketIoSession::handedOver, session,
                     [this](quint64 tag) { m_emissions.handedOver(tag); });
    QObject::connect(session, &SocketIoSession::settled, session,
                     [this](quint64 tag) { m_emissions.settled(tag); });
    QObject::connect(session, &SocketIoSession::ended, session,
                     [this](const EngineSocket::Ended &ended) {
                         dropSession();
                         endSession(ended);
                     });
    session->open();
    update();
}

void SocketIoClient::Private::open()
{
    const State state = life.status().state;
    if (state == State::Idle || state == State::Failed)
        m_book.wantAgain();
    life.open();
}

void SocketIoClient::Private::takeOpened()
{
    life.status().transport = m_session->engine().transport();
    life.status().version = m_session->version();
    life.status().mayBeVersion3 = m_session->mayBeVersion3();
    life.opened();
    m_hasSwitched = false;
    if (m_book.wantsAny())
        m_answerLimit.start(m_options.openTimeout);
}

void SocketIoClient::Private::leave()
{
    if (m_session)
        m_session->close();
    else
        life.ended({}, Lifecycle::Again::Never);
}

EngineSocket::Ended SocketIoClient::Private::dropSession()
{
    EngineSocket::Ended over;
    m_answerLimit.stop();
    if (!m_session)
        return over;
    m_session->disconnect();
    over = m_session->abort();
    m_session.reset();
    return over;
}

void SocketIoClient::Private::cut()
{
    const EngineSocket::Ended over = dropSession();
    for (const auto &entry : m_book.entries())
        tellEarly(*entry);
    m_book.disconnectAll();
    m_emissions.sessionEnded(over.messages);
    life.status().namespaces = m_book.statuses();
}

void SocketIoClient::Private::endSession(const EngineSocket::Ended &ended)
{
    for (const auto &entry : m_book.entries()) {
        tellEarly(*entry);
        if (life.isLeaving())
            entry->recoveryId.clear(); // the server was told, and keeps nothing
    }
    m_book.disconnectAll();
    m_emissions.sessionEnded(ended.messages);
    life.status().namespaces = m_book.statuses();
    const bool isOther = m_options.version == Version::Auto && !life.isLeaving()
        && ended.failure.kind == FailureKind::WrongVersion;
    if (isOther && !std::exchange(m_hasSwitched, true)) {
        m_speaksV2 = ended.failure.revision == 3;
        life.startOver();
        return;
    }
    m_hasSwitched = false;
    life.ended(ended.failure);
}

void SocketIoClient::Private::update()
{
    ClientStatus &status = life.status();
    status.namespaces = m_book.statuses();
    status.tls = m_line.tls();
    status.fingerprint = m_line.fingerprint();
    if (m_session) {
        status.transport = m_session->engine().transport();
        status.version = m_session->version();
        status.mayBeVersion3 = m_session->mayBeVersion3();
        status.extensions = m_session->engine().extensions();
    }
    life.changed();
}

void SocketIoClient::Private::take(const SocketIo::Assembled &message)
{
    const SocketIo::Packet &packet = message.packet;
    NamespaceEntry *const entry = m_book.find(packet.nsp);
    switch (packet.type) {
    case PacketType::Connect:
        if (entry != nullptr && entry->isWanted)
            takeConnect(*entry, packet);
        break;
    case PacketType::ConnectError:
        takeRefusal(packet);
        break;
    case PacketType::Disconnect:
        if (entry != nullptr)
            takeDisconnect(*entry);
        break;
    case PacketType::Event:
    case PacketType::BinaryEvent:
        takeEvent(message);
        break;
    case PacketType::Ack:
    case PacketType::BinaryAck:
        if (packet.ackId) {
            m_emissions.answered(
                packet.nsp, *packet.ackId,
                {SocketIo::ackArguments(packet.data).toByteArray(), message.attachments});
        }
        break;
    case PacketType::Unknown:
        break;
    }
}

void SocketIoClient::Private::takeConnect(NamespaceEntry &entry, const SocketIo::Packet &packet)
{
    const PacketWriter writer = m_session->writer();
    const bool isTaken = NamespaceBook::takeConnect(entry, packet.data, writer.protocol(),
                                                    m_session->engine().handshake().sid);
    if (!isTaken) {
        EngineSocket::Ended over = dropSession();
        over.failure.kind = FailureKind::ParseError;
        over.failure.text = "a CONNECT without sid";
        endSession(over);
        return;
    }
    m_answerLimit.stop();
    entry.isAsked = true;
    tellEarly(entry);
    update();
    if (isSessionOpen() && entry.isConnected())
        m_emissions.sendWaiting(entry, writer);
}

void SocketIoClient::Private::takeRefusal(const SocketIo::Packet &packet)
{
    m_answerLimit.stop();
    NamespaceEntry *const entry = m_book.find(packet.nsp);
    if (entry != nullptr)
        refuse(*entry, packet.data);
    // Without `/` there is nothing in protocol 4.
    if (m_session->writer().protocol() == 4 && packet.nsp == "/") {
        for (const auto &other : m_book.entries()) {
            if (!other->isConnected() && other->isWanted)
                refuse(*other, packet.data);
        }
    }
    update();
    if (m_book.wantsAny())
        return;
    Failure failure;
    failure.kind = FailureKind::ConnectRefused;
    failure.text = packet.data;
    life.close(failure);
}

void SocketIoClient::Private::refuse(NamespaceEntry &entry, const QByteArray &error)
{
    entry.status.error = error;
    if (entry.isConnected())
        return; // protocol 4: an error of the server's that changes nothing
    entry.status.state = NamespaceStatus::State::Refused;
    NamespaceBook::forget(entry);
    tellEarly(entry);
}

void SocketIoClient::Private::takeDisconnect(NamespaceEntry &entry)
{
    entry.status.state = NamespaceStatus::State::Disconnected;
    NamespaceBook::forget(entry);
    tellEarly(entry);
    m_emissions.namespaceLeft(entry.status.name);
    update();
    if (m_book.wantsAny())
        return;
    Failure failure;
    failure.kind = FailureKind::DisconnectedByServer;
    life.close(failure);
}

void SocketIoClient::Private::takeEvent(const SocketIo::Assembled &message)
{
    const SocketIo::Packet &packet = message.packet;
    ReceivedEvent event;
    event.nsp = packet.nsp;
    event.name = packet.event;
    event.arguments = {SocketIo::eventArguments(packet.data).toByteArray(), message.attachments};
    event.ackId = packet.ackId;
    NamespaceEntry *const entry = m_book.find(packet.nsp);
    if (entry != nullptr) {
        NamespaceBook::takeEvent(*entry, packet);
        if (!entry->isConnected() && entry->isWanted) {
            entry->early.append(event);
            return;
        }
    }
    tellEvent(std::move(event));
}

void SocketIoClient::Private::tellEarly(NamespaceEntry &entry)
{
    for (ReceivedEvent &event : std::exchange(entry.early, {}))
        tellEvent(std::move(event));
}

void SocketIoClient::Private::tellEvent(ReceivedEvent event)
{
    NamespaceEntry *const entry = m_book.find(event.nsp);
    if (event.ackId && entry != nullptr && entry->isConnected()) {
        entry->questions.insert(*event.ackId);
        const auto rule = std::find_if(rules.cbegin(), rules.cend(), [&](const AutoAnswer &some) {
            return (some.nsp.isEmpty() || some.nsp == event.nsp)
                && (some.event.isEmpty() || some.event == event.name);
        });
        event.isAnswered = rule != rules.cend();
        if (event.isAnswered)
            acknowledge(event.nsp, *event.ackId, SocketIo::Arguments(rule->arguments));
    }
    emit m_client.eventReceived(event);
}

void SocketIoClient::Private::emitEvent(quint64 number, const Emission &emission)
{
    NamespaceEntry *const entry = m_book.find(emission.nsp);
    const bool canSend
        = entry != nullptr && entry->isConnected() && isSessionOpen() && !life.isLeaving();
    m_emissions.add(entry, number, emission, canSend ? &m_session->writer() : nullptr,
                    canSend && m_session->engine().isWritable());
}

void SocketIoClient::Private::acknowledge(const QByteArray &nsp, quint64 ackId,
                                          const SocketIo::Arguments &arguments)
{
    NamespaceEntry *const entry = m_book.find(nsp);
    if (entry != nullptr && isSessionOpen() && entry->questions.remove(ackId))
        m_session->send(SocketIo::ackMessage(nsp, ackId, arguments));
}

void SocketIoClient::Private::connectTo(const NamespaceOptions &options)
{
    NamespaceEntry &entry = m_book.want(options);
    const State state = life.status().state;
    if (state == State::Failed) {
        life.open();
        return;
    }
    if (m_session && !life.isLeaving())
        m_session->connectTo(entry);
    update();
}

void SocketIoClient::Private::disconnectFrom(const QByteArray &nsp)
{
    NamespaceEntry *const entry = m_book.find(nsp);
    if (entry == nullptr || !entry->isWanted)
        return;
    if (entry->isConnected() && isSessionOpen())
        m_session->send(SocketIo::plainMessage(PacketType::Disconnect, nsp));
    entry->status.state = NamespaceStatus::State::Disconnected;
    NamespaceBook::forget(*entry);
    entry->isLeft = true;
    m_emissions.namespaceLeft(nsp);
    update();
    if (!m_book.wantsAny())
        life.close();
}

void SocketIoClient::Private::setAuth(const QByteArray &nsp, const QByteArray &auth)
{
    if (NamespaceEntry *const entry = m_book.find(nsp))
        entry->options.auth = auth;
}

SocketIoClient::SocketIoClient(Tap::RelayContext &context, quint32 source, ClientOptions options,
                               QObject *parent)
    : AbstractClient(parent)
    , m_d(std::make_unique<Private>(*this, context, source, std::move(options)))
{
}

SocketIoClient::~SocketIoClient() = default;

void SocketIoClient::open()
{
    m_d->open();
}

void SocketIoClient::close()
{
    m_d->life.close();
}

void SocketIoClient::emitEvent(quint64 number, const Emission &emission)
{
    m_d->emitEvent(number, emission);
}

void SocketIoClient::acknowledge(const QByteArray &nsp, quint64 ackId,
                                 const SocketIo::Arguments &arguments)
{
    m_d->acknowledge(nsp, ackId, arguments);
}

void SocketIoClient::connectTo(const NamespaceOptions &options)
{
    m_d->connectTo(options);
}

void SocketIoClient::disconnectFrom(const QByteArray &nsp)
{
    m_d->disconnectFrom(nsp);
}

void SocketIoClient::setAuth(const QByteArray &nsp, const QByteArray &auth)
{
    m_d->setAuth(nsp, auth);
}

void SocketIoClient::setAutoAnswers(const QList<AutoAnswer> &rules)
{
    m_d->rules = rules;
}

} // namespace Client
