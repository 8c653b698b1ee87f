// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/packetfile.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <cstring>

#include <pcap/pcap.h>

namespace Pcap {

std::unique_ptr<PacketFile> PacketFile::open(const QString &path, QString *error)
{
    std::FILE *const file = std::fopen(QFile::encodeName(path).constData(), "rb");
    if (file == nullptr) {
        *error = QString::fromLocal8Bit(std::strerror(errno));
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
    packet.time = Capture::Time(std::chrono::seconds(head->ts.tv_sec)
                                + std::chrono::microseconds(head->ts.tv_usec));
    packet.bytes = QByteArrayView(bytes, static_cast<qsizetype>(head->caplen));
    packet.wireBytes = head->len;
    return packet;
}

qint64 PacketFile::position() const
{
    return std::ftell(m_file);
}

} // namespace Pcap
