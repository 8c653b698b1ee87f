// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/trafficdecoder.h"
#include "protocol/pcap/conversations.h"
#include "protocol/pcap/packetfile.h"
#include "protocol/pcap/pcapreader.h"
#include "tests/support/nostore.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <pcap/dlt.h>

using namespace Capture;

namespace {

/// The input is a file.
void readFile(QByteArrayView input)
{
    if (input.isEmpty())
        return;
    QByteArray bytes = input.toByteArray();
    std::FILE *const file = fmemopen(bytes.data(), static_cast<std::size_t>(bytes.size()), "rb");
    QString error;
    const auto packets = Pcap::PacketFile::adopt(file, &error);
    if (!packets) {
        if (error.isEmpty())
            qFatal("No sentence");
        return;
    }
    NoStore store;
    Formats::Import work {.path = {}, .store = store, .progress = {}, .remarks = {}, .error = {}};
    if (!Pcap::readPackets(*packets, work) && work.error.isEmpty())
        qFatal("No sentence");
}

/// The input is packets: two bytes how long, and then that.
void readPackets(int linkType, QByteArrayView input)
{
    TrafficDecoder decoder;
    Id opened = 0;
    Pcap::Conversations conversations(1, [&](WireEvent &&event) {
        if (const auto *some = std::get_if<WireOpened>(&event))
            opened = some->connection;
        else if (const auto *bytes = std::get_if<WireBytes>(&event);
                 bytes != nullptr && (bytes->connection > opened || bytes->bytes.isEmpty()))
            qFatal("Bytes of no connection");
        decoder.take(std::move(event));
        return true;
    });
    Pcap::SegmentReader segments(linkType);
    Time now {std::chrono::seconds(1000)};
    constexpr qsizetype HeadBytes = 2;
    while (input.size() > HeadBytes) {
        const qsizetype length
            = std::min<qsizetype>(static_cast<uchar>(input[0]) * 4, input.size() - HeadBytes);
        now += std::chrono::milliseconds(static_cast<uchar>(input[1]));
        const QByteArray packet = input.sliced(HeadBytes, length).toByteArray();
        if (const auto segment = segments.take(packet))
            conversations.take(*segment, now);
        input = input.sliced(HeadBytes + length);
    }
    conversations.finish();
    decoder.flush(now);
    decoder.finish(now);
}

/// The input is a stream and how it is cut and mixed: what comes out is the stream.
void reassemble(QByteArrayView input)
{
    constexpr qsizetype Most = 64;
    if (input.size() < 5)
        return;
    const QByteArray plain = input.first(std::min(input.size() / 2, Most)).toByteArray();
    const quint32 first = quint32(0) - static_cast<quint32>(static_cast<uchar>(input.back()));
    Pcap::TcpReassembler stream;
    stream.begin(first);
    QByteArray said;
    const auto drain = [&] {
        while (const auto piece = stream.next()) {
            if (piece->missing != 0)
                qFatal("Something is missing that came");
            said += piece->bytes;
        }
    };
    input = input.sliced(plain.size());
    while (input.size() > 1) {
        const qsizetype at = static_cast<uchar>(input[0]) % plain.size();
        const qsizetype size = static_cast<uchar>(input[1]);
        stream.take(first + static_cast<quint32>(at), plain.mid(at, size), Time());
        drain();
        input = input.sliced(2);
    }
    stream.take(first, plain, Time());
    drain();
    if (said != plain)
        qFatal("Another stream");
}

} // namespace

/// Packets of others: files, packets, and segments in any order.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    constexpr std::array LinkTypes {DLT_EN10MB,    DLT_RAW,        DLT_NULL,
                                    DLT_LINUX_SLL, DLT_LINUX_SLL2, DLT_IPV6};
    const QByteArrayView input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (input.isEmpty())
        return 0;
    const auto what = static_cast<uchar>(input.front());
    // A file begins with its magic number.
    if (what == 0x0a || what >= 0x80)
        readFile(input);
    else if (what == 1)
        reassemble(input.sliced(1));
    else
        readPackets(LinkTypes[what % LinkTypes.size()], input.sliced(1));
    return 0;
}
