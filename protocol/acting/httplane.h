// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/pollingbody.h"
#include "protocol/http/messagedecoder.h"

#include <deque>

namespace Acting {

/// The bytes of one direction of HTTP: those that wait, and where in the stream they stand.
class HttpStream
{
public:
    explicit HttpStream(Http::MessageDecoder::Role role)
        : decoder(role)
    {
    }

    /// \a passed: they have gone on already.
    void feed(const QByteArray &bytes, bool passed);
    /// What is before \a offset in the stream and has not gone on.
    QByteArray takeTo(qint64 offset);
    QByteArray takeAll();
    /// Whether what begins at \a offset can still be changed.
    bool isWhole(qint64 offset) const { return offset >= m_gone; }
    bool isEmpty() const { return m_raw.isEmpty(); }
    qsizetype size() const { return m_raw.size(); }
    /// After a switch of protocols: what came behind, split into what has gone on and what has not.
    struct Rest
    {
        QByteArray passed;
        QByteArray waiting;
    };
    Rest takeRest();

    Http::MessageDecoder decoder;

private:
    QByteArray m_raw;
    qint64 m_gone = 0; // up to here in the stream
};

/// One piece of HTTP that goes on in its turn: bytes, or a polling body that may still change.
struct HttpPart
{
    QByteArray bytes;
    std::unique_ptr<PollingBody> body;
    std::shared_ptr<SessionLink> link; ///< of the body
    Capture::Time readyAt;
    QByteArray method; ///< of a request that is answered by the target, at its last part
    std::vector<Capture::WireEvent> notes; ///< recorded before it

    std::optional<Capture::Time> whenReady() const;
    qsizetype size() const { return bytes.size() + (body ? body->size() : 0); }
};

} // namespace Acting
