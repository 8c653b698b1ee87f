// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/tapset.h"
#include "tests/support/recordingsink.h"

#include <QSignalSpy>

/// A net thread with a tap in it, which takes down all again.
class RunningTap
{
public:
    explicit RunningTap(const Tap::TapOptions &options)
        : m_taps(m_net, sink)
    {
        QSignalSpy started(&m_taps, &Tap::TapSet::started);
        QSignalSpy failed(&m_taps, &Tap::TapSet::failed);
        m_taps.add(Source, options);
        while (started.isEmpty() && failed.isEmpty() && started.wait(100)) { }
        if (!started.isEmpty())
            address = started.first().at(1).toByteArray();
        else if (!failed.isEmpty() || failed.wait(BoundMs))
            error = failed.first().at(1).toByteArray();
    }

    /// A tap in front of that port of 127.0.0.1 (or ::1).
    static Tap::TapOptions inFrontOf(quint16 port, const QByteArray &host = "127.0.0.1")
    {
        Tap::TapOptions options;
        options.target.host = host;
        options.target.port = port;
        return options;
    }

    quint16 port() const { return address.mid(address.lastIndexOf(':') + 1).toUShort(); }
    Tap::TapCounts counts() const { return m_taps.counts(Source); }
    Tap::TapSet &taps() { return m_taps; }
    Net::NetThread &net() { return m_net; }

    static constexpr quint32 Source = 7;
    static constexpr int BoundMs = 5000;

    QByteArray address;
    QByteArray error;
    RecordingSink sink;

private:
    Net::NetThread m_net;
    Tap::TapSet m_taps;
};
