// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Tap {

/// How a TLS target is met. A value: it crosses threads.
struct TlsOptions
{
    QByteArray authoritiesPem; ///< certificates to trust besides the system's
    QByteArray certificatePem; ///< the client's own, and what it is signed with
    QByteArray keyPem; ///< the key of that certificate
    QByteArray keyPassphrase;
    QByteArray serverName; ///< to ask for and to verify instead of the host's name; empty: that
    bool acceptsAny = false; ///< whatever certificate the target shows
    /// The one certificate to take though it is not trusted: its SHA-256 in lower-case hex.
    QByteArray acceptedFingerprint;

    bool operator==(const TlsOptions &other) const = default;
};

/// What TLS with a target came to, as far as it got. A value.
struct TlsFacts
{
    /// What is wrong with the certificate. Of several, the first in this order.
    enum class Fault : quint8 {
        None,
        SelfSigned,
        UnknownAuthority,
        Expired, ///< or not valid yet
        WrongName,
        Other,
    };

    QByteArray protocol; ///< "TLSv1.3 TLS_AES_128_GCM_SHA256"; empty if it failed before
    QByteArray fingerprint; ///< SHA-256 of the target's certificate in lower-case hex
    QByteArray subject; ///< "CN=example.org"
    bool isTrusted = false; ///< without an exception
    Fault fault = Fault::None;

    bool operator==(const TlsFacts &other) const = default;
};

/// Another proxy that stands between the tap and its target. A value.
struct UpstreamProxy
{
    enum class Type : quint8 { None, Http, Socks5 };

    Type type = Type::None;
    QByteArray host;
    quint16 port = 0;
    QByteArray user; ///< or empty
    QByteArray password;

    bool operator==(const UpstreamProxy &other) const = default;
};

} // namespace Tap
