// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/exportformats.h"

#include "protocol/formats/csv.h"
#include "protocol/formats/har/harwriter.h"
#include "protocol/formats/jsonlines.h"
#include "protocol/pcap/pcapngwriter.h"

#include <QString>

#include <algorithm>
#include <array>

namespace {

constexpr std::array Table {
    ExportFormat {"jsonl", "JSON Lines, one message a line", Formats::writeJsonLines},
    ExportFormat {"pcapng",
                  "packets for Wireshark and tshark, the whole connections of what is chosen",
                  Pcap::writePcapng},
    ExportFormat {"har", "HTTP Archive for browsers, which comes back whole by import",
                  Formats::writeHar},
    ExportFormat {"csv", "CSV, one message a line under the same keys", Formats::writeCsv},
};

} // namespace

std::span<const ExportFormat> exportFormats()
{
    return Table;
}

const ExportFormat *exportFormat(QStringView name)
{
    const auto formats = exportFormats();
    const auto found
        = std::find_if(formats.begin(), formats.end(), [name](const ExportFormat &format) {
              return name == QLatin1String(format.name);
          });
    return found == formats.end() ? nullptr : &*found;
}
