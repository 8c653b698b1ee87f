// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/needles.h"
#include "protocol/redaction/textredactor.h"

#include <QString>

#include <atomic>
#include <functional>

namespace Redaction {

/// Looks whether anything is left of the secrets of a plan: in a file's bytes, and in a capture's
/// contents, those that are compressed too.
///
/// It does not use what put the stand-ins there. Each secret that is replaced everywhere is looked
/// for as it is, percent-encoded, as a JSON string, in hexadecimal and in base64 at all three
/// places; each other one where secrets of its kind stand.
class LeftoverSearch
{
public:
    /// In base64, shorter ones could be anything.
    static constexpr qsizetype LeastBase64Bytes = 8;

    struct Leftover
    {
        Kind kind = Kind::Token;
        QString where; ///< "message 12", "the file at byte 123"
    };

    explicit LeftoverSearch(const Plan &plan);

    /// Called now and then with what has been searched, in thousandths. May be null.
    std::function<void(int)> onProgress;

    /// The first secret that is still in the capture at \a path. Nothing if there is none, or if
    /// the search ended before; then \a error is a sentence, or \a cancelled is true.
    std::optional<Leftover> search(const QString &path, const std::atomic_bool &cancelled,
                                   QString *error) const;

    /// Any of them in \a bytes, an export for example: its kind.
    std::optional<Kind> searchBytes(QByteArrayView bytes) const;

private:
    void add(const QByteArray &value, quint32 index);
    std::optional<Leftover> searchFile(const QString &path, const std::atomic_bool &cancelled,
                                       QString *error) const;
    std::optional<Leftover> searchContents(const QString &path, const std::atomic_bool &cancelled,
                                           QString *error) const;
    std::optional<Kind> searchPlaces(const Sightings &sightings) const;

    const Plan &m_plan;
    Scanner m_scanner;
    Needles m_needles;
    Needles m_fileNeedles; // without those that the file's own description holds
};

} // namespace Redaction
