// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/headencoder.h"

#include "protocol/http/target.h"

#include <algorithm>
#include <array>

namespace Http {

namespace {

struct Reason
{
    int status;
    QByteArrayView phrase;
};

constexpr std::array<Reason, 40> reasons {{
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
}};

/// \a bytes for one line.
QByteArray inOneLine(QByteArrayView bytes)
{
    QByteArray line = bytes.toByteArray();
    line.replace('\r', ' ').replace('\n', ' ');
    return line;
}

QByteArray withFields(QByteArray head, const QList<Field> &fields)
{
    head += "\r\n";
    for (const Field &field : fields)
        head += inOneLine(field.name) + ": " + inOneLine(field.value) + "\r\n";
    return head += "\r\n";
}

} // namespace

QByteArray encodeRequestHead(QByteArrayView method, QByteArrayView target,
                             const QList<Field> &fields)
{
    return withFields(inOneLine(method) + ' ' + inOneLine(target) + " HTTP/1.1", fields);
}

QByteArray encodeResponseHead(int status, const QList<Field> &fields, QByteArrayView reason)
{
    return withFields("HTTP/1.1 " + QByteArray::number(status) + ' '
                          + inOneLine(reason.isEmpty() ? reasonPhrase(status) : reason),
                      fields);
}

QByteArrayView reasonPhrase(int status)
{
    const auto *const found
        = std::find_if(reasons.begin(), reasons.end(),
                       [status](const Reason &reason) { return reason.status == status; });
    return found == reasons.end() ? QByteArrayView("Unknown") : found->phrase;
}

HeadRewriter::HeadRewriter(QByteArray raw)
    : m_bytes(std::move(raw))
{
}

int HeadRewriter::replaceValue(QByteArrayView name, QByteArrayView value)
{
    int count = 0;
    const QList<Line> lines = fieldLines();
    for (qsizetype i = lines.size() - 1; i >= 0; --i) {
        const Line &line = lines[i];
        if (!isSameName(in(line.name), name))
            continue;
        ++count;
        const bool wasEmpty = line.value.begin == line.value.end;
        replace(line.value, (wasEmpty && !value.isEmpty() ? " " : "") + inOneLine(value));
    }
    return count;
}

int HeadRewriter::removeField(QByteArrayView name)
{
    int count = 0;
    const QList<Line> lines = fieldLines();
    for (qsizetype i = lines.size() - 1; i >= 0; --i) {
        const Line &line = lines[i];
        if (!isSameName(in(line.name), name))
            continue;
        ++count;
        replace(line.whole, {});
    }
    return count;
}

void HeadRewriter::appendField(QByteArrayView name, QByteArrayView value)
{
    const Span start = startLine();
    const QList<Line> lines = fieldLines();
    const qsizetype end = lines.isEmpty() ? lineEnd(start.begin) : lines.last().whole.end;
    const bool isBare = start.end < m_bytes.size() && m_bytes[start.end] == '\n';
    replace({end, end}, inOneLine(name) + ": " + inOneLine(value) + (isBare ? "\n" : "\r\n"));
}

bool HeadRewriter::replaceTarget(QByteArrayView target)
{
    const auto span = targetSpan();
    if (span)
        replace(*span, inOneLine(target));
    return span.has_value();
}

bool HeadRewriter::toOriginForm()
{
    const auto span = targetSpan();
    if (!span)
        return false;
    const Target target = Target::parse(in(*span));
    if (target.scheme.isEmpty())
        return false;
    replace(*span, target.originForm());
    return true;
}

/// The start line without its line end; empty lines may be before it.
HeadRewriter::Span HeadRewriter::startLine() const
{
    qsizetype begin = 0;
    while (begin < m_bytes.size() && (m_bytes[begin] == '\r' || m_bytes[begin] == '\n'))
        ++begin;
    return withoutLineEnd({begin, lineEnd(begin)});
}

std::optional<HeadRewriter::Span> HeadRewriter::targetSpan() const
{
    const Span line = startLine();
    const qsizetype first = m_bytes.indexOf(' ', line.begin);
    if (first < 0 || first >= line.end || in(line).startsWith("HTTP/"))
        return std::nullopt;
    qsizetype last = m_bytes.lastIndexOf(" HTTP/", line.end);
    if (last <= first)
        last = line.end;
    return Span {first + 1, last};
}

QList<HeadRewriter::Line> HeadRewriter::fieldLines() const
{
    QList<Line> lines;
    qsizetype begin = lineEnd(startLine().begin);
    while (begin < m_bytes.size()) {
        const qsizetype end = lineEnd(begin);
        const Span content = withoutLineEnd({begin, end});
        if (content.begin == content.end)
            break;
        const bool isFolded = m_bytes[begin] == ' ' || m_bytes[begin] == '\t';
        if (isFolded && !lines.isEmpty()) {
            lines.last().value.end = trimmed(content).end;
            lines.last().whole.end = end;
        } else if (!isFolded) {
            const qsizetype found = m_bytes.indexOf(':', begin);
            const qsizetype colon = found < 0 || found > content.end ? content.end : found;
            lines.append({trimmed({begin, colon}),
                          trimmed({std::min(colon + 1, content.end), content.end}),
                          {begin, end}});
        }
        begin = end;
    }
    return lines;
}

/// Behind the line feed of the line that begins at \a begin.
qsizetype HeadRewriter::lineEnd(qsizetype begin) const
{
    const qsizetype lineFeed = m_bytes.indexOf('\n', begin);
    return lineFeed < 0 ? m_bytes.size() : lineFeed + 1;
}

HeadRewriter::Span HeadRewriter::withoutLineEnd(Span line) const
{
    if (line.end > line.begin && m_bytes[line.end - 1] == '\n')
        --line.end;
    if (line.end > line.begin && m_bytes[line.end - 1] == '\r')
        --line.end;
    return line;
}

HeadRewriter::Span HeadRewriter::trimmed(Span span) const
{
    const QByteArrayView value = withoutWhiteSpace(in(span));
    const qsizetype begin
        = value.isEmpty() ? span.begin : static_cast<qsizetype>(value.data() - m_bytes.constData());
    return {begin, begin + value.size()};
}

QByteArrayView HeadRewriter::in(Span span) const
{
    return QByteArrayView(m_bytes).sliced(span.begin, span.end - span.begin);
}

void HeadRewriter::replace(Span span, QByteArrayView with)
{
    if (in(span) == with)
        return;
    m_bytes.replace(span.begin, span.end - span.begin, with);
    m_isChanged = true;
}

} // namespace Http
