// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/problem.h"
#include "protocol/tap/tapoptions.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Tap {

/// What the tap says itself to a client whose target cannot be reached: 502, if the client speaks
/// HTTP. Pure. Reads as much of the first request as it needs to know that.
class BadGateway
{
public:
    enum class Verdict {
        Undecided, ///< feed more
        Answer, ///< a whole head of a request was read
        NotHttp,
    };

    /// \a text are the system's words for the failure.
    BadGateway(const TargetUrl &target, Problem problem, const QByteArray &text);

    Verdict feed(QByteArrayView bytes);

    /// The client will send no more: Answer if what came began like a request.
    Verdict finish() const;

    /// The response: a plain sentence, "Connection: close", and the mark that it is the tap's.
    QByteArray response() const;

private:
    bool looksLikeHttp() const;

    QByteArray m_sentence;
    QByteArray m_request; // as far as it was fed, bounded
};

} // namespace Tap
