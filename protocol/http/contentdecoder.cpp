// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/contentdecoder.h"

#include "protocol/http/coding.h"

#include <algorithm>

namespace Http {

namespace {

constexpr qsizetype pieceBytes = qsizetype(32) << 10;
constexpr std::size_t maxCodings = 4; // more than anybody uses; each costs memory

} // namespace

struct ContentDecoder::Stage
{
    std::unique_ptr<Coding> coding;
    QByteArray piece; // what it decoded last
    qint64 output = 0;
};

ContentDecoder::ContentDecoder(const QList<QByteArray> &codings, qint64 maxOutput)
    : m_maxOutput(maxOutput)
{
    for (qsizetype i = codings.size() - 1; i >= 0; --i) {
        const QByteArray name = codings[i].toLower();
        if (name == "identity")
            continue;
        auto coding = m_stages.size() < maxCodings ? Coding::create(name) : nullptr;
        if (!coding) {
            m_problems.add(Problem::HttpUnknownCoding);
            break;
        }
        m_stages.push_back({std::move(coding), QByteArray(pieceBytes, Qt::Uninitialized), 0});
    }
}

ContentDecoder::~ContentDecoder() = default;
ContentDecoder::ContentDecoder(ContentDecoder &&other) noexcept = default;
ContentDecoder &ContentDecoder::operator=(ContentDecoder &&other) noexcept = default;

bool ContentDecoder::isIdentity() const
{
    return m_stages.empty();
}

QByteArray ContentDecoder::feed(QByteArrayView bytes)
{
    m_input += bytes.size();
    QByteArray out;
    if (!m_isStopped)
        decode(0, bytes, out);
    m_output += out.size();
    return out;
}

/// Takes the codings from \a index on off \a bytes.
void ContentDecoder::decode(std::size_t index, QByteArrayView bytes, QByteArray &out)
{
    if (index == m_stages.size()) {
        out.append(bytes);
        return;
    }
    Stage &stage = m_stages[index];
    Coding::Step step;
    do {
        step = stage.coding->decode(
            bytes, {stage.piece.data(), static_cast<std::size_t>(stage.piece.size())});
        bytes = bytes.sliced(step.consumed);
        const qint64 room = m_maxOutput - stage.output;
        stage.output += std::min<qint64>(step.produced, room);
        decode(index + 1,
               QByteArrayView(stage.piece)
                   .first(static_cast<qsizetype>(std::min<qint64>(step.produced, room))),
               out);
        if (step.produced > room)
            stop(Problem::HttpBomb);
        else if (step.bad || (!bytes.isEmpty() && step.consumed == 0 && step.produced == 0))
            stop(Problem::HttpBadCoding);
    } while (!m_isStopped && (!bytes.isEmpty() || step.produced == stage.piece.size()));
}

void ContentDecoder::stop(Problem problem)
{
    m_isStopped = true;
    m_problems.add(problem);
}

void ContentDecoder::finish()
{
    if (m_isStopped || m_input == 0)
        return;
    const bool isWhole = std::all_of(m_stages.begin(), m_stages.end(),
                                     [](const Stage &stage) { return stage.coding->isAtEnd(); });
    if (!isWhole)
        stop(Problem::HttpBadCoding);
}

DecodedContent decodeContent(const QList<QByteArray> &codings, const QByteArray &body,
                             qint64 maxOutput)
{
    ContentDecoder decoder(codings, maxOutput);
    if (decoder.isIdentity())
        return {body, decoder.problems()};
    DecodedContent content {decoder.feed(body), {}};
    decoder.finish();
    content.problems = decoder.problems();
    if (content.bytes.isEmpty() && content.problems.has(Problem::HttpBadCoding))
        content.bytes = body;
    return content;
}

} // namespace Http
