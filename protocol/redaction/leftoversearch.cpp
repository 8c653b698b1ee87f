// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/leftoversearch.h"

#include "protocol/capture/schemaobjects.h"
#include "protocol/formats/jsontext.h"
#include "protocol/redaction/base64run.h"
#include "protocol/redaction/bodies.h"

#include <QFile>

#include <algorithm>

namespace Redaction {

using Capture::Id;
using Capture::StoreReader;

namespace {

constexpr qint64 WindowBytes = qint64(8) << 20;

/// Every byte as %XX.
QByteArray percentEncoded(const QByteArray &value)
{
    QByteArray text;
    for (const char c : value)
        text += '%' + QByteArray(1, c).toHex();
    return text;
}

QByteArray schemaText()
{
    QByteArray text;
    for (const Capture::SchemaObject &object : Capture::schemaObjects())
        text += object.sql + '\n';
    for (const Capture::SchemaObject &object : Capture::finishedIndexes())
        text += object.sql + '\n';
    return text;
}

} // namespace

LeftoverSearch::LeftoverSearch(const Plan &plan)
    : m_plan(plan)
    , m_scanner(plan.rules)
{
    for (std::size_t i = 0; i < plan.table.secrets().size(); ++i) {
        const Secret &secret = plan.table.secrets()[i];
        if (secret.isEverywhere && !secret.isKept)
            add(secret.value, static_cast<quint32>(i));
    }
    m_needles.prepare();
    m_fileNeedles.prepare();
}

void LeftoverSearch::add(const QByteArray &value, quint32 index)
{
    static const QByteArray schema = schemaText();
    QByteArrayList texts {value, value.toHex(), value.toHex().toUpper(), percentEncoded(value),
                          percentEncoded(value).toUpper()};
    const QByteArray percent = value.toPercentEncoding();
    QByteArray quoted;
    Formats::appendJsonString(quoted, value);
    for (const QByteArray &text : {percent, quoted.mid(1, quoted.size() - 2)}) {
        if (text != value)
            texts.append(text);
    }
    if (value.size() >= LeastBase64Bytes) {
        for (quint8 before = 0; before < 3; ++before)
            texts.append(Base64Run::coreOf(value, before, false));
        for (quint8 before = 0; before < 3; ++before) {
            const QByteArray core = Base64Run::coreOf(value, before, true);
            if (!texts.contains(core))
                texts.append(core);
        }
    }
    for (const QByteArray &text : texts) {
        m_needles.add(text, index);
        if (!schema.contains(text))
            m_fileNeedles.add(text, index);
    }
}

std::optional<Kind> LeftoverSearch::searchBytes(QByteArrayView bytes) const
{
    const auto hit = m_needles.find(bytes);
    return hit ? std::optional(m_plan.table.secrets()[hit->tag].kind) : std::nullopt;
}

/// A secret where it was found before; a stand-in may look like one that is short.
std::optional<Kind> LeftoverSearch::searchPlaces(const Sightings &sightings) const
{
    for (const Sighting &sighting : sightings) {
        const Secret *const secret = m_plan.table.find(sighting.value);
        const bool isLeft = sighting.offset >= 0 && secret != nullptr && !secret->isKept
            && !m_plan.table.isStandIn(sighting.value);
        if (isLeft)
            return secret->kind;
    }
    return std::nullopt;
}

std::optional<LeftoverSearch::Leftover>
LeftoverSearch::search(const QString &path, const std::atomic_bool &cancelled, QString *error) const
{
    auto leftover = searchFile(path, cancelled, error);
    if (!leftover && error->isEmpty() && !cancelled)
        leftover = searchContents(path, cancelled, error);
    return leftover;
}

std::optional<LeftoverSearch::Leftover>
LeftoverSearch::searchFile(const QString &path, const std::atomic_bool &cancelled,
                           QString *error) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *error = QStringLiteral("%1: %2").arg(path, file.errorString());
        return std::nullopt;
    }
    const qint64 overlap = m_fileNeedles.longest();
    const qint64 all = std::max<qint64>(file.size(), 1);
    for (qint64 at = 0; at < file.size() && !cancelled; at += WindowBytes) {
        file.seek(at);
        const QByteArray window = file.read(WindowBytes + overlap);
        if (const auto hit = m_fileNeedles.find(window)) {
            return Leftover {m_plan.table.secrets()[hit->tag].kind,
                             QStringLiteral("the file at byte %1").arg(at + hit->offset)};
        }
        if (onProgress)
            onProgress(static_cast<int>(at * 300 / all));
    }
    return std::nullopt;
}

std::optional<LeftoverSearch::Leftover>
LeftoverSearch::searchContents(const QString &path, const std::atomic_bool &cancelled,
                               QString *error) const
{
    const auto reader = StoreReader::open(path, error);
    if (!reader)
        return std::nullopt;
    const Id exchanges = reader->lastExchange();
    const Id messages = reader->lastMessage();
    const auto tell = [&](Id done) {
        if (onProgress && done % 256 == 0)
            onProgress(300 + static_cast<int>(done * 700 / std::max<Id>(exchanges + messages, 1)));
    };
    const auto look = [this](const QByteArray &bytes, const Sightings &sightings) {
        const auto kind = searchBytes(bytes);
        return kind ? kind : searchPlaces(sightings);
    };
    const auto inContent = [&](const QByteArray &bytes) {
        const auto inflated = inflatedContent(bytes);
        const auto kind = inflated ? look(*inflated, m_scanner.content(*inflated)) : std::nullopt;
        return kind ? kind : look(bytes, m_scanner.content(bytes));
    };
    for (Id id = 1; id <= exchanges && !cancelled; ++id) {
        tell(id);
        const auto exchange = reader->exchange(id);
        if (!exchange)
            continue;
        auto kind = look(exchange->requestHead.bytes, m_scanner.head(exchange->requestHead.bytes));
        if (!kind)
            kind = look(exchange->responseHead.bytes, m_scanner.head(exchange->responseHead.bytes));
        for (const auto body : {StoreReader::Body::RequestBody, StoreReader::Body::ResponseBody}) {
            const CodedBody coded = codedBodyOf(*exchange, body);
            if (kind || coded.size == 0 || coded.size > MostCodedBytes)
                continue;
            // What cannot be decoded was hidden.
            const auto plain = decodedBody(*reader, id, body, coded);
            if (plain && coded.isForm)
                kind = look(*plain, m_scanner.form(*plain));
            else if (plain)
                kind = inContent(*plain);
        }
        if (kind)
            return Leftover {*kind, QStringLiteral("request %1").arg(id)};
    }
    for (Id id = 1; id <= messages && !cancelled; ++id) {
        tell(exchanges + id);
        const auto row = reader->message(id);
        if (!row)
            continue;
        const qint64 size = std::min(row->record.content.size, MostCodedBytes);
        auto kind
            = inContent(row->record.content.bytes.size() < size ? reader->messageBytes(id, 0, size)
                                                                : row->record.content.bytes);
        for (int number = 0; number < std::ssize(row->record.attachments) && !kind; ++number)
            kind = inContent(reader->attachmentBytes(
                id, number, 0, std::min(reader->attachmentSize(id, number), MostCodedBytes)));
        if (kind)
            return Leftover {*kind, QStringLiteral("message %1").arg(id)};
    }
    *error = reader->errorText();
    return std::nullopt;
}

} // namespace Redaction
