// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/cookiejar.h"

#include <QNetworkCookie>
#include <QSet>

namespace Client {

void CookieJar::take(const QUrl &url, const QList<QByteArray> &values)
{
    for (const QByteArray &value : values)
        setCookiesFromUrl(QNetworkCookie::parseCookies(value), url);
}

QByteArray CookieJar::header(const QUrl &url, const QByteArray &own) const
{
    QByteArray header = own.trimmed();
    QSet<QByteArray> names;
    for (const QByteArray &pair : own.split(';'))
        names.insert(pair.left(pair.indexOf('=')).trimmed());
    const QList<QNetworkCookie> cookies = cookiesForUrl(url);
    for (const QNetworkCookie &cookie : cookies) {
        if (names.contains(cookie.name()))
            continue;
        if (!header.isEmpty())
            header += "; ";
        header += cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
    }
    return header;
}

} // namespace Client
