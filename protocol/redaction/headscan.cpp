// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/headscan.h"

#include "protocol/redaction/rules.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace Redaction {

namespace {

/// A part of a text that knows where it stands in it.
class Part
{
public:
    explicit Part(QByteArrayView text)
        : m_text(text)
        , m_end(text.size())
    {
    }
    Part(const Part &whole, qsizetype begin, qsizetype end)
        : m_text(whole.m_text)
        , m_begin(whole.m_begin + begin)
        , m_end(whole.m_begin + std::max(begin, end))
    {
    }

    QByteArrayView bytes() const { return m_text.sliced(m_begin, m_end - m_begin); }
    qsizetype size() const { return m_end - m_begin; }
    qsizetype offset() const { return m_begin; }
    Part from(qsizetype begin) const { return {*this, begin, size()}; }
    Part until(qsizetype end) const { return {*this, 0, end}; }
    Part trimmed() const
    {
        qsizetype begin = 0;
        qsizetype end = size();
        const auto isSpace = [this](qsizetype i) {
            const char c = bytes().at(i);
            return c == ' ' || c == '\t' || c == '\r' || c == '"';
        };
        while (begin < end && isSpace(begin))
            ++begin;
        while (end > begin && isSpace(end - 1))
            --end;
        return {*this, begin, end};
    }
    /// Up to the first of \a separators; the rest behind it stays in this.
    Part take(QByteArrayView separators)
    {
        qsizetype end = 0;
        while (end < size() && !separators.contains(bytes().at(end)))
            ++end;
        const Part part = until(end);
        *this = from(std::min(end + 1, size()));
        return part;
    }

private:
    QByteArrayView m_text;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
};

void add(Sightings *found, Kind kind, Place place, const Part &part, Spelling spelling)
{
    if (part.size() == 0)
        return;
    found->push_back({kind, place, SpelledText(part.bytes(), spelling).text(), part.offset(),
                      part.size(), spelling});
}

/// Adds what was found in \a text, a part of what \a part says, at its place.
void addWithin(Sightings *found, Sightings &&within, const Part &part, Place place)
{
    for (Sighting &sighting : within) {
        if (sighting.offset >= 0)
            sighting.offset += part.offset();
        sighting.place = place;
        found->push_back(std::move(sighting));
    }
}

void scanAddressAt(const Part &part, Place place, Sightings *found)
{
    Sightings within;
    scanAddress(part.bytes(), &within);
    addWithin(found, std::move(within), part, place);
}

bool isSame(QByteArrayView name, QByteArrayView lower)
{
    return name.toByteArray().toLower() == lower;
}

/// Names that mean something only in queries.
std::optional<Kind> kindOfQuery(QByteArrayView name)
{
    const QByteArray plain = SpelledText(name, Spelling::Form).text();
    if (plain == "pid")
        return Kind::Pid;
    if (plain == "key" || plain == "code" || plain == "session" || plain == "access")
        return Kind::Token;
    return kindOfName(plain);
}

void scanPairs(Part rest, Sightings *found)
{
    while (rest.size() > 0) {
        const Part pair = rest.take("&;");
        const qsizetype equals = pair.bytes().indexOf('=');
        if (equals < 0)
            continue;
        const Part value = pair.from(equals + 1);
        if (const auto kind = kindOfQuery(pair.until(equals).bytes())) {
            add(found, *kind, Place::Address, value, Spelling::Form);
            continue;
        }
        const QByteArray text = SpelledText(value.bytes(), Spelling::Form).text();
        if (!text.contains('?') && !text.contains('@'))
            continue;
        Sightings within;
        scanAddress(text, &within);
        for (Sighting &sighting : within) {
            sighting.offset = -1;
            found->push_back(std::move(sighting));
        }
    }
}

void scanUser(const Part &authority, Sightings *found)
{
    const qsizetype at = authority.bytes().lastIndexOf('@');
    if (at <= 0)
        return;
    const Part user = authority.until(at);
    const qsizetype colon = user.bytes().indexOf(':');
    add(found, Kind::Credentials, Place::Address, colon < 0 ? user : user.until(colon),
        Spelling::Percent);
    if (colon >= 0)
        add(found, Kind::Password, Place::Address, user.from(colon + 1), Spelling::Percent);
}

void scanPath(Part path, Sightings *found)
{
    while (path.size() > 0) {
        const Part segment = path.take("/");
        const qsizetype matrix = segment.bytes().indexOf(';');
        if (matrix >= 0)
            scanPairs(segment.from(matrix + 1), found);
        const Part name = matrix < 0 ? segment : segment.until(matrix);
        if (looksRandom(name.bytes()))
            add(found, Kind::Token, Place::Address, name, Spelling::Percent);
    }
}

/// Subprotocols that are no names: a token is passed among them.
void scanSubprotocols(Part rest, Sightings *found)
{
    bool isAnnounced = false;
    while (rest.size() > 0) {
        Part item = rest.take(",").trimmed();
        const QByteArray lower = item.bytes().toByteArray().toLower();
        if (const qsizetype dots = lower.lastIndexOf(".k8s.io."); dots >= 0)
            add(found, Kind::Token, Place::Head, item.from(dots + 8), Spelling::Plain);
        else if (isAnnounced || looksRandom(item.bytes()))
            add(found, Kind::Token, Place::Head, item, Spelling::Percent);
        isAnnounced = kindOfName(lower).has_value();
    }
}

void scanField(QByteArrayView name, const Part &value, Sightings *found)
{
    const QByteArray lower = name.toByteArray().toLower();
    Sightings within;
    if (lower == "cookie") {
        scanCookies(value.bytes(), &within);
    } else if (lower == "set-cookie") {
        const qsizetype end = value.bytes().indexOf(';');
        scanCookies(end < 0 ? value.bytes() : value.bytes().first(end), &within);
    } else if (lower == "sec-websocket-protocol") {
        scanSubprotocols(value, found);
    } else if (lower == "authorization" || lower == "proxy-authorization") {
        scanCredentials(value.bytes(), Kind::Credentials, &within);
    } else if (lower == "login") { // of STOMP
        add(found, Kind::Credentials, Place::Connect, value, Spelling::Plain);
    } else if (const auto kind = kindOfName(lower)) {
        scanCredentials(value.bytes(), *kind, &within);
    } else if (value.bytes().contains('?') || value.bytes().contains('@')) {
        scanAddress(value.bytes(), &within);
    }
    addWithin(found, std::move(within), value, Place::Head);
}

} // namespace

