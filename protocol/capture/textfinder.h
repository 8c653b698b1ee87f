// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QRegularExpression>

#include <optional>

namespace Capture {

/// Finds a text in bytes, or what a regular expression describes.
class TextFinder
{
public:
    enum class Letters : quint8 {
        InEitherCase, ///< ASCII letters of a text, all letters of a regular expression
        AsWritten
    };

    /// Of a match of a regular expression, so much is found where parts of a long content meet.
    static constexpr qsizetype RegexReach = 4096;

    explicit TextFinder(QByteArray text, Letters letters = Letters::InEitherCase);
    /// \a pattern is Perl's syntax in UTF-8. One that is not valid finds nothing.
    static TextFinder ofRegex(const QByteArray &pattern, Letters letters);

    bool isIn(QByteArrayView bytes) const;
    /// How many bytes may belong together.
    qsizetype size() const { return m_regex ? RegexReach : m_text.size(); }

private:
    QByteArray m_text; // in lower case where either matches
    Letters m_letters;
    std::optional<QRegularExpression> m_regex;
};

} // namespace Capture
