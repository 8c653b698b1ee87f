// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/sizelist.h"

#include "widgets/compare/comparewords.h"

#include <QRegularExpression>

#include <algorithm>

namespace {

qint64 unitOf(const QString &name)
{
    if (name == QLatin1String("kb") || name == QLatin1String("kib") || name == QLatin1String("k"))
        return 1024;
    if (name == QLatin1String("mib"))
        return qint64(1024) * 1024;
    return name == QLatin1String("mb") || name == QLatin1String("m") ? 1'000'000 : 1;
}

} // namespace

QString sizeListText(const QList<qint64> &sizes)
{
    QStringList words;
    for (const qint64 size : sizes) {
        const QString text = sizeText(size);
        // Without what parts the thousands.
        words += text.endsWith(QLatin1String(" B")) ? QStringLiteral("%1 B").arg(size) : text;
    }
    return words.join(QStringLiteral(", "));
}

std::optional<QList<qint64>> sizeListFromText(const QString &text)
{
    static const QRegularExpression one(
        QStringLiteral(R"(\G[\s,;]*(\d{1,9})\s*(b|kb|kib|k|mb|mib|m)?(?=[\s,;]|$)[\s,;]*)"),
        QRegularExpression::CaseInsensitiveOption);
    QList<qint64> sizes;
    qsizetype at = 0;
    while (at < text.size()) {
        const QRegularExpressionMatch match = one.match(text, at);
        if (!match.hasMatch())
            return std::nullopt;
        sizes += match.captured(1).toLongLong() * unitOf(match.captured(2).toLower());
        at = match.capturedEnd();
    }
    std::sort(sizes.begin(), sizes.end());
    const auto end = std::unique(sizes.begin(), sizes.end());
    sizes.resize(end - sizes.begin());
    return sizes;
}
