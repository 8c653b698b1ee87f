// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/clientset.h"

#include "protocol/client/socketioclient.h"
#include "protocol/client/websocketclient.h"
#include "protocol/tap/tapset.h"

#include <QPointer>
#include <QTimer>

#include <unordered_map>
#include <utility>
#include <vector>

namespace Client {

namespace {

/// Of events that wait for a thread that is busy with others.
constexpr qsizetype MostGathered = qsizetype(16) << 20;

qsizetype sizeOf(const ReceivedEvent &event)
{
    auto size = static_cast<qsizetype>(sizeof event);
    size += event.name.size() + event.arguments.json.size();
    for (const QByteArray &attachment : event.arguments.attachments)
        size += attachment.size();
    return size;
}

} // namespace

struct ClientSet::InNetThread
{
    using Notice = std::function<void(ClientSet &set)>;

    struct Entry
    {
        std::unique_ptr<AbstractClient> client;
        WebSocketClient *webSocket = nullptr; // one of them is it
        SocketIoClient *socketIo = nullptr;
    };

    InNetThread(ClientSet &owner, Tap::RelayContext &relayContext)
        : set(owner)
        , context(relayContext)
    {
    }

    void tell(Notice notice)
    {
        notices.push_back(std::move(notice));
        if (!isUnderWay && !gather->isActive())
            gather->start(0);
    }
    void tell(quint32 source, const ReceivedEvent &event)
    {
        // A question has to be answered; the rest stands in the capture too.
        if (gathered > MostGathered && !event.ackId)
            return;
        gathered += sizeOf(event);
        tell([=](ClientSet &to) { emit to.eventReceived(source, event); });
    }
    /// One batch at a time: while the user's thread is busy with one, the next gathers.
    void deliver()
    {
        isUnderWay = true;
        gathered = 0;
        QMetaObject::invokeMethod(
            &set,
            [told = QPointer<ClientSet>(&set), batch = std::exchange(notices, {})] {
                for (const Notice &notice : batch) {
                    notice(*told);
                    if (!told) // who heard it had enough
                        return;
                }
                told->post([](InNetThread &inside) {
                    inside.isUnderWay = false;
                    if (!inside.notices.empty())
                        inside.deliver();
                });
            },
            Qt::QueuedConnection);
    }
    void add(quint32 source, const ClientOptions &options);
    Entry *find(quint32 source)
    {
        const auto found = clients.find(source);
        return found == clients.end() ? nullptr : &found->second;
    }

    ClientSet &set;
    Tap::RelayContext &context;
    std::unordered_map<quint32, Entry> clients; // by source
    std::vector<Notice> notices;
    qsizetype gathered = 0; // bytes of the events among them
    std::unique_ptr<QTimer> gather; // what one turn of the loop has to tell
    bool isUnderWay = false;
};

void ClientSet::InNetThread::add(quint32 source, const ClientOptions &options)
{
    Entry entry;
    if (options.protocol == Protocol::WebSocket) {
        auto client = std::make_unique<WebSocketClient>(context, source, options);
        entry.webSocket = client.get();
        entry.client = std::move(client);
        QObject::connect(
            entry.webSocket, &WebSocketClient::pongReceived, entry.webSocket,
            [this, source](const QByteArray &payload, std::chrono::microseconds latency) {
                tell([=](ClientSet &to) { emit to.pongReceived(source, payload, latency); });
            });
        QObject::connect(
            entry.webSocket, &WebSocketClient::progress, entry.webSocket,
            [this, source](quint64 number, qint64 written, qint64 total) {
                tell([=](ClientSet &to) { emit to.progress(source, number, written, total); });
            });
    } else {
        auto client = std::make_unique<SocketIoClient>(context, source, options);
        entry.socketIo = client.get();
        entry.client = std::move(client);
        QObject::connect(entry.socketIo, &SocketIoClient::eventReceived, entry.socketIo,
                         [this, source](const ReceivedEvent &event) { tell(source, event); });
    }
    AbstractClient *const client = entry.client.get();
    QObject::connect(client, &AbstractClient::statusChanged, client,
                     [this, source](const ClientStatus &status) {
                         tell([=](ClientSet &to) { emit to.statusChanged(source, status); });
                     });
    QObject::connect(client, &AbstractClient::outcome, client,
                     [this, source](const Outcome &outcome) {
                         tell([=](ClientSet &to) { emit to.outcome(source, outcome); });
                     });
    clients[source] = std::move(entry);
}

ClientSet::ClientSet(Net::NetThread &net, Tap::TapSet &taps, QObject *parent)
    : QObject(parent)
    , m_net(net)
{
    m_net.run([this, &taps] {
        m_inside = std::make_shared<InNetThread>(*this, taps.relayContext());
        m_inside->gather = std::make_unique<QTimer>();
        m_inside->gather->setSingleShot(true);
        m_inside->gather->callOnTimeout([inside = m_inside.get()] { inside->deliver(); });
    });
}

ClientSet::~ClientSet()
{
    m_net.run([this] {
        m_inside->clients.clear();
        m_inside->gather.reset();
    });
}

void ClientSet::post(std::function<void(InNetThread &inside)> function)
{
    m_net.post([inside = m_inside, function = std::move(function)] {
        if (inside->gather) // else the set is gone
            function(*inside);
    });
}

void ClientSet::add(quint32 source, const ClientOptions &options)
{
    post([=](InNetThread &inside) { inside.add(source, options); });
}

void ClientSet::open(quint32 source)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source))
            entry->client->open();
    });
}

void ClientSet::close(quint32 source)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source))
            entry->client->close();
    });
}

void ClientSet::remove(quint32 source)
{
    post([=](InNetThread &inside) {
        inside.clients.erase(source);
        inside.tell([=](ClientSet &to) { emit to.removed(source); });
    });
}

void ClientSet::send(quint32 source, quint64 number, const PlainMessage &message)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source); entry != nullptr && entry->webSocket)
            entry->webSocket->send(number, message);
    });
}

void ClientSet::closeWith(quint32 source, quint16 code, const QByteArray &reason)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source); entry != nullptr && entry->webSocket)
            entry->webSocket->closeWith(code, reason);
    });
}

void ClientSet::emitEvent(quint32 source, quint64 number, const Emission &emission)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source); entry != nullptr && entry->socketIo)
            entry->socketIo->emitEvent(number, emission);
    });
}

void ClientSet::acknowledge(quint32 source, const QByteArray &nsp, quint64 ackId,
                            const SocketIo::Arguments &arguments)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source); entry != nullptr && entry->socketIo)
            entry->socketIo->acknowledge(nsp, ackId, arguments);
    });
}

void ClientSet::connectTo(quint32 source, const NamespaceOptions &options)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source); entry != nullptr && entry->socketIo)
            entry->socketIo->connectTo(options);
    });
}

void ClientSet::disconnectFrom(quint32 source, const QByteArray &nsp)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source); entry != nullptr && entry->socketIo)
            entry->socketIo->disconnectFrom(nsp);
    });
}

void ClientSet::setAuth(quint32 source, const QByteArray &nsp, const QByteArray &auth)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source); entry != nullptr && entry->socketIo)
            entry->socketIo->setAuth(nsp, auth);
    });
}

void ClientSet::setAutoAnswers(quint32 source, const QList<AutoAnswer> &rules)
{
    post([=](InNetThread &inside) {
        if (const auto *entry = inside.find(source); entry != nullptr && entry->socketIo)
            entry->socketIo->setAutoAnswers(rules);
    });
}

} // namespace Client
