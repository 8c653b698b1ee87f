// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/interrupter.h"

#include "protocol/compare/figures.h"
#include "protocol/compare/payload.h"
#include "protocol/compare/socketiopeer.h"
#include "protocol/compare/websocketpeer.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <map>

namespace Compare {

using Capture::Direction;
using std::chrono::milliseconds;

namespace {

using namespace std::chrono_literals;

constexpr milliseconds TalkEvery = 10ms;
constexpr auto ComeBackEvery = 50ms;
constexpr int HeardBefore = 10; ///< messages, before the cut
constexpr int HeardAfter = 10; ///< messages, after the return
constexpr qint64 Size = 16;

std::vector<Rules::Rule> outage()
{
    Rules::Rule cut;
    cut.name = QByteArrayLiteral("cut");
    cut.subject = Rules::Subject::Connection;
    cut.action = Rules::Cut {.resets = true};
    Rules::Rule refuse = cut;
    refuse.name = QByteArrayLiteral("out of reach");
    refuse.action = Rules::Refuse {};
    return {cut, refuse};
}

} // namespace

Interruption interruptionOf(const Interval &receiver, const Interval &sender, bool recovers)
{
    Interruption found;
    std::map<int, std::vector<Capture::Time>> heard; // by number
    for (const Interval::Message &message : receiver.messages) {
        if (message.direction == Direction::Received && message.number >= 0)
            heard[message.number].push_back(message.time);
    }
    if (!receiver.closed) {
        found.failure = QByteArrayLiteral("The connection was not cut.");
        return found;
    }
    const Capture::Time cut = *receiver.closed;
    std::optional<Capture::Time> again;
    for (const auto &[number, times] : heard) {
        for (const Capture::Time time : times) {
            if (time > cut && (!again || time < *again))
                again = time;
        }
    }
    if (!again || !receiver.asked || *receiver.asked < cut) {
        found.failure = QByteArrayLiteral("It did not come back.");
        return found;
    }
    int sent = 0;
    int missed = 0;
    int lost = 0;
    int recovered = 0;
    int doubled = 0;
    for (const Interval::Message &message : sender.messages) {
        if (message.direction != Direction::Sent || message.number < 0)
            continue;
        ++sent;
        const auto times = heard.find(message.number);
        const bool came = times != heard.end();
        const bool wasMissed
            = message.time > cut && message.time <= *receiver.asked && (recovers || !came);
        missed += wasMissed ? 1 : 0;
        lost += came ? 0 : 1;
        recovered += wasMissed && came ? 1 : 0;
        doubled += came && times->second.size() > 1 ? 1 : 0;
    }
    found.milliseconds = one(double((*again - cut).count()) / 1000);
    found.sent = one(sent);
    found.missed = one(missed);
    found.lost = one(lost);
    found.recovered = one(recovered);
    found.doubled = one(doubled);
    return found;
}

/// The one that is cut, and comes back; lives in the clients' thread.
class Interrupter::Listener
{
public:
    Listener(std::unique_ptr<Peer> peer, QByteArray address, std::function<void()> changed)
        : m_peer(std::move(peer))
        , m_address(std::move(address))
        , m_changed(std::move(changed))
    {
        m_again.setSingleShot(true);
        m_again.setInterval(ComeBackEvery);
        m_again.setTimerType(Qt::PreciseTimer);
        m_again.callOnTimeout([this] { m_peer->open(m_address); });
        m_peer->onReady = [this] {
            ++ready;
            heardSince = 0;
            m_changed();
        };
        m_peer->onHeard = [this] {
            ++heardSince;
            m_changed();
        };
        m_peer->onClosed = [this](const QByteArray &why) {
            lastFailure = why;
            heardSince = 0;
            ++closed;
            m_changed();
            m_again.start();
        };
        m_peer->open(m_address);
    }
    ~Listener() { m_peer->onClosed = nullptr; }
    Q_DISABLE_COPY_MOVE(Listener)

    void leave()
    {
        m_again.stop();
        m_peer->onClosed = [this](const QByteArray & /*why*/) {
            ++closed;
            m_changed();
        };
        m_peer->close();
    }

    std::atomic<int> ready {0}; // times
    std::atomic<int> closed {0}; // times
    std::atomic<int> heardSince {0}; // messages since it was ready
    QByteArray lastFailure; // clients' thread

private:
    std::unique_ptr<Peer> m_peer;
    QByteArray m_address;
    std::function<void()> m_changed;
    QTimer m_again;
};

/// The one that sends; lives in the clients' thread.
class Interrupter::Talker
{
public:
    Talker(std::unique_ptr<Peer> peer, const QByteArray &address, std::function<void()> changed)
        : m_peer(std::move(peer))
        , m_changed(std::move(changed))
    {
        m_timer.setInterval(TalkEvery);
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout([this] { m_peer->broadcast(textPayload(m_number++, Size)); });
        m_peer->onReady = [this] {
            isReady = true;
            m_changed();
        };
        m_peer->onRead = [this] {
            isRead = true;
            m_changed();
        };
        m_peer->onClosed = [this](const QByteArray &why) {
            lastFailure = why;
            m_timer.stop();
            isClosed = true;
            m_changed();
        };
        m_peer->open(address);
    }
    ~Talker() { m_peer->onClosed = nullptr; }
    Q_DISABLE_COPY_MOVE(Talker)

