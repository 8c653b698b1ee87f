// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <vector>

namespace Redaction {

/// What a secret is.
enum class Kind : quint8 {
    Sid, ///< of an Engine.IO session, or of a socket
    Pid, ///< what recovers a session
    Cookie,
    Credentials, ///< of Authorization and its like
    Password, ///< a password, or what stands in the data that a client connects with
    Token, ///< a token, key or signature by its name
    Jwt, ///< it looks like a JSON Web Token
    Path, ///< it stands where the user said
    Pattern ///< it is what the user described
};
inline constexpr int Kinds = 9;

/// "sid", "pid", "cookie", "credentials", "password", "token", "jwt", "path", "pattern"
QByteArrayView kindName(Kind kind);

/// RFC 8259 section 6.
bool isJsonNumber(QByteArrayView text);

/// Where a secret was found; a bit each.
enum class Place : quint8 { Head, Address, Connect, Payload, Body, Notes };
inline constexpr int Places = 6;

/// "head", "address", "connect", "payload", "body", "notes"
QByteArrayView placeName(Place place);

struct Secret
{
    Kind kind = Kind::Token;
    QByteArray value;
    QByteArray standIn; ///< of the same length, and with characters of the same lengths in UTF-8
    quint32 places = 0; ///< bits by Place
    qint64 count = 0; ///< how often it was found
    /// It is replaced wherever its bytes are. Of those that are short or like any word only where
    /// they were found.
    bool isEverywhere = false;
    bool isKept = false; ///< the user wants it to stay

    bool isAt(Place place) const { return (places >> static_cast<int>(place) & 1U) != 0; }
};

/// The secrets of one capture, each with its stand-in, in the order in which they were found.
///
/// The same secret has the same stand-in, another one another. A stand-in says its kind and number
/// ("token-1-redactedxxxxxx", of a sid "1-sid-redactedxxxxxx"), as far as there is room: it is as
/// long as the secret, so that no length that something announces becomes wrong. Quotes,
/// backslashes, slashes and control characters stay where they are, so that each spelling of the
/// secret has one of the same length for the stand-in. Of a number all but the digits stays, and an
/// integer fits wherever the other did.
class SecretTable
{
public:
    /// Shorter ones are replaced only where they were found.
    static constexpr qsizetype LeastBytes = 6;
    /// Of longer ones only so much is looked for everywhere.
    static constexpr qsizetype MostBytes = qsizetype(16) << 10;

    void add(Kind kind, QByteArrayView value, Place place);
    /// Gives the secret that \a whole begins with the stand-in that its stand-in begins with.
    void addBeginning(const QByteArray &whole, qsizetype length, Place place);
    void keep(std::size_t index, bool isKept) { m_secrets[index].isKept = isKept; }
    /// Keeps all of \a kind.
    void keepKind(Kind kind);

    const std::vector<Secret> &secrets() const { return m_secrets; }
    bool isEmpty() const { return m_secrets.empty(); }
    /// Null if it is none.
    const Secret *find(const QByteArray &value) const;
    bool isStandIn(const QByteArray &value) const { return m_standIns.contains(value); }

private:
    QByteArray standInFor(Kind kind, const QByteArray &value);

    std::vector<Secret> m_secrets;
    QHash<QByteArray, std::size_t> m_indexes; // by value
    QSet<QByteArray> m_standIns;
    qint64 m_counts[Kinds] {};
};

} // namespace Redaction
