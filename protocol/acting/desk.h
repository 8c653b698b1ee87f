// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/injection.h"
#include "protocol/acting/sessionlinks.h"

#include <functional>
#include <map>
#include <memory>

namespace Acting {

/// Who holds a message.
class Holder
{
public:
    /// False, and why, if the body cannot stand there; then it is still held.
    virtual bool decide(quint64 held, const HeldVerdict &verdict, QByteArray *error) = 0;

protected:
    ~Holder() = default;
};

/// What all connections of one tap share while it acts on them: the rules in force, the sessions
/// that something is sent into, the messages that are held. Lives in one thread.
class Desk
{
public:
    /// One connection.
    class Member
    {
    public:
        virtual Capture::Id connection() const = 0;
        /// What the rules want of it from now on.
        virtual void apply(const std::vector<Rules::Verdict::Wish> &wishes) = 0;
        /// Something may have to be done.
        virtual void wake() = 0;
        /// Into its WebSocket. False if there is none.
        virtual bool send(Capture::Direction direction, Outgoing &&outgoing) = 0;

    protected:
        ~Member() = default;
    };

    struct Tell
    {
        std::function<void(const HeldMessage &)> held;
        std::function<void(quint64 id)> letGo; ///< decided, or its connection is gone
        std::function<void(const InjectionNews &)> news;
        std::function<void()> acted; ///< something was changed
        /// Calls it later, in the desk's thread. From any thread.
        std::function<void(std::function<void()>)> later;
    };

    /// All functions are given. \a now outlives what is made with the desk.
    Desk(quint32 source, std::function<Capture::Time()> now, Tell tell);
    ~Desk();
    Q_DISABLE_COPY_MOVE(Desk)

    Capture::Time now() const { return m_now(); }

    /// From now on these; none: the tap only passes on.
    void setRules(std::shared_ptr<const Rules::CompiledRules> rules);
    Rules::Judge *judge() const { return m_judge.get(); }
    /// How long they are in force.
    std::chrono::microseconds since() const;
    bool looksAtMessages() const { return m_judge && m_judge->looksAtMessages(); }
    bool looksAtRequests() const { return m_judge && m_judge->looksAtRequests(); }

    void join(Member &member);
    void leave(Member &member);
    /// Asks the rules what they want of each connection now, and returns when to do so again.
    std::optional<Capture::Time> applyRules();
    /// Whether a connection that is accepted now is refused, and by which rule.
    std::optional<QByteArray> refusal(Capture::Id connection);

    /// Sends it, or has it wait for a carrier; news tell.
    void inject(const Injection &injection);

    SessionLinks &links() { return m_links; }
    /// Something waits to be sent or answered over polling.
    bool hasWork();
    /// A number for a session or a connection, for Rules::Judge.
    quint64 nextSession() { return ++m_sessions; }
    /// A number for an ack that no app gives: they count from 0. It fits 31 bits.
    quint64 nextAckId() { return m_ackId++; }

    /// Returns the id under which \a message is held by \a holder.
    quint64 hold(HeldMessage &&message, Holder &holder);
    void letGo(quint64 id);
    bool decide(quint64 id, const HeldVerdict &verdict, QByteArray *error);

    void tell(const InjectionNews &news) const { m_tell.news(news); }
    void noteActed() const { m_tell.acted(); }
    const std::function<void(std::function<void()>)> &later() const { return m_tell.later; }

private:
    std::optional<Outgoing> written(const Injection &injection, const SessionLink *link,
                                    std::optional<quint64> ackId, QByteArray *error) const;
    void fail(const Injection &injection, const QByteArray &error) const;

    quint32 m_source;
    std::function<Capture::Time()> m_now;
    Tell m_tell;
    std::unique_ptr<Rules::Judge> m_judge;
    Capture::Time m_rulesSince;
    SessionLinks m_links;
    quint64 m_sessions = 0;
    quint64 m_ackId = 1'900'000'000;
    quint64 m_held = 0;
    std::map<quint64, Holder *> m_holders;
    std::map<Capture::Id, Member *> m_members;
};

} // namespace Acting
