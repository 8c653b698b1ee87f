// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/packetfile.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>

#include <pcap/pcap.h>

namespace Pcap {

namespace {

/// The end of the year 9999: a damaged file may say any time.
constexpr qint64 LastSecond = 253'402'300'799;

} // namespace

std::unique_ptr<PacketFile> PacketFile::open(const QString &path, QString *error)
{
    std::FILE *const file = std::fopen(QFile::encodeName(path).constData(), "rb");
    if (file == nullptr) {
        *error = qt_error_string(errno);
        return nullptr;
    }
    return adopt(file, error);
}

std::unique_ptr<PacketFile> PacketFile::adopt(std::FILE *file, QString *error)
{
    std::array<char, PCAP_ERRBUF_SIZE> words {};
    pcap_t *const handle = pcap_fopen_offline(file, words.data());
    if (handle == nullptr) {
        std::fclose(file);
        *error = QString::fromUtf8(words.data());
        return nullptr;
    }
    return std::unique_ptr<PacketFile>(new PacketFile(handle, file));
}

PacketFile::PacketFile(pcap *handle, std::FILE *file)
    : m_handle(handle)
    , m_file(file)
    , m_linkType(pcap_datalink(handle))
{
}

PacketFile::~PacketFile()
{
    pcap_close(m_handle);
}

QString PacketFile::linkName() const
{
    const char *const name = pcap_datalink_val_to_description(m_linkType);
    return name == nullptr ? QString::number(m_linkType) : QString::fromUtf8(name);
}

std::optional<PacketFile::Packet> PacketFile::next()
{
    pcap_pkthdr *head = nullptr;
    const u_char *bytes = nullptr;
    const int read = pcap_next_ex(m_handle, &head, &bytes);
    if (read == PCAP_ERROR)
        m_errorText = QString::fromUtf8(pcap_geterr(m_handle));
    if (read != 1)
        return std::nullopt;
    Packet packet;
    packet.time = Capture::Time(
        std::chrono::seconds(std::clamp<qint64>(head->ts.tv_sec, 0, LastSecond))
        + std::chrono::microseconds(std::clamp<qint64>(head->ts.tv_usec, 0, 999'999)));
    packet.bytes = QByteArrayView(bytes, static_cast<qsizetype>(head->caplen));
    packet.wireBytes = head->len;
    return packet;
}

qint64 PacketFile::position() const
{
    return std::ftell(m_file);
}

} // namespace Pcap
