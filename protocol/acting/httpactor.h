// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/httpexchange.h"
#include "protocol/acting/httplane.h"

namespace Acting {

/// The HTTP of one connection, both directions, up to a WebSocket: answers requests where a rule
/// wants that, and reads and changes the bodies of polling. All else goes on as it came.
class HttpActor final : private LaneOwner
{
public:
    /// What the connection does for it.
    class Owner
    {
    public:
        virtual quint64 holdMessage(const Unit &unit, const QByteArray &by, const QByteArray &sid)
            = 0;
        virtual void actOn(const Rules::Verdict::Wish &wish) = 0;

    protected:
        ~Owner() = default;
    };

    /// \a desk and \a owner outlive it.
    HttpActor(Desk &desk, Owner &owner);
    ~HttpActor();
    Q_DISABLE_COPY_MOVE(HttpActor)

    /// Bytes go on as they come, and are fed all the same, as passed.
    bool passes(Capture::Direction direction) const;
    /// The packets of what the target sends next are counted from here on.
    bool beginsCounting() const;
    void feed(Capture::Direction direction, const QByteArray &bytes, bool passed);
    /// No more comes: what waits for its end goes on as it is.
    void finish(Capture::Direction direction);
    QByteArray take(Capture::Direction direction);
    void takeNotes(std::vector<Capture::WireEvent> &notes);
    std::optional<Capture::Time> wakesAt() const;
    bool isFull(Capture::Direction direction) const;
    bool isEmpty(Capture::Direction direction) const;
    bool decide(quint64 id, const HeldVerdict &verdict, QByteArray *error);
    /// The unit that is held under \a id, with its session; null if it is not here.
    const Unit *held(quint64 id, std::shared_ptr<SessionLink> *link);
    void abandon();

    /// A 101 came and has gone on: the connection is a WebSocket now.
    struct Switched
    {
        std::optional<WebSocket::DeflateParameters> deflate;
        EngineIo::RequestQuery query;
        QByteArray path;
        std::shared_ptr<SessionLink> link; ///< of an upgrade
        std::array<HttpStream::Rest, 2> rest; ///< by direction
    };
    std::optional<Switched> takeSwitch();

private:
    static constexpr qsizetype MaxBodyBytes = qsizetype(64) << 20;
    static constexpr qsizetype MaxQueued = qsizetype(4) << 20;

    enum class Mode : quint8 { Pass, Gather, Swallow };

    struct Side
    {
        explicit Side(Http::MessageDecoder::Role role)
            : stream(role)
        {
        }
        HttpStream stream;
        Mode mode = Mode::Pass;
        Http::Head head; // of what is gathered
        QByteArray body;
        Capture::Time readyAt; // of the message
        std::deque<HttpPart> parts;
        qsizetype queued = 0; // bytes in parts
    };

    // LaneOwner
    SessionLink *link() override { return m_current.get(); }
    bool awaits(Capture::Direction /*direction*/) const override { return false; }
    bool isFollowed(Capture::Direction /*direction*/) const override { return false; }
    void look(const Unit &unit) override;
    quint64 hold(const Unit &unit, const QByteArray &by) override;
    void wakeUp() override { }
    void act(const Rules::Verdict::Wish &wish) override;

    Side &side(Capture::Direction direction)
    {
        return direction == Capture::Direction::Sent ? m_sent : m_received;
    }
    const Side &side(Capture::Direction direction) const
    {
        return direction == Capture::Direction::Sent ? m_sent : m_received;
    }
    UnitActor &actor(Capture::Direction direction)
    {
        return direction == Capture::Direction::Sent ? m_sentActor : m_receivedActor;
    }
    void enter(const std::shared_ptr<SessionLink> &link);
    bool isActing() const;
    bool wantsBody(const HttpExchange &exchange) const;
    void runRequests();
    void runResponses();
    void takeRequestHead(Http::Head &&head);
    void takeRequestEnd();
    void takeResponseHead(Http::Head &&head);
    void takeResponseEnd();
    void passOn(Side &side, qint64 offset);
    void gather(Side &side, const QByteArray &bytes);
    void put(Side &side, HttpPart &&part);
    void putBody(Capture::Direction direction, const HttpExchange &exchange, QByteArray raw);
    void becomeForeign();
    void answerNow();
    QByteArray write(Capture::Direction direction, HttpPart &part);
    void swallow(const QByteArray &raw);
    void answerOk();

    Desk &m_desk;
    Owner &m_owner;
    Side m_sent {Http::MessageDecoder::Role::Request};
    Side m_received {Http::MessageDecoder::Role::Response};
    std::deque<HttpExchange> m_exchanges; // asked, not answered
    UnitActor m_sentActor;
    UnitActor m_receivedActor;
    std::shared_ptr<SessionLink> m_current; // of what is being worked on
    std::vector<Capture::WireEvent> m_notes;
    std::optional<Switched> m_switched;
    qint64 m_receivedPackets = 0; // since they are counted
    bool m_isCounting = false; // packets of responses
    bool m_waitsForUpgrade = false;
    bool m_isForeign = false;
};

} // namespace Acting
