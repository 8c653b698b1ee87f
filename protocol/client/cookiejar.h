// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/field.h"

#include <QNetworkCookieJar>
#include <QUrl>

namespace Client {

/// The cookies that one client was given. Asked and told by hand, for both of Qt's classes: it
/// knows the target's true scheme, which those don't, so that `Secure` cookies come back, and that
/// a WebSocket's handshake has the cookies of the polling before it.
class CookieJar : private QNetworkCookieJar
{
public:
    /// Takes the values of Set-Cookie fields of an answer from \a url.
    void take(const QUrl &url, const QList<QByteArray> &values);

    /// The value of a Cookie field for \a url, empty for none. \a own are cookies that the user
    /// wants to be sent, "a=1; b=2": they go first, and win over one of the same name.
    QByteArray header(const QUrl &url, const QByteArray &own) const;
};

} // namespace Client
