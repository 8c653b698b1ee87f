// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/headdecoder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Http {

namespace {

constexpr qsizetype maxEmptyLineBytes = 64; // before a start line
constexpr qsizetype maxMethodBytes = 32;
constexpr qsizetype leastMaxBytes = 256; // so that what decides between HTTP and not is always kept
constexpr QByteArrayView versionPrefix("HTTP/");

bool isKnownMethod(QByteArrayView method)
{
    static constexpr std::array<QByteArrayView, 9> methods {
        "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"};
    return std::find(methods.begin(), methods.end(), method) != methods.end();
}

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

bool isVisible(char character)
{
    return character > ' ' && character < 0x7f;
}

/// A control character that no start line has, not even a bad one.
bool isBinary(char character)
{
    const auto code = static_cast<uchar>(character);
    return (code < 0x20 && character != '\t' && character != '\r') || code == 0x7f;
}

bool readVersion(QByteArrayView version, Head &head)
{
    if (version.size() != 8 || !version.startsWith(versionPrefix) || !isDigit(version[5])
        || version[6] != '.' || !isDigit(version[7]))
        return false;
    head.majorVersion = version[5] - '0';
    head.minorVersion = version[7] - '0';
    return head.majorVersion == 1;
}

} // namespace

HeadDecoder::HeadDecoder(Role role, qsizetype maxBytes)
    : m_role(role)
    , m_maxBytes(std::max(maxBytes, leastMaxBytes))
    , m_lines(m_maxBytes)
{
    m_head.isRequest = role == Role::Request;
}

qsizetype HeadDecoder::feed(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (taken < bytes.size() && (m_state == State::Empty || m_state == State::Reading)) {
        const QByteArrayView rest = bytes.sliced(taken);
        const qsizetype count = m_part == Part::Fields ? m_lines.feed(rest) : feedStartLine(rest);
        keep(rest.first(count));
        taken += count;
        if (m_lines.isDone())
            m_state = State::Done;
    }
    return taken;
}

void HeadDecoder::keep(QByteArrayView bytes)
{
    m_head.wireBytes += bytes.size();
    m_head.raw.append(bytes.first(std::min(bytes.size(), m_maxBytes - m_head.raw.size())));
}

qsizetype HeadDecoder::feedStartLine(QByteArrayView bytes)
{
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char character = bytes[i];
        const qint64 position = m_head.wireBytes + i;
        if (m_part == Part::EmptyLines) {
            if (character == '\r' || character == '\n') {
                if (position >= maxEmptyLineBytes) {
                    m_state = State::NotHttp;
                    return i + 1;
                }
                continue;
            }
            // RFC 9112 2.2 allows empty lines before a request only
            m_head.problems.addIf(position > 0 && m_role == Role::Response,
                                  Problem::HttpBadStartLine);
            m_part = Part::StartLine;
            m_state = State::Reading;
        }
        if (character == '\n') {
            endStartLine(position < m_maxBytes);
            return i + 1;
        }
        if (position >= m_maxBytes)
            continue; // a start line that is cut is not judged any more: its bytes are not kept
        if (!accepts(character)) {
            m_state = State::NotHttp;
            return i + 1;
        }
        m_startLine.append(character);
    }
    return bytes.size();
}

bool HeadDecoder::accepts(char character)
{
    const qsizetype index = m_startLine.size();
    if (m_role == Role::Response)
        return index < versionPrefix.size() ? character == versionPrefix[index]
                                            : !isBinary(character);
    if (m_methodEnd >= 0)
        return !isBinary(character);
    if (character == ' ' && index > 0) {
        m_methodEnd = index;
        return true;
    }
    return index < maxMethodBytes && isTokenCharacter(character);
}

void HeadDecoder::endStartLine(bool whole)
{
    QByteArrayView line(m_startLine);
    if (line.endsWith('\r'))
        line.chop(1);
    const bool isHttp
        = m_role == Role::Request ? readRequestLine(line, whole) : readStatusLine(line);
    m_part = Part::Fields;
    if (!isHttp)
        m_state = State::NotHttp;
}

bool HeadDecoder::readRequestLine(QByteArrayView line, bool whole)
{
    if (m_methodEnd < 0)
        return false;
    m_head.method = line.first(m_methodEnd).toByteArray();
    QByteArrayView rest = line.sliced(std::min(m_methodEnd + 1, line.size()));
    const QByteArrayView trimmed = withoutWhiteSpace(rest);
    bool good = trimmed.size() == rest.size();
    rest = trimmed;

    const qsizetype space = rest.lastIndexOf(' ');
    const QByteArrayView version = rest.sliced(space + 1);
    if (version.startsWith(versionPrefix)) {
        good &= readVersion(version, m_head);
        rest = withoutWhiteSpace(rest.first(std::max<qsizetype>(space, 0)));
    } else if (whole && !isKnownMethod(m_head.method)) {
        return false;
    } else {
        good = false;
    }
    m_head.target = rest.toByteArray();
    good &= !rest.isEmpty() && std::all_of(rest.begin(), rest.end(), isVisible);
    m_head.problems.addIf(!good, Problem::HttpBadStartLine);
    // the preface of HTTP/2 (RFC 9113 3.4) is made to look like a request
    return m_head.method != "PRI" || m_head.majorVersion != 2;
}

bool HeadDecoder::readStatusLine(QByteArrayView line)
{
    if (!line.startsWith(versionPrefix))
        return false;
    const qsizetype space = line.indexOf(' ');
    const QByteArrayView version = space < 0 ? line : line.first(space);
    bool good = readVersion(version, m_head);
    QByteArrayView rest = space < 0 ? QByteArrayView() : line.sliced(space + 1);
    if (rest.size() >= 3 && std::all_of(rest.begin(), rest.begin() + 3, isDigit)
        && (rest.size() == 3 || rest[3] == ' ')) {
        m_head.status = rest.first(3).toByteArray().toInt();
        rest = rest.sliced(std::min<qsizetype>(4, rest.size()));
        good &= m_head.status >= 100;
    } else {
        good = false;
    }
    m_head.reason = rest.toByteArray();
    good &= !rest.contains('\r');
    m_head.problems.addIf(!good, Problem::HttpBadStartLine);
    return true;
}

void HeadDecoder::finish()
{
    if (m_state != State::Reading)
        return;
    const Problems before = m_head.problems;
    if (m_part == Part::Fields) {
        m_lines.finish();
        m_state = State::Done;
    } else {
        endStartLine(true);
        if (m_state != State::NotHttp)
            m_state = State::Done;
        m_head.problems = before; // an unfinished line is cut off and not bad
    }
    m_head.problems.add(Problem::HttpCutOff);
}

Head HeadDecoder::takeHead()
{
    m_head.fields = m_lines.takeFields();
    m_head.problems.add(m_lines.problems());
    m_head.problems.addIf(m_head.wireBytes > m_maxBytes, Problem::HttpHeadTooLong);
    return std::move(m_head);
}

QByteArray HeadDecoder::takeRaw()
{
    return std::move(m_head.raw);
}

} // namespace Http
