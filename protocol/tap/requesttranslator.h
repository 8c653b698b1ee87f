// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/requestrewriter.h"
#include "protocol/tap/translator.h"

namespace Tap {

/// Changes the heads of requests, and lets responses pass: what an ordinary tap does for a remote
/// target.
class RequestTranslator final : public Translator
{
public:
    explicit RequestTranslator(const TapOptions &options)
        : m_requests(options)
    {
    }

    bool passes(Capture::Direction direction) const override
    {
        return direction == Capture::Direction::Received;
    }
    void observe(Capture::Direction direction, const QByteArray &bytes) override;
    void feed(Capture::Direction direction, QByteArray bytes) override;
    QByteArray take(Capture::Direction direction) override;
    void finish(Capture::Direction direction, const std::optional<Failure> &failure) override;
    bool isWaiting(Capture::Direction direction) const override;
    std::vector<Capture::WireEvent> takeNotes() override;

private:
    RequestRewriter m_requests;
    QByteArray m_out; // for the target
};

} // namespace Tap
