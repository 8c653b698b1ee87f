// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Redaction {

/// A stretch of base64, in either alphabet, whose bytes can be changed in place.
class Base64Run
{
public:
    /// Shorter stretches are words like others.
    static constexpr qsizetype LeastLength = 24;

    struct Found
    {
        qsizetype offset = 0;
        qsizetype length = 0;
    };
    /// The first stretch of characters of base64 from \a from on.
    static std::optional<Found> find(QByteArrayView bytes, qsizetype from);

    /// The characters that \a value alone determines where \a before bytes of others stand before
    /// it in the first three.
    static QByteArray coreOf(const QByteArray &value, quint8 before, bool isUrl);
    /// Where the core of \a value stands at \a offset: writes \a other, which is as long, in its
    /// place. False if the characters around are not those of \a value.
    static bool replace(QByteArray *bytes, qsizetype offset, const QByteArray &value,
                        const QByteArray &other, quint8 before, bool isUrl);

    explicit Base64Run(QByteArrayView written);

    /// As many are to remain.
    QByteArray &bytes() { return m_bytes; }
    QByteArray written() const;

private:
    QByteArray m_written;
    QByteArray m_bytes;
    bool m_isUrl = false;
};

} // namespace Redaction