bool looksRandom(QByteArrayView text)
{
    constexpr qsizetype LeastHex = 32;
    constexpr qsizetype Least = 20;
    bool hasUpper = false;
    bool hasLower = false;
    qsizetype digits = 0;
    bool isHex = true;
    for (const char c : text) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isLower = c >= 'a' && c <= 'z';
        const bool isDigit = c >= '0' && c <= '9';
        if (!isUpper && !isLower && !isDigit && c != '-' && c != '_' && c != '.' && c != '=')
            return false;
        hasUpper = hasUpper || isUpper;
        hasLower = hasLower || isLower;
        digits += isDigit ? 1 : 0;
        isHex = isHex && (isDigit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
    }
    if (isHex)
        return text.size() >= LeastHex;
    return text.size() >= Least && hasUpper && hasLower && digits > 0;
}

void scanCookies(QByteArrayView field, Sightings *found)
{
    Part rest(field);
    while (rest.size() > 0) {
        const Part pair = rest.take(";");
        const qsizetype equals = pair.bytes().indexOf('=');
        if (equals >= 0)
            add(found, Kind::Cookie, Place::Head, pair.from(equals + 1).trimmed(),
                Spelling::Percent);
    }
}

void scanCredentials(QByteArrayView field, Kind kind, Sightings *found)
{
    Part value = Part(field).trimmed();
    const qsizetype space = value.bytes().indexOf(' ');
    if (space < 0) {
        add(found, kind, Place::Head, value, Spelling::Percent);
        return;
    }
    const bool isBasic = isSame(value.bytes().first(space), "basic");
    value = value.from(space + 1).trimmed();
    add(found, kind, Place::Head, value, Spelling::Plain);
    if (!isBasic)
        return;
    const QByteArray decoded = QByteArray::fromBase64(value.bytes().toByteArray());
    const qsizetype colon = decoded.indexOf(':');
    if (colon >= 0 && colon + 1 < decoded.size())
        found->push_back({Kind::Password, Place::Head, decoded.mid(colon + 1)});
}

void scanForm(QByteArrayView form, Sightings *found)
{
    scanPairs(Part(form), found);
}

void scanAddress(QByteArrayView address, Sightings *found)
{
    Part rest(address);
    if (const qsizetype scheme = address.indexOf(QByteArrayView("://")); scheme >= 0) {
        Part authority = rest.from(scheme + 3);
        authority = authority.take("/?# ");
        scanUser(authority, found);
        rest = rest.from(scheme + 3 + authority.size());
    }
    Part path = rest;
    path = path.take("?#, ");
    scanPath(path, found);
    rest = rest.from(path.size());
    while (rest.size() > 0) {
        if (QByteArrayView("?#").contains(rest.bytes().front())) {
            rest = rest.from(1);
            scanPairs(rest.take("#, \r\n"), found);
        } else {
            rest = rest.from(1);
        }
    }
}

void scanHead(QByteArrayView head, Sightings *found)
{
    Part rest(head);
    bool isFirst = true;
    while (rest.size() > 0) {
        Part line = rest.take("\n");
        const qsizetype colon = line.bytes().indexOf(':');
        if (std::exchange(isFirst, false)) {
            const qsizetype space = line.bytes().indexOf(' ');
            if (space >= 0) {
                Part target = line.from(space + 1);
                scanAddressAt(target.take(" \r"), Place::Address, found);
                continue;
            }
        }
        if (colon > 0)
            scanField(line.until(colon).trimmed().bytes(), line.from(colon + 1).trimmed(), found);
    }
}

} // namespace Redaction
