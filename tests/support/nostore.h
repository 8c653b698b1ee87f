// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/recordstore.h"

/// Takes every record and keeps none.
class NoStore : public Capture::RecordStore
{
public:
    bool write(const Capture::RecordBatch &) override { return true; }
    bool commit() override { return true; }
    bool finish() override { return true; }
    bool beginCopy(const QString &, OldFile) override { return false; }
    CopyState stepCopy(std::chrono::milliseconds) override { return CopyState::None; }
    Failure failure() const override { return Failure::None; }
    QString errorText() const override { return {}; }
    QString path() const override { return {}; }
    Capture::Id lastGapId() const override { return 0; }
    qint64 fileBytes() const override { return 0; }
};
