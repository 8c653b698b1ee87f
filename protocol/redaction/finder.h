// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/redaction/scanner.h"

namespace Redaction {

/// Walks a capture once and puts the secrets in it into a table.
class Finder
{
public:
    explicit Finder(const Rules &rules)
        : m_scanner(rules)
    {
    }

    /// Called now and then with what has been looked at, in thousandths.
    std::function<void(int)> onProgress;

    /// False if it was cancelled or the capture broke (reader.errorText()).
    bool find(Capture::StoreReader &reader, const std::atomic_bool &cancelled, SecretTable *table);

private:
    void add(const Sightings &sightings, std::optional<Place> place = {});
    void addContent(const QByteArray &bytes, std::optional<Place> place = {});
    void findInLists(Capture::StoreReader &reader);
    void findInExchange(Capture::StoreReader &reader, Capture::Id id);
    void findInMessage(Capture::StoreReader &reader, Capture::Id id);

    Scanner m_scanner;
    SecretTable *m_table = nullptr; // of find()
};

} // namespace Redaction
