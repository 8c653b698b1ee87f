// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harimport.h"

#include "protocol/formats/har/harreplay.h"
#include "protocol/formats/har/harrestore.h"

namespace Formats {

bool isHar(QByteArrayView start)
{
    if (start.startsWith("\xef\xbb\xbf"))
        start = start.sliced(3);
    start = start.trimmed();
    // What else it may be shows when it is read.
    return start.startsWith('{') || start.startsWith('[');
}

bool importHar(Import &work)
{
    BlockFile file;
    if (!file.open(work.path)) {
        work.error = file.errorText();
        return false;
    }
    file.watch([&](qint64 offset) {
        return work.goesOn(0.4 * static_cast<double>(offset) / static_cast<double>(file.size()));
    });
    HarScan scan;
    scan.scan(file);
    if (file.isStopped())
        return false;
    if (!scan.isHar()) {
        work.error = scan.remark().isEmpty()
            ? QStringLiteral("it is JSON, and no HAR: there is no log with entries.")
            : QStringLiteral("it is no HAR: %1").arg(scan.remark());
        return false;
    }
    if (!scan.remark().isEmpty())
        work.remarks.append(scan.remark());
    if (scan.leftOut() > 0)
        work.remarks.append(QStringLiteral("%1 things in the list of entries are no requests, or "
                                           "stand behind its first %2 entries, and were left out.")
                                .arg(scan.leftOut())
                                .arg(HarScan::MostEntries));
    if (scan.records() >= 0)
        return HarRestore(work, file, scan).restore();
    Capture::RecordBatch words;
    if (!scan.comment().isEmpty())
        words.about = Capture::About {.title = {}, .description = scan.comment()};
    return work.store.write(words) && HarReplay(work, file, scan).replay();
}

} // namespace Formats
