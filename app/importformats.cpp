// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/importformats.h"

#include "protocol/formats/har/harimport.h"
#include "protocol/pcap/pcapreader.h"

#include <QFile>

#include <algorithm>
#include <vector>

namespace {

constexpr qint64 StartBytes = 4096;

/// One line a format.
const std::vector<ImportFormat> &table()
{
    static const std::vector<ImportFormat> formats {
        {"pcap", "pcap pcapng cap", Pcap::isPacketFile, Pcap::readPacketFile},
        {"HAR", "har", Formats::isHar, Formats::importHar},
    };
    return formats;
}

} // namespace

std::span<const ImportFormat> importFormats()
{
    return table();
}

const ImportFormat *importFormatOf(const QString &path, QString *error)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *error = QStringLiteral("%1 could not be opened: %2").arg(path, file.errorString());
        return nullptr;
    }
    const QByteArray start = file.read(StartBytes);
    const auto formats = importFormats();
    const auto found
        = std::find_if(formats.begin(), formats.end(),
                       [&start](const ImportFormat &format) { return format.recognises(start); });
    if (found != formats.end())
        return &*found;
    if (start.isEmpty())
        *error = QStringLiteral("%1 is empty.").arg(path);
    else if (start.startsWith("PK\x03\x04"))
        *error
            = QStringLiteral("%1 is a zip archive: unpack it, and import what is in it.").arg(path);
    else if (start.startsWith("\x1f\x8b"))
        *error = QStringLiteral("%1 is compressed by gzip: unpack it first.").arg(path);
    else
        *error = QStringLiteral("%1 is of no format that can be imported.").arg(path);
    return nullptr;
}
