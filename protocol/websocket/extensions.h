// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/problem.h"
#include "protocol/websocket/frame.h"

#include <QByteArrayList>
#include <QList>

#include <optional>

namespace WebSocket {

/// One parameter of an extension: "client_max_window_bits", or with a value.
struct ExtensionParameter
{
    QByteArray name;
    std::optional<QByteArray> value; ///< without its quotes
    bool operator==(const ExtensionParameter &) const = default;
};

struct Extension
{
    QByteArray name;
    QList<ExtensionParameter> parameters;
    bool operator==(const Extension &) const = default;
};

/// The elements of Sec-WebSocket-Extensions, RFC 6455 section 9.1, in their order.
struct ExtensionList
{
    QList<Extension> extensions;
    Problems problems; ///< WsBadExtension; what can't be read is left out
};

ExtensionList parseExtensions(QByteArrayView field);

/// What permessage-deflate was agreed to be, RFC 7692 section 7.1.
struct DeflateParameters
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    quint8 serverMaxWindowBits = 15; ///< 8 to 15
    quint8 clientMaxWindowBits = 15;

    bool noContextTakeover(Sender sender) const
    {
        return sender == Sender::Client ? clientNoContextTakeover : serverNoContextTakeover;
    }
    quint8 maxWindowBits(Sender sender) const
    {
        return sender == Sender::Client ? clientMaxWindowBits : serverMaxWindowBits;
    }
    bool operator==(const DeflateParameters &) const = default;
};

/// What the two fields together mean.
struct AgreedExtensions
{
    std::optional<DeflateParameters> deflate;
    QByteArrayList unknown; ///< names that a server accepted and we can't read
    Problems problems;
};

/// What a client offered and the server accepted. A server that accepts what was not offered, or
/// with parameters that make no sense, will compress all the same: deflate is set, with problems.
AgreedExtensions agreedExtensions(QByteArrayView offered, QByteArrayView accepted);

/// For a server: the first offer of permessage-deflate in \a offered that can be met, or nothing.
/// \a wanted narrows it further (smaller windows, no takeover).
std::optional<DeflateParameters> acceptDeflate(QByteArrayView offered,
                                               const DeflateParameters &wanted = {});

/// The field that says \a parameters, as a server's answer (or an offer that insists on them).
QByteArray toField(const DeflateParameters &parameters);

} // namespace WebSocket
