// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/contentdecoder.h"
#include "tests/support/chunks.h"

#include <array>

namespace {

constexpr qint64 MaxOutput = 200'000;

QList<QByteArray> codings(unsigned choice)
{
    static const std::array<QByteArray, 4> names {"gzip", "deflate", "br", "zstd"};
    QList<QByteArray> list {names[choice % 4]};
    if (choice >= 64)
        list.prepend(names[choice / 4 % 4]);
    return list;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QList<QByteArray> list = codings(data[0]);
    QByteArray whole;
    QByteArray fromPieces;
    Http::ContentDecoder pieces(list, MaxOutput);
    inChunks(QByteArrayView(data + 1, static_cast<qsizetype>(size - 1)), [&](QByteArrayView chunk) {
        whole.append(chunk);
        fromPieces += pieces.feed(chunk);
    });
    pieces.finish();

    Http::ContentDecoder atOnce(list, MaxOutput);
    const QByteArray fromWhole = atOnce.feed(whole);
    atOnce.finish();
    if (fromWhole.size() > MaxOutput || fromPieces.size() > MaxOutput)
        std::abort();
    // Where data is bad, how much of what came before it is given may depend on the cuts.
    const bool isSame = fromWhole == fromPieces && atOnce.problems() == pieces.problems();
    if (!isSame && !atOnce.problems().has(Problem::HttpBadCoding))
        std::abort();
    return 0;
}
