// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/report.h"

#include <algorithm>

namespace Compare {

const Transfer *WayResult::transfer(Work work, qint64 size) const
{
    const auto found
        = std::find_if(transfers.begin(), transfers.end(), [&](const Transfer &transfer) {
              return transfer.work == work && transfer.size == size;
          });
    return found == transfers.end() ? nullptr : &*found;
}

const WayResult *Report::result(int target, const Way &way) const
{
    const auto found = std::find_if(results.begin(), results.end(), [&](const WayResult &result) {
        return result.target == target && result.way == way;
    });
    return found == results.end() ? nullptr : &*found;
}

} // namespace Compare
