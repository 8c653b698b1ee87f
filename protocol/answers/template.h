// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>
#include <variant>
#include <vector>

namespace Answers {

/// What a template can take from.
struct Asked
{
    QByteArray data; ///< what the client said, as it is exported: of an event `["name",…]`
    QByteArray text; ///< of a plain text message
    QByteArray auth; ///< the client's auth object
    QByteArray id; ///< of its socket
    qint64 count = 0; ///< how often the answer was used, this time included
    qint64 time = 0; ///< milliseconds since 1970, UTC
};

/// JSON with places in it that are filled in for each answer:
///
/// - `{"$arg":0}`: the argument of that number of the event that asked
/// - `{"$data":"/1/id"}`: the value at that JSON pointer (RFC 6901) of what was said: of an event
/// /0
///   is the name
/// - `{"$auth":"/name"}`: likewise of the auth object
/// - `{"$text":true}`: the message of a plain WebSocket, as a text
/// - `{"$id":true}`: the id of the socket
/// - `{"$count":true}`: how often the answer was used
/// - `{"$time":"ms"}`, `{"$time":"iso"}`: the time
///
/// What isn't there is null. `{"$binary":"<base64>"}` are bytes, and other keys that begin with `$`
/// are written with two.
class Template
{
public:
    /// A fault in a template: where, and a sentence.
    struct Fault
    {
        qsizetype offset = 0;
        QByteArray text;
    };

    Template() = default;
    /// \a json is valid.
    static std::variant<Template, Fault> of(const QByteArray &json);
    /// The same of what was found to be without fault.
    static Template ofChecked(const QByteArray &json);

    /// JSON in the notation of exports.
    QByteArray fill(const Asked &asked) const;
    /// The text that it comes to: of a string what it says, of anything else its spelling.
    QByteArray fillText(const Asked &asked) const;

private:
    struct Place
    {
        enum class Kind : quint8 { Data, Auth, Text, Id, Count, Milliseconds, Iso };
        QByteArray before; ///< what is spelled in front of it
        Kind kind = Kind::Data;
        QByteArrayList path;
    };
    class Reader;

    static QByteArray valueOf(const Place &place, const Asked &asked);

    std::vector<Place> m_places;
    QByteArray m_rest;
};

} // namespace Answers
