// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/textredactor.h"

#include "protocol/engineio/payloaddecoder.h"
#include "protocol/http/contentdecoder.h"
#include "protocol/redaction/base64run.h"
#include "protocol/redaction/msgpackscalar.h"
#include "protocol/redaction/msgpackwalk.h"
#include "protocol/redaction/spelledtext.h"

#include <algorithm>
#include <array>

namespace Redaction {

namespace {

constexpr char PacketSeparator = '\x1e'; // of Engine.IO 4, in polling
constexpr int MostNesting = 4; // JSON in strings of JSON
constexpr int MostPackets = 2; // in base64 within each other

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
    , m_hasNumbers(std::any_of(
          plan.table.secrets().begin(), plan.table.secrets().end(), [](const Secret &secret) {
              return secret.isEverywhere && !secret.isKept && isJsonNumber(secret.value);
          }))
{
}

QByteArray TextRedactor::redacted(const QByteArray &bytes, const Sightings &sightings) const
{
    QByteArray result = m_redactor.redacted(bytes);
    for (const Sighting &sighting : sightings) {
        const Secret *const secret = m_plan.table.find(sighting.value);
        if (sighting.offset < 0 || secret == nullptr || secret->isKept)
            continue;
        const QByteArrayView written
            = QByteArrayView(bytes).sliced(sighting.offset, sighting.length);
        const auto put = [&](const QByteArray &text) {
            result.replace(sighting.offset, sighting.length, text);
        };
        if (sighting.spelling == Spelling::MsgPack) {
            put(MsgPackScalar(written).written(secret->standIn));
        } else if (sighting.spelling == Spelling::JsonLiteral) {
            put(QByteArray("null").leftJustified(written.size()));
        } else if (!secret->isEverywhere) {
            SpelledText text(written, sighting.spelling);
            if (text.text().size() == secret->standIn.size()) {
                text.text() = secret->standIn;
                put(text.written());
            }
        }
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

QByteArray TextRedactor::content(const QByteArray &bytes, int depth) const
{
    if (bytes.isEmpty())
        return bytes;
    if (const auto inflated = inflatedContent(bytes); inflated && content(*inflated) != *inflated)
        return {bytes.size(), '*'};
    QByteArray result = redacted(bytes, m_scanner.content(bytes));
    redactNumbers(&result);
    redactNested(&result, 0);
    if (depth < MostPackets)
        redactPackets(&result, depth);
    return result;
}

/// Those in MessagePack that are known from elsewhere.
void TextRedactor::redactNumbers(QByteArray *bytes) const
{
    const qsizetype start = m_hasNumbers ? startOfMsgPack(*bytes) : -1;
    if (start < 0)
        return;
    const QByteArray before = *bytes;
    MsgPackWalk walk;
    walk.onOther = [&](QByteArrayView token, qsizetype offset, const JsonWalk::Way &) {
        const MsgPackScalar scalar(token);
        const Secret *const secret = scalar.isNumber() ? m_plan.table.find(scalar.text()) : nullptr;
        if (secret != nullptr && secret->isEverywhere && !secret->isKept)
            bytes->replace(start + offset, token.size(), scalar.written(secret->standIn));
    };
    walk.walk(QByteArrayView(before).sliced(start));
}

/// JSON in strings of JSON.
void TextRedactor::redactNested(QByteArray *bytes, int depth) const
{
    if (depth >= MostNesting || !bytes->contains('\\'))
        return;
    const QByteArray before = *bytes;
    JsonWalk walk;
    walk.onScalar = [&](const JsonWalk::Scalar &scalar, const JsonWalk::Way &) {
        if (!scalar.isString || !scalar.token.contains('\\'))
            return;
        SpelledText text(scalar.token, Spelling::Json);
        const QByteArray inner = text.text();
        if (!inner.startsWith('{') && !inner.startsWith('['))
            return;
        text.text() = redacted(inner, m_scanner.nested(inner));
        redactNested(&text.text(), depth + 1);
        if (text.text() != inner)
            bytes->replace(scalar.offset, scalar.token.size(), text.written());
    };
    walk.walk(before);
}

/// Packets of bytes that cross as base64: `b…` in version 4, `b4…` in version 3.
void TextRedactor::redactPackets(QByteArray *bytes, int depth) const
{
    static constexpr std::array<QByteArrayView, 3> Beginnings {"b4", "b", "u001eb"};
    qsizetype from = 0;
    while (const auto run = Base64Run::find(*bytes, from)) {
        from = run->offset + run->length;
        for (const QByteArrayView beginning : Beginnings) {
            const QByteArrayView text = QByteArrayView(*bytes).sliced(run->offset, run->length);
            if (!text.startsWith(beginning))
                continue;
            Base64Run packet(text.sliced(beginning.size()));
            const QByteArray hidden = content(packet.bytes(), depth + 1);
            if (hidden == packet.bytes())
                continue;
            packet.bytes() = hidden;
            const QByteArray written = packet.written();
            bytes->replace(run->offset + beginning.size(), written.size(), written);
        }
    }
}

/// The packets of a body of version 3 that has bytes among them.
void TextRedactor::redactFramed(QByteArray *body) const
{
    EngineIo::PayloadDecoder decoder(EngineIo::Revision::V3, EngineIo::PayloadForm::Binary);
    decoder.feed(*body);
    decoder.finish();
    qsizetype end = 0;
    while (const auto packet = decoder.next()) {
        end += packet->wireBytes;
        const qsizetype size = packet->raw.size();
        if (size > 0 && end <= body->size() && size <= end)
            body->replace(end - size, size, content(packet->raw));
    }
}

QByteArray TextRedactor::body(const QByteArray &bytes, bool isForm) const
{
    if (isForm)
        return redacted(bytes, m_scanner.form(bytes));
    QByteArray result = content(bytes);
    if (bytes.startsWith('\0') || bytes.startsWith('\1'))
        redactFramed(&result);
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
