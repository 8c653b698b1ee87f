// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/scanner.h"

#include "protocol/redaction/headscan.h"
#include "protocol/redaction/msgpackscalar.h"
#include "protocol/redaction/msgpackwalk.h"

#include <algorithm>

namespace Redaction {

namespace {

constexpr int MostNesting = 4; // JSON in strings of JSON
constexpr qsizetype LeastNumber = 4; // digits of what may be a code

/// What the packet that begins with \a between, before its JSON, is: Connect where all of that is
/// about who connects.
Place placeOfPacket(QByteArrayView between)
{
    qsizetype begin = between.lastIndexOf('\x1e') + 1;
    const qsizetype comma = between.lastIndexOf(',');
    const qsizetype slash = comma < 0 ? -1 : between.indexOf('/', begin);
    const QByteArrayView before = slash < 0 ? between : between.first(slash);
    begin = std::max(begin, before.lastIndexOf(':') + 1); // lengths, in polling of version 3
    const QByteArrayView digits = before.sliced(std::min(begin, before.size()));
    return digits == "0" || digits.endsWith("40") ? Place::Connect : Place::Payload;
}

bool isBase64Url(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '_';
}

/// Where the JSON Web Token ends that begins at \a from; -1 if none does.
qsizetype endOfJwt(QByteArrayView bytes, qsizetype from)
{
    constexpr qsizetype LeastPart = 6;
    qsizetype at = from;
    for (int part = 0; part < 3; ++part) {
        const qsizetype begin = at;
        while (at < bytes.size() && isBase64Url(bytes.at(at)))
            ++at;
        if (at - begin < LeastPart)
            return -1;
        if (part < 2 && (at >= bytes.size() || bytes.at(at++) != '.'))
            return -1;
    }
    return at;
}

void findJwts(QByteArrayView bytes, Place place, Sightings *found)
{
    const QByteArrayView beginning("eyJ"); // {" in base64
    for (qsizetype at = bytes.indexOf(beginning); at >= 0; at = bytes.indexOf(beginning, at + 1)) {
        if (at > 0 && isBase64Url(bytes.at(at - 1)))
            continue;
        const qsizetype end = endOfJwt(bytes, at);
        if (end < 0)
            continue;
        const QByteArrayView token = bytes.sliced(at, end - at);
        found->push_back({Kind::Jwt, place, token.toByteArray(), at, token.size()});
        at = end - 1;
    }
}

void findPattern(const QRegularExpression &pattern, const QString &text, bool isUtf8, Place place,
                 Sightings *found)
{
    const auto bytesOf
        = [isUtf8](QStringView part) { return isUtf8 ? part.toUtf8() : part.toLatin1(); };
    qsizetype counted = 0; // characters
    qsizetype bytes = 0; // of these
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const int group = match.lastCapturedIndex() >= 1 ? 1 : 0;
        const qsizetype start = match.capturedStart(group);
        if (match.capturedLength(group) == 0 || start < counted)
            continue;
        bytes += bytesOf(QStringView(text).sliced(counted, start - counted)).size();
        counted = start;
        const QByteArray value = bytesOf(match.capturedView(group));
        found->push_back({Kind::Pattern, place, value, bytes, value.size()});
    }
}

bool isSame(QByteArrayView name, QByteArrayView lower)
{
    return name.size() == lower.size() && name.compare(lower, Qt::CaseInsensitive) == 0;
}

bool isNumber(QByteArrayView token)
{
    return token.size() >= LeastNumber
        && std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// User name and password of an MQTT CONNECT packet.
void findMqtt(QByteArrayView bytes, Sightings *found)
{
    constexpr char Connect = '\x10';
    if (bytes.size() < 12 || bytes.front() != Connect)
        return;
    qsizetype at = 1;
    while (at < 5 && at < bytes.size() && (static_cast<uchar>(bytes.at(at)) & 0x80U) != 0)
        ++at;
    ++at;
    const auto field = [&]() -> std::optional<QByteArrayView> {
        if (at + 2 > bytes.size())
            return std::nullopt;
        const qsizetype size
            = static_cast<uchar>(bytes.at(at)) << 8U | static_cast<uchar>(bytes.at(at + 1));
        at += 2;
        if (size > bytes.size() - at)
            return std::nullopt;
        at += size;
        return bytes.sliced(at - size, size);
    };
    const auto name = field();
    if (!name || (*name != "MQTT" && *name != "MQIsdp") || at + 4 > bytes.size())
        return;
    const bool hasProperties = bytes.at(at) >= 5;
    const auto flags = static_cast<uchar>(bytes.at(at + 1));
    at += 4;
    const auto skipProperties = [&] {
        if (hasProperties && at < bytes.size())
            at += 1 + static_cast<uchar>(bytes.at(at));
    };
    skipProperties();
    bool isWhole = field().has_value(); // the client's id
    if ((flags & 0x04U) != 0) {
        skipProperties();
        isWhole = isWhole && field() && field();
    }
    for (const auto &[bit, kind] : {std::pair(0x80U, Kind::Credentials), {0x40U, Kind::Password}}) {
        if (!isWhole || (flags & bit) == 0)
            continue;
        const auto value = field();
        isWhole = value.has_value();
        if (value && !value->isEmpty())
            found->push_back(
                {kind, Place::Connect, value->toByteArray(), at - value->size(), value->size()});
    }
}

} // namespace

/// kindOfName(), which is asked for few names, and often.
std::optional<Kind> Scanner::kindOf(QByteArrayView name) const
{
    constexpr qsizetype MostNames = 4096;
    const QByteArray key = QByteArray::fromRawData(name.data(), name.size());
    const auto known = m_kinds.constFind(key);
    if (known != m_kinds.constEnd())
        return *known;
    if (m_kinds.size() >= MostNames)
        m_kinds.clear();
    return *m_kinds.insert(name.toByteArray(), kindOfName(name));
}

/// A part of the way is named like a secret: then all below it is one.
std::optional<Kind> Scanner::kindOf(const JsonWalk::Way &way) const
{
    for (std::size_t i = way.size(); i-- > 0;) {
        if (const auto kind = way[i].index < 0 ? kindOf(way[i].key) : std::nullopt)
            return kind;
    }
    return std::nullopt;
}

/// The same where somebody connects, and all may be a secret but for the place in the stream.
std::optional<Kind> Scanner::kindOfConnect(const JsonWalk::Way &way, bool isString) const
{
    const QByteArrayView key = way.back().index < 0 ? way.back().key : QByteArrayView();
    if (key == "pid")
        return Kind::Pid;
    const auto kind = kindOf(way);
    if (kind || !isString || key == "offset" || key == "upgrades" || way.back().index >= 0)
        return kind;
    return Kind::Password;
}

Sightings Scanner::head(QByteArrayView bytes) const
{
    Sightings found;
    scanHead(bytes, &found);
    text(bytes, Place::Head, &found);
    return found;
}

Sightings Scanner::address(QByteArrayView bytes) const
{
    Sightings found;
    scanAddress(bytes, &found);
    text(bytes, Place::Address, &found);
    return found;
}

Sightings Scanner::form(QByteArrayView bytes) const
{
    Sightings found;
    scanForm(bytes, &found);
    for (Sighting &sighting : found)
        sighting.place = Place::Body;
    text(bytes, Place::Body, &found);
    return found;
}

Sightings Scanner::content(QByteArrayView bytes) const
{
    Sightings found;
    if (bytes.startsWith("CONNECT\n") || bytes.startsWith("STOMP\n")
        || bytes.startsWith("CONNECT\r\n") || bytes.startsWith("STOMP\r\n")) {
        const qsizetype end = bytes.indexOf(QByteArrayView("\n\n"));
        scanHead(end < 0 ? bytes : bytes.first(end), &found);
        for (Sighting &sighting : found)
            sighting.place = Place::Connect;
    }
    if (bytes.startsWith("40/")) // its query, in version 2
        scanAddress(bytes.first(std::min<qsizetype>(bytes.size(), 4096)), &found);
    findMqtt(bytes, &found);
    if (const qsizetype start = startOfMsgPack(bytes); start >= 0)
        msgpack(bytes, start, &found);
    else
        json(bytes, 0, &found);
    text(bytes, Place::Payload, &found);
    return found;
}

Sightings Scanner::nested(QByteArrayView bytes) const
{
    Sightings found;
    JsonWalk walk;
    walk.onScalar = [&](const JsonWalk::Scalar &one, const JsonWalk::Way &way) {
        scalar(one, way, Place::Payload, Spelling::Json, 0, &found);
    };
    walk.walk(bytes);
    return found;
}

/// What begins \a from bytes behind the first.
void Scanner::msgpack(QByteArrayView bytes, qsizetype from, Sightings *found) const
{
    const QByteArrayView connect("\xa4type\x00", 6);
    const QByteArrayView beginning = bytes.first(std::min<qsizetype>(bytes.size(), 256));
    const bool isConnect = beginning.indexOf(connect) >= 0;
    MsgPackWalk walk;
    const auto take = [&](const JsonWalk::Way &way, const auto &takeAt) {
        const bool isData = way.size() > 1 && way.front().key == "data";
        const JsonWalk::Way inner(way.begin() + (isData ? 1 : 0), way.end());
        takeAt(inner, isConnect && isData ? Place::Connect : Place::Payload);
    };
    walk.onScalar = [&](JsonWalk::Scalar string, const JsonWalk::Way &way) {
        string.offset += from;
        take(way, [&](const JsonWalk::Way &inner, Place place) {
            scalar(string, inner, place, Spelling::Plain, 0, found);
        });
    };
    walk.onOther = [&](QByteArrayView token, qsizetype offset, const JsonWalk::Way &way) {
        take(way, [&](const JsonWalk::Way &inner, Place place) {
            other(token, offset + from, inner, place, found);
        });
    };
    walk.walk(bytes.sliced(from));
}

bool Scanner::isAtPath(const JsonWalk::Way &way) const
{
    return std::any_of(m_rules.paths.begin(), m_rules.paths.end(),
                       [&way](const JsonPath &path) { return path.matches(way); });
}

/// A number, a boolean, bytes or an extension of MessagePack.
void Scanner::other(QByteArrayView token, qsizetype offset, const JsonWalk::Way &way, Place place,
                    Sightings *found) const
{
    const std::optional<Kind> named = way.back().index < 0 ? kindOf(way.back().key) : std::nullopt;
    const bool isThere = isAtPath(way);
    if (!isThere && !named)
        return;
    const MsgPackScalar scalar(token);
    const QByteArray value = scalar.text();
    if (value.isEmpty())
        return;
    const auto add = [&](Kind kind) {
        found->push_back({kind, place, value, offset, token.size(), Spelling::MsgPack});
    };
    if (isThere)
        add(Kind::Path);
    if (named && (scalar.type() == MsgPackScalar::Type::Bytes || isNumber(value)))
        add(*named);
}

void Scanner::text(QByteArrayView bytes, Place place, Sightings *found) const
{
    findJwts(bytes, place, found);
    if (m_rules.patterns.isEmpty())
        return;
    const bool isUtf8 = bytes.isValidUtf8();
    const QString text = isUtf8 ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
    for (const QRegularExpression &pattern : m_rules.patterns)
        findPattern(pattern, text, isUtf8, place, found);
}

void Scanner::json(QByteArrayView bytes, int depth, Sightings *found) const
{
    Place place = Place::Payload;
    JsonWalk walk;
    walk.onRoot = [&place, depth](QByteArrayView between) {
        place = depth == 0 ? placeOfPacket(between) : Place::Payload;
    };
    walk.onScalar = [&](const JsonWalk::Scalar &one, const JsonWalk::Way &way) {
        scalar(one, way, place, Spelling::Json, depth, found);
    };
    walk.walk(bytes);
}

void Scanner::scalar(const JsonWalk::Scalar &scalar, const JsonWalk::Way &way, Place place,
                     Spelling spelling, int depth, Sightings *found) const
{
    const bool isLiteral = !scalar.isString && (scalar.token == "true" || scalar.token == "false");
    if (scalar.token.isEmpty() || (!scalar.isString && !isLiteral && !isJsonNumber(scalar.token)))
        return;
    const Spelling written = scalar.isString ? spelling
        : isLiteral                          ? Spelling::JsonLiteral
                                             : Spelling::Plain;
    const auto add = [&](Kind kind, QByteArrayView value, qsizetype offset, qsizetype length) {
        found->push_back(
            {kind, place, value.toByteArray(), depth == 0 ? offset : -1, length, written});
    };
    const bool isSpelled = spelling == Spelling::Json && scalar.token.contains('\\');
    const QByteArray value = scalar.isString && isSpelled
        ? SpelledText(scalar.token, spelling).text()
        : scalar.token.toByteArray();
    const bool isPlain = value.size() == scalar.token.size();
    if (isAtPath(way))
        add(Kind::Path, value, scalar.offset, scalar.token.size());
    if (!scalar.isString && !isNumber(scalar.token))
        return;
    const auto kind = place == Place::Connect ? kindOfConnect(way, scalar.isString) : kindOf(way);
    const QByteArrayView key = way.back().key;
    Sightings within;
    if (isSame(key, "cookie") || isSame(key, "set-cookie")) {
        scanCookies(value, &within);
    } else if (kind && scalar.isString) {
        const qsizetype space = value.indexOf(' ');
        const QByteArray scheme = value.left(std::max<qsizetype>(space, 0)).toLower();
        if (scheme == "bearer" || scheme == "basic" || scheme == "token")
            scanCredentials(value, *kind, &within);
        else
            add(*kind, value, scalar.offset, scalar.token.size());
    } else if (kind && way.back().index < 0 && kindOf(key)) {
        add(*kind, value, scalar.offset, scalar.token.size());
    } else if (depth < MostNesting && (value.startsWith('{') || value.startsWith('['))) {
        json(value, depth + 1, found);
    } else if (value.contains("://") || value.startsWith('/')) {
        scanAddress(value, &within);
    }
    for (Sighting &sighting : within) {
        sighting.place = place;
        const bool hasPlace = isPlain && depth == 0 && sighting.offset >= 0;
        sighting.offset = hasPlace ? sighting.offset + scalar.offset : -1;
        found->push_back(std::move(sighting));
    }
}

} // namespace Redaction
