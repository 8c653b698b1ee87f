// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QList>

#include <vector>

namespace Http {

/// Takes the content codings off a body as it streams (RFC 9110 8.4): gzip (also several members),
/// deflate (zlib or raw), br, zstd, and `identity`.
///
/// The output is bounded: a body that grows past the limit is cut there and marked HttpBomb. Data
/// that cannot be decoded ends the output with HttpBadCoding. A coding that is not known
/// (HttpUnknownCoding) stays on: what lies under it passes as it is.
class ContentDecoder
{
public:
    static constexpr qint64 DefaultMaxOutput = qint64(128) << 20;

    /// \a codings in the order in which they were applied, as in Head::bodyCodings().
    explicit ContentDecoder(const QList<QByteArray> &codings, qint64 maxOutput = DefaultMaxOutput);
    ~ContentDecoder();
    ContentDecoder(ContentDecoder &&other) noexcept;
    ContentDecoder &operator=(ContentDecoder &&other) noexcept;
    Q_DISABLE_COPY(ContentDecoder)

    /// What \a bytes decode to; may be empty.
    QByteArray feed(QByteArrayView bytes);

    /// The body has ended: HttpBadCoding if that is in the middle of the coded data.
    void finish();

    /// True when there is nothing to take off: feed() gives back what it gets.
    bool isIdentity() const;

    qint64 outputBytes() const { return m_output; }
    Problems problems() const { return m_problems; }

private:
    struct Stage;

    void decode(std::size_t index, QByteArrayView bytes, QByteArray &out);
    void stop(Problem problem);

    std::vector<Stage> m_stages; // in the order of removal
    qint64 m_maxOutput;
    qint64 m_input = 0;
    qint64 m_output = 0;
    bool m_isStopped = false; // after a bomb or bad data
    Problems m_problems;
};

struct DecodedContent
{
    QByteArray bytes;
    Problems problems;
};

/// The whole of \a body decoded. A body of which nothing could be decoded comes back as it is.
DecodedContent decodeContent(const QList<QByteArray> &codings, const QByteArray &body,
                             qint64 maxOutput = ContentDecoder::DefaultMaxOutput);

} // namespace Http
