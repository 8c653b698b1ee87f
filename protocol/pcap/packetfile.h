// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArrayView>
#include <QString>

#include <cstdio>
#include <memory>
#include <optional>

struct pcap;

namespace Pcap {

/// Reads the packets of a pcap or pcapng file one after the other, by libpcap.
class PacketFile
{
public:
    struct Packet
    {
        Capture::Time time;
        QByteArrayView bytes; ///< as far as they were captured; good until the next one is read
        qint64 wireBytes = 0; ///< how many there were
    };

    /// Null, and why in \a error, if the file cannot be opened, is none, or is damaged at its
    /// start.
    static std::unique_ptr<PacketFile> open(const QString &path, QString *error);
    /// The same of an open file, which is closed with it.
    static std::unique_ptr<PacketFile> adopt(std::FILE *file, QString *error);
    ~PacketFile();
    Q_DISABLE_COPY_MOVE(PacketFile)

    /// What packets begin with: a DLT_ number of libpcap.
    int linkType() const { return m_linkType; }
    /// How that is called.
    QString linkName() const;

    /// Nothing at the end, and where the file is damaged: errorText() says so then.
    std::optional<Packet> next();
    QString errorText() const { return m_errorText; }
    /// How far in the file it is, in bytes.
    qint64 position() const;

private:
    PacketFile(pcap *handle, std::FILE *file);

    pcap *m_handle;
    std::FILE *m_file; // the handle's
    int m_linkType = 0;
    QString m_errorText;
};

} // namespace Pcap
