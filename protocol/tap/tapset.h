// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/desk.h"
#include "protocol/capture/wire.h"
#include "protocol/net/netthread.h"
#include "protocol/tap/tapcounters.h"
#include "protocol/tap/tapoptions.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace Tap {

class RelayContext;

/// The taps of the program, added and removed while they run. It lives in the thread of its maker;
/// the taps live in the net thread, and only values cross.
class TapSet : public QObject
{
    Q_OBJECT

public:
    /// \a net and \a sink outlive the set. Connections are numbered from \a firstConnection on,
    /// over all taps of the set.
    TapSet(Net::NetThread &net, Capture::WireSink &sink, Capture::Id firstConnection = 1,
           QObject *parent = nullptr);
    /// Removes all taps: when it returns the sink hears nothing more.
    ~TapSet() override;

    /// Starts a tap. \a source is the caller's number for it, not in use; started() or failed()
    /// follows.
    void add(quint32 source, const TapOptions &options);
    /// Stops a tap and cuts its connections; removed() follows.
    void remove(quint32 source);

    /// What the tap did so far, zeros for one that is unknown.
    TapCounts counts(quint32 source) const;

    /// The sink has room again: the taps read on at once. From any thread; may be forgotten, they
    /// look for themselves every 20 ms.
    void resume();

    /// All taps act by these from now on, also those that are added later; null: none acts.
    void setRules(const std::shared_ptr<const Rules::CompiledRules> &rules);
    /// Sends something into a session that crosses the tap \a source; injectionNews() follows.
    void inject(quint32 source, const Acting::Injection &injection);
    /// Of a message that messageHeld() told of. decisionFailed() follows if it could not be done;
    /// else messageLetGo().
    void decide(quint32 source, quint64 held, const Acting::HeldVerdict &verdict);

    /// What relays need that are not of this set, but record into the same sink: for use in the net
    /// thread. It lives as long as the set.
    RelayContext &relayContext();

signals:
    /// The tap listens: \a address is "127.0.0.1:41233".
    void started(quint32 source, const QByteArray &address);
    /// It doesn't, and is no longer in the set; \a error is a sentence.
    void failed(quint32 source, const QByteArray &error);
    void removed(quint32 source);

    void messageHeld(const Acting::HeldMessage &message);
    /// It went on, or did not, or its connection ended.
    void messageLetGo(quint32 source, quint64 held);
    void decisionFailed(quint32 source, quint64 held, const QByteArray &error);
    void injectionNews(quint32 source, const Acting::InjectionNews &news);
    /// How often each rule was used by all taps; at most every 100 ms.
    void usesChanged(const Rules::Uses &uses);

private:
    struct InNetThread;
    void tellUses();
    Acting::Desk::Tell tellFor(quint32 source);

    Net::NetThread &m_net;
    std::shared_ptr<InNetThread> m_inside; // its content is made, used and freed in the net thread
    QHash<quint32, std::shared_ptr<TapCounters>> m_counters;
};

} // namespace Tap
