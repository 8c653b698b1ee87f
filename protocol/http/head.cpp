// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/head.h"

#include <algorithm>

namespace Http {

std::optional<QByteArray> Head::value(QByteArrayView name) const
{
    return firstValue(fields, name);
}

QList<QByteArray> Head::values(QByteArrayView name) const
{
    return allValues(fields, name);
}

bool Head::hasToken(QByteArrayView name, QByteArrayView token) const
{
    const QList<QByteArray> elements = allElements(fields, name);
    return std::any_of(elements.begin(), elements.end(),
                       [token](const QByteArray &element) { return isSameName(element, token); });
}

bool Head::asksForUpgrade() const
{
    return isRequest && value("Upgrade").has_value() && hasToken("Connection", "upgrade");
}

bool Head::keepsAlive() const
{
    if (hasToken("Connection", "close"))
        return false;
    return (majorVersion == 1 && minorVersion >= 1) || hasToken("Connection", "keep-alive");
}

QList<QByteArray> Head::bodyCodings() const
{
    QList<QByteArray> codings;
    for (const QByteArray &coding : allElements(fields, "Content-Encoding"))
        codings.append(coding.toLower());
    for (const QByteArray &element : allElements(fields, "Transfer-Encoding")) {
        // parameters of transfer codings do not matter to any coding that is in use
        const QByteArrayView name = withoutWhiteSpace(QByteArrayView(element).first(
            element.contains(';') ? element.indexOf(';') : element.size()));
        if (!isSameName(name, "chunked"))
            codings.append(name.toByteArray().toLower());
    }
    codings.removeAll("identity");
    return codings;
}

} // namespace Http
