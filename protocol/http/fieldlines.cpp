// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/fieldlines.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace Http {

namespace {

bool isControl(char character)
{
    return (static_cast<uchar>(character) < 0x20 && character != '\t') || character == 0x7f;
}

std::optional<qint64> decimal(QByteArrayView digits)
{
    if (digits.isEmpty())
        return std::nullopt;
    qint64 number = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        const int value = digit - '0';
        if (number > (std::numeric_limits<qint64>::max() - value) / 10)
            return std::nullopt;
        number = number * 10 + value;
    }
    return number;
}

} // namespace

FieldLines::FieldLines(qsizetype maxBytes)
    : m_maxBytes(maxBytes)
{
}

qsizetype FieldLines::feed(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (!m_done && taken < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(taken);
        const qsizetype lineFeed = rest.indexOf('\n');
        const QByteArrayView line = lineFeed < 0 ? rest : rest.first(lineFeed);
        m_line.append(line.first(std::min(line.size(), m_maxBytes - m_line.size())));
        taken += line.size();
        if (lineFeed >= 0) {
            ++taken;
            endLine();
        }
    }
    return taken;
}

void FieldLines::finish()
{
    if (!m_line.isEmpty())
        endLine();
    endField();
}

void FieldLines::endLine()
{
    QByteArrayView line(m_line);
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty()) {
        endField();
        m_done = true;
    } else if (line.front() != ' ' && line.front() != '\t') {
        endField();
        startField(line);
    } else {
        // obs-fold (RFC 9112 5.2), or white space before the first field (2.2), which is ignored
        m_problems.add(Problem::HttpBadHeader);
        const QByteArrayView folded = withoutWhiteSpace(line);
        if (m_field && !folded.isEmpty() && m_field->value.size() < m_maxBytes) {
            if (!m_field->value.isEmpty())
                m_field->value.append(' ');
            m_field->value.append(folded);
        }
    }
    m_line.resize(0);
}

void FieldLines::startField(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView name = colon < 0 ? line : line.first(colon);
    const QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    m_problems.addIf(colon < 0 || name.isEmpty()
                         || !std::all_of(name.begin(), name.end(), isTokenCharacter),
                     Problem::HttpBadHeader);
    m_field = Field {withoutWhiteSpace(name).toByteArray(), withoutWhiteSpace(value).toByteArray()};
}

void FieldLines::endField()
{
    if (!m_field)
        return;
    Field field = *std::exchange(m_field, std::nullopt);
    m_problems.addIf(std::any_of(field.value.begin(), field.value.end(), isControl),
                     Problem::HttpBadHeader);
    readFraming(field);
    m_kept += field.name.size() + field.value.size();
    if (m_kept > m_maxBytes)
        m_problems.add(Problem::HttpHeadTooLong);
    else
        m_fields.append(std::move(field));
}

void FieldLines::readFraming(const Field &field)
{
    if (isSameName(field.name, "Content-Length")) {
        // A list of equal numbers is one number (RFC 9110 8.6).
        const QList<QByteArray> numbers = listElements(field.value);
        m_framing.hasBadLength |= numbers.isEmpty();
        for (const QByteArray &number : numbers) {
            const auto length = decimal(number);
            if (!length || length != m_framing.contentLength.value_or(*length))
                m_framing.hasBadLength = true;
            else
                m_framing.contentLength = length;
        }
    } else if (isSameName(field.name, "Transfer-Encoding")) {
        for (const QByteArray &element : listElements(field.value)) {
            const qsizetype semicolon = element.indexOf(';');
            const QByteArrayView coding = withoutWhiteSpace(
                QByteArrayView(element).first(semicolon < 0 ? element.size() : semicolon));
            if (isSameName(coding, "identity"))
                continue;
            m_framing.hasTransferCoding = true;
            m_framing.isChunked = isSameName(coding, "chunked");
        }
    }
}

} // namespace Http
