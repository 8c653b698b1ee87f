// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/pcapreader.h"

#include "protocol/formats/importwriter.h"
#include "protocol/pcap/conversations.h"
#include "protocol/pcap/packetfile.h"

#include <QFileInfo>
#include <QtEndian>

#include <algorithm>

namespace Pcap {

namespace {

constexpr quint32 Source = 1;
constexpr qint64 TellEvery = 4096; // packets

QString counted(qint64 count, const char *one, const char *more)
{
    return QStringLiteral("%1 %2").arg(count).arg(QLatin1String(count == 1 ? one : more));
}

void remark(Formats::Import &work, const Conversations::Counts &counts,
            const Capture::UndecodedCount &undecoded)
{
    if (counts.foreign > 0)
        work.remarks.append(
            QStringLiteral("%1 no HTTP%2 and left out.")
                .arg(counted(counts.foreign, "connection is", "connections are"),
                     counts.tls > 0 ? QStringLiteral(" (%1 TLS)").arg(counts.tls) : QString()));
    if (counts.begunBefore > 0)
        work.remarks.append(
            QStringLiteral("%1 before the file does and cannot be understood: left out.")
                .arg(counted(counts.begunBefore, "connection began", "connections began")));
    if (counts.leftOutBytes > 0)
        work.remarks.append(QStringLiteral("What is left out has %1.")
                                .arg(counted(counts.leftOutBytes, "byte", "bytes")));
    if (counts.joined > 0)
        work.remarks.append(
            QStringLiteral("%1 in the middle and %2 read from the next request on.")
                .arg(counted(counts.joined, "connection begins", "connections begin"),
                     QLatin1String(counts.joined == 1 ? "is" : "are")));
    if (counts.missingBytes > 0)
        work.remarks.append(
            QStringLiteral("%1 missing in the file, in %2.%3")
                .arg(counted(counts.missingBytes, "byte is", "bytes are"),
                     counted(counts.gaps, "place", "places"),
                     undecoded.bytes == 0
                         ? QString()
                         : QStringLiteral(" Behind that %1 not decoded, in %2.")
                               .arg(counted(undecoded.bytes, "byte is", "bytes are"),
                                    counted(undecoded.places, "place", "places"))));
}

} // namespace

bool isPacketFile(QByteArrayView start)
{
    constexpr quint32 SectionHeader = 0x0a0d0d0a;
    constexpr quint32 Microseconds = 0xa1b2c3d4;
    constexpr quint32 Nanoseconds = 0xa1b23c4d;
    if (start.size() < 4)
        return false;
    const auto little = qFromLittleEndian<quint32>(start.data());
    const auto big = qFromBigEndian<quint32>(start.data());
    return little == SectionHeader || little == Microseconds || big == Microseconds
        || little == Nanoseconds || big == Nanoseconds;
}

bool readPacketFile(Formats::Import &work)
{
    const auto file = PacketFile::open(work.path, &work.error);
    return file && readPackets(*file, work);
}

bool readPackets(PacketFile &file, Formats::Import &work)
{
    if (!SegmentReader::knows(file.linkType())) {
        work.error = QStringLiteral("its packets begin with %1, which is not known here")
                         .arg(file.linkName());
        return false;
    }
    const auto size = static_cast<double>(std::max<qint64>(1, QFileInfo(work.path).size()));
    const QByteArray name = QFileInfo(work.path).fileName().toUtf8();
    Formats::ImportWriter writer(work.store);
    bool isStored = true;
    Conversations conversations(Source, [&](Capture::WireEvent &&event) {
        isStored = writer.take(std::move(event));
        return isStored;
    });
    SegmentReader segments(file.linkType());
    Capture::Time last;
    bool hasSource = false;
    while (const auto packet = file.next()) {
        if (!std::exchange(hasSource, true))
            writer.addSource({.id = Source,
                              .type = Capture::SourceRecord::Type::Import,
                              .name = name,
                              .listen = {},
                              .target = {},
                              .time = packet->time,
                              .dialect = {}});
        last = std::max(last, packet->time);
        if (const auto segment = segments.take(packet->bytes)) {
            if (!conversations.take(*segment, packet->time))
                return false;
        }
        if (segments.counts().packets % TellEvery == 0
            && !work.goesOn(std::min(1.0, static_cast<double>(file.position()) / size)))
            return false;
    }
    if (!conversations.finish() || !writer.finish(last) || !isStored)
        return false;
    remark(work, conversations.counts(), writer.undecoded());
    if (segments.counts().broken > 0)
        work.remarks.append(
            QStringLiteral("%1 damaged or cut short.")
                .arg(counted(segments.counts().broken, "packet is", "packets are")));
    if (!file.errorText().isEmpty())
        work.remarks.append(QStringLiteral("The file is damaged behind packet %1: %2.")
                                .arg(segments.counts().packets)
                                .arg(file.errorText()));
    if (conversations.counts().read > 0)
        return true;
    work.error = QStringLiteral("there is no HTTP and no WebSocket in its %1.")
                     .arg(counted(segments.counts().packets, "packet", "packets"));
    return false;
}

} // namespace Pcap
