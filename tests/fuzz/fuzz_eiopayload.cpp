// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payloaddecoder.h"
#include "tests/support/chunks.h"

#include <cstdlib>

using namespace EngineIo;

namespace {

struct Result
{
    QByteArray summary;
    qint64 shares = 0;

    void take(PayloadDecoder *decoder)
    {
        while (const auto packet = decoder->next()) {
            summary += packetTypeName(packet->type).toByteArray() + '|' + packet->raw + '|'
                + packet->data().toByteArray() + '|' + QByteArray::number(packet->wireBytes) + '|'
                + packet->problems.toCodes() + '\n';
            shares += packet->wireBytes;
        }
    }
};

} // namespace

/// The first byte chooses revision and form; the rest is cut by chunks.h.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const auto revision = (data[0] & 1) != 0 ? Revision::V3 : Revision::V4;
    const auto form = static_cast<PayloadForm>((data[0] >> 1) % 4);
    QByteArray whole;
    Result cut;
    PayloadDecoder pieces(revision, form);
    inChunks(QByteArrayView(data + 1, static_cast<qsizetype>(size) - 1), [&](QByteArrayView chunk) {
        whole.append(chunk);
        pieces.feed(chunk);
        cut.take(&pieces);
    });
    pieces.finish();
    cut.take(&pieces);

    Result atOnce;
    PayloadDecoder decoder(revision, form);
    decoder.feed(whole);
    atOnce.take(&decoder);
    decoder.finish();
    atOnce.take(&decoder);
    if (cut.summary != atOnce.summary || cut.shares != whole.size()
        || atOnce.shares != whole.size())
        std::abort();
    return 0;
}
