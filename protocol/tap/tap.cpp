// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tap.h"

#include "protocol/tap/relay.h"
#include "protocol/tap/relaycontext.h"

#include <QTimer>

#include <cerrno>

namespace Tap {

namespace {

/// After the system had no descriptor for a connection.
constexpr std::chrono::milliseconds AcceptPause {100};

/// Connections taken before others have their turn.
constexpr int AcceptsInARow = 64;

} // namespace

/// One listening socket.
class Tap::Listener final : private Net::Poller::Handler
{
public:
    Listener(Tap &tap, Net::Socket socket)
        : m_tap(tap)
        , m_socket(std::move(socket))
    {
        m_pause.setSingleShot(true);
        m_pause.setInterval(AcceptPause);
        m_pause.callOnTimeout([this] { m_tap.accept(*this); });
    }
    ~Listener()
    {
        if (m_watched)
            poller().remove(m_socket.descriptor());
    }
    Q_DISABLE_COPY_MOVE(Listener)

    int watch()
    {
        const int error = poller().add(m_socket.descriptor(), *this);
        m_watched = error == 0;
        return error;
    }
    const Net::Socket &socket() const { return m_socket; }
    void pause() { m_pause.start(); }
    void rearm() { poller().rearm(m_socket.descriptor()); }

private:
    Net::Poller &poller() { return m_tap.m_context.poller(); }
    void onReady(Net::Poller::Ready /*ready*/) override
    {
        if (!m_pause.isActive())
            m_tap.accept(*this);
    }

    Tap &m_tap;
    Net::Socket m_socket;
    QTimer m_pause;
    bool m_watched = false;
};

Tap::Tap(RelayContext &context, quint32 source, TapOptions options,
         std::shared_ptr<TapCounters> counters, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_source(source)
    , m_options(std::move(options))
    , m_counters(std::move(counters))
    , m_dialer(context,
               {m_options.target, m_options.tls, m_options.proxy, m_options.connectTimeout})
{
}

Tap::~Tap()
{
    stop();
}

Tap::Started Tap::start()
{
    const QByteArray error = listen();
    if (!error.isEmpty()) {
        m_listeners.clear();
        return {{}, error};
    }
    return {m_listeners.front()->socket().localAddress().toText(), {}};
}

QByteArray Tap::listen()
{
    const bool onLoopback = m_options.address.isEmpty();
    const auto address = Net::Address::fromLiteral(onLoopback ? QByteArrayView("127.0.0.1")
                                                              : QByteArrayView(m_options.address),
                                                   m_options.port);
    if (!address)
        return "\"" + m_options.address + "\" is no address to listen on.";
    const auto target = Net::Address::fromLiteral(m_options.target.host == "localhost"
                                                      ? QByteArrayView("127.0.0.1")
                                                      : QByteArrayView(m_options.target.host),
                                                  m_options.target.port);
    const bool reachesItself = target
        && (*target == *address || (address->isAny() && target->isLoopback()))
        && target->port() == address->port();
    if (reachesItself)
        return "A tap on " + address->toText() + " cannot have itself as its target.";

    const auto open = [this](const Net::Address &where) {
        Net::Socket::Opened opened = Net::Socket::listen(where);
        if (opened.error == 0) {
            auto listener = std::make_unique<Listener>(*this, std::move(opened.socket));
            opened.error = listener->watch();
            if (opened.error == 0)
                m_listeners.push_back(std::move(listener));
        }
        return opened.error;
    };
    if (const int error = open(*address); error != 0) {
        return "Could not listen on " + address->toText() + ": " + Net::errorText(error) + '.';
    }
    // "localhost" is ::1 to some clients. Where that is taken, or not there, 127.0.0.1 does.
    const quint16 port = m_listeners.front()->socket().localAddress().port();
    const auto alias = Net::Address::fromLiteral("::1", port);
    if (onLoopback && alias && alias != target)
        open(*alias);
    return {};
}

void Tap::stop()
{
    m_listeners.clear();
    for (const auto &[connection, relay] : m_relays)
        relay->cut();
    m_relays.clear();
    m_retired.clear();
}

void Tap::accept(Listener &listener)
{
    for (int i = 0; i < AcceptsInARow; ++i) {
        Net::Socket::Opened opened = listener.socket().accept();
        if (opened.error == EAGAIN)
            return;
        if (opened.error != 0) {
            // No descriptor is left (EMFILE, ENFILE) or no memory: clients wait in the backlog.
            m_counters->acceptPauses.fetch_add(1, std::memory_order_relaxed);
            listener.pause();
            return;
        }
        startRelay(std::move(opened.socket));
    }
    listener.rearm();
}

void Tap::startRelay(Net::Socket client)
{
    const Capture::Id connection = m_context.nextConnection();
    Relay::Setup setup {.context = m_context,
                        .counters = *m_counters,
                        .connection = connection,
                        .source = m_source,
                        .target = m_options.target,
                        .rewriter = nullptr};
    if (m_options.rewritesRequests())
        setup.rewriter = std::make_unique<RequestRewriter>(m_options);
    auto relay = std::make_unique<Relay>(std::move(setup), std::move(client),
                                         [this, connection] { retire(connection); });
    Relay &started = *m_relays.emplace(connection, std::move(relay)).first->second;
    started.start(m_dialer.dial(started));
}

void Tap::retire(Capture::Id connection)
{
    const auto found = m_relays.find(connection);
    if (found == m_relays.end())
        return;
    if (m_retired.empty())
        QMetaObject::invokeMethod(
            this, [this] { m_retired.clear(); }, Qt::QueuedConnection);
    m_retired.push_back(std::move(found->second));
    m_relays.erase(found);
}

} // namespace Tap
