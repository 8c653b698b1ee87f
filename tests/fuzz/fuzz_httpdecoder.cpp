// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/headencoder.h"
#include "protocol/http/target.h"
#include "tests/support/chunks.h"
#include "tests/support/httptranscript.h"

namespace {

using Role = Http::MessageDecoder::Role;

/// Small, so that the fuzzer reaches what happens behind it.
constexpr qsizetype MaxHeadBytes = 300;

void expectSome(Http::MessageDecoder &decoder)
{
    for (const char *method : {"GET", "HEAD", "GET", "CONNECT"})
        decoder.expect(method);
}

QByteArray ending(Http::MessageDecoder &decoder, HttpTranscript &transcript)
{
    decoder.finish();
    transcript.take(decoder);
    QByteArray text = transcript.text();
    text += decoder.takeRest();
    text += QByteArray::number(decoder.streamOffset());
    return text;
}

/// What a rewriter leaves alone must stay.
void rewrite(const QByteArray &bytes)
{
    Http::HeadRewriter rewriter(bytes);
    if (rewriter.replaceValue("", "") > 0 && !rewriter.isChanged() && rewriter.bytes() != bytes)
        std::abort();
    rewriter.replaceValue("Host", "example.org");
    rewriter.toOriginForm();
    rewriter.removeField("Origin");
    rewriter.appendField("A", "b");
    Http::Target::parse(bytes).originForm();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const Role role = (data[0] & 1U) != 0 ? Role::Response : Role::Request;
    QByteArray whole;
    Http::MessageDecoder pieces(role, MaxHeadBytes);
    HttpTranscript fromPieces;
    expectSome(pieces);
    inChunks(QByteArrayView(data + 1, static_cast<qsizetype>(size - 1)), [&](QByteArrayView chunk) {
        whole.append(chunk);
        pieces.feed(chunk.toByteArray());
        fromPieces.take(pieces);
    });

    // The same bytes must give the same messages, however they were cut.
    Http::MessageDecoder atOnce(role, MaxHeadBytes);
    HttpTranscript fromWhole;
    expectSome(atOnce);
    atOnce.feed(whole);
    fromWhole.take(atOnce);
    if (ending(pieces, fromPieces) != ending(atOnce, fromWhole)
        || atOnce.streamOffset() != whole.size())
        std::abort();
    rewrite(whole);
    return 0;
}
