// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/requestrewriter.h"
#include "tests/support/chunks.h"

#include <cstddef>

namespace {

Tap::TapOptions options(bool isRemote)
{
    Tap::TapOptions options;
    options.target.host = isRemote ? "example.org" : "127.0.0.1";
    options.target.port = 80;
    options.target.basePath = "/base";
    return options;
}

} // namespace

/// Requests come out the same whole and cut, and nothing is lost: a rewriter that has nothing to
/// change gives back what it was fed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const bool isRemote = (data[0] & 1U) != 0;
    const QByteArrayView input(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    Tap::RequestRewriter cut(options(isRemote));
    Tap::TapOptions nothing = options(isRemote);
    nothing.target.basePath.clear();
    nothing.hostRewrite = Tap::HostRewrite::Never;
    Tap::RequestRewriter unchanged(nothing);
    QByteArray whole;
    QByteArray out;
    QByteArray same;
    const QByteArray refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    inChunks(input, [&](QByteArrayView piece) {
        whole += piece;
        out += cut.feed(piece.toByteArray());
        same += unchanged.feed(piece.toByteArray());
    });
    Tap::RequestRewriter atOnce(options(isRemote));
    QByteArray expected = atOnce.feed(whole);
    // Every request is refused, so that what comes behind an upgrade is looked at too.
    for (qsizetype i = 0; i < 4; ++i) {
        for (Tap::RequestRewriter *rewriter : {&cut, &atOnce, &unchanged})
            rewriter->observeResponse(refusal);
        out += cut.takeHeld();
        expected += atOnce.takeHeld();
        same += unchanged.takeHeld();
    }
    out += cut.finish();
    expected += atOnce.finish();
    same += unchanged.finish();
    if (out != expected || cut.takeChanges() != atOnce.takeChanges() || same != whole)
        qFatal("A cut changed what came out");
    return 0;
}