    void talk() { m_timer.start(); }
    void fallSilent()
    {
        m_timer.stop();
        m_peer->askRead();
    }
    void leave() { m_peer->close(); }

    std::atomic<bool> isReady {false};
    std::atomic<bool> isRead {false}; // the server has read all
    std::atomic<bool> isClosed {false};
    QByteArray lastFailure; // clients' thread

private:
    std::unique_ptr<Peer> m_peer;
    std::function<void()> m_changed;
    QTimer m_timer;
    int m_number = 0;
};

Interrupter::Interrupter(Threads &threads, Site &site, const Plan &plan, const Way &way,
                         bool recovers)
    : m_threads(threads)
    , m_site(site)
    , m_plan(plan)
    , m_way(way)
    , m_recovers(recovers)
{
}

std::unique_ptr<Peer> Interrupter::makePeer(Net::Poller &poller) const
{
    const Target &target = m_site.target();
    if (!m_way.isSocketIo())
        return std::make_unique<WebSocketPeer>(poller, target.chatPath, m_way.deflate);
    return std::make_unique<SocketIoPeer>(poller, target,
                                          SocketIoPeer::Options {m_way, true, m_recovers});
}

Interruption Interrupter::run()
{
    Interruption found;
    const Site::Door &door = m_site.door({m_way.msgpack, m_recovers});
    found.failure = door.error;
    if (found.failure.isEmpty()) {
        m_site.takeMeasured();
        m_site.takeAside();
        std::unique_ptr<Listener> listener;
        std::unique_ptr<Talker> talker;
        const auto ring = [this] { m_threads.ring(); };
        m_threads.clients.run([&] {
            Net::Poller &poller = m_threads.clients.poller();
            listener = std::make_unique<Listener>(makePeer(poller), door.measured, ring);
            talker = std::make_unique<Talker>(makePeer(poller), door.aside, ring);
        });
        Tally measured;
        Tally aside;
        const auto isReady = [&] { return listener->ready > 0 && talker->isReady; };
        const bool began = m_threads.wait(m_plan.patience, isReady) == Threads::Waited::Done;
        m_site.settle();
        measured.take(m_site.takeMeasured());
        aside.take(m_site.takeAside());
        measured.interval(Size);
        aside.interval(Size);
        if (began)
            found.failure = interrupt(*listener, *talker);
        else
            m_threads.clients.run([&] { found.failure = listener->lastFailure; });
        if (!began && found.failure.isEmpty())
            found.failure = QByteArrayLiteral("The connection did not come about.");
        measured.take(m_site.takeMeasured());
        aside.take(m_site.takeAside());
        if (found.failure.isEmpty())
            found = interruptionOf(measured.interval(Size), aside.interval(Size), m_recovers);
        const int closedBefore = listener->closed;
        m_threads.clients.run([&] {
            listener->leave();
            talker->leave();
        });
        m_threads.wait(200ms, [&] { return listener->closed > closedBefore && talker->isClosed; });
        m_threads.clients.run([&] {
            listener.reset();
            talker.reset();
        });
    }
    found.recovers = m_recovers;
    return found;
}

/// From the first message to the last. Returns a sentence if that was not all.
QByteArray Interrupter::interrupt(Listener &listener, Talker &talker)
{
    const auto isTalking = [&] { return !talker.isClosed; };
    m_threads.clients.run([&] { talker.talk(); });
    const auto hasHeard = [&] { return !isTalking() || listener.heardSince >= HeardBefore; };
    if (m_threads.wait(m_plan.patience, hasHeard) != Threads::Waited::Done || !isTalking())
        return QByteArrayLiteral("What one client sends to the others did not reach another.");
    const int readyBefore = listener.ready;
    // At any moment between two messages, not always right after one.
    m_threads.sleep(milliseconds(QRandomGenerator::global()->bounded(int(TalkEvery.count()))));
    m_site.setRules(outage());
    m_threads.sleep(m_plan.outage);
    m_site.setRules({});
    const auto isBack = [&] {
        return !isTalking() || (listener.ready > readyBefore && listener.heardSince >= HeardAfter);
    };
    if (m_threads.wait(m_plan.patience, isBack) != Threads::Waited::Done)
        return QByteArrayLiteral("It did not come back.");
    m_threads.clients.run([&] { talker.fallSilent(); });
    m_threads.wait(m_plan.patience, [&] { return !isTalking() || talker.isRead; });
    if (!isTalking())
        return QByteArrayLiteral("The one that sends was cut off too.");
    m_site.settle();
    return {};
}

} // namespace Compare
