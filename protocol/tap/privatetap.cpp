// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/privatetap.h"

#include "protocol/tap/listener.h"
#include "protocol/tap/privatetranslator.h"
#include "protocol/tap/proxydoor.h"
#include "protocol/tap/relaycontext.h"
#include "protocol/tap/relayset.h"

#include <QRandomGenerator>

#include <array>
#include <unordered_map>

namespace Tap {

namespace {

constexpr const char *User = "sockscope";

/// 128 random bits in hex.
QByteArray randomPassword()
{
    std::array<quint32, 4> bits {};
    QRandomGenerator::system()->fillRange(bits.data(), qsizetype(bits.size()));
    return QByteArray(reinterpret_cast<const char *>(bits.data()), sizeof(bits)).toHex();
}

Route routeOf(const PrivateTap::Options &options)
{
    return {options.target, options.tls, options.proxy, options.connectTimeout};
}

} // namespace

class PrivateTap::Private
{
public:
    Private(RelayContext &relayContext, quint32 source, Options tapOptions,
            PrivateTapObserver &tapObserver)
        : context(relayContext)
        , options(std::move(tapOptions))
        , observer(tapObserver)
        , password(randomPassword())
        , dialer(context, routeOf(options))
        , relays(context, source, dialer, counters)
        , listener(
              context.poller(), [this](Net::Socket client) { greet(std::move(client)); }, [] {})
    {
    }

    void greet(Net::Socket client)
    {
        const quint64 number = nextDoor++;
        auto door = std::make_shared<ProxyDoor>(
            context,
            ProxyGreeting(options.target,
                          "Basic " + (QByteArray(User) + ':' + password).toBase64()),
            std::move(client), [this, number](Net::Socket socket, const QByteArray &first) {
                retired.add(std::move(doors[number]));
                doors.erase(number);
                if (socket.isOpen())
                    relay(std::move(socket), first);
            });
        doors[number] = door;
        door->open();
    }

    void relay(Net::Socket client, const QByteArray &first)
    {
        relays.start(std::move(client), std::make_unique<PrivateTranslator>(options, observer),
                     first);
    }

    RelayContext &context;
    Options options;
    PrivateTapObserver &observer;
    QByteArray password;
    TapCounters counters;
    TargetDialer dialer;
    RelaySet relays;
    Net::Retired retired;
    quint64 nextDoor = 0;
    std::unordered_map<quint64, std::shared_ptr<ProxyDoor>> doors;
    Listener listener;
};

PrivateTap::PrivateTap(RelayContext &context, quint32 source, Options options,
                       PrivateTapObserver &observer, QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(context, source, std::move(options), observer))
{
}

PrivateTap::~PrivateTap() = default;

QByteArray PrivateTap::start()
{
    const auto address = Net::Address::fromLiteral("127.0.0.1", 0);
    const int error = m_d->listener.listen(*address);
    return error == 0 ? QByteArray()
                      : "Could not listen on 127.0.0.1: " + Net::errorText(error) + '.';
}

QNetworkProxy PrivateTap::proxy() const
{
    return {QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), m_d->listener.address().port(),
            QString::fromLatin1(User), QString::fromLatin1(m_d->password)};
}

} // namespace Tap
