// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/badgateway.h"

#include "protocol/tap/tapanswer.h"

#include <algorithm>

namespace Tap {

namespace {

constexpr qsizetype MaxHeadBytes = qsizetype(64) << 10;
constexpr qsizetype MaxMethodBytes = 24;

} // namespace

BadGateway::BadGateway(const TargetUrl &target, Problem problem, const QByteArray &text)
{
    const QByteArray url = target.toText();
    if (problem == Problem::TapTlsFailed)
        m_sentence = "Sockscope reached " + url + ", but TLS with it failed: " + text;
    else
        m_sentence = "Sockscope could not reach " + url + ": " + text;
    if (!m_sentence.endsWith('.'))
        m_sentence += '.';
}

BadGateway::Verdict BadGateway::feed(QByteArrayView bytes)
{
    m_request += bytes;
    if (!looksLikeHttp())
        return Verdict::NotHttp;
    if (m_request.contains("\r\n\r\n") || m_request.contains("\n\n")
        || m_request.size() > MaxHeadBytes)
        return Verdict::Answer;
    return Verdict::Undecided;
}

BadGateway::Verdict BadGateway::finish() const
{
    return !m_request.isEmpty() && looksLikeHttp() ? Verdict::Answer : Verdict::NotHttp;
}

bool BadGateway::looksLikeHttp() const
{
    // A method in capitals and a space, as far as it was fed.
    const qsizetype limit = std::min(m_request.size(), MaxMethodBytes);
    for (qsizetype i = 0; i < limit; ++i) {
        const char character = m_request.at(i);
        if (character == ' ')
            return i > 0;
        if ((character < 'A' || character > 'Z') && character != '-')
            return false;
    }
    return m_request.size() < MaxMethodBytes;
}

QByteArray BadGateway::response() const
{
    return tapAnswer(502, m_sentence);
}

} // namespace Tap
