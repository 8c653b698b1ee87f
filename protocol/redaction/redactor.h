// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/needles.h"
#include "protocol/redaction/secrettable.h"

namespace Redaction {

/// Replaces the secrets of a table in bytes by their stand-ins, wherever they are: as they are, in
/// base64 at any place, in hexadecimal, percent-encoded, escaped in JSON, and in each of these
/// within another, some deep. Nothing becomes longer or shorter.
class Redactor
{
public:
    /// Deeper ones, each within another, are not looked into.
    static constexpr int MostDepth = 4;

    /// Of \a table as it is now; it lives as long as this does.
    explicit Redactor(const SecretTable &table);

    /// True if something was replaced.
    bool redact(QByteArray *bytes) const { return redact(bytes, 0); }
    /// \a bytes with what was replaced.
    QByteArray redacted(QByteArray bytes) const;
    /// How many bytes of any spelling may belong together.
    qsizetype reach() const { return m_reach; }
    const SecretTable &table() const { return m_table; }

private:
    enum class Form : quint8 { Plain, Hex, UpperHex, Base64, Base64Url };
    struct Needle
    {
        std::size_t secret = 0;
        Form form = Form::Plain;
        quint8 before = 0; ///< of base64: bytes of something else before it in its first three
    };

    void add(std::size_t secret, const QByteArray &text, Form form, quint8 before = 0);
    bool redact(QByteArray *bytes, int depth) const;
    bool replaceNeedles(QByteArray *bytes) const;
    bool replaceBase64(QByteArray *bytes, const Needles::Hit &hit, const Needle &needle) const;
    bool redactSpelled(QByteArray *bytes, int depth) const;
    bool redactBase64(QByteArray *bytes, int depth) const;

    const SecretTable &m_table;
    Needles m_needles;
    std::vector<Needle> m_meanings; // by tag
    qsizetype m_reach = 0;
    bool m_hasSpaces = false;
};

} // namespace Redaction
