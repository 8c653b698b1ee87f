// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/field.h"
#include "protocol/problem.h"

namespace Http {

/// The head of one request or response: the start line and the fields, as they crossed.
///
/// What is wrong with it is in `problems`; a head that breaks RFC 9112 has as much as could be
/// read. `raw` and `fields` end at the limit of the decoder (HttpHeadTooLong); `wireBytes` does
/// not.
struct Head
{
    /// The bytes as they crossed, with the blank line at the end, and with empty lines before the
    /// start line where there were any. All of it unless HttpHeadTooLong is set.
    QByteArray raw;
    qint64 streamOffset = 0; ///< where raw begins, in bytes fed to the decoder before it
    qint64 wireBytes = 0; ///< the true size of the head

    bool isRequest = true;
    QByteArray method; ///< of a request, as it crossed
    QByteArray target; ///< of a request, as it crossed: split it with Target
    int status = 0; ///< of a response; 0 when it could not be read
    QByteArray reason; ///< of a response
    int majorVersion = 0; ///< both 0 when there is no version that could be read
    int minorVersion = 0;

    QList<Field> fields;
    Problems problems;

    /// The value of the first field called \a name, in any case.
    std::optional<QByteArray> value(QByteArrayView name) const;
    /// The values of all fields called \a name, in their order.
    QList<QByteArray> values(QByteArrayView name) const;
    /// True when \a token is an element of the lists in the fields called \a name, in any case:
    /// `hasToken("Connection", "upgrade")`.
    bool hasToken(QByteArrayView name, QByteArrayView token) const;

    /// RFC 9110 7.8: a request that asks to go on in another protocol. What follows it must not be
    /// decoded before the status of the response is known.
    bool asksForUpgrade() const;
    /// A response after which the connection is no longer HTTP: 101. (A 2xx to CONNECT is the other
    /// case; the head alone does not tell.)
    bool switchesProtocols() const { return !isRequest && status == 101; }
    /// A response that is followed by another one to the same request: 1xx but 101.
    bool isInterim() const { return !isRequest && status >= 100 && status < 200 && status != 101; }
    /// RFC 9112 9.3: the connection persists after this message, as far as its sender says.
    bool keepsAlive() const;

    /// What the body is coded with, in the order of application, for ContentDecoder:
    /// Content-Encoding, then the transfer codings but `chunked`; lower case.
    QList<QByteArray> bodyCodings() const;
};

} // namespace Http
