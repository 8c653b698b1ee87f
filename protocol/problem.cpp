// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/problem.h"

#include <QByteArray>
#include <QList>

#include <algorithm>

namespace {

/// In the order of the enumeration; a test compares it with docs/problems.md.
constexpr std::array<const char *, ProblemCount> Codes {
    "http-bad-start-line",
    "http-bad-header",
    "http-head-too-long",
    "http-bad-length",
    "http-bad-chunk",
    "http-cut-off",
    "http-unexpected-response",
    "http-unknown-coding",
    "http-bad-coding",
    "http-bomb",
    "not-http",
    "ws-reserved-opcode",
    "ws-fragmented-control",
    "ws-oversized-control",
    "ws-non-minimal-length",
    "ws-length-top-bit",
    "ws-unexpected-rsv1",
    "ws-rsv2",
    "ws-rsv3",
    "ws-missing-mask",
    "ws-unexpected-mask",
    "ws-unexpected-continuation",
    "ws-interrupted-message",
    "ws-invalid-utf8",
    "ws-bad-close-payload",
    "ws-bad-close-code",
    "ws-bad-close-reason",
    "ws-data-after-close",
    "ws-cut-off",
    "ws-no-close-frame",
    "ws-not-frames",
    "ws-bad-key",
    "ws-bad-version",
    "ws-bad-accept",
    "ws-unoffered-extension",
    "ws-unknown-extension",
    "ws-bad-extension",
    "ws-unoffered-protocol",
    "ws-bad-deflate",
    "ws-deflate-bomb",
    "eio-unknown-type",
    "eio-empty-packet",
    "eio-bad-base64",
    "eio-bad-length",
    "eio-bad-payload",
    "eio-bad-handshake",
    "eio-bad-jsonp",
    "eio-error-answer",
    "eio-wrong-direction",
    "eio-duplicate-request",
    "eio-unknown-session",
    "eio-upgrade-without-probe",
    "eio-ping-timeout",
    "sio-unknown-type",
    "sio-bad-attachment-count",
    "sio-too-many-attachments",
    "sio-bad-ack-id",
    "sio-bad-json",
    "sio-bad-data",
    "sio-reserved-event",
    "sio-bad-placeholder",
    "sio-missing-attachments",
    "sio-unexpected-binary",
    "sio-interrupted",
    "sio-bad-msgpack",
    "sio-not-connected",
    "sio-unknown-ack",
    "sio-repeated-ack",
    "sio-connect-without-sid",
    "sio-connect-error",
    "admin-bad-event",
    "tap-refused",
    "tap-host-not-found",
    "tap-unreachable",
    "tap-timed-out",
    "tap-tls-failed",
    "tap-proxy-failed",
    "tap-reset",
    "tap-cut-off",
    "tap-answered-itself",
    "tap-rule",
    "tap-bytes-missing",
};

} // namespace

QByteArrayView problemCode(Problem problem)
{
    return Codes[static_cast<std::size_t>(problem)];
}

std::optional<Problem> problemFromCode(QByteArrayView code)
{
    const auto *const found = std::find(Codes.begin(), Codes.end(), code);
    if (found == Codes.end())
        return std::nullopt;
    return static_cast<Problem>(found - Codes.begin());
}

QByteArray Problems::toCodes() const
{
    QByteArray codes;
    forEach([&codes](Problem problem) {
        if (!codes.isEmpty())
            codes += ',';
        codes += problemCode(problem);
    });
    return codes;
}

Problems Problems::fromCodes(QByteArrayView codes)
{
    Problems problems;
    for (const QByteArray &code : codes.toByteArray().split(',')) {
        if (const auto problem = problemFromCode(code))
            problems.add(*problem);
    }
    return problems;
}
