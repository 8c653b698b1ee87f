// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/redactor.h"
#include "protocol/redaction/scanner.h"

namespace Redaction {

/// What is to be redacted, and with what.
struct Plan
{
    Rules rules;
    SecretTable table;
};

/// Redacts texts of a capture: the secrets of a plan wherever they are, and those that are short or
/// like any word where they stand. What it returns is as long as what it was given.
class TextRedactor
{
public:
    /// \a plan lives as long and does not change.
    explicit TextRedactor(const Plan &plan);

    QByteArray head(const QByteArray &bytes) const;
    QByteArray address(const QByteArray &bytes) const; ///< a name too
    QByteArray sid(const QByteArray &bytes) const; ///< of a session or socket, however short
    /// What is compressed in itself, and holds secrets, becomes asterisks.
    QByteArray content(const QByteArray &bytes) const { return content(bytes, 0); }
    /// Without content coding; a form is told by its head.
    QByteArray body(const QByteArray &bytes, bool isForm) const;

    const Redactor &redactor() const { return m_redactor; }

private:
    QByteArray content(const QByteArray &bytes, int depth) const;
    QByteArray redacted(const QByteArray &bytes, const Sightings &sightings) const;
    void redactNumbers(QByteArray *bytes) const;
    void redactNested(QByteArray *bytes, int depth) const;
    void redactPackets(QByteArray *bytes, int depth) const;
    void redactFramed(QByteArray *body) const;

    const Plan &m_plan;
    Scanner m_scanner;
    Redactor m_redactor;
    bool m_hasNumbers = false; // among the secrets that are looked for everywhere
};

/// What \a bytes, that an app has compressed itself (gzip, zlib), hold.
std::optional<QByteArray> inflatedContent(const QByteArray &bytes);

} // namespace Redaction
