// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>
#include <QByteArrayList>

#include <functional>

namespace Pcap {

/// Writes the blocks of a pcapng file (draft-ietf-opsawg-pcapng), in the byte order of this
/// machine: one section, its interfaces, packets. Interfaces carry bare IP packets, their times are
/// microseconds.
///
/// What is wanted of a comment is UTF-8; what is not, and control characters, are replaced, and a
/// long one is cut.
class BlockWriter
{
public:
    /// Takes the next bytes of the file. False stops the writing.
    using Sink = std::function<bool(QByteArrayView bytes)>;

    /// The most bytes of one comment.
    static constexpr qsizetype MaxComment = 4096;

    explicit BlockWriter(Sink sink);

    void section(const QByteArray &application, const QByteArrayList &comments);
    /// Returns its number: they count from 0.
    quint32 interface(const QByteArray &name, const QByteArray &description);
    /// A packet that is \a head and then \a data.
    void packet(quint32 interface, Capture::Time time, QByteArrayView head, QByteArrayView data,
                const QByteArrayList &comments);
    /// What is to be said of an interface at the end.
    void statistics(quint32 interface, Capture::Time time, const QByteArrayList &comments);
    /// Hands the rest to the sink.
    void flush();

    /// False once the sink has stopped the writing; nothing is written after that.
    bool isGood() const { return m_isGood; }
    qint64 packets() const { return m_packets; }

private:
    template<typename Number>
    void put(Number number);
    void putPadded(QByteArrayView bytes);
    void option(quint16 code, QByteArrayView value);
    void comments(const QByteArrayList &comments);
    qsizetype begin(quint32 type);
    void end(qsizetype begun);

    Sink m_sink;
    QByteArray m_bytes;
    quint32 m_interfaces = 0;
    qint64 m_packets = 0;
    bool m_isGood = true;
};

} // namespace Pcap
