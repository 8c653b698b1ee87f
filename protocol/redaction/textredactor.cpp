// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/textredactor.h"

#include "protocol/http/contentdecoder.h"
#include "protocol/redaction/spelledtext.h"

namespace Redaction {

namespace {

constexpr char PacketSeparator = '\x1e'; // of Engine.IO 4, in polling

} // namespace

std::optional<QByteArray> inflatedContent(const QByteArray &bytes)
{
    const bool isGzip = bytes.startsWith("\x1f\x8b\x08");
    const bool isZlib = bytes.size() > 6 && bytes.at(0) == '\x78'
        && (static_cast<uchar>(bytes.at(0)) * 256U + static_cast<uchar>(bytes.at(1))) % 31 == 0;
    if (!isGzip && !isZlib)
        return std::nullopt;
    const auto decoded = Http::decodeContent({isGzip ? "gzip" : "deflate"}, bytes);
    return decoded.bytes != bytes ? std::optional(decoded.bytes) : std::nullopt;
}

TextRedactor::TextRedactor(const Plan &plan)
    : m_plan(plan)
    , m_scanner(plan.rules)
    , m_redactor(plan.table)
{
}

QByteArray TextRedactor::redacted(const QByteArray &bytes, const Sightings &sightings) const
{
    QByteArray result = m_redactor.redacted(bytes);
    for (const Sighting &sighting : sightings) {
        const Secret *const secret = m_plan.table.find(sighting.value);
        if (sighting.offset < 0 || secret == nullptr || secret->isKept || secret->isEverywhere)
            continue;
        SpelledText text(QByteArrayView(bytes).sliced(sighting.offset, sighting.length),
                         sighting.spelling);
        if (text.text().size() != secret->standIn.size())
            continue;
        text.text() = secret->standIn;
        result.replace(sighting.offset, sighting.length, text.written());
    }
    return result;
}

QByteArray TextRedactor::head(const QByteArray &bytes) const
{
    return bytes.isEmpty() ? bytes : redacted(bytes, m_scanner.head(bytes));
}

QByteArray TextRedactor::address(const QByteArray &bytes) const
{
    return bytes.isEmpty() ? bytes : redacted(bytes, m_scanner.address(bytes));
}

QByteArray TextRedactor::sid(const QByteArray &bytes) const
{
    const Secret *const secret = m_plan.table.find(bytes);
    return secret != nullptr && !secret->isKept ? secret->standIn : address(bytes);
}

QByteArray TextRedactor::content(const QByteArray &bytes) const
{
    if (bytes.isEmpty())
        return bytes;
    if (const auto inflated = inflatedContent(bytes); inflated && content(*inflated) != *inflated)
        return QByteArray(bytes.size(), '*');
    return redacted(bytes, m_scanner.content(bytes));
}

QByteArray TextRedactor::body(const QByteArray &bytes, bool isForm) const
{
    if (isForm)
        return redacted(bytes, m_scanner.form(bytes));
    QByteArray result = content(bytes);
    // Attachments among the packets of polling.
    qsizetype begin = 0;
    while (begin < bytes.size()) {
        qsizetype end = bytes.indexOf(PacketSeparator, begin);
        end = end < 0 ? bytes.size() : end;
        if (bytes.at(begin) == 'b') {
            const QByteArray coded = bytes.mid(begin + 1, end - begin - 1);
            const QByteArray attachment = QByteArray::fromBase64(coded);
            const QByteArray hidden = content(attachment);
            if (hidden != attachment && attachment.toBase64() == coded)
                result.replace(begin + 1, coded.size(), hidden.toBase64());
        }
        begin = end + 1;
    }
    return result;
}

} // namespace Redaction
