// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/guessstore.h"

#include "protocol/capture/captureedit.h"
#include "protocol/capture/roominserter.h"

namespace Capture {

bool storeGuesses(const QString &path, const std::vector<MembershipRecord> &guesses, QString *error)
{
    const auto change = [&guesses](sqlite3 *database) {
        RecordBatch batch;
        batch.guesses = guesses;
        RoomInserter rooms;
        return rooms.prepare(database) && rooms.insert(batch);
    };
    return editCapture(path, change, error);
}

} // namespace Capture
