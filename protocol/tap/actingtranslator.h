// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/httpactor.h"
#include "protocol/acting/messagelane.h"
#include "protocol/acting/throttle.h"
#include "protocol/tap/translator.h"

namespace Tap {

/// What a tap makes of one connection when rules or the user act on it: its HTTP, then its
/// WebSocket, in the order and at the time that they want. With nothing to do it passes everything,
/// and only follows where messages end. Another translator may change requests before it.
class ActingTranslator final : public Translator,
                               public Acting::Desk::Member,
                               private Acting::HttpActor::Owner,
                               private Acting::LaneOwner,
                               private Acting::Holder
{
public:
    /// \a desk outlives it. \a before may be null.
    ActingTranslator(Acting::Desk &desk, std::unique_ptr<Translator> before);
    ~ActingTranslator() override;

    bool passes(Capture::Direction direction) const override;
    void observe(Capture::Direction direction, const QByteArray &bytes) override;
    void feed(Capture::Direction direction, QByteArray bytes) override;
    QByteArray take(Capture::Direction direction) override;
    void finish(Capture::Direction direction, const std::optional<Failure> &failure) override;
    bool isWaiting(Capture::Direction direction) const override;
    std::vector<Capture::WireEvent> takeNotes() override;
    std::optional<Counting> countsFrom(QByteArrayView bytes) override;
    void hearStarted(Capture::Id connection, const std::function<void()> &wake) override;
    std::optional<Capture::Time> wakesAt() const override;
    bool hasMore(Capture::Direction direction) const override;
    std::optional<Ending> takeEnding() override { return std::exchange(m_ending, {}); }

    // Desk::Member
    Capture::Id connection() const override { return m_connection; }
    void apply(const std::vector<Rules::Verdict::Wish> &wishes) override;
    void wake() override;
    /// Into a plain WebSocket. False if there is none.
    bool send(Capture::Direction direction, Acting::Outgoing &&outgoing) override;

private:
    struct Ping
    {
        Capture::Direction direction = Capture::Direction::Sent;
        QByteArray payload;
        quint64 number = 0; // of the injection
        Capture::Time time;
    };
    using Lanes = std::array<std::unique_ptr<Acting::MessageLane>, 2>;

    // HttpActor::Owner
    quint64 holdMessage(const Acting::Unit &unit, const QByteArray &by,
                        const QByteArray &sid) override;
    void actOn(const Rules::Verdict::Wish &wish) override;
    // LaneOwner
    Acting::SessionLink *link() override { return m_link.get(); }
    bool awaits(Capture::Direction direction) const override;
    bool isFollowed(Capture::Direction direction) const override;
    void look(const Acting::Unit &unit) override;
    quint64 hold(const Acting::Unit &unit, const QByteArray &by) override;
    void wakeUp() override { wake(); }
    void act(const Rules::Verdict::Wish &wish) override { actOn(wish); }
    // Holder
    bool decide(quint64 held, const Acting::HeldVerdict &verdict, QByteArray *error) override;

    Acting::MessageLane &lane(Capture::Direction direction) const
    {
        return *m_lanes[static_cast<std::size_t>(direction)];
    }
    bool passesHere(Capture::Direction direction) const;
    void route(Capture::Direction direction, const QByteArray &bytes);
    void becomeWebSocket();
    void lookForPing(const Rules::LiveMessage &pong);
    void useWebSocket();
    bool isStalled() const;
    Capture::Time endOf(const Rules::Stall &stall) const;
    void closeWebSocket(const Rules::Close &close, const QByteArray &by);
    bool answer(quint64 held, const Acting::HeldVerdict &verdict, QByteArray *error);

    Acting::Desk &m_desk;
    std::unique_ptr<Translator> m_before;
    Capture::Id m_connection = 0;
    std::function<void()> m_wake;
    Acting::HttpActor m_http;
    Lanes m_lanes; // once it is a WebSocket
    quint64 m_session = 0; // of the WebSocket, for Rules::Judge
    bool m_isEngineIo = false;
    bool m_awaitsUpgrade = false; // the WebSocket is probed
    std::shared_ptr<Acting::SessionLink> m_link; // of the WebSocket
    EngineIo::Revision m_revision = EngineIo::Revision::Unknown;
    std::array<QByteArray, 2> m_direct; // by direction: went past the actors, before all else
    std::array<QByteArray, 2> m_ready; // waits for the throttle
    std::array<Acting::Throttle, 2> m_throttles;
    std::vector<Ping> m_pings; // that are not answered
    Capture::Time m_ruleStallsUntil; // as the rules for connections are now
    Capture::Time m_messageStallsUntil; // since a message came
    std::optional<Ending> m_ending;
};

} // namespace Tap
