// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientoptions.h"
#include "protocol/tap/tapoptions.h"

namespace Client {

/// A client's URL in the parts that its requests are made of.
struct ClientUrl
{
    Tap::TargetUrl target; ///< without base path
    QByteArray path; ///< as it was written, "/" if it was not
    QByteArray query; ///< likewise, without the question mark
    QByteArray authorization; ///< from a user and password in the URL: a field's value, or empty
    QByteArray error; ///< a sentence: there is no such URL

    static ClientUrl parse(const QByteArray &url);

    /// What Qt's classes are given to reach \a pathAndQuery through the private tap: plain http or
    /// ws, with the port.
    QByteArray disguised(bool isWebSocket, const QByteArray &pathAndQuery) const;
    /// The origin of \a pathAndQuery as the server knows it: "https://example.org/path".
    QByteArray real(const QByteArray &pathAndQuery) const;
};

} // namespace Client
