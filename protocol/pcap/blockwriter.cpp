// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/blockwriter.h"

#include <QString>

#include <cstring>
#include <utility>

namespace Pcap {

namespace {

constexpr quint32 SectionHeader = 0x0a0d0d0a;
constexpr quint32 InterfaceDescription = 1;
constexpr quint32 InterfaceStatistics = 5;
constexpr quint32 EnhancedPacket = 6;
constexpr quint32 ByteOrderMagic = 0x1a2b3c4d;
constexpr quint16 LinkTypeRaw = 101; // packets begin with their IPv4 or IPv6 header

constexpr quint16 OptionEnd = 0;
constexpr quint16 OptionComment = 1;
constexpr quint16 OptionName = 2; // of an interface
constexpr quint16 OptionDescription = 3; // of an interface
constexpr quint16 OptionApplication = 4; // of a section
constexpr quint16 OptionTimeResolution = 9; // of an interface
constexpr char Microseconds = 6; // 10 to the power of -6

constexpr qsizetype FlushAt = qsizetype(64) << 10;

/// \a text as a comment may be.
QByteArray commentText(const QByteArray &text)
{
    QString words = QString::fromUtf8(text.left(BlockWriter::MaxComment));
    for (QChar &character : words) {
        if (character.unicode() < 0x20 || character.unicode() == 0x7f)
            character = u' ';
    }
    return words.toUtf8().left(0xffff);
}

} // namespace

BlockWriter::BlockWriter(Sink sink)
    : m_sink(std::move(sink))
{
    m_bytes.reserve(FlushAt * 2);
}

template<typename Number>
void BlockWriter::put(Number number)
{
    m_bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
}

void BlockWriter::putPadded(QByteArrayView bytes)
{
    m_bytes.append(bytes);
    m_bytes.append((4 - bytes.size() % 4) % 4, '\0');
}

void BlockWriter::option(quint16 code, QByteArrayView value)
{
    put(code);
    put(static_cast<quint16>(value.size()));
    putPadded(value);
}

void BlockWriter::comments(const QByteArrayList &comments)
{
    for (const QByteArray &comment : comments)
        option(OptionComment, commentText(comment));
}

/// Begins a block; its length comes in end().
qsizetype BlockWriter::begin(quint32 type)
{
    const qsizetype begun = m_bytes.size();
    put(type);
    put(quint32(0));
    return begun;
}

void BlockWriter::end(qsizetype begun)
{
    const auto size = static_cast<quint32>(m_bytes.size() - begun + qsizetype(sizeof(quint32)));
    std::memcpy(m_bytes.data() + begun + sizeof(quint32), &size, sizeof size);
    put(size);
    if (m_bytes.size() >= FlushAt)
        flush();
}

void BlockWriter::section(const QByteArray &application, const QByteArrayList &texts)
{
    const qsizetype block = begin(SectionHeader);
    put(ByteOrderMagic);
    put(quint16(1)); // version 1.0
    put(quint16(0));
    put(qint64(-1)); // the section's length is not given
    comments(texts);
    option(OptionApplication, application);
    option(OptionEnd, {});
    end(block);
}

quint32 BlockWriter::interface(const QByteArray &name, const QByteArray &description)
{
    const qsizetype block = begin(InterfaceDescription);
    put(LinkTypeRaw);
    put(quint16(0));
    put(quint32(0)); // packets of any length
    option(OptionName, commentText(name));
    option(OptionDescription, commentText(description));
    option(OptionTimeResolution, QByteArrayView(&Microseconds, 1));
    option(OptionEnd, {});
    end(block);
    return m_interfaces++;
}

void BlockWriter::packet(quint32 interface, Capture::Time time, QByteArrayView head,
                         QByteArrayView data, const QByteArrayList &texts)
{
    if (!m_isGood)
        return;
    const auto stamp = static_cast<quint64>(time.time_since_epoch().count());
    const auto size = static_cast<quint32>(head.size() + data.size());
    const qsizetype block = begin(EnhancedPacket);
    put(interface);
    put(static_cast<quint32>(stamp >> 32));
    put(static_cast<quint32>(stamp));
    put(size); // captured
    put(size); // on the wire
    m_bytes.append(head);
    m_bytes.append(data);
    m_bytes.append((4 - size % 4) % 4, '\0');
    if (!texts.isEmpty()) {
        comments(texts);
        option(OptionEnd, {});
    }
    end(block);
    ++m_packets;
}

void BlockWriter::statistics(quint32 interface, Capture::Time time, const QByteArrayList &texts)
{
    const auto stamp = static_cast<quint64>(time.time_since_epoch().count());
    const qsizetype block = begin(InterfaceStatistics);
    put(interface);
    put(static_cast<quint32>(stamp >> 32));
    put(static_cast<quint32>(stamp));
    comments(texts);
    option(OptionEnd, {});
    end(block);
}

void BlockWriter::flush()
{
    m_isGood = m_isGood && (m_bytes.isEmpty() || m_sink(m_bytes));
    m_bytes.resize(0);
}

} // namespace Pcap
